"""Train a captioner's encoder too: its last stages learn from pixels what the sentences and the boxes need to see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import Tensor

from attnviz.engine import checkpoints
from attnviz.engine.translate.tokenizer import PAD, Tokenizer
from attnviz.models.captioner import Captioner
from attnviz.training.captioner.captions import read_pictures
from attnviz.training.captioner.features import SIDE, VIEWS, WHOLE, view_of
from attnviz.training.captioner.run import BEGUN_BY, CaptionerRun
from attnviz.training.translator.pairs import DataError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from attnviz.models.captioner import CaptionDecoder
    from attnviz.models.efficientnet import EfficientNet, PhotoFeatures
    from attnviz.training.captioner.examples import CaptionBatch
    from attnviz.training.captioner.recipes import TunedCaptionerRecipe

MOST_VIEWS = 200  # of a photo
WHOLE_SHARE = 0.3  # of the photos of an epoch are seen whole
BRIGHTER = 0.2  # by this share at most a photo is made brighter or darker, and each of its colours as well
COLOURED = 0.5  # share of the views that are


class Pictures:
    """Photos as pixels, seen as their views say: brighter, darker, tinted."""

    def __init__(self, pixels: Sequence[Any]) -> None:
        self.pixels = pixels

    def batch(self, photos: Sequence[int], views: Sequence[int]) -> Tensor:
        """[B, 3, side, side] in 0..1."""
        return torch.stack([self.seen(photo, view) for photo, view in zip(photos, views, strict=True)])

    def seen(self, photo: int, view: int) -> Tensor:
        """One photo in one of its views: [3, side, side]."""
        picture = torch.from_numpy(self.pixels[photo]).permute(2, 0, 1).float() / 255
        picture = view_of(photo, view).picture(picture, SIDE)
        chance = np.random.default_rng((photo, view, 1))
        if view >= WHOLE and chance.random() < COLOURED:
            light = chance.uniform(1 - BRIGHTER, 1 + BRIGHTER, (3, 1, 1)) * chance.uniform(1 - BRIGHTER, 1 + BRIGHTER)
            picture = (picture * torch.from_numpy(light).float()).clamp(0, 1)
        return picture


class SeenNow:
    """What an encoder that is still learning sees in photos, whenever it is asked."""

    def __init__(self, pictures: Pictures) -> None:
        self.pictures = pictures
        self.encoder: EfficientNet | None = None

    @torch.inference_mode()
    def batch(self, photos: Sequence[int], views: Sequence[int]) -> PhotoFeatures:
        """As ``Features.batch``."""
        assert self.encoder is not None
        return self.encoder(self.pictures.batch(photos, views))


class TunedCaptionerRun(CaptionerRun):
    """A run in which the encoder's stages from ``first_stage`` on learn as well; while sentences are rewarded it stays as it is."""

    recipe: TunedCaptionerRecipe
    model: Captioner
    begun_by = f"{BEGUN_BY}, its last stages trained on here"

    def _network(self, data: Path) -> tuple[Captioner, dict[str, Any]]:
        begun = self._begun_from()
        if begun is None:
            raise DataError(f"{self.recipe.id} starts from a captioner.")
        network: Captioner = checkpoints.load(begun).network.requires_grad_(True)
        self.config = network.config
        network.encoder.stem.requires_grad_(False)
        for stage in network.encoder.stages[: self.recipe.first_stage]:
            stage.requires_grad_(False)
        pictures = {
            split: Pictures([p.copy() for p in read_pictures(data, [each.image for each in photos])])
            for split, photos in self.captions.items()
        }
        return network, {"train": pictures["train"], "dev": SeenNow(pictures["dev"])}

    def _tokenizer(self, lines: list[str]) -> Tokenizer:
        """That of the captioner which this one starts from: its words are taken over."""
        begun = self._begun_from()
        tokenizer: Tokenizer = checkpoints.load(begun).tokenizers["target"] if begun else super()._tokenizer(lines)
        return tokenizer

    def _learned(self) -> list[dict[str, Any]]:
        encoder = [parameter for parameter in self.model.encoder.parameters() if parameter.requires_grad]
        share = self.recipe.encoder_rate / self.recipe.learning_rate
        return [{"params": encoder, "share": share}, {"params": list(self.model.decoder.parameters()), "share": 1.0}]

    @property
    def decoder(self) -> CaptionDecoder:
        return self.model.decoder

    def seen(self, batch: CaptionBatch, *, learning: bool) -> PhotoFeatures:
        pictures: Any = batch.features
        with torch.set_grad_enabled(learning):  # nothing is recorded of the stages that do not learn
            seen: PhotoFeatures = self.model.encoder(pictures.to(self.device, memory_format=torch.channels_last))
        return seen

    def views(self, photos: int, chance: torch.Generator, *, rewarded: bool) -> Tensor:
        """Whole, or one of many parts, as chance has it."""
        whole = torch.rand(photos, generator=chance) < WHOLE_SHARE
        parts = torch.randint(VIEWS, MOST_VIEWS, (photos,), generator=chance)
        return torch.where(whole, torch.randint(WHOLE, (photos,), generator=chance), parts)

    def kept_decoder(self) -> Any:
        kept: Any = self.kept.eval()
        self.features["dev"].encoder = kept.encoder
        return kept.decoder

    def finished(self) -> tuple[Captioner, Path | None]:
        network = Captioner(self.config, PAD)
        network.load_state_dict(self._between())
        return network, None
