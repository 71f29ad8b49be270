"""What must stay when a model is stored in fewer bits, for each kind of model: readings of a sample of dev, and its dev figures.

A reading is what the network answers, and every weight that the program shows of it.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import torch
from torch import Tensor

from attnviz import defaults
from attnviz.engine.translate.align import WordAlignment, align_all
from attnviz.engine.translate.batch import evaluated, sides
from attnviz.engine.translate.tokenizer import BOS, EOS
from attnviz.models.decoding import pad_batch
from attnviz.models.fused_cnn import fused_copy
from attnviz.training.classifier import evaluation as classifier
from attnviz.training.classifier.photos import read_photos
from attnviz.training.classifier.recipes import CNN_RECIPES
from attnviz.training.translator.aer import alignment_error_rate, gold_files, read_gold
from attnviz.training.translator.bleu import bleu
from attnviz.training.translator.pairs import DataError, group_references, read_corpus
from attnviz.training.translator.recipes import RECIPES
from attnviz.training.vae import evaluation as vae
from attnviz.training.vae.recipes import VAE_RECIPES
from attnviz.training.vae.run import make_source

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from attnviz.engine.checkpoints import Loaded

SENTENCES, PHOTOS, PICTURES = 120, 200, 250  # of the samples
CALIBRATION = 480  # training pairs whose inputs of matrices are looked at
BATCH = 24  # sentences, of similar length, that are read together


class Reading(NamedTuple):
    """What a network answers to the sample, as rows of natural parameters, and what is shown of it, in 0..1."""

    answers: Tensor  # [N, ...]
    shown: Tensor  # [M]


class Quality(Protocol):
    """One model's data and figures. ``tolerances``: by how much each figure may become worse; below 0 where less is better."""

    sample: str  # what the sample is, for the card
    most: float  # nats by which the answers to the sample may diverge before the figures are worth a look
    tolerances: Mapping[str, float]

    def read(self, network: Any) -> Reading:
        """The network's reading of the sample."""
        ...

    def calibrate(self, network: Any) -> None:
        """Let the network read what it is used for, so that one may look at what its matrices are multiplied with."""
        ...

    def divergence(self, reference: Reading, other: Reading) -> float:
        """How far the answers are from those of a reference: a KL divergence in nats, for each token, photo or picture."""
        ...

    def figures(self, loaded: Loaded) -> dict[str, float]:
        """The figures of the whole dev set, named as the model's card names them."""
        ...


def spread(count: int, wanted: int) -> list[int]:
    """At most ``wanted`` of ``count`` places, evenly spread."""
    step = max(1, count // wanted)
    return list(range(0, count, step))[:wanted]


def categorical(reference: Tensor, other: Tensor) -> float:
    """The mean KL divergence of rows of log-probabilities from those of a reference."""
    return float((reference.exp() * (reference - other)).sum(-1).mean())


class TranslatorQuality:
    """BLEU, and alignment error where there are gold alignments; every attention of every head is shown."""

    most = 0.002  # a token
    tolerances: Mapping[str, float] = MappingProxyType({"dev_bleu_greedy": 0.2, "dev_bleu_beam_4": 0.2})

    def __init__(self, loaded: Loaded, data: Path) -> None:
        """``DataError`` when dev pairs are missing or no recipe says which they are."""
        if loaded.about.id not in RECIPES:
            raise DataError(f"There is no recipe {loaded.about.id}, so its dev data are not known.")
        recipe = RECIPES[loaded.about.id]
        self.sentences, self.references = group_references(read_corpus(data, recipe.corpus.dev, recipe))
        self._gold = gold_files(data, loaded.about.languages, "dev")
        chosen = spread(len(self.sentences), SENTENCES)
        self.sample = f"{len(chosen)} dev sentences, read with their first reference"
        self._batches = _batches(loaded, [(self.sentences[i], self.references[i][0]) for i in chosen])
        learned = read_corpus(data, recipe.corpus.train[0], recipe)
        self._calibration = _batches(loaded, [learned[i] for i in spread(len(learned), CALIBRATION)])

    @torch.inference_mode()
    def calibrate(self, network: Any) -> None:
        for source, src_mask, inputs, _ in self._calibration:
            network.forward_with_weights(source, src_mask, inputs)

    @torch.inference_mode()
    def read(self, network: Any) -> Reading:
        answers, shown = [], []
        for source, src_mask, inputs, tgt_mask in self._batches:
            logits, weights = network.forward_with_weights(source, src_mask, inputs)
            answers.append(logits[tgt_mask].log_softmax(-1))
            for kind, each in weights._asdict().items():
                queries = src_mask if kind.startswith("encoder") else tgt_mask
                keys = tgt_mask if kind.startswith("decoder") else src_mask
                seen = queries[:, :, None] & keys[:, None]
                if kind.startswith("decoder"):
                    seen = seen.tril()
                shown.append(each.movedim(0, 2)[..., seen].flatten())  # [L, H, B, query, key]
        return Reading(torch.cat(answers), torch.cat(shown))

    def divergence(self, reference: Reading, other: Reading) -> float:
        return categorical(reference.answers, other.answers)

    def figures(self, loaded: Loaded) -> dict[str, float]:
        found = {}
        for name, beams in (("greedy", 1), (f"beam_{defaults.BEAMS}", defaults.BEAMS)):
            answers = evaluated(loaded, self.sentences, beams=beams)
            score = bleu(answers, self.references, language=loaded.about.languages[1])
            found[f"dev_bleu_{name}"] = round(score, 2)
        for path in self._gold:
            gold = read_gold(path)
            links = align_all(loaded, [(pair.source, pair.target) for pair in gold])
            rate = alignment_error_rate(
                [frozenset(each.links) if isinstance(each, WordAlignment) else frozenset() for each in links], gold
            )
            found[f"aer_{path.name.removesuffix('.jsonl.gz')}"] = round(rate, 1)
        return found


Batch = tuple[Tensor, Tensor, Tensor, Tensor]


def _batches(loaded: Loaded, texts: Sequence[tuple[str, str]]) -> list[Batch]:
    """Pairs of sentences as a translator reads them, those of similar length together."""
    reader, writer = sides(loaded)
    pairs = [([*reader.ids(source), EOS], [*writer.ids(target), EOS]) for source, target in texts]
    pairs.sort(key=lambda pair: len(pair[1]))
    return [_padded(pairs[i : i + BATCH]) for i in range(0, len(pairs), BATCH)]


def _padded(pairs: Sequence[tuple[list[int], list[int]]]) -> Batch:
    """Sources, their mask, the decoder's inputs, their mask."""
    source, src_mask = pad_batch([source for source, _ in pairs])
    inputs, tgt_mask = pad_batch([[BOS, *target[:-1]] for _, target in pairs])
    return source, src_mask, inputs, tgt_mask


class ClassifierQuality:
    """Accuracy, and how well the maps find things; the gate is shown."""

    most = 0.002  # a photo
    tolerances: Mapping[str, float] = MappingProxyType({"top_1": 0.3, "top_5": 0.3})

    def __init__(self, loaded: Loaded, data: Path) -> None:
        """``DataError`` when the photos are missing or others."""
        if loaded.about.id not in CNN_RECIPES:
            raise DataError(f"There is no recipe {loaded.about.id}, so its dev data are not known.")
        names, splits = read_photos(data, splits=("dev",))
        if names != loaded.network.config.classes:
            raise DataError(f"The photos are not of the classes that {loaded.about.id} knows.")
        self._photos = splits["dev"]
        chosen = spread(len(self._photos), PHOTOS)
        self.sample = f"{len(chosen)} dev photos, one look at each"
        self._pixels = self._photos.pixels[chosen].float() / 255

    def calibrate(self, network: Any) -> None:
        self.read(network)

    @torch.inference_mode()
    def read(self, network: Any) -> Reading:
        seen = network(self._pixels.contiguous(memory_format=torch.channels_last))
        shown = seen.logits if seen.spatial_map is None else seen.spatial_map
        return Reading(seen.logits.log_softmax(-1), shown.flatten())

    def divergence(self, reference: Reading, other: Reading) -> float:
        return categorical(reference.answers, other.answers)

    def figures(self, loaded: Loaded) -> dict[str, float]:
        return classifier.evaluate(fused_copy(loaded.network), self._photos)


class VaeQuality:
    """MIG where factors are known, ELBO and error everywhere; the pictures and, where there is one, the gate are shown."""

    most = 2.0  # a picture: posteriors are narrow

    def __init__(self, loaded: Loaded, data: Path) -> None:
        """``DataError`` when files of pictures are missing."""
        if loaded.about.id not in VAE_RECIPES:
            raise DataError(f"There is no recipe {loaded.about.id}, so its pictures are not known.")
        self._source = make_source(VAE_RECIPES[loaded.about.id], data)
        self.tolerances: Mapping[str, float] = (
            {"mig": 0.01, "factor_score": 0.01} if self._source.factors else {"error_to_pca": -0.01}
        )
        handfuls = self._source.held_out(PICTURES, 1)
        self._x = torch.cat([x for x, _ in handfuls])[:PICTURES]
        self.sample = f"{len(self._x)} held-out pictures"

    def calibrate(self, network: Any) -> None:
        self.read(network)

    @torch.inference_mode()
    def read(self, network: Any) -> Reading:
        posterior = network.encode(self._x.contiguous(memory_format=torch.channels_last))
        shown = [network.picture(posterior.mu)]
        if posterior.spatial_map is not None:
            shown.append(posterior.spatial_map)
        return Reading(torch.stack((posterior.mu, posterior.logvar), -1), torch.cat([each.flatten() for each in shown]))

    def divergence(self, reference: Reading, other: Reading) -> float:
        """KL(q(z|x) of the reference || q(z|x)), summed over dimensions."""
        (mu, logvar), (nu, logtau) = reference.answers.unbind(-1), other.answers.unbind(-1)
        each = 0.5 * (logtau - logvar + (logvar.exp() + (mu - nu).square()) * torch.exp(-logtau) - 1)
        return float(each.sum(-1).mean())

    def figures(self, loaded: Loaded) -> dict[str, float]:
        told = vae.evaluate(loaded.network, self._source)
        return {name: value for name, value in told.items() if isinstance(value, float)}


QUALITIES: dict[str, Any] = {
    "rnn": TranslatorQuality,
    "transformer": TranslatorQuality,
    "cnn": ClassifierQuality,
    "vae": VaeQuality,
}


def worse(tolerances: Mapping[str, float], before: Mapping[str, float], after: Mapping[str, float]) -> list[str]:
    """The figures that became worse by more than they may."""
    return [
        name
        for name, most in tolerances.items()
        if name in before and name in after and (after[name] - before[name]) * (1 if most > 0 else -1) < -abs(most)
    ]
