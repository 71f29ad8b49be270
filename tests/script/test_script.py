"""From Python: what is saved opens again, a window of another process paints what is shown, fused kernels are recorded."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional

import attnviz
from attnviz.engine.attention.messages import CROSS, DECODER, ENCODER
from attnviz.engine.attention_files import open_file
from attnviz.script import showing
from tests.test_imports import loaded_after

if TYPE_CHECKING:
    from collections.abc import Iterator


def weights(queries: int = 4, keys: int = 4) -> torch.Tensor:
    torch.manual_seed(1)
    return torch.rand(2, 1, 3, queries, keys).softmax(-1)


def test_importing_attnviz_brings_nothing_heavy() -> None:
    assert not loaded_after("import attnviz; attnviz.__version__") & {"torch", "numpy", "PySide6"}


def test_there_is_no_other_name() -> None:
    with pytest.raises(AttributeError):
        attnviz.shw  # noqa: B018


@pytest.mark.parametrize("ending", ["safetensors", "npz", "json"])
def test_what_is_saved_opens_again(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"a.{ending}"
    attnviz.save(path, tuple(weights()), list("abcd"), title="a try")
    opened = open_file.opened(path)
    (one,) = opened.attentions
    assert (opened.title, one.kind, one.keys) == ("a try", ENCODER, tuple("abcd"))
    np.testing.assert_allclose(one.stack.whole(), weights()[:, 0].numpy(), atol=1e-6)


def test_both_sides_of_a_translation_are_saved(tmp_path: Path) -> None:
    path = tmp_path / "a.safetensors"
    given = {CROSS: tuple(weights(3)), ENCODER: tuple(weights()), DECODER: tuple(weights(3, 3))}
    attnviz.save(path, given, source_tokens=list("abcd"), target_tokens=list("xyz"))
    found = {each.kind: (each.queries, each.keys) for each in open_file.opened(path).attentions}
    assert found == {
        CROSS: (tuple("xyz"), tuple("abcd")),
        ENCODER: (tuple("abcd"), tuple("abcd")),
        DECODER: (tuple("xyz"), tuple("xyz")),
    }


@pytest.mark.parametrize("name", ["bert", "roberta", "distilbert", "gpt2", "llama", "marian", "t5", "vit"])
def test_what_transformers_returns_is_saved_as_it_is(tmp_path: Path, name: str) -> None:
    pytest.importorskip("transformers")
    from attnviz.engine.attention_files.assemble import OF_OUTPUTS
    from tests.engine.open import families

    network = families.network(name)
    network.set_attn_implementation("eager")
    if name in families.VISION:
        given = {"pixel_values": torch.rand(1, 3, 32, 32)}
    else:
        given = {"input_ids": torch.tensor([[2, 7, 8, 9, 3]])}
        given |= {"decoder_input_ids": torch.tensor([[0, 7, 9]])} if name in families.TRANSLATE else {}
    with torch.no_grad():
        output = network(**given, output_attentions=True)
    path = tmp_path / "a.safetensors"
    attnviz.save(path, output)
    kinds = {kind: output.get(name) for name, kind in OF_OUTPUTS.items() if output.get(name)}
    alone = DECODER if name in ("gpt2", "llama") else ENCODER
    kinds |= {alone: output["attentions"]} if output.get("attentions") else {}
    opened = {each.kind: each.stack.whole() for each in open_file.opened(path).attentions}
    assert opened.keys() == kinds.keys()
    for kind, layers in kinds.items():
        np.testing.assert_allclose(opened[kind], torch.stack(layers)[:, 0].numpy(), atol=1e-6)


def test_an_output_whose_kernels_returned_none_says_so(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="fused"):
        attnviz.save(tmp_path / "a.npz", {"last_hidden_state": torch.rand(1, 4, 8), "attentions": ()})


def test_what_is_no_attention_is_refused_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="fused kernel returned no attention"):
        attnviz.save(tmp_path / "a.npz", (None, None))
    with pytest.raises(ValueError, match="is saved as"):
        attnviz.save(tmp_path / "a.xyz", tuple(weights()))


@pytest.fixture
def window(monkeypatch: pytest.MonkeyPatch) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "attnviz.ui.show_window", "--tell"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    monkeypatch.setattr(showing, "_opened", lambda: process)
    monkeypatch.setattr(showing, "_windows", {})
    yield process
    process.kill()
    process.communicate()


def test_a_window_paints_what_is_shown_and_then_the_next(window: subprocess.Popen[str]) -> None:
    assert window.stdout is not None
    for title in ("first", "second"):
        attnviz.show(tuple(weights()), list("abcd"), title=title)
        assert window.stdout.readline() == "painted\n"
    assert window.poll() is None


def test_a_window_outlives_what_it_cannot_show(window: subprocess.Popen[str], tmp_path: Path) -> None:
    assert window.stdout is not None
    assert window.stdin is not None
    (tmp_path / "a.safetensors").write_bytes(b"nothing")
    window.stdin.write(json.dumps({"path": str(tmp_path / "a.safetensors"), "remove": True}) + "\n")
    attnviz.show(tuple(weights()), list("abcd"))
    assert window.stdout.readline() == "painted\n"
    assert not (tmp_path / "a.safetensors").exists()


# recording


class Block(nn.Module):
    """Attention by the fused kernel, as models write it today."""

    def __init__(self, causal: bool) -> None:
        super().__init__()
        self.causal = causal
        self.q, self.k, self.v = nn.Linear(8, 8), nn.Linear(8, 8), nn.Linear(8, 8)

    def forward(self, x: torch.Tensor, **how: Any) -> torch.Tensor:
        q, k, v = (each(x).unflatten(-1, (2, 4)).transpose(1, 2) for each in (self.q, self.k, self.v))
        made = functional.scaled_dot_product_attention(q, k, v, is_causal=self.causal, **how)
        return made.transpose(1, 2).flatten(2)


@pytest.mark.parametrize("causal", [False, True])
def test_fused_attention_is_recorded_with_the_same_result(causal: bool) -> None:
    torch.manual_seed(2)
    model, x = nn.Sequential(Block(causal), Block(causal)).eval(), torch.rand(1, 5, 8)
    with torch.inference_mode():
        alone = model(x)
        with attnviz.capture(model) as captured:
            seen = model(x)
    torch.testing.assert_close(seen, alone, atol=1e-5, rtol=1e-5)
    assert [tuple(each.shape) for each in captured.weights] == [(1, 2, 5, 5)] * 2
    assert captured.names == ["0", "1"]
    for each in captured.weights:
        torch.testing.assert_close(each.sum(-1), torch.ones(1, 2, 5))
        assert bool((each.triu(1) == 0).all()) == causal
    assert list(captured.attentions_by_kind()) == [DECODER if causal else ENCODER]


@pytest.mark.parametrize("masked", ["bool", "float"])
def test_masks_of_both_kinds_hide(masked: str) -> None:
    mask = torch.tensor([[True, True, False, False, True]]).expand(5, 5)
    given = mask if masked == "bool" else torch.zeros(5, 5).masked_fill(~mask, -torch.inf)
    block, x = Block(False), torch.rand(1, 5, 8)
    alone = block(x, attn_mask=given)
    with attnviz.capture(block) as captured:
        torch.testing.assert_close(block(x, attn_mask=given), alone)
    assert not captured.weights[0][..., 2:4].any()


@pytest.mark.parametrize("need_weights", [False, True])
def test_multihead_attention_gives_its_heads(need_weights: bool) -> None:
    torch.manual_seed(3)
    model, x = nn.MultiheadAttention(8, 2, batch_first=True).eval(), torch.rand(1, 5, 8)
    with torch.inference_mode():
        alone = model(x, x, x, need_weights=need_weights)
        with attnviz.capture(model) as captured:
            seen = model(x, x, x, need_weights=need_weights)
    torch.testing.assert_close(seen[0], alone[0], atol=1e-5, rtol=1e-5)
    assert (seen[1] is None) == (not need_weights)
    if need_weights:
        torch.testing.assert_close(seen[1], captured.weights[0].mean(1), atol=1e-5, rtol=1e-5)
    assert captured.weights[0].shape == (1, 2, 5, 5)


def test_the_quick_path_of_torchs_encoder_is_recorded() -> None:
    model = nn.TransformerEncoder(nn.TransformerEncoderLayer(8, 2, 16, batch_first=True), 3).eval()
    x = torch.rand(1, 4, 8)
    with torch.inference_mode():
        alone = model(x)
        with attnviz.capture(model) as captured:
            seen = model(x)
    torch.testing.assert_close(seen, alone, atol=1e-4, rtol=1e-4)
    assert len(captured.weights) == 3


def test_attention_that_a_model_computes_itself_is_recorded() -> None:
    class Eager(nn.Module):
        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return (x @ x.transpose(-1, -2)).softmax(-1) @ x

    with attnviz.capture(Eager()) as captured:
        Eager()(torch.rand(1, 2, 3, 4))
    assert captured.weights == []  # another model than the one that is recorded
    model = Eager()
    with attnviz.capture(model) as captured:
        model(torch.rand(1, 2, 3, 4))
        model(torch.rand(1, 2, 5, 4))
    assert [tuple(each.shape) for each in captured.weights] == [(1, 2, 5, 5)]  # of the last pass


def test_everything_is_as_before_afterwards() -> None:
    model, x = Block(False), torch.rand(1, 3, 8)
    with attnviz.capture(model) as captured:
        pass
    model(x)
    assert captured.weights == []
    assert not any(module._forward_hooks or module._forward_pre_hooks for module in model.modules())
    with pytest.raises(ValueError, match="run the model inside"):
        captured.attentions_by_kind()


def test_the_three_lines_of_the_readme_show_what_the_model_returns(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    transformers = pytest.importorskip("transformers")
    from tests.engine.open import families

    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    lines = next(block for block in readme.split("```") if "attnviz.show(" in block)
    folder = families.folder("bert", tmp_path / "bert")
    model = transformers.AutoModel.from_pretrained(folder, attn_implementation="eager")
    tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
    inputs = tokenizer("the cat sat", return_tensors="pt")
    path = tmp_path / "shown.safetensors"
    monkeypatch.setattr(attnviz, "show", lambda *what, **how: attnviz.save(path, *what, **how), raising=False)
    names: dict[str, Any] = {"model": model, "inputs": inputs, "tokenizer": tokenizer}
    exec(lines, names)
    (one,) = open_file.opened(path).attentions
    expected = torch.cat(names["output"].attentions).detach().numpy()
    np.testing.assert_allclose(one.stack.whole(), expected, atol=1e-6)
    assert list(one.keys) == tokenizer.convert_ids_to_tokens(inputs["input_ids"][0])
