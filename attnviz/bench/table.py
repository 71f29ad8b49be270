"""All rows of ``attnviz bench``, in the order they are told: each pane adds its own file of rows here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attnviz.bench.latent.rows import ROWS as LATENT
from attnviz.bench.listen.rows import ROWS as LISTEN
from attnviz.bench.look.describe_rows import ROWS as DESCRIBE
from attnviz.bench.look.rows import ROWS as LOOK
from attnviz.bench.open.rows import ROWS as OPEN
from attnviz.bench.playground.rows import ROWS as PLAYGROUND
from attnviz.bench.read.rows import ROWS as READ
from attnviz.bench.translate.engine import ROWS as ENGINE
from attnviz.bench.translate.heads import ROWS as HEADS
from attnviz.bench.translate.window import ROWS as WINDOW

if TYPE_CHECKING:
    from attnviz.bench.figures import Row

ROWS: tuple[Row, ...] = (*WINDOW, *ENGINE, *HEADS, *LATENT, *LOOK, *DESCRIBE, *PLAYGROUND, *OPEN, *LISTEN, *READ)
