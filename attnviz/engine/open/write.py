"""Lets a language model write, a token a step, with cached keys and values: each new token's row as it comes."""

from __future__ import annotations

import copy
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import torch

from attnviz.engine.attention.messages import CROSS, ENCODER, Token
from attnviz.engine.messages import Refused
from attnviz.engine.open import answers, library, load, tokens, translation
from attnviz.engine.open.encode import encoded
from attnviz.engine.open.loaded import stacked
from attnviz.engine.open.messages import NewRows, TextInput, Writing
from attnviz.engine.open.read import norms_of
from attnviz.engine.open.recorder import Recorder

if TYPE_CHECKING:
    from collections.abc import Callable

    from attnviz.engine.messages import Note
    from attnviz.engine.model_store import ModelStore
    from attnviz.engine.open.loaded import Loaded
    from attnviz.engine.open.messages import Prediction, Write

SEEDS = 1_000_003  # apart: the draw at a place depends on seed and place alone, wherever writing began anew


@dataclass(eq=False)
class Run:
    """Writing under way: ``ids`` so far (``read`` of them have gone in), and what the next step needs."""

    request: Write
    model: Loaded
    recorder: Recorder
    ids: list[int]
    prompt: int
    fixed: dict[str, Any]  # inputs that stay: an encoder's states, the mask of the source
    cache: Any
    choose: Any  # the logits processors that the model's generation config asks for
    source: tuple[Token, ...] = ()
    tokens: list[Token] = field(default_factory=list)
    notes: tuple[Note, ...] = ()
    read: int = 0
    ended: str = ""
    encoder_rows: tuple[NewRows, ...] = ()


def run(store: ModelStore, request: Write, progress: Callable[..., None]) -> Writing:
    """Answer a ``Write`` request with one more token. ``Refused`` as for reading, and ``cannot_write`` (model)."""
    model = load.loaded(store, request.model, progress)
    start = time.perf_counter()
    with library.quiet():
        under_way: Run | None = model.kept.get("writing")
        if under_way is None or under_way.request is not request:
            under_way = model.kept["writing"] = _begin(model, request)
        return _step(under_way, start)


def _begin(model: Loaded, request: Write) -> Run:
    if not model.about.writes:
        raise Refused(
            "cannot_write", f"{model.about.name} is no language model: it writes nothing.", model=model.about.name
        )
    given = encoded(model, TextInput(request.text))
    switches, ignored = model.switches(request.heads_off, request.heads_mean)
    recorder = Recorder(model.blocks, norms=True, layers=model.layers, **switches)
    recorder.new_keys = True
    packages = library.transformers()
    axis = given.axis(given.places).tokens
    if not model.writes_target:
        ids = [*given.ids, *request.written]
        under_way = Run(request, model, recorder, ids, len(given.ids), {}, packages.DynamicCache(), None)
        under_way.tokens = list(axis)
    else:
        start = translation.start_ids(model)
        model.ask_for({ENCODER: given.places}, {ENCODER: given.places})
        states, rows = _encode(model, given.inputs, recorder)
        fixed = {"encoder_outputs": states}
        if "attention_mask" in given.inputs:
            fixed["attention_mask"] = given.inputs["attention_mask"]
        cache = packages.EncoderDecoderCache(packages.DynamicCache(), packages.DynamicCache())
        under_way = Run(
            request, model, recorder, [*start, *request.written], len(start), fixed, cache, None, source=axis
        )
        under_way.tokens = list(tokens.of_ids(model.tokenizer, start))
        under_way.encoder_rows = rows
    for i in range(under_way.prompt, len(under_way.ids)):
        _place(under_way, i)
    under_way.notes = (*given.notes, *ignored)
    under_way.choose = _processors(packages, under_way, list(given.ids))
    return under_way


def _encode(model: Loaded, inputs: dict[str, Any], recorder: Recorder) -> tuple[Any, tuple[NewRows, ...]]:
    """The encoder's states, and its attention."""
    network, model.network = model.network, model.network.get_encoder()
    try:
        states = model.run(inputs, recorder)
    finally:
        model.network = network
    return states, _rows(recorder, (ENCODER,), 0)


def _rows(recorder: Recorder, kinds: tuple[str, ...], first: int) -> tuple[NewRows, ...]:
    found = []
    for kind in kinds:
        if recorder.weights.get(kind):
            norms = norms_of(recorder, kind)
            found.append(NewRows(kind, first, stacked(recorder.weights[kind]), 0 if kind == CROSS else first, norms))
    return tuple(found)


def _processors(packages: Any, run: Run, source: list[int]) -> Any:
    """What the model's generation config does to its logits (forced, suppressed and repeated tokens), as ``generate`` does
    it.
    """
    network = run.model.network
    config = copy.deepcopy(network.generation_config)
    config.do_sample, config.num_beams = False, 1
    config.max_length = run.prompt + run.request.tokens
    own = torch.tensor([source], device=run.model.device)
    try:
        network._prepare_special_tokens(config, True, device=run.model.device)
        return network._get_logits_processor(
            generation_config=config, input_ids_seq_length=run.prompt, encoder_input_ids=own, device=run.model.device
        )
    except (AttributeError, TypeError):  # it is no public function; without it the plain logits are taken
        return packages.LogitsProcessorList()


def _step(run: Run, start: float) -> Writing:
    """Read what was not read yet, and choose one more token."""
    model, recorder, request = run.model, run.recorder, run.request
    first = run.read
    rows: tuple[NewRows, ...] = ()
    new: tuple[Prediction, ...] = ()
    if not run.ended:
        fed = torch.tensor([run.ids[first:]], device=model.device)
        if first == 0:
            places = fed.shape[1]
            model.ask_for(dict.fromkeys(model.heads, places), dict.fromkeys(model.heads, places))
        name = "decoder_input_ids" if model.writes_target else "input_ids"
        output = model.run({name: fed, **run.fixed}, recorder, past_key_values=run.cache, use_cache=True)
        run.read = len(run.ids)
        if first:
            recorder.norms.pop(CROSS, None)  # those of the source do not change
        kinds = tuple(kind for kind in model.heads if kind != ENCODER)
        rows = (*(run.encoder_rows if first == 0 else ()), *_rows(recorder, kinds, first))
        logits = getattr(output, model.logits)[0]
        given = max(run.prompt - 1 - first, 0)  # rows before it say what was given
        chosen = _choose(run, logits[-1])
        said = [*run.ids[first + given + 1 :], chosen]
        at = [first + given + 1 + i for i in range(len(said))]
        side = "target" if model.writes_target else "source"
        new = answers.at_places(logits[given:], side, at, said, answers.token_name(model))
        run.ids.append(chosen)
        _place(run, len(run.ids) - 1)
        run.ended = _ended(run)
    count = len(run.ids) - run.prompt
    return Writing(
        request=request,
        model=model.about,
        source=run.source,
        tokens=tuple(run.tokens),
        prompt=run.prompt,
        rows=rows,
        new=new,
        text=tokens.decoded(model.tokenizer, run.ids[run.prompt :], whole=True),
        ended=run.ended,
        share=1.0 if run.ended else min(count / max(request.tokens, 1), 0.999),
        notes=run.notes,
        milliseconds=1000 * (time.perf_counter() - start),
    )


def _place(run: Run, i: int) -> None:
    """Give the token ``ids[i]`` its place in the text."""
    ends = max((token.end for token in run.tokens), default=0)
    last = run.tokens[-1] if run.tokens else None
    run.tokens.append(tokens.following(run.model.tokenizer, run.ids[:i], run.ids[i], last, max(ends, 0)))


def _choose(run: Run, logits: torch.Tensor) -> int:
    """The next token: the most probable one, or one drawn."""
    request = run.request
    so_far = torch.tensor([run.ids], device=logits.device)
    scores = run.choose(so_far, logits[None].float().clone())[0]
    if request.temperature <= 0:
        return int(scores.argmax())
    if request.top_k:
        least = scores.topk(min(request.top_k, len(scores))).values[-1]
        scores = scores.masked_fill(scores < least, -torch.inf)
    drawn = torch.Generator().manual_seed((request.seed * SEEDS + len(run.ids)) % 2**63)
    return int(torch.multinomial((scores / request.temperature).softmax(-1).cpu(), 1, generator=drawn))


def _ended(run: Run) -> str:
    """Why it ends here; "" while it goes on."""
    model, request = run.model, run.request
    config = model.network.generation_config
    ends = config.eos_token_id
    ends = [ends] if isinstance(ends, int) else list(ends or ())
    if run.ids[-1] in ends:
        return "end"
    if request.stop and model.tokenizer is not None:
        text = tokens.decoded(model.tokenizer, run.ids[run.prompt :], whole=True)
        if any(stop and stop in text for stop in request.stop):
            return "stop"
    if len(run.ids) - run.prompt >= request.tokens:
        return "length"
    most = translation.positions(model) if model.writes_target else model.about.positions
    return "full" if most and len(run.ids) >= most else ""
