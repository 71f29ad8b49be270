"""The Read pane, driven in a process of its own: ``python -m attnviz.bench.read.scenes SCENE [ARGUMENT ...]``."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any

from attnviz.bench import driving
from attnviz.bench.driving import WARM
from attnviz.bench.translate.scenes import Scene, perform, tell, with_window

if TYPE_CHECKING:
    from collections.abc import Callable

SIZE = 1280, 800  # pixels of the window
WORDS = 120  # of the passage
TEXTS = 1000
SEEN = {
    "answer": "read.answer.grid",
    "fill": "read.fill.chips",
    "tree": "read.tree.arcs.view",
    "title": "read.title.grid",
}
PLACES = ("kitchen", "garden", "harbour", "station", "museum", "library", "market", "forest")


def passage() -> str:
    """A passage of ``WORDS`` words."""
    from attnviz.ui.panes.read.examples import PASSAGES

    words = f"{PASSAGES[0][1]} {PASSAGES[1][1]}".split()
    return " ".join(words[:WORDS])


def request(section: str, turn: int) -> Any:
    """Another question, blank or sentence at each turn."""
    from attnviz.engine.read.messages import Answer, Fill, Parse, Title

    place = PLACES[turn % len(PLACES)]
    if section == "answer":
        return Answer(passage(), f"Where is the {place} that Martha saw?")
    if section == "fill":
        return Fill(f"She walked to the {place} and bought a ___ for her mother.")
    if section == "title":
        return Title(f"{passage()} It was near the {place}.")
    return Parse(
        f"The old man who lives behind the {place} gave my younger sister two very small red books about trains yesterday."
    )


def engine(model: str, section: str, times: str) -> None:
    """Milliseconds from a request to its answer, without a window."""
    from attnviz.engine.session import Session

    session, samples = Session(), []
    for turn in range(WARM + int(times)):
        begun = time.perf_counter()
        session.run(request(section, turn))
        samples.append(1000 * (time.perf_counter() - begun))
    tell(samples=samples[WARM:])


def ranked(model: str, times: str) -> None:
    """Milliseconds from a query to the ranking of ``TEXTS`` texts that are read."""
    from attnviz.engine.read.messages import Find
    from attnviz.engine.session import Session
    from attnviz.ui.panes.read.examples import TEXTS as OWN

    session, samples = Session(), []
    texts = tuple(f"{OWN[i % len(OWN)]} Number {i}, from the {PLACES[i % len(PLACES)]}." for i in range(TEXTS))
    session.run(Find(texts, "read them first"))
    for turn in range(WARM + int(times)):
        begun = time.perf_counter()
        session.run(Find(texts, f"something warm for the {PLACES[turn % len(PLACES)]}"))
        samples.append(1000 * (time.perf_counter() - begun))
    tell(samples=samples[WARM:])


class PaneDriver(driving.PaneDriver):
    """Shows a section with its example."""

    def __init__(self, window: Any, section: str, begin: Callable[[], None]) -> None:
        super().__init__(window, "read", begin)
        window.resize(*SIZE)  # a screen that is none has room for less, where the heads are out of sight
        self.pane.show_section(section)
        self.section = self.pane.section(section)
        if section == "answer":
            self.section.ask_for(passage(), "Who is there?")

    def ready(self) -> bool:
        return bool(self.pane.is_settled() and self.section.result is not None)


def painted(model: str, section: str, times: str) -> None:
    """Milliseconds from what is typed (the pause of typing left out) to what is answered painted."""

    def drive(window: Any) -> None:
        def begin() -> None:
            driving.take_turns(
                driver,
                type(driver.section.result),
                SEEN[section],
                give,
                lambda: driver.section.result,
                times=int(times),
                done=lambda samples: tell(samples=samples),
                rested=driver.pane.is_settled,
            )

        def give(turn: int) -> None:
            asked = request(section, turn)
            driver.section.set_text(asked.question if section == "answer" else asked.text)

        driver = PaneDriver(window, section, begin)

    with_window(drive)


SCENES: dict[str, Scene] = {scene.__name__: scene for scene in (engine, painted, ranked)}

if __name__ == "__main__":
    perform(SCENES, sys.argv[1:])
