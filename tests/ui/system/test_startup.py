"""What the program leaves out while it starts, in a fresh interpreter."""

import os
import subprocess
import sys
from pathlib import Path

CODE = """
import gc, linecache, sys
import PySide6.QtWidgets
import shibokensupport.feature as features
assert hasattr(features, "_mod_uses_pyside"), "PySide looks for its features otherwise now"
{hasten}
import looked_into
read = any(name.endswith("looked_into.py") for name in linecache.cache)
print(read, gc.isenabled())
"""
HASTEN = "from attnviz.ui.system import startup; startup.hasten(); startup.spare_features()"

FIRST_PAINT = """
import sys
from attnviz.bench.translate.scenes import with_window

def drive(window):
    print([name for name in sys.argv[1:] if name in sys.modules], flush=True)
    window.close()

with_window(drive)
"""
LATER = (
    *("torch", "numpy", "pyqtgraph", "socket", "PIL"),
    *("attnviz.ui.attention.figure", "attnviz.ui.panes.translate.seen_map", "attnviz.ui.panes.read.pane"),
)


def said(tmp_path: Path, hasten: str) -> str:
    (tmp_path / "looked_into.py").write_text("WIDGET = 'a name from PySide6'\n", encoding="utf-8")
    code = f"import sys; sys.path.append({str(tmp_path)!r})\n" + CODE.format(hasten=hasten)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False)
    assert not done.returncode, done.stderr
    return done.stdout.strip()


def test_sources_of_imported_modules_are_not_read_and_nothing_is_collected(tmp_path: Path) -> None:
    assert said(tmp_path, "") == "True True"  # what Qt does by itself
    assert said(tmp_path, HASTEN) == "False False"


def test_the_window_is_painted_before_what_only_later_work_needs_is_imported(tmp_path: Path) -> None:
    environment = dict(os.environ, ATTNVIZ_SETTINGS=str(tmp_path / "attnviz.ini"), QT_QPA_PLATFORM="offscreen")
    command = [sys.executable, "-c", FIRST_PAINT, "attnviz.ui.window", *LATER]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.stdout.strip() == "['attnviz.ui.window']", done.stderr
