"""Imports torch for the window: without what is seldom needed, a third of its time, and so that the window is not held up."""

from __future__ import annotations

import ctypes
import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

SPARED = (
    "torch._meta_registrations",  # for each operator in C++ what shape it would give, on the device ``meta``
    "torch.distributed._meta_registrations",
    "torch.distributions",
    "torch.export",
    "torch.masked",
)


def begin() -> None:
    """Import torch, if it is not yet, without the modules of ``SPARED``. Who imports or names them later gets them."""
    if "torch" in sys.modules:
        return
    load_library()
    stand_ins = {name: ModuleType(name) for name in SPARED}
    sys.modules.update(stand_ins)
    try:
        torch: Any = importlib.import_module("torch")
    finally:
        for name, module in stand_ins.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]
            package, last = sys.modules.get(name.rpartition(".")[0]), name.rpartition(".")[2]
            if getattr(package, last, None) is module:
                delattr(package, last)
    torch._lazy_modules.update(name.partition(".")[2] for name in SPARED)  # which torch imports when first named


def load_library() -> None:
    """Load torch's library, 0.2 s, outside of Python's lock, which an import of it holds: other threads go on meanwhile.

    Where that cannot be, the import will load it, or say what is wrong.
    """
    found = importlib.util.find_spec("torch")
    if os.name != "posix" or found is None or found.origin is None:
        return
    ending = "dylib" if sys.platform == "darwin" else "so"
    path = Path(found.origin).parent / "lib" / f"libtorch_cpu.{ending}"
    dlopen = ctypes.CDLL(None).dlopen  # a foreign function runs without the lock, ``ctypes.CDLL(path)`` with it
    dlopen.argtypes, dlopen.restype = (ctypes.c_char_p, ctypes.c_int), ctypes.c_void_p
    dlopen(os.fsencode(path), os.RTLD_NOW)


def complete() -> None:
    """Import what was spared: before transformers and timm, which lay models out without data before their weights are read, and
    before the first step of an optimizer, with which torch imports its compiler.
    """
    for name in SPARED:
        importlib.import_module(name)
