"""What Python and numpy raise for a damaged .npy or .npz file."""

from __future__ import annotations

import struct
import tokenize
import zipfile
import zlib

ERRORS = (
    *(OSError, EOFError, ValueError, KeyError, SyntaxError, RecursionError, MemoryError, RuntimeError),
    *(zipfile.BadZipFile, zlib.error, struct.error, tokenize.TokenError),
)
