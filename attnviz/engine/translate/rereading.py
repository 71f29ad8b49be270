"""A translation that is read again with words hidden and heads off: how probable its tokens are then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor

from attnviz.engine.messages import Refused
from attnviz.engine.translate.batch import sides
from attnviz.engine.translate.head_mask import heads_on
from attnviz.engine.translate.search import most_tokens
from attnviz.engine.translate.tokenizer import BOS
from attnviz.engine.translate.translate import LONGEST_SOURCE, source_of
from attnviz.models.transformer import ByKind, DecoderState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attnviz.engine.attention.messages import Token
    from attnviz.engine.checkpoints import Loaded
    from attnviz.engine.translate.messages import AblateHeads, CheckFaithfulness


class Rereading:
    """``source`` and ``seen`` [1, S], ``targets`` and the ``inputs`` before them [1, T]; the heads ``on`` as the request wants."""

    begin = BOS  # the token before the first

    def __init__(self, loaded: Loaded, request: AblateHeads | CheckFaithfulness) -> None:
        """``Refused`` codes: text_empty, not_a_translator, target_unknown."""
        self.network: Any = loaded.network
        self.source_tokens, ids, vocabulary = self.cut(loaded, request.text)
        self.source = torch.tensor([ids])
        self.seen = torch.ones_like(self.source, dtype=torch.bool)
        target = request.target_ids[: most_tokens(self.network, len(request.target_ids))]
        if not target or not all(0 <= i < vocabulary for i in target):
            raise Refused("target_unknown", "There is no translation by this model to measure.")
        self.targets = torch.tensor([target])
        self.inputs = torch.tensor([[self.begin, *target[:-1]]])
        self.longest = max(len(ids), len(target))
        self.on, _ = heads_on(self.network, request.heads_off)

    def cut(self, loaded: Loaded, text: str) -> tuple[Sequence[Token], list[int], int]:
        """The tokens of the source, their ids, and how many tokens can be written."""
        reader, writer = sides(loaded)
        tokens, _ = source_of(reader, text, loaded.about.languages[0], most_tokens(self.network, LONGEST_SOURCE))
        return tokens, [token.id for token in tokens], len(writer)

    def encode(self, seen: Tensor, on: ByKind | None) -> Any:
        """The decoder's first state for each row of what may be seen of the source, [B, S]."""
        source = self.source.expand(len(seen), -1)
        return self.network.encode(source, seen) if on is None else self.network.encode(source, seen, on)

    def read(self, state: Any, rows: int) -> Tensor:
        """Log-probabilities of the target's tokens [rows, T]."""
        logits = self.network.decode(self.inputs.expand(rows, -1), state)[0]
        chosen = logits.gather(2, self.targets.expand(rows, -1).unsqueeze(2)).squeeze(2)
        return chosen - logits.logsumexp(-1)

    def repeated(self, state: Any, rows: int, on: ByKind) -> Any:
        """The state of one text for as many rows, each with its own heads."""
        return repeated(state, rows, on)


def repeated(state: DecoderState, rows: int, on: ByKind) -> DecoderState:
    """The state of one text for as many rows, each with its own heads."""
    memory, past = ([t.expand(-1, rows, -1, -1, -1) for t in tensors] for tensors in (state.memory, state.past))
    return DecoderState(tuple(memory), tuple(past), state.src_mask, on)
