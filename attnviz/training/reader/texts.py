"""The texts that the readers learn from: SQuAD, the English Web Treebank, Tatoeba, dialogues, abstracts with their titles."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from attnviz.training.translator.pairs import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SQUAD = "squad.{split}.jsonl.gz"
TREEBANK = "ewt.{split}.jsonl.gz"
TATOEBA = "tatoeba.en-fr.{split}.tsv.gz"
DIALOGUES = "english.sgd.txt.gz"
ABSTRACTS = "arxiv-titles.{split}.tsv.gz"
SQUAD_ORIGIN = "SQuAD 1.1 (Rajpurkar et al. 2016), Wikipedia, CC BY-SA 4.0"
TREEBANK_ORIGIN = "English Web Treebank of Universal Dependencies with PropBank's roles, CC BY-SA 4.0"
TATOEBA_ORIGIN = "tatoeba.org, CC BY 2.0 FR"
DIALOGUES_ORIGIN = "Schema-Guided Dialogue, CC BY-SA 4.0"
ABSTRACTS_ORIGIN = "arXiv metadata, free to reuse"


@dataclass(frozen=True)
class Question:
    """A question and the texts that answer it, the first one best."""

    text: str
    answers: tuple[str, ...]


@dataclass(frozen=True)
class Passage:
    """A paragraph, the article it is from, and what is asked about it."""

    title: str
    text: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Tree:
    """A sentence of the treebank: heads 1-based, 0 is the root; of each predicate its place and its roles (label, start, end), None
    where the sources do not say.
    """

    words: tuple[str, ...]
    tags: tuple[str, ...]
    heads: tuple[int, ...]
    relations: tuple[str, ...]
    predicates: tuple[tuple[int, tuple[tuple[str, int, int], ...]], ...] | None


def find(data: Path, name: str) -> Path:
    """The file ``name`` in ``data`` or its ``text`` folder. ``DataError`` when it is not there."""
    path = next((p for p in (data / name, data / "text" / name) if p.is_file()), None)
    if path is None:
        raise DataError(f"{name} is not in {data} (nor in {data / 'text'}).")
    return path


def lines(data: Path, name: str) -> Iterator[str]:
    """The lines of a compressed text. ``DataError`` when it is missing or damaged."""
    path = find(data, name)
    try:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                yield line.rstrip("\n")
    except (OSError, EOFError, ValueError) as error:
        raise DataError(f"{path.name} is no compressed text.") from error


def _records(data: Path, name: str) -> Iterator[Any]:
    for line in lines(data, name):
        try:
            yield json.loads(line)
        except ValueError as error:
            raise DataError(f"{name} does not hold one JSON object a line.") from error


def read_passages(data: Path, split: str) -> list[Passage]:
    """SQuAD's paragraphs. ``DataError`` when the file is missing or not as described."""
    name = SQUAD.format(split=split)
    try:
        return [
            Passage(
                record["title"],
                record["context"],
                tuple(Question(asked["question"], tuple(asked["answers"])) for asked in record["qas"]),
            )
            for record in _records(data, name)
        ]
    except (KeyError, TypeError) as error:
        raise DataError(f"{name} does not hold passages with questions.") from error


def read_trees(data: Path, split: str) -> list[Tree]:
    """The treebank's sentences. ``DataError`` when the file is missing or not as described."""
    name = TREEBANK.format(split=split)
    try:
        return [_tree(record) for record in _records(data, name)]
    except (KeyError, TypeError, ValueError) as error:
        raise DataError(f"{name} does not hold sentences with their trees.") from error


def _tree(record: Any) -> Tree:
    predicates = record["predicates"]
    if predicates is not None:
        predicates = tuple(
            (int(each["predicate"]), tuple((str(label), int(a), int(b)) for label, a, b in each["roles"]))
            for each in predicates
        )
    words = tuple(record["words"])
    tree = Tree(words, tuple(record["upos"]), tuple(map(int, record["head"])), tuple(record["deprel"]), predicates)
    if not len(words) == len(tree.tags) == len(tree.heads) == len(tree.relations):
        raise ValueError("a word without a head")
    return tree


def read_sentences(data: Path, split: str) -> list[str]:
    """The English side of Tatoeba's pairs, each sentence once."""
    return list(dict.fromkeys(line.split("\t")[0] for line in lines(data, TATOEBA.format(split=split))))


def read_dialogues(data: Path) -> list[str]:
    """Everyday utterances, each once."""
    return list(dict.fromkeys(lines(data, DIALOGUES)))


def read_titled(data: Path, split: str) -> list[tuple[str, str]]:
    """Abstracts and their titles."""
    name = ABSTRACTS.format(split=split)
    rows = [line.split("\t") for line in lines(data, name)]
    if not all(len(row) == 4 for row in rows):
        raise DataError(f"{name} does not hold id, category, abstract and title in each line.")
    return [(abstract, title) for _, _, abstract, title in rows]
