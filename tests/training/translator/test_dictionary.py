"""Utterances of a dictionary: which entries are taken."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

from attnviz.training.translator.dictionary import utterances
from attnviz.training.translator.pairs import DataError

if TYPE_CHECKING:
    from pathlib import Path


def test_what_is_said_alone_is_taken_once_without_marks(tmp_path: Path):
    path = tmp_path / "words.tsv.gz"
    rows = "yes\toui\tinterj\nyes\toui !\tinterj\nhouse\tmaison\tn\nno\tnon\tparticle\n"
    path.write_bytes(gzip.compress(rows.encode()))
    assert utterances(path) == [("yes", "oui"), ("no", "non")]


@pytest.mark.parametrize("content", [b"plain text", gzip.compress(b"yes\toui\n", mtime=0)])
def test_another_file_is_told(content: bytes, tmp_path: Path):
    path = tmp_path / "words.tsv.gz"
    path.write_bytes(content)
    with pytest.raises(DataError, match=r"words\.tsv\.gz"):
        utterances(path)
