"""Attention in numpy's files: .npy, and .npz with an array for each kind. No pickle is ever read.

What lies uncompressed and in C order is left in the file until it is looked at; all else is read into memory.
"""

from __future__ import annotations

import io
import math
import struct
import tokenize
import zipfile
import zlib
from typing import IO, TYPE_CHECKING, Any

from attnviz import regular_file
from attnviz.engine.attention import weight_stack
from attnviz.engine.attention.messages import KINDS
from attnviz.engine.attention.weight_stack import FileLayer
from attnviz.engine.attention_files.reading import TOKEN_LISTS, check_memory, damaged
from attnviz.lazy_numpy import np

if TYPE_CHECKING:
    from pathlib import Path

IN_PLACE = 32_000_000  # bytes from which a file is read in parts
LOCAL_HEADER = 30  # bytes before the name of a member of a zip file
FLOATS = {"<f2": "float16", "<f4": "float32", "<f8": "float64"}
LONGEST_NPY_HEADER = 100_000  # bytes


def read_npy(path: Path) -> tuple[Any, dict[str, Any], str]:
    """The layers in a .npy file."""
    known = weight_stack.stamp(path)
    regular_file.read_part(path, 1)  # refuses pipes and devices
    with open(path, "rb") as file:
        return _array(path, file, known, 0, known.size), {}, ""


def read_npz(path: Path) -> tuple[Any, dict[str, Any], str]:
    """Layers by kind, tokens by side, and the title."""
    known = weight_stack.stamp(path)
    regular_file.read_part(path, 1)
    try:
        with zipfile.ZipFile(path) as archive:
            members = {info.filename.removesuffix(".npy"): info for info in archive.infolist()}
            check_memory(
                path, sum(info.file_size for info in members.values() if info.compress_type != zipfile.ZIP_STORED)
            )
            arrays = {name: _member(path, archive, info, known) for name, info in members.items()}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, struct.error, RuntimeError) as error:
        raise damaged(path, "it is cut short or no npz file") from error
    tokens = {side: _texts(path, arrays.pop(name), name) for name, side in TOKEN_LISTS.items() if name in arrays}
    title = arrays.pop("title", None)
    found = {kind: arrays[kind] for kind in KINDS if kind in arrays}
    if not found and len(arrays) != 1:
        raise damaged(path, f"none of its {len(arrays)} arrays is called {', '.join(KINDS)}")
    return found or next(iter(arrays.values())), tokens, "" if title is None else str(title)


def _member(path: Path, archive: zipfile.ZipFile, info: zipfile.ZipInfo, known: weight_stack.Stamp) -> Any:
    if info.compress_type == zipfile.ZIP_STORED and info.file_size >= IN_PLACE:
        head = regular_file.read_part(path, LOCAL_HEADER, start=info.header_offset)
        name, extra = struct.unpack("<HH", head[26:30])
        start = info.header_offset + LOCAL_HEADER + name + extra
        with open(path, "rb") as file:
            file.seek(start)
            return _array(path, file, known, start, info.file_size)
    with archive.open(info) as member:
        return _array(path, member, known, None, info.file_size)


def _array(path: Path, file: IO[bytes], known: weight_stack.Stamp, start: int | None, size: int) -> Any:
    """An array that begins in ``file``: as its layers where they can stay there (from byte ``start`` on), or read."""
    try:
        version = np.lib.format.read_magic(file)
        read_header = {1: np.lib.format.read_array_header_1_0, 2: np.lib.format.read_array_header_2_0}[version[0]]
        shape, fortran, dtype = read_header(file, max_header_size=LONGEST_NPY_HEADER)
    except (ValueError, KeyError, SyntaxError, tokenize.TokenError, RecursionError, MemoryError) as error:
        raise damaged(path, "it is cut short or no numpy array") from error
    if dtype.hasobject:
        raise damaged(path, "it holds Python objects (a pickle), which could run any code")
    promised = math.prod(shape) * dtype.itemsize
    header = file.tell() - (start or 0)
    if promised > size - header:
        raise damaged(path, f"its header promises {promised:,} bytes, and {max(size - header, 0):,} are there")
    if start is not None and promised >= IN_PLACE and dtype.str in FLOATS and not fortran and 2 <= len(shape) <= 4:
        shape = (1,) * (4 - len(shape)) + tuple(shape)
        each = math.prod(shape[1:]) * dtype.itemsize
        begin = start + header
        return [FileLayer(path, begin + layer * each, FLOATS[dtype.str], shape[1:], known) for layer in range(shape[0])]
    check_memory(path, promised)
    data = file.read(promised)
    if len(data) < promised:
        raise damaged(path, "it is cut short")
    array = np.frombuffer(data, dtype)
    return array.reshape(shape[::-1]).T if fortran else array.reshape(shape)


def _texts(path: Path, array: Any, name: str) -> list[str]:
    if not isinstance(array, np.ndarray) or array.dtype.kind != "U" or array.ndim != 1:
        raise damaged(path, f"its {name} is no list of texts")
    return [str(each) for each in array]


def npz(arrays: dict[str, Any]) -> bytes:
    """Arrays as an npz file, uncompressed so that large ones can be read in parts."""
    out = io.BytesIO()
    np.savez(out, **arrays)
    return out.getvalue()
