"""The speller: what it returns, that padding changes nothing, and that its steps are its pass."""

from __future__ import annotations

import torch

from attnviz.models.log_mel import log_mel, mel_bank, powers
from attnviz.models.speller import BOS, LocationAwareAttention, SpellerState
from tests.tiny.speller import CONFIG, drawn


def _inputs(columns: int) -> tuple[torch.Tensor, torch.Tensor]:
    torch.manual_seed(1)
    return torch.randn(1, CONFIG.mel_bands, columns), torch.ones(1, columns // 4, dtype=torch.bool)


@torch.no_grad()
def test_what_pads_a_batch_changes_nothing() -> None:
    network = drawn()
    x, mask = _inputs(80)
    longer = torch.cat((x, torch.zeros(1, CONFIG.mel_bands, 40)), -1)
    wide = torch.cat((mask, torch.zeros(1, 10, dtype=torch.bool)), 1)
    letters = torch.tensor([[BOS, 5, 6, 7]])
    alone = network(x, mask, letters)
    padded = network(longer, wide, letters)
    torch.testing.assert_close(padded[0], alone[0])
    torch.testing.assert_close(padded[1][..., :20], alone[1])
    assert not padded[1][..., 20:].any()


@torch.no_grad()
def test_steps_give_what_teacher_forcing_gives_and_rows_sum_to_1() -> None:
    network = drawn()
    x, mask = _inputs(60)
    letters = torch.tensor([[BOS, 5, 9, 4]])
    logits, weights, _ = network(x, mask, letters)
    state = network.encode(x, mask)
    for t in range(4):
        step, row, state = network.step(letters[:, t], state)
        torch.testing.assert_close(step, logits[:, t])
        torch.testing.assert_close(row, weights[:, t])
    torch.testing.assert_close(weights.sum(-1), torch.ones(1, 4))


@torch.no_grad()
def test_the_score_is_that_of_the_paper() -> None:
    """e = v·tanh(W s + U h + L f), f = F * α: Chorowski et al. 2015, eq. 8-9, a frame at a time."""
    torch.manual_seed(2)
    attention = LocationAwareAttention(5, 7, 4, filters=3, reach=2)
    query, memory, attended = torch.randn(1, 5), torch.randn(1, 6, 7), torch.rand(1, 2, 6)
    scores = []
    for j in range(6):
        f = torch.zeros(3)
        for k in range(-2, 3):
            if 0 <= j + k < 6:
                f += attention.F.weight[:, :, k + 2] @ attended[0, :, j + k]
        inside = attention.W(query[0]) + attention.U(memory[0, j]) + attention.L(f)
        scores.append(attention.v @ torch.tanh(inside))
    mask = torch.ones(1, 6, dtype=torch.bool)
    weights = attention(query, attention.project_keys(memory), attended, mask)
    torch.testing.assert_close(weights[0], torch.stack(scores).softmax(0))


def test_a_tone_lights_its_band_and_a_warp_moves_it() -> None:
    time = torch.arange(16_000) / 16_000
    power = powers(torch.sin(2 * torch.pi * 1000 * time)[None])
    places = [int(log_mel(power, mel_bank(64, warp))[0].mean(1).argmax()) for warp in (0.9, 1.0, 1.1)]
    assert places[0] < places[1] < places[2]
    assert float(log_mel(power, mel_bank(64)).max()) == 1
    assert float(log_mel(torch.zeros_like(power), mel_bank(64)).max()) == -1
    assert power.shape[-1] == 100


@torch.no_grad()
def test_beams_of_one_sound_share_what_was_heard() -> None:
    network = drawn()
    state = network.encode(*_inputs(80))
    letters = torch.tensor([5, 6, 7])
    shared = state.select(torch.zeros(3, dtype=torch.long))
    apart = SpellerState(*(tensor.expand(3, *tensor.shape[1:]).contiguous() for tensor in state))
    for _ in range(3):
        told, weights, shared = network.step(letters, shared)
        wanted, looked, apart = network.step(letters, apart)
        torch.testing.assert_close(told, wanted)
        torch.testing.assert_close(weights, looked)
    assert len(shared.memory) == 1
