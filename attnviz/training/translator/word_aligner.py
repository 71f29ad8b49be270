"""Which tokens of a sentence pair say the same, found by eflomal (Östling & Tiedemann 2016) in both directions.

These links teach a guided head; eflomal is free software (GPL) that only training needs.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from attnviz import atomic_write
from attnviz.training.translator.pairs import DataError, Link

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

NEIGHBOURS = ((-1, 0), (1, 0), (0, -1), (0, 1), (-1, -1), (-1, 1), (1, -1), (1, 1))


def grow(forward: set[Link], backward: set[Link]) -> set[Link]:
    """Grow-diag-final-and (Koehn et al. 2005): the links of both directions, their neighbours in one direction while a token
    of theirs is free, then what links two tokens that are still free.
    """
    links, union = forward & backward, forward | backward
    sources, targets = {s for s, _ in links}, {t for _, t in links}  # tokens that are linked

    def add(link: Link) -> None:
        links.add(link)
        sources.add(link[0])
        targets.add(link[1])

    waiting = sorted(links)
    while waiting:
        s, t = waiting.pop(0)
        for up, right in NEIGHBOURS:
            near = (s + up, t + right)
            if near in union and near not in links and (near[0] not in sources or near[1] not in targets):
                add(near)
                waiting.append(near)
    for direction in (forward, backward):
        for s, t in sorted(direction - links):
            if s not in sources and t not in targets:
                add((s, t))
    return links


def _read(path: Path) -> list[set[Link]]:
    """Lines ``0-0 1-2`` -> links."""
    lines = path.read_text(encoding="ascii").splitlines()
    return [{(int(s), int(t)) for s, t in (pair.split("-") for pair in line.split())} for line in lines]


def find_links(
    sources: Sequence[Iterable[object]], targets: Sequence[Iterable[object]], cache: Path
) -> list[set[Link]]:
    """Token sequences of both languages, pair by pair -> the links of each pair, found once and kept in ``cache``.

    ``DataError`` when eflomal is not there.
    """
    if not cache.is_file():
        lines = (" ".join(f"{s}-{t}" for s, t in sorted(pair)) + "\n" for pair in align_tokens(sources, targets))
        atomic_write.write(cache, "".join(lines).encode("ascii"))
    return _read(cache)


def align_tokens(sources: Sequence[Iterable[object]], targets: Sequence[Iterable[object]]) -> list[set[Link]]:
    """Token sequences of both languages, pair by pair -> the links of each pair. ``DataError`` when eflomal is not there."""
    try:
        import eflomal  # only recipes with a guided head need it
    except ImportError:
        raise DataError("This recipe needs eflomal; install it with: pip install 'attnviz[train]'") from None

    with tempfile.TemporaryDirectory() as folder:
        forward, backward = Path(folder) / "forward", Path(folder) / "backward"
        eflomal.Aligner().align(
            [" ".join(map(str, tokens)) for tokens in sources],
            [" ".join(map(str, tokens)) for tokens in targets],
            links_filename_fwd=str(forward),
            links_filename_rev=str(backward),
        )
        return [grow(f, b) for f, b in zip(_read(forward), _read(backward), strict=True)]
