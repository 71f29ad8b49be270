"""Files are written whole or not at all: planted links, modes, long names, odd targets, full disks, kills and what they leave."""

from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from attnviz import atomic_write
from tests.conftest import PATIENCE

if TYPE_CHECKING:
    from collections.abc import Callable

NEW = b"new" * 50_000


@pytest.fixture(params=["without a name", "with a name"])
def partials(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Files that have no name while they are written, and, where a file system has no such, those that have one."""
    if request.param == "with a name":
        monkeypatch.delattr(os, "O_TMPFILE", raising=False)
    return str(request.param)


def listed(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_written_and_nothing_else_is_left(partials: str, tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    for data in (b"", b"first", NEW, memoryview(b"last")):
        atomic_write.write(path, data)
        assert path.read_bytes() == bytes(data)
    assert listed(tmp_path) == ["out.csv"]


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664, 0o640, 0o755, 0o444 | 0o200])
def test_the_mode_of_the_file_before_is_kept(partials: str, tmp_path: Path, mode: int) -> None:
    path = tmp_path / "out.csv"
    path.write_bytes(b"old")
    path.chmod(mode)
    atomic_write.write(path, NEW)
    assert stat.S_IMODE(path.stat().st_mode) == mode


@pytest.mark.parametrize("mask", [0o022, 0o027, 0o077, 0o002])
def test_a_new_file_has_the_mode_that_the_umask_gives(partials: str, tmp_path: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        atomic_write.write(tmp_path / "out.csv", NEW)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "out.csv").stat().st_mode) == 0o666 & ~mask


@pytest.mark.parametrize("chain", [1, 3])
@pytest.mark.parametrize("there", [True, False], ids=["a file", "nothing yet"])
def test_of_a_symlink_the_file_it_names_is_written_and_the_link_stays(
    partials: str, tmp_path: Path, chain: int, there: bool
) -> None:
    far = tmp_path / "far"
    far.mkdir()
    if there:
        (far / "real.csv").write_bytes(b"old")
    path = Path("far/real.csv")
    for k in range(chain):
        (tmp_path / f"link{k}.csv").symlink_to(path)
        path = Path(f"link{k}.csv")
    atomic_write.write(tmp_path / path, NEW)
    assert os.readlink(tmp_path / "link0.csv") == "far/real.csv"
    assert (far / "real.csv").read_bytes() == NEW
    assert listed(far) == ["real.csv"]


@pytest.mark.parametrize("planted", [".out.csv.partial", "out.csv.partial", "out.partial"])
def test_a_planted_link_is_not_followed(partials: str, tmp_path: Path, planted: str) -> None:
    (tmp_path / "precious").write_bytes(b"precious")
    (tmp_path / planted).symlink_to("precious")
    atomic_write.write(tmp_path / "out.csv", NEW)
    assert (tmp_path / "precious").read_bytes() == b"precious"


def test_a_name_that_was_foreseen_after_all_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "O_TMPFILE", raising=False)
    names = iter(["0" * 16, "1" * 16])
    monkeypatch.setattr(os, "urandom", lambda count: bytes.fromhex(next(names)))
    (tmp_path / f".attnviz-{'0' * 16}.partial").symlink_to("precious")
    atomic_write.write(tmp_path / "out.csv", NEW)
    assert listed(tmp_path) == [f".attnviz-{'0' * 16}.partial", "out.csv"]


@pytest.mark.parametrize(
    ("make", "number"),
    [
        (os.mkfifo, errno.EEXIST),
        (os.mkdir, errno.EISDIR),
        (lambda path: os.symlink("/dev/full", path), errno.EEXIST),
        (lambda path: (os.mkfifo(f"{path}.pipe"), os.symlink(f"{path}.pipe", path)), errno.EEXIST),
        (lambda path: os.symlink(path, path), errno.ELOOP),
    ],
    ids=["pipe", "folder", "device", "link to a pipe", "link to itself"],
)
def test_what_is_no_file_is_refused_and_stays(tmp_path: Path, make: Callable[[Path], None], number: int) -> None:
    path = tmp_path / "out.csv"
    make(path)
    before = [(each.name, each.lstat().st_mode) for each in sorted(tmp_path.iterdir())]
    with pytest.raises(OSError, check=lambda error: error.errno == number):
        atomic_write.write(path, NEW)
    assert [(each.name, each.lstat().st_mode) for each in sorted(tmp_path.iterdir())] == before


@pytest.mark.parametrize("length", [246, 247, 250, 254, 255])
def test_names_as_long_as_a_file_system_takes(partials: str, tmp_path: Path, length: int) -> None:
    for name in ("a" * (length - 4) + ".csv", ("猫" * 85)[: (length - 4) // 3] + ".csv"):
        atomic_write.write(tmp_path / name, NEW)
        atomic_write.write(tmp_path / name, b"again")
        assert (tmp_path / name).read_bytes() == b"again"


def test_a_name_is_cut_where_the_whole_is_too_long() -> None:
    assert atomic_write.fitted("short", ".png") == "short.png"
    for stem in ("a" * 300, "猫" * 80, "猫" * 100, "e\u0301" * 200, "\udcff" * 300):
        for ending in (".look.png", "-12.look.png", "-001.png"):
            name = atomic_write.fitted(stem, ending)
            assert name.endswith(ending)
            assert stem.startswith(name.removesuffix(ending))
            assert 252 <= len(os.fsencode(name)) <= 255 or stem == "猫" * 80


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs limits of a process")
def test_no_room_for_the_whole_file_leaves_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "out.csv").write_bytes(b"old")
    code = (
        "import resource, sys; from pathlib import Path; from attnviz import atomic_write\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try: atomic_write.write(Path(sys.argv[1]), bytes(100_000))\n"
        "except OSError as error: print(error.errno)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, tmp_path / "out.csv"], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == [str(errno.EFBIG)]
    assert (tmp_path / "out.csv").read_bytes() == b"old"
    assert listed(tmp_path) == ["out.csv"]


@pytest.mark.parametrize("stop", [KeyboardInterrupt, MemoryError])
def test_whatever_stops_it_nothing_is_left(
    partials: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop: type[BaseException]
) -> None:
    def stopped(descriptor: int) -> None:
        raise stop

    monkeypatch.setattr(os, "fsync", stopped)
    with pytest.raises(stop):
        atomic_write.write(tmp_path / "out.csv", NEW)
    assert listed(tmp_path) == []


WRITING = """
import os, sys
from pathlib import Path
from attnviz import atomic_write
from tests.conftest import PATIENCE
if sys.argv[2] == "named" and hasattr(os, "O_TMPFILE"):
    del os.O_TMPFILE
n = 0
while True:
    atomic_write.write(Path(sys.argv[1]), bytes([n % 256]) * 3_000_000)
    n += 1
    if n == 1: print("begun", flush=True)
"""


def test_a_kill_leaves_a_whole_file_and_the_next_start_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "out.png"
    for k in range(8):
        with subprocess.Popen(
            [sys.executable, "-c", WRITING, path, "named" if k % 2 else ""], stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "begun\n"
            time.sleep(0.013 * k)
            process.send_signal(signal.SIGKILL)
        data = path.read_bytes()
        assert len(data) == 3_000_000
        assert data == data[:1] * len(data)
    (tmp_path / f".attnviz-{'5' * 16}.partial").write_bytes(b"half")
    (tmp_path / ".attnviz-mine.partial").write_bytes(b"not ours")
    atomic_write.remove_leftovers(tmp_path)
    assert listed(tmp_path) == [".attnviz-mine.partial", "out.png"]


def test_the_first_file_that_is_written_in_a_folder_clears_it_of_leftovers(tmp_path: Path) -> None:
    (tmp_path / f".attnviz-{'a' * 16}.partial").write_bytes(b"half")
    os.mkfifo(tmp_path / f".attnviz-{'b' * 16}.partial")
    atomic_write.write(tmp_path / "out.csv", NEW)
    assert listed(tmp_path) == [f".attnviz-{'b' * 16}.partial", "out.csv"]


def test_what_another_is_writing_is_no_leftover(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "O_TMPFILE", raising=False)
    held, go_on = threading.Event(), threading.Event()
    sync = os.fsync

    def slow(descriptor: int) -> None:
        held.set()
        go_on.wait(PATIENCE)
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", slow)
    writer = threading.Thread(target=atomic_write.write, args=(tmp_path / "out.csv", NEW))
    writer.start()
    assert held.wait(PATIENCE)
    (partial,) = listed(tmp_path)
    atomic_write.remove_leftovers(tmp_path)
    assert listed(tmp_path) == [partial]
    go_on.set()
    writer.join()
    assert listed(tmp_path) == ["out.csv"]


def test_file_and_folder_reach_the_disk(partials: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[str] = []
    sync = os.fsync

    def watched(descriptor: int) -> None:
        synced.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file")
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", watched)
    atomic_write.write(tmp_path / "out.csv", NEW)
    assert synced == ["file", "folder"]


STREAMED = {
    "engine/open/download.py",  # gigabytes, into a folder of its own that is renamed when all is there
    "script/showing.py",  # a temporary file that the window it is for removes
}


def test_all_that_the_program_writes_goes_through_it() -> None:
    root = Path(__file__).parents[1] / "attnviz"
    others = ("os.replace", ".write_bytes(", ".write_text(", "mkstemp", '"wb"', "XX", "save_file(", '.partial"')
    for path in root.rglob("*.py"):
        if path.name == "atomic_write.py" or "bench" in path.parts or path.relative_to(root).as_posix() in STREAMED:
            continue
        text = path.read_text(encoding="utf-8")
        assert not [other for other in others if other in text], path
