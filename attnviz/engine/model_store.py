"""The models in memory, and what else handlers keep between requests."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, TypeVar

import torch

from attnviz.engine import checkpoints
from attnviz.engine.messages import Model, Refused
from attnviz.paths import model_folders

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from attnviz.engine.worker import YieldPoint

N = TypeVar("N")
OF_ANOTHER_KIND = {  # what a model is not good for, by code
    "not_a_vae": "{model} has no codes of pictures.",
    "not_a_captioner": "{model} does not tell what is in a photo.",
    "not_a_classifier": "{model} does not name what is in a photo.",
    "not_a_speller": "{model} does not write down sounds.",
    "not_an_answerer": "{model} does not answer questions.",
    "not_a_blank_filler": "{model} does not fill in blanks.",
    "not_a_parser": "{model} does not take sentences apart.",
    "not_a_title_writer": "{model} does not write titles.",
    "not_a_reader": "{model} does not search texts.",
}


def no_progress(share: float = 0.0, code: str = "") -> None:
    """For callers who neither watch nor interrupt."""


class ModelStore:
    """Loads a model when it is first asked for. Interactive work runs on one torch thread."""

    def __init__(self, folders: Sequence[Path] | None = None) -> None:
        """``folders`` are searched for weights in order; by default those of ``model_folders``."""
        torch.set_num_threads(1)
        self.folders = list(folders) if folders is not None else model_folders()
        self.loaded: dict[str, checkpoints.Loaded] = {}
        self.contexts: dict[str, Any] = {}  # ``ContextRun``: readers of a context that learn live
        self.toys: dict[str, Any] = {}  # ``ToyRun``: live training runs
        self.opened: dict[
            tuple[str, str, str], Any
        ] = {}  # people's own models by path, device and type, the last used last
        self.serving: dict[
            str, Any
        ] = {}  # ``OpenedModel`` by path: those that panes may offer, whether in memory or let go
        self.variants: dict[tuple[str, int], checkpoints.Loaded] = {}  # compressed copies, by model and bits
        self.compressing: Any = (
            None  # a ``compress.Figure``, and a ``compress.Ranking``: each goes on when asked for again
        )
        self.ranking: Any = None
        self.photo_seen: dict[str, Any] = {}  # by captioner: the last picture and what its encoder saw
        self.grey_seen: dict[str, Any] = {}  # by captioner: its first state for a grey picture
        self.text_indices: dict[str, Any] = {}  # by reader: a ``TextIndex``
        self.measurements: list[Any] = []  # ``Measurement`` of heads: those that go on when asked for again

    def model(self, id: str, progress: YieldPoint = no_progress) -> checkpoints.Loaded:
        """The model ``id``, loaded when first asked for. ``Refused`` when it cannot be."""
        if id not in self.loaded:
            if not id or id != os.path.basename(id) or "\\" in id:  # a name, not a path to anywhere
                sentence = f"There is no model {id!r}; attnviz models lists those that there are."
                raise Refused("weights_missing", sentence, file=id, reason="missing", of="")
            progress(0.0, "loading")
            self.loaded[id] = checkpoints.load(self.path(id))
        return self.loaded[id]

    def path(self, id: str) -> Path:
        """The file that model ``id`` is loaded from: the first there is in the folders, in order."""
        paths = [folder / f"{id}.safetensors" for folder in self.folders]
        return next((path for path in paths if os.path.isfile(path)), paths[0])

    def network(self, id: str, kind: type[N], code: str, progress: YieldPoint = no_progress) -> N:
        """The network that answers for model ``id``. ``Refused`` with ``code`` when it is not of the kind."""
        network = self.model(id, progress).fast_network
        if not isinstance(network, kind):
            raise Refused(code, OF_ANOTHER_KIND[code].format(model=id), model=id)
        return network

    def available(self) -> list[Model]:
        """What is in the folders, read from headers and cards."""
        return self.survey()[0]

    def survey(self) -> tuple[list[Model], list[Refused]]:
        """What is in the folders, and why some of it cannot be used."""
        return checkpoints.survey(self.folders)

    def forget(self, id: str) -> None:
        """Load ``id`` anew when next asked for: its file was written again."""
        for known in (self.loaded, self.photo_seen, self.grey_seen, self.text_indices):
            known.pop(id, None)
        self.variants = {key: loaded for key, loaded in self.variants.items() if key[0] != id}
