"""Our recurrent layer, forward and backward, held against ``torch.nn.GRU`` and ``torch.nn.LSTM``."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor, nn

from attnviz.models.recurrent import Recurrent, gru_cell, lstm_cell, rnn_cell

B, T, E, H = 3, 6, 5, 7
LENGTHS = torch.tensor([6, 3, 5])


def pair(cell: str) -> tuple[Recurrent, nn.GRU | nn.LSTM]:
    """Our layer and torch's, sharing their parameters' values."""
    torch.manual_seed(0)
    ours, theirs = Recurrent(cell, E, H), {"gru": nn.GRU, "lstm": nn.LSTM}[cell](E, H, batch_first=True)
    with torch.no_grad():
        theirs.weight_ih_l0.copy_(ours.input.weight)
        theirs.bias_ih_l0.copy_(ours.input.bias)
        theirs.weight_hh_l0.copy_(ours.hidden.weight)
        theirs.bias_hh_l0.copy_(ours.hidden.bias)
    return ours, theirs


def run_torch(layer: nn.GRU | nn.LSTM, x: Tensor, h: Tensor, c: Tensor) -> tuple[Tensor, Tensor]:
    """States [B, T, H], zero after each sentence's end, and the last state of each sentence [B, H]."""
    packed = nn.utils.rnn.pack_padded_sequence(x, LENGTHS, batch_first=True, enforce_sorted=False)
    state = (h.unsqueeze(0), c.unsqueeze(0)) if isinstance(layer, nn.LSTM) else h.unsqueeze(0)
    output, last = layer(packed, state)
    states, _ = nn.utils.rnn.pad_packed_sequence(output, batch_first=True)
    return states, (last[0] if isinstance(layer, nn.LSTM) else last).squeeze(0)


@pytest.mark.parametrize("cell", ["gru", "lstm"])
def test_states_and_gradients_are_those_of_torch_also_with_padding(cell: str) -> None:
    ours, theirs = pair(cell)
    mask = torch.arange(T) < LENGTHS.unsqueeze(1)
    weighting = torch.randn(B, T, H) * mask.unsqueeze(-1)
    inputs = [torch.randn(B, T, E), torch.randn(B, H), torch.randn(B, H)]
    gradients = []
    for layer in (ours, theirs):
        x, h, c = (tensor.clone().requires_grad_() for tensor in inputs)
        states, last = layer(x, h, c, mask)[:2] if layer is ours else run_torch(theirs, x, h, c)
        ((states * weighting).sum() + last.pow(2).sum()).backward()
        gradients.append((states * mask.unsqueeze(-1), last, x.grad, h.grad, *(p.grad for p in layer.parameters())))
    own, expected = gradients
    # torch orders weight_ih, weight_hh, bias_ih, bias_hh; ours input.weight, input.bias, hidden.weight, hidden.bias
    expected = (*expected[:4], expected[4], expected[6], expected[5], expected[7])
    for a, b in zip(own, expected, strict=True):
        torch.testing.assert_close(a, b, atol=1e-5, rtol=1e-4)


@pytest.mark.parametrize("cell", ["gru", "lstm"])
def test_the_layer_gives_the_same_with_and_without_gradients(cell: str) -> None:
    ours, _ = pair(cell)
    x, zero = torch.randn(B, T, E), torch.zeros(B, H)
    mask = torch.arange(T) < LENGTHS.unsqueeze(1)
    with_gradients = ours(x, zero, zero, mask)
    with torch.no_grad():
        without = ours(x, zero, zero, mask)
    for a, b in zip(with_gradients, without, strict=True):
        torch.testing.assert_close(a, b)


def test_the_hand_written_backward_pass_agrees_with_finite_differences() -> None:
    ours, _ = pair("gru")
    x, h = torch.randn(2, 3, E) * 0.5, torch.randn(2, H) * 0.5
    mask = torch.tensor([[True, True, True], [True, True, False]])
    target = torch.randn(2, 3, H)

    def loss() -> Tensor:
        return ((ours(x, h, h, mask)[0] - target) ** 2).sum()

    loss().backward()
    weight = ours.hidden.weight
    assert weight.grad is not None
    for row, column in ((0, 0), (H, 3), (3 * H - 1, H - 1)):
        step = 1e-2
        with torch.no_grad():
            weight[row, column] += step
            above = loss()
            weight[row, column] -= 2 * step
            below = loss()
            weight[row, column] += step
        torch.testing.assert_close(weight.grad[row, column], (above - below) / (2 * step), atol=2e-3, rtol=2e-2)


def test_the_cells_are_those_of_torch() -> None:
    torch.manual_seed(1)
    x, h, c = torch.randn(B, E), torch.randn(B, H), torch.randn(B, H)
    rnn, gru, lstm = nn.RNNCell(E, H), nn.GRUCell(E, H), nn.LSTMCell(E, H)

    def products(cell: nn.RNNCell | nn.GRUCell | nn.LSTMCell) -> tuple[Tensor, Tensor]:
        return x @ cell.weight_ih.T + cell.bias_ih, h @ cell.weight_hh.T + cell.bias_hh

    torch.testing.assert_close(rnn_cell(*products(rnn)), rnn(x, h))
    torch.testing.assert_close(gru_cell(*products(gru), h)[0], gru(x, h))
    new_h, new_c = lstm_cell(sum(products(lstm), torch.zeros(())), c)
    expected_h, expected_c = lstm(x, (h, c))
    torch.testing.assert_close(new_h, expected_h)
    torch.testing.assert_close(new_c, expected_c)


def test_an_unknown_cell_is_refused() -> None:
    with pytest.raises(ValueError, match="qrnn"):
        Recurrent("qrnn", E, H)
