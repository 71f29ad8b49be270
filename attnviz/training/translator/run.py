"""Train a translator by its recipe: batches, schedule, dev BLEU as it goes, checkpoints that resume exactly."""

from __future__ import annotations

import math
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, cast

import torch
from torch import nn

from attnviz import atomic_write, defaults
from attnviz.engine import checkpoints
from attnviz.engine.checkpoints import Loaded, load
from attnviz.engine.translate.tokenizer import PAD, Tokenizer
from attnviz.models.pretrained_features import FROZEN
from attnviz.training.finished_models import lay_beside, weights_of
from attnviz.training.run import Run
from attnviz.training.translator.back_translation import back_translated
from attnviz.training.translator.bleu import bleu, translate_all
from attnviz.training.translator.dictionary import utterances
from attnviz.training.translator.distillation import distilled
from attnviz.training.translator.forms import UTTERANCES_MORE, copied_names, with_copies, written_otherwise
from attnviz.training.translator.link_units import links_by_units
from attnviz.training.translator.losses import cross_entropy, guidance
from attnviz.training.translator.pairs import (
    DataError,
    EncodedPair,
    Link,
    Pair,
    PairBatches,
    find,
    group_references,
    read_corpus,
    tensors,
)
from attnviz.training.translator.pretrained import give
from attnviz.training.translator.word_aligner import find_links

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from attnviz.training.translator.recipes import TranslatorRecipe

DEV_SENTENCES = 400  # of the dev set, for the figure shown while training
SAMPLED = 0.75  # of the epochs split words by chance; the last ones as a translation will be split
GUIDANCE = 0.05  # the share of the guided head in the loss (Garg et al. 2019)


def build(recipe: TranslatorRecipe, source: Tokenizer, target: Tokenizer) -> nn.Module:
    """The untrained network of a recipe."""
    config, network = checkpoints.KINDS[recipe.kind]
    sizes = {field.name: getattr(recipe, field.name) for field in fields(config) if hasattr(recipe, field.name)}
    sizes |= {"source_vocabulary": len(source), "target_vocabulary": len(target)}
    if not recipe.features_of:
        return cast("nn.Module", network(config(**sizes)))
    reader = load(weights_of(recipe.features_of))
    built = network(config(features=True, word_pieces=len(reader.tokenizers["source"]), **sizes))
    give(built.pretrained, reader, source)
    return cast("nn.Module", built)


def guided_head(recipe: TranslatorRecipe) -> tuple[int, int]:
    """Layer and head that learn from links: the first of the last layer but one, as Garg et al. 2019 have it."""
    return getattr(recipe, "layers", 1) - 2, 0


def learning_rate(recipe: TranslatorRecipe, step: int, steps: int) -> float:
    """Linear warm-up, then half a cosine down to 2 % of the peak."""
    if step < recipe.warmup:
        return recipe.learning_rate * (step + 1) / recipe.warmup
    done = (step - recipe.warmup) / max(1, steps - recipe.warmup)
    return recipe.learning_rate * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * min(done, 1.0))))


class TranslatorRun(Run):
    """One training run of a translator."""

    def __init__(self, recipe: TranslatorRecipe, data: Path, out: Path, *, device: str = "cpu", seed: int = 1) -> None:
        super().__init__(recipe.id, out, epochs=recipe.epochs, device=device, seed=seed)
        self.recipe = recipe
        corpus = recipe.corpus
        pairs = [pair for name in corpus.train for pair in read_corpus(data, name, recipe)]
        self.dev = group_references(read_corpus(data, corpus.dev, recipe))
        if corpus.monolingual:
            kept = {target for references in self.dev[1] for target in references}
            cache = out / "back-translated.tsv.gz"
            pairs += back_translated(corpus.monolingual, data, [target for _, target in pairs], kept, cache)
        if corpus.distilled:
            pairs += distilled(corpus.distilled, data, {source for source, _ in pairs} | set(self.dev[0]), out)
        begins, self.base = None, None
        if recipe.starts_from:
            self.base = weights_of(recipe.starts_from)
            begins = load(self.base)
        sources, targets = [s for s, _ in pairs], [t for _, t in pairs]
        if getattr(recipe, "shared", False):
            self.source = self.target = self._tokenizer("source", sources + targets, begins)
        else:
            self.source = self._tokenizer("source", sources, begins)
            self.target = self._tokenizer("target", targets, begins)
        more = with_copies(pairs) if recipe.copied else []
        if recipe.dictionary:
            more += utterances(find(data, recipe.dictionary)) * UTTERANCES_MORE
        self.batches = PairBatches(pairs, self.source, self.target, tokens=recipe.batch_tokens, more=more)
        self._names = copied_names(pairs) if recipe.varied else []
        self._epoch: tuple[int, list[list[EncodedPair]]] = (-1, [])  # the batches of the epoch that was asked for last
        if recipe.guided:
            self.batches.link(lambda sources, targets: self._links(sources, targets, out / "links.txt"))
        if recipe.long_twice:
            self.batches.repeat(recipe.long_twice)
        self.model = build(recipe, self.source, self.target).to(device)
        if begins:
            self._take_weights(begins)
        for name, parameter in self.model.named_parameters():
            parameter.requires_grad_(not name.startswith((*recipe.keeps, *recipe.fixed, FROZEN)))
        trained = [parameter for parameter in self.model.parameters() if parameter.requires_grad]
        optimizer = torch.optim.AdamW(
            trained, lr=recipe.learning_rate, betas=(0.9, 0.98), weight_decay=0.01, fused=True
        )
        self.optimizers = [optimizer]
        if recipe.averaged:
            self.average_over(recipe.averaged)

    def _tokenizer(self, side: str, lines: list[str], begins: Loaded | None) -> Tokenizer:
        """The tokenizer of a side: that of the model begun from where the language is the same, else learned once."""
        recipe, i = self.recipe, ("source", "target").index(side)
        language = (recipe.source_language, recipe.target_language)[i]
        if begins and language in begins.about.languages:
            return begins.tokenizers[("source", "target")[begins.about.languages.index(language)]]
        path = self.out / f"{side}.spm"
        if not path.is_file():
            coverage = recipe.coverage if side == "target" else 1.0
            trained = Tokenizer.train(
                lines, vocabulary=recipe.vocabularies[i], coverage=coverage, words=not recipe.subwords
            )
            atomic_write.write(path, trained.proto)
        return Tokenizer(path.read_bytes())

    def _take_weights(self, begins: Loaded) -> None:
        """Begin with every weight of another model that means the same here: those of a tokenizer we share, and of the network."""
        own, given = self.model.state_dict(), begins.network.state_dict()
        same_target = self.target is begins.tokenizers["target"]
        if self.target is begins.tokenizers["source"]:  # the other direction
            given |= {
                "source_embedding.weight": given["target_embedding.weight"],
                "target_embedding.weight": given["source_embedding.weight"],
            }
            del given["output_bias"]
            same_target = True
        for name, tensor in given.items():
            fits = name in own and own[name].shape == tensor.shape
            if fits and (same_target or not name.startswith(("target_embedding", "output_bias"))):
                own[name].copy_(tensor)

    def _batches(self, epoch: int) -> list[list[EncodedPair]]:
        if self._epoch[0] != epoch:
            recipe = self.recipe
            sampled = recipe.sampled if epoch < SAMPLED * self.epochs else 0.0
            varied = (recipe.varied, self._vary) if recipe.varied else None
            found = self.batches.epoch(self.seed, epoch, sampled=sampled, joined=recipe.joined, varied=varied)
            self._epoch = epoch, found
        return self._epoch[1]

    def _links(self, sources: Sequence[list[int]], targets: Sequence[list[int]], cache: Path) -> list[set[Link]]:
        """Which tokens belong together: found by words and characters where a side's script has no spaces."""
        readers = self.source, self.target
        if all(reader.spaced for reader in readers):
            return find_links(sources, targets, cache)
        return links_by_units(readers, sources, targets, cache)

    def _vary(self, source: str, target: str, draw: random.Random) -> Pair:
        languages = self.recipe.source_language, self.recipe.target_language
        return written_otherwise(source, target, languages, self._names, draw)

    def steps(self, epoch: int) -> int:
        return len(self._batches(epoch))

    def epoch_batches(self, epoch: int, first: int) -> Iterator[list[EncodedPair]]:
        return iter(self._batches(epoch)[first:])

    def train_batch(self, batch: list[EncodedPair], steps: int) -> float:
        b = tensors(batch).to(self.device)
        (optimizer,) = self.optimizers
        for group in optimizer.param_groups:
            group["lr"] = learning_rate(self.recipe, self.step, steps)
        with torch.autocast(self.device, torch.bfloat16, enabled=self.bfloat16):
            logits, weights = self.model(b.source, b.src_mask, b.inputs)
        loss = cross_entropy(logits.flatten(0, 1), b.outputs.flatten(), smoothing=self.recipe.label_smoothing, pad=PAD)
        if self.recipe.guided:
            layer, head = guided_head(self.recipe)
            loss = loss + GUIDANCE * guidance(weights[:, layer, head], b.links)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        optimizer.step()
        return float(loss.detach())

    def measure(self, sentences: int = DEV_SENTENCES) -> dict[str, float]:
        """Greedy BLEU in percent on the first ``sentences`` of dev."""
        answers = translate_all(self.kept, self.source, self.target, self.dev[0][:sentences])
        return {"bleu": self._bleu(answers, self.dev[1][:sentences])}

    def figure(self, figures: dict[str, float]) -> str:
        return f"dev BLEU {figures['bleu']:.1f}"

    def _bleu(self, answers: list[str], references: list[list[str]]) -> float:
        return bleu(answers, references, language=self.recipe.target_language, lower=self.recipe.corpus.words)

    def finish(self, data: Path) -> dict[str, Any]:
        """Write weights and card into the run's folder, and return the card: its figures are those of the written file."""
        recipe, corpus = self.recipe, self.recipe.corpus
        path = self.out / f"{recipe.id}.safetensors"
        tokenizers = {"source": self.source, "target": self.target}
        languages = [recipe.source_language, recipe.target_language]
        base = self.base if recipe.keeps else None
        if recipe.features_of:
            base = weights_of(recipe.features_of)
        if base is not None:
            lay_beside(base, path)
        checkpoints.save(path, self.kept, recipe.kind, tokenizers, {"languages": languages}, base=base)
        network = load(path).network
        figures: dict[str, float] = {}
        splits = {"dev": self.dev} | self._test(data)
        for split, sentences in splits.items():
            for beams in (1, defaults.BEAMS):
                answers = translate_all(network, self.source, self.target, sentences[0], beams=beams)
                figures[f"{split}_bleu_{'greedy' if beams == 1 else f'beam_{beams}'}"] = round(
                    self._bleu(answers, sentences[1]), 2
                )
        card = {
            "id": recipe.id,
            "languages": languages,
            "data": corpus.told() | ({"dictionary": recipe.dictionary} if recipe.dictionary else {}),
            "command": f"attnviz train {recipe.id} --data DIR --out DIR --seed {self.seed}",
            "seed": self.seed,
            "epochs": recipe.epochs,
            "steps": self.step,
            "starts_from": recipe.starts_from,
            **({"shares": recipe.features_of, "begun_by_others": self._of_others()} if recipe.features_of else {}),
            **({"keeps": list(recipe.keeps)} if recipe.keeps else {}),
            **({"fixed": list(recipe.fixed)} if recipe.fixed else {}),
            **({"guided": self.guided(), "alignment": self.best_map()} if recipe.guided else {}),
            "precision": "bfloat16 products, float32 weights" if self.bfloat16 else "float32",
            "torch": torch.__version__,
            "parameters": sum(p.numel() for p in self.model.parameters()),
            "metrics": figures,
            "history": [{key: round(value, 3) for key, value in entry.items()} for entry in self.history],
        }
        checkpoints.save_card(path, card)
        return card

    def _of_others(self) -> str:
        """What the card says of the encoder whose features are read."""
        about = checkpoints.describe(weights_of(self.recipe.features_of))
        return f"the encoder that is read besides: {about.card.get('begun_by_others', '')}"

    def guided(self) -> dict[str, Any]:
        """What the card says of the head that was taught."""
        layer, head = guided_head(self.recipe)
        return {
            "kind": "cross_attention",
            "layer": layer,
            "head": head,
            "shift": 1,
            "links": "eflomal",
            "loss": GUIDANCE,
        }

    def best_map(self) -> dict[str, Any]:
        """What the card says of the map that is shown first: the taught head's."""
        layer, head = guided_head(self.recipe)
        return {"kind": "cross_attention", "layer": layer, "heads": [head], "shift": 1, "norms": False, "taught": True}

    def _test(self, data: Path) -> dict[str, tuple[list[str], list[list[str]]]]:
        """The test set where it stands beside the other data."""
        try:
            return {"test": group_references(read_corpus(data, self.recipe.corpus.test, self.recipe))}
        except DataError:
            return {}


def scaled(recipe: TranslatorRecipe, *, epochs: int | None) -> TranslatorRecipe:
    """The recipe with another length, for a quick try."""
    return recipe if epochs is None else replace(recipe, epochs=epochs)
