"""Standard streams as shells leave them, and names that would do something to a terminal."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from attnviz.cli import main

needs_shell = pytest.mark.skipif(not Path("/bin/sh").exists(), reason="a POSIX shell closes and fills streams")


def shell(line: str) -> subprocess.CompletedProcess[str]:
    command = f'"{sys.executable}" -m attnviz'
    text = line.replace("attnviz", command, 1)
    return subprocess.run(["/bin/sh", "-c", text], capture_output=True, text=True, timeout=120, check=False)


@needs_shell
@pytest.mark.parametrize("line", ["attnviz models >&-", "attnviz models --json >&-"])
def test_a_closed_output_is_told_in_one_sentence(line: str) -> None:
    done = shell(line)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "standard output is closed" in done.stderr


@needs_shell
def test_closed_errors_and_a_closed_input_harm_nothing() -> None:
    assert shell("attnviz models 2>&-").returncode == 0
    done = shell("attnviz translate <&-")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@needs_shell
def test_a_reader_that_has_seen_enough_is_no_failure() -> None:
    done = shell("attnviz models --json | head -n 0; exit 0")
    assert done.stderr == ""
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as out:
        done = subprocess.run(
            [sys.executable, "-m", "attnviz", "models"],
            stdout=out,
            stderr=subprocess.PIPE,
            text=True,
            timeout=120,
            check=False,
        )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_told_in_one_sentence() -> None:
    done = shell("attnviz models > /dev/full")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "No space left" in done.stderr


@pytest.mark.parametrize(
    "name", ["a\x1b[2Jb.png", "a\x9b31mb.png", "a\rb.png", "a\u202egnp.exe", "a\nb.png", "\x07", "\u2066x"], ids=ascii
)
@pytest.mark.parametrize("command", ["classify", "encode", "shot", "nothing"])
def test_a_name_does_nothing_to_the_terminal(
    name: str, command: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    more = {"encode": ["--model", "vae-fashion"], "shot": [], "classify": [], "nothing": []}[command]
    status = main([command, str(tmp_path / name), *more])
    said = capsys.readouterr()
    assert status in (1, 2)
    assert said.err.count("\n") == 1
    assert all(c == "\n" or (c.isprintable() or c == "\t") for c in said.out + said.err)


@pytest.mark.parametrize("option", [["--seed", str(10**30)], ["--seconds", str(10**400)], ["--seed", "-1"]])
def test_numbers_beyond_all_measure_are_refused(option: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train-toy", *option]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert len(said) < 200
