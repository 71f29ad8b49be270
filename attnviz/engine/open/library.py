"""The libraries that read people's models: transformers and timm, imported when first used, and never with a network."""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import logging
import os
import sys
import threading
import warnings
from typing import TYPE_CHECKING, Any

from attnviz.engine import quick_torch
from attnviz.engine.messages import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

EAGER = "attnviz"  # the name under which our attention function is registered
NO_NETWORK = {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1"}
LOGGERS = ("transformers", "huggingface_hub", "timm", "accelerate")

_reading = threading.Lock()


def missing(package: str) -> Refused:
    """What is said where a package is not installed."""
    sentence = f"The package {package}, which reads models, is missing: pip install 'attnviz[models]'"
    return Refused("models_missing", sentence, package=package)


def transformers() -> Any:
    """The package transformers, told to fetch nothing. ``Refused`` when it is not installed."""
    if "transformers" not in sys.modules:
        os.environ.update(NO_NETWORK)
        quick_torch.complete()
        _leave_out_unusable("torchvision")
    with quiet():
        try:
            library = importlib.import_module("transformers")
            _register(library)
        except ImportError as error:
            raise missing("transformers") from error
    return library


def timm() -> Any:
    """The package timm. ``Refused`` when it is not installed, or when the torchvision that it needs was built for another
    torch.
    """
    os.environ.update(NO_NETWORK)
    quick_torch.complete()
    _leave_out_unusable("torchvision")
    with quiet():
        try:
            return importlib.import_module("timm")
        except ImportError as error:
            raise missing("timm") from error


def _leave_out_unusable(name: str) -> None:
    """Let a package that is there but cannot be imported (torchvision built for another torch) count as absent.

    transformers does without it, but fails as a whole where it is found and broken.
    """
    if name in sys.modules or importlib.util.find_spec(name) is None:
        return
    try:
        with quiet():
            importlib.import_module(name)
    except Exception:
        for module in [module for module in sys.modules if module.split(".")[0] == name]:
            del sys.modules[module]
        sys.modules[name] = None  # type: ignore[assignment]  # how Python says that there is no such module


def _register(library: Any) -> None:
    """Make our attention function one that models can be told to use, with the masks that the eager one gets."""
    from transformers.masking_utils import AttentionMaskInterface, eager_mask

    from attnviz.engine.open.recorder import recorded_attention

    library.AttentionInterface.register(EAGER, recorded_attention)
    AttentionMaskInterface.register(EAGER, eager_mask)


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """These packages warn and log of what is no concern of the person; what matters is said by us.

    Their loggers stay quiet: to set a level empties the caches of all loggers, which costs milliseconds.
    """
    for name in LOGGERS:
        if logging.getLogger(name).level != logging.CRITICAL:
            logging.getLogger(name).setLevel(logging.CRITICAL)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


class _Counted:
    """Stands for tqdm's bar while weights are read, and tells how far they are."""

    def __init__(
        self, tell: Callable[[float], None], items: Any = None, total: int | None = None, **options: Any
    ) -> None:
        self._tell, self._items = tell, items
        self._total = total or (len(items) if hasattr(items, "__len__") else 0)
        self._done = 0

    def __iter__(self) -> Iterator[Any]:
        for item in self._items or ():
            yield item
            self.update()

    def update(self, steps: int = 1) -> None:
        self._done += steps
        self._tell(min(self._done / self._total, 1.0) if self._total else 0.0)

    def __enter__(self) -> _Counted:
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def __getattr__(self, name: str) -> Callable[..., None]:
        return lambda *arguments, **options: None


@contextlib.contextmanager
def told(tell: Callable[[float], None]) -> Iterator[None]:
    """While weights are read, ``tell`` gets the share done; what it raises ends the reading. One thread reads at a time: bars,
    default types and ways to begin a weight belong to the whole process.
    """
    from transformers import modeling_gguf_pytorch_utils as gguf_reading
    from transformers.utils import logging as bars

    with _reading:
        before = bars.set_tqdm_hook(lambda factory, arguments, options: _Counted(tell, *arguments, **options))
        bar, gguf_reading.tqdm = gguf_reading.tqdm, lambda *arguments, **options: _Counted(tell, *arguments, **options)
        try:
            yield
        finally:
            bars.set_tqdm_hook(before)
            gguf_reading.tqdm = bar
