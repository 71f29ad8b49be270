"""No damaged file makes a reader raise what it does not promise, end the program, hang it or fill the memory."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fuzz.readers import readers

LONGEST_RUN = 1800  # seconds of a slow machine
ROOT = Path(__file__).parents[2]


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("reader", sorted(readers()))
def test_a_thousand_damaged_files_do_no_harm(reader: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz.readers", reader, "1", "1000"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"},
        check=False,
        timeout=LONGEST_RUN,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
