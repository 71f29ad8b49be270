"""Writes the dev sentences that the window measures compressed translators on: ``python tools/dev_samples.py DATA``.

``assets/samples/compress/en-LANGUAGE.tsv``: a sentence, then its references, separated by tabs; evenly spread over dev.
"""

from __future__ import annotations

import sys
from pathlib import Path

from attnviz.paths import asset
from attnviz.training.translator.pairs import find, group_references, read_pairs

SENTENCES = 240


def main(data: Path) -> None:
    """Write a file for each language."""
    for language in ("fr", "de", "zh"):
        sentences, references = group_references(read_pairs(find(data, f"tatoeba.en-{language}.dev.tsv.gz")))
        step = len(sentences) / SENTENCES
        chosen = [int(k * step) for k in range(SENTENCES)]
        lines = ["\t".join((sentences[i], *references[i])) for i in chosen]
        path = asset("samples", "compress", f"en-{language}.tsv")
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
