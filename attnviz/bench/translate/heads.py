"""Figures of a Transformer's heads in the Translate pane: translating with all of them kept, switching, the sweep, BertViz."""

from __future__ import annotations

import functools
import importlib.util
from typing import TYPE_CHECKING, Any

from attnviz import defaults
from attnviz.bench.browser import PROGRAMS, chromium
from attnviz.bench.figures import Measured, Row, over
from attnviz.bench.processes import run_scene
from attnviz.bench.translate.engine import milliseconds
from attnviz.bench.translate.scenes import SENTENCES
from attnviz.commands import Failed

if TYPE_CHECKING:
    from collections.abc import Callable

PANE, PEER = "attnviz.bench.translate.heads_scenes", "attnviz.bench.translate.bertviz"
MODEL = "transformer-en-fr"
TURNS, SWEEPS, PAGES = "60", "10", "10"


@functools.cache
def _scene(scene: str, times: str) -> dict[str, Any]:
    return run_scene(scene, MODEL, times, module=PANE)


def _engine() -> dict[str, list[float]]:
    """The engine alone, in this process (ms): what the window asks for (as many beams, all weights and norms), and a sweep."""
    from attnviz.engine.messages import Idle
    from attnviz.engine.session import Session
    from attnviz.engine.translate.messages import AblateHeads, Translate

    session = Session()
    results = [session.run(Translate(text, MODEL, defaults.BEAMS)) for text in SENTENCES]
    session.run(Idle())

    def sweep(result: Any) -> Callable[[], None]:
        request = AblateHeads(result.request.text, MODEL, tuple(token.id for token in result.target_tokens))

        def work() -> None:
            while session.run(request).share < 1:
                pass

        return work

    turns = [results[turn % len(results)] for turn in range(60)]
    return {
        "translation": [milliseconds(lambda r=result: session.run(r.request)) for result in turns],  # type: ignore[misc]
        "sweep": [milliseconds(sweep(result)) / 1000 for result in turns[:10]],
    }


def _translated(model: str) -> Measured:
    return Measured(_scene("painted", TURNS)["samples"], {"the engine alone": _engine()["translation"]})


def _switched(model: str) -> Measured:
    told = _scene("switched", TURNS)
    named = {name: told[name] for name in ("head", "kind", "step", "norms")}
    return Measured([sample for samples in named.values() for sample in samples], named)


def _swept(model: str) -> Measured:
    return Measured(_scene("swept", SWEEPS)["samples"], {"the engine alone": _engine()["sweep"]})


def _swept_stalls(model: str) -> Measured:
    return Measured(_scene("swept", SWEEPS)["gaps"])


def _beside_bertviz(model: str) -> Measured:
    """Ours, painted, over the median of BertViz's page, drawn by a running browser; its halves run before and after ours."""
    if any(importlib.util.find_spec(name) is None for name in ("bertviz", "transformers")):
        raise Failed("BertViz, the peer, is missing: pip install 'attnviz[bench]'")
    program = chromium()
    if program is None:
        raise Failed(f"a browser to draw BertViz's page is missing: install Chromium ({', '.join(PROGRAMS)})")
    before = run_scene("page", program, PAGES, module=PEER)
    ours = run_scene("painted", MODEL, TURNS, module=PANE)["samples"]
    after = run_scene("page", program, PAGES, module=PEER)
    named = {
        "drawn": "BertViz, sentence to page drawn",
        "made": "BertViz, sentence to page made",
        "making": "BertViz, making the page alone",
        "drawing": "BertViz, drawing the page alone",
        "started": "BertViz, drawing it in a browser that has to start",
    }
    return over(ours, {text: [*before[name], *after[name]] for name, text in named.items()})


ROWS = (
    Row(
        "heads-translate",
        "after the typing pause to translation, picture and grid of heads of a Transformer painted",
        "ms",
        _translated,
        45,
        "p95",
    ),
    Row("heads-switch", "another head, kind, step or norms chosen to its picture painted", "ms", _switched, 16, "p95"),
    Row("heads-sweep", "every head switched off in turn for one sentence", "s", _swept, 2, "p95"),
    Row("heads-stall", "the 50 longest stalls of the window during ten sweeps", "ms", _swept_stalls, 1000 / 60, "most"),
    Row(
        "heads-peer",
        "translation and heads painted beside BertViz's page drawn in headless Chromium (6×8 heads of 512, 16 tokens)",
        "×",
        _beside_bertviz,
        1 / 20,
    ),
)
