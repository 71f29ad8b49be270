"""The shipped models, and two tiny ones with drawn weights."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from attnviz.engine.session import Session
from tests.tiny.translator import make_models

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def shipped() -> Session:
    """A session with the models that the program comes with."""
    return Session()


@pytest.fixture(scope="session")
def tiny_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with tiny ``rnn-en-fr`` and ``rnn-en-zh``."""
    return make_models(tmp_path_factory.mktemp("models"))


@pytest.fixture
def tiny(tiny_folder: Path) -> Session:
    """A session with the tiny models."""
    return Session([tiny_folder])
