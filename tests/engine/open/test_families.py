"""Every family: what is answered equals what transformers returns, and a head that is off equals a zeroed slice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import torch

from attnviz.engine.attention.messages import CROSS, Patches
from attnviz.engine.model_store import no_progress
from attnviz.engine.open.load import loaded
from attnviz.engine.open.messages import CloseModel, OpenModel, ReadInput
from tests.engine.open import families
from tests.engine.open.reference import EXACT, reference, weights_of, zeroing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from attnviz.engine.session import Session


def test_a_family_is_known_by_what_it_does(session: Session, folder_of: Callable[[str], Path]) -> None:
    kinds = {
        name: session.run(OpenModel(str(folder_of(name)))).kind for name in ("bert", "llama", "t5", "vit", "whisper")
    }
    assert kinds == {
        "bert": "encoder",
        "llama": "decoder",
        "t5": "encoder-decoder",
        "vit": "vision",
        "whisper": "speech",
    }


@pytest.mark.parametrize("name", families.MADE)
def test_weights_equal_those_that_the_model_returns(
    session: Session, folder_of: Callable[[str], Path], name: str
) -> None:
    model = OpenModel(str(folder_of(name)))
    reading = session.run(ReadInput(model, families.example(name)))
    output = reference(session, model, families.example(name), reading)
    assert [between.attention.kind for between in reading.attention] == [
        shape.kind for shape in reading.model.attentions
    ]
    for between in reading.attention:
        weights = between.attention.weights
        assert np.abs(weights - weights_of(output, between.attention.kind)).max() <= EXACT
        assert weights.dtype == np.float32
        assert not weights.flags.writeable
    assert reading.model.heads_can_be_off
    session.run(CloseModel())


@pytest.mark.parametrize("name", families.MADE)
def test_a_head_that_is_off_equals_a_zeroed_slice(
    session: Session, folder_of: Callable[[str], Path], name: str
) -> None:
    model = OpenModel(str(folder_of(name)))
    for shape in session.run(model).attentions:
        reading = session.run(ReadInput(model, families.example(name), heads_off=((shape.kind, 1, 1),)))

        output = reference(
            session, model, families.example(name), reading, zeroing(shape, two_sided=bool(reading.target))
        )
        for between in reading.attention:
            assert np.abs(between.attention.weights - weights_of(output, between.attention.kind)).max() <= EXACT
        if reading.answer is not None and hasattr(output, "logits") and output.logits.ndim == 3:
            place = reading.answer.place
            expected = output.logits[0, place].softmax(-1)
            for choice in reading.answer.top:
                if reading.model.says != "replaced":
                    assert choice.probability == pytest.approx(float(expected[choice.id]), abs=EXACT)
    session.run(CloseModel())


@pytest.mark.parametrize("name", ["bert", "albert", "deberta-v2", "gpt2", "llama", "gemma", "t5", "vit", "modernbert"])
def test_value_norms_are_lengths_after_the_output_projection(
    session: Session, folder_of: Callable[[str], Path], name: str
) -> None:
    """What a block puts out for one query is the sum over heads and keys of weight times f(value); with one head left and
    one key looked at, its length is the value norm: checked by summing all of them through the projection itself.
    """
    model = OpenModel(str(folder_of(name)))
    reading = session.run(ReadInput(model, families.example(name)))
    held = loaded(session, model, no_progress)
    block = next(iter(held.blocks.projections))
    projection = held.blocks.projections[block]
    norms = reading.attention[0].attention.value_norms if reading.attention[0].attention.kind != CROSS else None
    norms = (
        next(b.attention.value_norms for b in reading.attention if b.attention.kind == held.blocks.kind(block))
        if norms is None
        else norms
    )
    kept: list[torch.Tensor] = []
    hook = projection.register_forward_pre_hook(lambda module, inputs: kept.append(inputs[0].detach()))
    again = session.run(ReadInput(model, families.example(name)))
    hook.remove()
    weights = next(b for b in again.attention if b.attention.kind == held.blocks.kind(block)).attention.weights[0]
    weight = projection.weight if isinstance(projection, torch.nn.Linear) else projection.weight.T
    by_head = kept[0][0].unflatten(-1, (len(weights), -1))  # [query, head, size]
    share = weight.unflatten(1, (len(weights), -1))  # [out, head, size]
    for head in range(len(weights)):
        values = torch.linalg.lstsq(torch.tensor(weights[head]).double(), by_head[:, head].double()).solution
        expected = (values @ share[:, head].double().T).norm(dim=-1)
        if torch.linalg.cond(torch.tensor(weights[head]).double()) < 1e3:
            assert np.allclose(norms[0, head], expected, rtol=1e-2, atol=1e-3)
    session.run(CloseModel())


def test_a_picture_has_its_patches_and_the_tokens_beside_them(
    session: Session, folder_of: Callable[[str], Path]
) -> None:
    beside = {
        "vit": ["[CLS]"],
        "deit": ["[CLS]", "[DIST]"],
        "dinov2-registers": ["[CLS]", *(f"[REG {i}]" for i in range(1, 5))],
    }
    for name, names in beside.items():
        reading = session.run(ReadInput(OpenModel(str(folder_of(name))), families.example(name)))
        axis = reading.attention[0].keys
        assert isinstance(axis, Patches)
        assert (axis.rows, axis.columns) == (4, 4)
        assert [token.text for token in axis.extra] == names
        assert reading.seen is not None
        assert reading.seen.shape == (32, 32, 3)
