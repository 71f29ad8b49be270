"""Two tiny classifiers of photos, ``photos`` with attention and ``photos-plain`` without, and an engine that has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from attnviz.engine.session import Session
from tests.tiny.classifier import make_classifiers

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Their folder."""
    return make_classifiers(tmp_path_factory.mktemp("models"))


@pytest.fixture(scope="module")
def session(models: Path) -> Session:
    """Answers with them."""
    return Session([models])
