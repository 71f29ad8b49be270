"""Imports go only downwards: each floor is imported in a fresh interpreter, and what came with it is looked at."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Mapping

HOUSE = Path(__file__).parents[1] / "attnviz"


def loaded_after(code: str) -> set[str]:
    """The names of all modules in a fresh interpreter that has run ``code``."""
    script = f"{code}\nimport sys\nprint('|'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.splitlines()[-1].split("|"))


def modules(floor: str) -> list[str]:
    """Every module of a floor, by its full name."""
    return [
        ".".join(path.relative_to(HOUSE.parent).with_suffix("").parts).removesuffix(".__init__")
        for path in sorted((HOUSE / floor).rglob("*.py"))
    ]


def import_all(floor: str) -> str:
    names = modules(floor)
    assert len(names) > 1
    return "import " + ", ".join(names)


@pytest.mark.parametrize(
    ("floor", "absent"),
    [
        ("models", ("PySide6", "pyqtgraph", "attnviz.engine", "attnviz.ui", "attnviz.training")),
        ("engine", ("PySide6", "pyqtgraph", "attnviz.ui")),
        ("training", ("PySide6", "pyqtgraph", "attnviz.ui")),
        ("ui", ("torch", "attnviz.models", "attnviz.training")),
    ],
)
def test_a_floor_brings_nothing_from_above_it(floor: str, absent: tuple[str, ...]) -> None:
    loaded = loaded_after(import_all(floor))
    assert not loaded & set(absent)


@pytest.mark.parametrize("room", ["engine/attention", "ui/attention"])
def test_attention_knows_nothing_of_translation(room: str) -> None:
    loaded = loaded_after(import_all(room))
    assert not {name for name in loaded if name.startswith("attnviz.") and "translat" in name}


def test_what_shows_an_attention_knows_nothing_of_translation() -> None:
    loaded = loaded_after(import_all("engine/attention") + "\n" + import_all("ui/attention"))
    assert not [name for name in loaded if name.startswith("attnviz.") and "translate" in name]
    assert not [name for name in loaded if name.startswith("attnviz.ui.panes.")]


def test_the_messages_and_the_worker_bring_no_torch() -> None:
    loaded = loaded_after(
        "import attnviz.engine.messages, attnviz.engine.worker, attnviz.engine.attention.head_statistics"
    )
    assert not loaded & {"torch", "PySide6"}


def test_the_command_line_starts_without_torch_and_without_a_window() -> None:
    loaded = loaded_after("import attnviz.__main__, attnviz.cli")
    assert not loaded & {"torch", "PySide6", "pyqtgraph"}


def test_the_window_is_painted_before_torch_pyqtgraph_and_numpy_are_imported() -> None:
    loaded = loaded_after(
        """
import os
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from attnviz.ui.application import make_app
from attnviz.ui.settings import Settings
from attnviz.ui.window import Window
app = make_app()
window = Window(Settings(), lambda settings: True)
window.painted.connect(app.quit)
window.show()
app.exec()
assert window._painted and window.pane is not None
window.close()
"""
    )
    assert not loaded & {"torch", "pyqtgraph", "numpy"}


def imports_of(path: Path, known: set[str]) -> set[str]:
    """The modules of the house that a file imports anywhere in it, for the type checker alone as well."""
    name = module_of(path)
    parents = name.split(".") if path.name == "__init__.py" else name.split(".")[:-1]
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(
                [*parents[: len(parents) - node.level + 1], node.module or ""] if node.level else [str(node.module)]
            )
            base = base.rstrip(".")
            found |= {inner if (inner := f"{base}.{alias.name}") in known else base for alias in node.names}
    return (found & known) - {name}


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(HOUSE.parent).with_suffix("").parts).removesuffix(".__init__")


def circles(arrows: Mapping[str, set[str]]) -> list[set[str]]:
    """Those that can be reached from each other (the strongly connected components), where they are several."""
    reached = {name: reachable(arrows, name) for name in arrows}
    found = {frozenset({name} | {other for other in reached[name] if name in reached[other]}) for name in arrows}
    return sorted((set(circle) for circle in found if len(circle) > 1), key=sorted)


def reachable(arrows: Mapping[str, set[str]], begin: str) -> set[str]:
    seen: set[str] = set()
    to_do = [begin]
    while to_do:
        more = arrows[to_do.pop()] - seen
        seen |= more
        to_do += more
    return seen


def test_no_more_than_two_files_import_each_other_in_a_circle() -> None:
    """Two may: a pane and its actions, say. A third could no longer be read without the other two."""
    files = sorted(HOUSE.rglob("*.py"))
    known = {module_of(path) for path in files}
    found = circles({module_of(path): imports_of(path, known) for path in files})
    assert found, "no circle at all: are imports for the type checker still read?"
    assert [sorted(circle) for circle in found if len(circle) > 2] == []


def test_what_a_script_shows_brings_no_pane_but_its_own() -> None:
    loaded = loaded_after("import attnviz.ui.show_window")
    rooms = {name.split(".")[3] for name in loaded if name.startswith("attnviz.ui.panes.")}
    assert "open" in rooms
    assert not rooms & {"translate", "look", "latent", "playground", "listen", "read"}
