"""Families of models in folders, made once for all tests of a process; without transformers these tests say so and are
skipped.
"""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING

import pytest

from attnviz.engine.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

WITHOUT = ("test_without_packages.py",)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if importlib.util.find_spec("transformers") is None:
        skip = pytest.mark.skip(reason="transformers is not installed: pip install 'attnviz[models]'")
        for item in items:
            if item.path.parent.name == "open" and item.path.name not in WITHOUT:
                item.add_marker(skip)


@pytest.fixture(scope="session")
def folder_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The folder of a tiny model of a family, by its name in ``families.MADE``."""
    from tests.engine.open import families

    made: dict[str, Path] = {}

    def folder(name: str) -> Path:
        if name not in made:
            made[name] = families.folder(name, tmp_path_factory.mktemp("families") / name)
        return made[name]

    return folder


@pytest.fixture(scope="session")
def session() -> Session:
    """A session whose models stay open."""
    return Session()
