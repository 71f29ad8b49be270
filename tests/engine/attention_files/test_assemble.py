"""What scripts hand over is taken as transformers returns it, from any kind of array."""

from __future__ import annotations

from collections import OrderedDict
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import torch

from attnviz.engine.attention.messages import CROSS, DECODER, ENCODER
from attnviz.engine.attention_files.assemble import assembled, layers_of
from attnviz.engine.messages import Refused


def weights(layers: int = 2, heads: int = 2, queries: int = 4, keys: int = 4) -> torch.Tensor:
    torch.manual_seed(1)
    return torch.rand(layers, 1, heads, queries, keys).softmax(-1)


def whole(given: Any, **how: Any) -> np.ndarray:
    (one,), _ = assembled(given, {}, **how)
    return one.stack.whole()


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16, torch.float32, torch.float64])
def test_a_tuple_of_layers_of_any_float_type_is_taken(dtype: torch.dtype) -> None:
    given = weights().to(dtype)
    assert np.array_equal(whole(tuple(given.requires_grad_())), given.detach().float().numpy()[:, 0])


@pytest.mark.parametrize("shape", [(2, 3, 4, 5), (3, 4, 5), (4, 5), (2, 1, 3, 4, 5)])
def test_an_array_of_any_dimensions_is_taken(shape: tuple[int, ...]) -> None:
    given = np.random.default_rng(1).random(shape)
    assert np.array_equal(whole(given).ravel(), given.astype(np.float32).ravel())


def test_an_output_is_taken_by_its_names() -> None:
    seen = SimpleNamespace(
        logits=0,
        encoder_attentions=tuple(weights()),
        decoder_attentions=tuple(weights(queries=3, keys=3).tril()),
        cross_attentions=tuple(weights(queries=3)),
    )
    found, _ = assembled(seen, {"source": list("abcd"), "target": list("xyz")})
    assert {each.kind: (each.queries, each.keys) for each in found} == {
        CROSS: (tuple("xyz"), tuple("abcd")),
        ENCODER: (tuple("abcd"), tuple("abcd")),
        DECODER: (tuple("xyz"), tuple("xyz")),
    }


def test_self_attention_with_nothing_above_the_diagonal_is_a_decoders() -> None:
    (one,), _ = assembled(OrderedDict(attentions=tuple(weights().tril())), {})
    assert one.kind == DECODER
    (one,), _ = assembled(OrderedDict(attentions=tuple(weights())), {})
    assert one.kind == ENCODER


def test_the_steps_of_a_generation_are_joined_to_one_map() -> None:
    full = weights(queries=5, keys=5).tril()
    steps = (
        tuple(layer[:, :, :3, :3] for layer in full),
        *(tuple(layer[:, :, t : t + 1, : t + 1] for layer in full) for t in (3, 4)),
    )
    assert np.array_equal(whole(steps), full[:, 0].numpy())


def test_another_item_of_a_batch_can_be_chosen() -> None:
    given = torch.rand(2, 3, 2, 4, 4)
    assert np.array_equal(whole(tuple(given), batch=2), given[:, 2].numpy())


class Gone:
    """A tensor on a device that is gone."""

    shape = (1, 1, 2, 2)

    def detach(self) -> Gone:
        return self

    def to(self, device: str) -> Gone:
        raise RuntimeError("CUDA error: device is lost")


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ((), "no_layers"),
        (None, "no_attention"),
        ((None, None), "no_attention"),
        (SimpleNamespace(logits=0, attentions=None), "no_attention"),
        ({"last_hidden_state": 0}, "no_attention"),
        (np.zeros((0, 2, 3, 3)), "no_layers"),
        (np.zeros((1, 2, 0, 3)), "not_weights"),
        (np.zeros((2, 2, 2, 2, 2, 2)), "not_weights"),
        ([np.zeros((2, 3, 3)), np.zeros((1, 3, 3))], "layers_differ"),
        ([np.zeros((2, 3, 3)), np.zeros((2, 4, 4))], "layers_differ"),
        (np.array([["a"]]), "not_numbers"),
        ([Gone()], "unreadable_tensor"),
        ("abc", "not_numbers"),
    ],
)
def test_what_cannot_be_shown_is_refused_in_one_sentence(given: Any, code: str) -> None:
    with pytest.raises(Refused) as refused:
        assembled(given, {})
    assert refused.value.code == code
    assert str(refused.value).endswith((".", ")."))


def test_a_batch_that_there_is_not_is_refused() -> None:
    with pytest.raises(Refused):
        layers_of(tuple(weights()), batch=1)
