"""Trees and roles: the treebank's sentences as batches, training on all that is known of them at once, attachment scores and F1."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

import torch
from torch import Tensor
from torch.nn import functional as F

from attnviz.engine.read.sentences import WordBatch, WordsRead, read_words, word_batch
from attnviz.engine.read.trees import best_tree, role_spans
from attnviz.engine.read.word_pieces import CLS, MASK, PAD, SEP
from attnviz.models.parser import Parser, ParserConfig, role_labels
from attnviz.training.classifier.photos import generator
from attnviz.training.reader.batches import batches_of, padded
from attnviz.training.reader.run import ReaderRun
from attnviz.training.reader.texts import TREEBANK_ORIGIN, Tree, read_trees

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from attnviz.engine.read.word_pieces import WordPieces
    from attnviz.training.reader.recipes import ParserRecipe

UNKNOWN = -100  # a label that nothing is learned from
SHOWN = 400  # sentences behind the figures shown while training
BATCH = 32


class TreeBatch(NamedTuple):
    """What the parser reads; heads, relations and tags [B, W], predicates [B, P], roles [B, P, W], ``UNKNOWN`` for none."""

    read: WordBatch
    heads: Tensor
    relations: Tensor
    tags: Tensor
    predicates: Tensor
    roles: Tensor


class Names(NamedTuple):
    """Numbers of relations, tags and labels of roles."""

    relations: dict[str, int]
    tags: dict[str, int]
    roles: dict[str, int]


def names_of(config: ParserConfig) -> Names:
    """The names that a parser knows, in the order of its scores."""
    lists = config.relations.split(), config.tags.split(), role_labels(config.roles)
    return Names(*({name: i for i, name in enumerate(each)} for each in lists))


class ParserRun(ReaderRun):
    """Learning heads, relations, parts of speech and roles: the loss is the sum of the mean surprise at each."""

    kind = "parser"
    origin, licence = TREEBANK_ORIGIN, "CC BY-SA 4.0"
    recipe: ParserRecipe
    model: Parser

    def __init__(self, recipe: ParserRecipe, data: Path, out: Path, *, device: str = "cpu", seed: int = 1) -> None:
        self.trees = [tree for tree in read_trees(data, "train") if len(tree.words) <= recipe.longest]
        self.dev = read_trees(data, "dev")
        super().__init__(recipe, data, out, device=device, seed=seed)
        self.read = [read_words(tree.words, self.pieces) for tree in self.trees]
        self.names = names_of(self.model.config)

    def network(self) -> Parser:
        recipe = self.recipe
        roles = Counter(label for tree in self.trees for _, found in tree.predicates or () for label, _, _ in found)
        config = ParserConfig(
            **self.shared_config | {"dropout": recipe.dropout},
            rank=recipe.rank,
            adapted=recipe.adapted,
            relations=" ".join(sorted({name for tree in self.trees for name in tree.relations})),
            tags=" ".join(sorted({name for tree in self.trees for name in tree.tags})),
            roles=" ".join(sorted(label for label, count in roles.items() if count >= recipe.least)),
        )
        return Parser(config)

    def _batches(self, epoch: int) -> list[list[int]]:
        lengths = torch.tensor([len(read.ids) for read in self.read])
        return batches_of(lengths, self.recipe.tokens, self.recipe.most, generator(self.seed, epoch))

    def steps(self, epoch: int) -> int:
        return len(self._batches(0))  # epochs differ by a few; the last ones are left out, or missing

    def epoch_batches(self, epoch: int, first: int) -> Iterator[TreeBatch]:
        for number, batch in enumerate(self._batches(epoch)[first : self.steps(epoch)], first):
            made = tree_batch([self.trees[i] for i in batch], [self.read[i] for i in batch], self.names)
            hide(made.read.tokens, self.recipe.hidden, generator(self.seed, epoch, number))
            yield made

    def loss(self, batch: TreeBatch) -> Tensor:
        parsed = self.model(*batch.read, batch.predicates)
        known = batch.heads != UNKNOWN
        at_head = batch.heads.clamp(min=0)[..., None, None].expand(-1, -1, 1, parsed.relations.shape[-1])
        relations = parsed.relations.gather(2, at_head).squeeze(2)
        pairs = [
            (parsed.arcs[known], batch.heads[known]),
            (relations[known], batch.relations[known]),
            (parsed.tags[known], batch.tags[known]),
        ]
        loss = sum(F.cross_entropy(scores.float(), right) for scores, right in pairs)
        labelled = batch.roles != UNKNOWN
        if labelled.any():
            loss = loss + self.recipe.role_weight * F.cross_entropy(
                parsed.roles[labelled].float(), batch.roles[labelled]
            )
        return loss  # type: ignore[return-value]

    def measure(self) -> dict[str, float]:
        return attachment(
            self.kept.eval(), self.pieces, self.dev[:: max(1, len(self.dev) // SHOWN)], quick=self.bfloat16
        )

    def figures(self, network: Any, split: str = "dev") -> dict[str, Any]:
        return attachment(network, self.pieces, read_trees(self.data, split))


def hide(tokens: Tensor, share: float, chance: torch.Generator) -> None:
    """Put [MASK] for this share of the pieces [B, T], so that no word's reading rests on its letters alone."""
    hidden = torch.rand(tokens.shape, generator=chance) < share
    tokens[hidden & (tokens != CLS) & (tokens != SEP) & (tokens != PAD)] = MASK


def tree_batch(trees: Sequence[Tree], read: Sequence[WordsRead], names: Names) -> TreeBatch:
    """What is to be learned of these sentences."""
    predicates = [[place for place, _ in tree.predicates or ()] for tree in trees]
    most = max(1, *map(len, predicates)) if len(trees) > 1 else max(1, len(predicates[0]))
    width = max(len(tree.words) for tree in trees)
    roles = torch.full((len(trees), most, width), UNKNOWN)
    for row, tree in zip(roles, trees, strict=True):
        for labels, (_, found) in zip(row, tree.predicates or (), strict=False):
            labels[: len(tree.words)] = 0
            for role, start, end in found:
                begin, inside = names.roles.get(f"B-{role}", UNKNOWN), names.roles.get(f"I-{role}", UNKNOWN)
                labels[start] = begin
                labels[start + 1 : end] = inside
    return TreeBatch(
        word_batch(read),
        padded([tree.heads for tree in trees], UNKNOWN),
        padded([[names.relations[name] for name in tree.relations] for tree in trees], UNKNOWN),
        padded([[names.tags[name] for name in tree.tags] for tree in trees], UNKNOWN),
        padded([row + [0] * (most - len(row)) for row in predicates]),
        roles,
    )


@torch.inference_mode()
def attachment(network: Any, pieces: WordPieces, trees: Sequence[Tree], *, quick: bool = False) -> dict[str, Any]:
    """UAS, LAS and UPOS over all words (marks too), and F1 of roles whose predicate is given, all in percent."""
    names = names_of(network.config)
    relation_of, tag_of, label_of = (list(each) for each in names)
    order = sorted(range(len(trees)), key=lambda i: len(trees[i].words))
    right = Counter[str]()
    for begin in range(0, len(order), BATCH):
        chosen = [trees[i] for i in order[begin : begin + BATCH]]
        places = [[place for place, _ in tree.predicates or ()] for tree in chosen]
        most = max(1, max(map(len, places)))
        asked = torch.tensor([row + [0] * (most - len(row)) for row in places])
        with torch.autocast("cpu", torch.bfloat16, enabled=quick):
            parsed = network(*word_batch([read_words(tree.words, pieces) for tree in chosen]), asked)
        arcs = parsed.arcs.double().numpy()
        relations, tags = parsed.relations.argmax(-1), parsed.tags.argmax(-1)
        roles = parsed.roles.double().numpy()
        for i, tree in enumerate(chosen):
            count = len(tree.words)
            heads = best_tree(arcs[i, :count, : count + 1])
            for word, head in enumerate(heads):
                right["words"] += 1
                right["upos"] += tag_of[tags[i, word]] == tree.tags[word]
                attached = head == tree.heads[word]
                right["uas"] += attached
                right["las"] += attached and relation_of[relations[i, word, head]] == tree.relations[word]
            for k, (_, gold) in enumerate(tree.predicates or ()):
                found = set(role_spans(roles[i, k, :count], label_of))
                right["found"] += len(found)
                right["gold"] += len(gold)
                right["roles"] += len(found & set(gold))
    told = {name: round(100 * right[name] / right["words"], 2) for name in ("uas", "las", "upos")}
    f1 = 200 * right["roles"] / max(1, right["found"] + right["gold"])
    return {"sentences": len(trees), "words": right["words"], **told, "roles_f1": round(f1, 2)}
