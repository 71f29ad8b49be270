"""What the program leaves out while it starts, in a fresh interpreter."""

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


def said(tmp_path: Path, hasten: str) -> str:
    (tmp_path / "looked_into.py").write_text("WIDGET = 'a name from PySide6'\n", encoding="utf-8")
    code = f"import sys; sys.path.append({str(tmp_path)!r})\n" + CODE.format(hasten=hasten)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False)
    assert not done.returncode, done.stderr
    return done.stdout.strip()


def test_sources_of_imported_modules_are_not_read_and_nothing_is_collected(tmp_path: Path) -> None:
    assert said(tmp_path, "") == "True True"  # what Qt does by itself
    assert said(tmp_path, HASTEN) == "False False"
