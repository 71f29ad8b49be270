"""Imports torch without its operators for tensors that hold no data, which take a quarter of its time and are seldom needed."""

from __future__ import annotations

import importlib
import sys
from types import ModuleType

SPARED = ("torch._meta_registrations", "torch.distributed._meta_registrations")


def begin() -> None:
    """Import torch, if it is not yet, without the modules that tell, for each operator written in C++, what shape it would give
    (on the device ``meta``). Who imports them later gets them.
    """
    if "torch" in sys.modules:
        return
    stand_ins = {name: ModuleType(name) for name in SPARED}
    sys.modules.update(stand_ins)
    try:
        importlib.import_module("torch")
    finally:
        for name, module in stand_ins.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]
            package = sys.modules.get(name.rpartition(".")[0])
            if getattr(package, "_meta_registrations", None) is module:
                del package._meta_registrations  # type: ignore[union-attr]


def complete() -> None:
    """Import what was spared: before transformers and timm, which lay models out without data before their weights are read, and
    before the first step of an optimizer, with which torch imports its compiler.
    """
    for name in SPARED:
        importlib.import_module(name)
