"""The Playground, driven in a process of its own: ``python -m attnviz.bench.playground.scenes SCENE [ARGUMENT ...]``."""

from __future__ import annotations

import sys
import time
from typing import Any

from attnviz.bench.translate.scenes import Scene, perform, tell, with_window

QUERIES, WIDTH = 12, 16


def cell(times: str) -> None:
    """Milliseconds from an edited number of the largest tables to the last of all steps painted again."""
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QSpinBox, QWidget

    from attnviz.engine.playground.messages import AttentionSteps

    samples: list[float] = []
    warm = 5

    def drive(window: Any) -> None:
        window.show_pane("playground")
        pane = window.pane
        pane.show_section("steps")
        for name, size in (("queries", QUERIES), ("keys", QUERIES), ("d", WIDTH), ("d_value", WIDTH)):
            pane.findChild(QSpinBox, f"playground.{name}").setValue(size)
        table, last = pane.findChild(QWidget, "playground.q"), pane.findChild(QWidget, "playground.context")
        window.resize(1600, 4000)  # nothing is scrolled out of sight, so that all is painted
        turn, begun, answered = 0, 0.0, False

        def answer(message: Any) -> None:
            nonlocal answered
            answered = answered or isinstance(message, AttentionSteps)

        def edit() -> None:
            nonlocal turn, begun
            turn += 1
            begun = time.perf_counter()
            table.edited.emit(
                turn % QUERIES, turn % WIDTH, 0.05 + 0.1 * (turn % 17)
            )  # never the number that stood there

        def painted() -> None:
            nonlocal answered
            if not (answered and begun):
                return
            answered = False
            samples.append(1000 * (time.perf_counter() - begun))
            if len(samples) == warm + int(times):
                tell(samples=samples[warm:])
                window.close()
            else:
                QTimer.singleShot(15, edit)

        class PaintWatcher(QObject):
            def eventFilter(self, watched: QObject, event: QEvent) -> bool:
                if event.type() == QEvent.Type.Paint:
                    QTimer.singleShot(0, painted)  # after this paint
                return False

        window.watcher = PaintWatcher(window)
        last.installEventFilter(window.watcher)
        window.bridge.answered.connect(answer)
        QTimer.singleShot(3000, edit)  # when the first answer and torch are there

    with_window(drive)


def training(seconds: str) -> None:
    """Milliseconds of wall clock a training step, with the window drawing curves and pictures."""
    from PySide6.QtWidgets import QPushButton

    from attnviz.engine.playground.training_messages import ToyTrained

    def drive(window: Any) -> None:
        window.show_pane("playground")
        pane = window.pane
        pane.show_section("train")
        marks: list[tuple[float, int]] = []

        def answer(result: Any) -> None:
            if not isinstance(result, ToyTrained) or not len(result.steps):
                return
            marks.append((time.perf_counter(), int(result.steps[-1])))
            if marks[-1][0] - marks[0][0] > float(seconds):
                tell(samples=per_step(marks))
                window.close()

        window.bridge.answered.connect(answer)
        pane.findChild(QPushButton, "playground.train.start").click()

    with_window(drive)


def bare_training(seconds: str) -> None:
    """The same model and task in a plain loop without a window."""
    import torch

    from attnviz.engine.playground.training_messages import ToyConfig
    from attnviz.engine.playground.training_run import ToyRun

    torch.set_num_threads(1)
    run = ToyRun(ToyConfig())
    run.train_step()
    begun = time.perf_counter()
    marks = [(begun, 0)]
    steps = 0
    while time.perf_counter() - begun < float(seconds):
        run.train_step()
        steps += 1
        if time.perf_counter() - marks[-1][0] > 0.5:
            marks.append((time.perf_counter(), steps))
    tell(samples=per_step(marks))


def per_step(marks: list[tuple[float, int]]) -> list[float]:
    """Moments and step counts -> milliseconds a step over windows of about a second."""
    samples, (since, first) = [], marks[0]
    for moment, step in marks[1:]:
        if moment - since >= 1.0 and step > first:
            samples.append(1000 * (moment - since) / (step - first))
            since, first = moment, step
    return samples


SCENES: dict[str, Scene] = {scene.__name__: scene for scene in (cell, training, bare_training)}

if __name__ == "__main__":
    perform(SCENES, sys.argv[1:])
