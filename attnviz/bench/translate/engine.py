"""Figures of the engine alone, in this process: one translation beside its floor and its peer, and a file of lines."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from attnviz import defaults
from attnviz.bench.figures import Measured, Row
from attnviz.bench.translate.scenes import SENTENCES

if TYPE_CHECKING:
    from collections.abc import Callable

TIMES = 60
LINES = 200


def milliseconds(work: Callable[[], object]) -> float:
    """How long ``work`` takes."""
    begun = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - begun)


def _translate(model: str) -> Measured:
    """In turn: the program's translation with weights; one plain reading of the same sentence; plain greedy decoding of it."""
    import torch

    from attnviz.engine.messages import Idle
    from attnviz.engine.session import Session
    from attnviz.engine.translate.messages import Translate
    from attnviz.engine.translate.search import FORBIDDEN, encode, read
    from attnviz.engine.translate.tokenizer import BOS, EOS
    from attnviz.models.decoding import beam_search

    session = Session()
    network = session.model(model).network
    result = session.run(Translate(SENTENCES[0], model, beams=defaults.BEAMS))
    session.run(Idle())
    source = [token.id for token in result.source_tokens]
    target = [token.id for token in result.target_tokens]
    ids = torch.tensor([source])
    mask = torch.ones_like(ids, dtype=torch.bool)

    def greedy() -> None:
        beam_search(network, ids, mask, bos=BOS, eos=EOS, max_length=len(target), forbidden=FORBIDDEN)

    samples: dict[str, list[float]] = {"beam": [], "greedy": [], "reading": [], "eager": []}
    with torch.inference_mode():
        for _ in range(TIMES):
            samples["beam"].append(milliseconds(lambda: session.run(Translate(SENTENCES[0], model, defaults.BEAMS))))
            samples["greedy"].append(milliseconds(lambda: session.run(Translate(SENTENCES[0], model, 1))))
            samples["reading"].append(milliseconds(lambda: read(network, encode(network, source), target)))
            samples["eager"].append(milliseconds(greedy))
    return Measured(
        samples["greedy"],
        {
            f"with {defaults.BEAMS} beams": samples["beam"],
            "floor: one float32 reading": samples["reading"],
            "peer: eager float32 greedy decoding": samples["eager"],
        },
    )


def _lines(model: str) -> Measured:
    from attnviz.engine.session import Session
    from attnviz.engine.translate.batch import translate_all

    loaded = Session().model(model)
    texts = [SENTENCES[i % len(SENTENCES)] for i in range(LINES)]
    translate_all(loaded, texts[:20], beams=defaults.BEAMS)
    return Measured(
        [milliseconds(lambda: translate_all(loaded, texts, beams=defaults.BEAMS)) / LINES for _ in range(3)]
    )


def _step(model: str) -> Measured:
    """In turn: one step of the search recorded by torch.jit, as it runs; by plain code; by the graph of torch.fx, which is not
    deprecated (torch.export holds no int8 layers, and its programs run by this same graph).
    """
    import torch
    from torch.fx.experimental.proxy_tensor import make_fx

    from attnviz.engine.session import Session
    from attnviz.models.traced import Step, record, tensors_of

    loaded = Session().model(model)
    network = getattr(loaded.fast_network, "network", loaded.fast_network)
    source = torch.arange(5, 13).unsqueeze(0)
    tokens = torch.arange(4, 4 + defaults.BEAMS)
    with torch.no_grad():
        state = network.encode(source, torch.ones_like(source, dtype=torch.bool)).select(torch.zeros_like(tokens))
        for _ in range(5):
            state = network.step(tokens, state)[-1]
        given = (tokens, *tensors_of(state))
        plain = Step(network, state)
        ways = {"jit": record(network, tokens, state), "plain code": plain, "torch.fx's graph": make_fx(plain)(*given)}
    samples: dict[str, list[float]] = {name: [] for name in ways}
    with torch.inference_mode():
        for turn in range(5 * TIMES):
            for name, way in ways.items():
                taken = milliseconds(lambda way=way: way(*given))  # type: ignore[misc]
                if turn >= TIMES:
                    samples[name].append(taken)
    return Measured(samples.pop("jit"), dict(samples))


ROWS = (
    Row("engine", "one sentence translated greedily, with its weights", "ms", _translate),
    Row("step", f"a step of the search, {defaults.BEAMS} beams, recorded", "ms", _step),
    Row("lines", "a line of a file translated, with its weights", "ms", _lines, 60),
)
