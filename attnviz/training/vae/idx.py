"""Arrays of bytes from ``*.idx*-ubyte.gz`` files, the format of MNIST and Fashion-MNIST."""

from __future__ import annotations

import gzip
import math
import zlib
from typing import TYPE_CHECKING

import numpy as np

from attnviz.training.translator.pairs import DataError

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 1 << 30  # bytes; a header that promises more is not believed


def read_idx(path: Path) -> np.ndarray:
    """The array of a gzipped idx file: uint8, as many dimensions as it says. ``DataError`` when it is missing or damaged.

    The format is two zero bytes, the type (8 = uint8), the number of dimensions, each size as big-endian uint32, the values.
    """
    try:
        with gzip.open(path) as file:
            magic = file.read(4)
            if len(magic) != 4 or magic[:3] != b"\0\0\x08" or not 1 <= magic[3] <= 4:
                raise DataError(f"{path.name} does not begin like an idx file of bytes.")
            header = file.read(4 * magic[3])
            shape = tuple(int.from_bytes(header[i : i + 4], "big") for i in range(0, len(header), 4))
            size = math.prod(shape)
            if len(header) != 4 * magic[3] or not 0 < size <= LARGEST:
                raise DataError(f"{path.name} does not say a usable size.")
            values = file.read(size + 1)
    except FileNotFoundError:
        raise DataError(f"{path.name} is not in {path.parent}.") from None
    except (OSError, EOFError, zlib.error) as error:
        raise DataError(f"{path.name} is not a whole gzip file.") from error
    if len(values) != size:
        raise DataError(f"{path.name} holds another number of values than it says.")
    return np.frombuffer(values, np.uint8).reshape(shape)
