"""A title that is read again with words of its text hidden and heads off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attnviz.engine.read import reading
from attnviz.engine.read.title import ready
from attnviz.engine.read.word_pieces import CLS, SEP, WordPieces
from attnviz.engine.translate.rereading import Rereading, repeated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import Tensor

    from attnviz.engine.attention.messages import Token
    from attnviz.engine.checkpoints import Loaded
    from attnviz.models.transformer import ByKind


class TitleRereading(Rereading):
    """As a translation is read again. What is hidden can be copied by no head, as none looks there."""

    begin = CLS

    def cut(self, loaded: Loaded, text: str) -> tuple[Sequence[Token], list[int], int]:
        pieces = next(each for each in loaded.tokenizers.values() if isinstance(each, WordPieces))
        held = ready(pieces, text).pieces
        tokens = (reading.mark(CLS), *reading.tokens(held, text), reading.mark(SEP))
        return tokens, [token.id for token in tokens], len(pieces.pieces)

    def read(self, state: Any, rows: int) -> Tensor:
        log_p = self.network.write(self.inputs.expand(rows, -1), state)[0].log_probabilities
        chosen: Tensor = log_p.gather(2, self.targets.expand(rows, -1).unsqueeze(2)).squeeze(2)
        return chosen

    def repeated(self, state: Any, rows: int, on: ByKind) -> Any:
        return state._replace(decoder=repeated(state.decoder, rows, on), source=state.source.expand(rows, -1))
