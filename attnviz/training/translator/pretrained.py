"""Gives a translator the pretrained encoder whose features it reads, and says which of its word pieces each token is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import Tensor

from attnviz.engine.read.word_pieces import CLS, INSIDE, SEP, UNK, WordPieces
from attnviz.engine.translate.alphabet import WORD_START
from attnviz.engine.translate.tokenizer import EOS, Tokenizer
from attnviz.models.pretrained_features import PIECES

if TYPE_CHECKING:
    from attnviz.engine.checkpoints import Loaded
    from attnviz.models.pretrained_features import PretrainedFeatures


def give(features: PretrainedFeatures, reader: Loaded, tokenizer: Tokenizer) -> None:
    """Let a translator with this source ``tokenizer`` read with the encoder of ``reader``."""
    features.encoder.load_state_dict(reader.network.encoder.state_dict())
    features.pieces.copy_(piece_table(tokenizer, reader.tokenizers["source"]))


def piece_table(tokenizer: Tokenizer, pieces: WordPieces) -> Tensor:
    """The word pieces of each token, [V + 1, PIECES], 0 where there are no more; the last row is [CLS]."""
    table = torch.zeros(len(tokenizer) + 1, PIECES, dtype=torch.int16)
    rows = {id: _pieces(piece, pieces) for piece, id in tokenizer.known_pieces.items()}
    rows |= {EOS: [SEP], len(tokenizer): [CLS]}
    for id in range(EOS, len(table)):
        found = rows.get(id, [UNK])[:PIECES]  # bytes are no pieces
        table[id, : len(found)] = torch.tensor(found, dtype=torch.int16)
    return table


def _pieces(piece: str, pieces: WordPieces) -> list[int]:
    """Letters within a word are the same piece within words, where there is one; all else is read as a word of its own."""
    text = piece.replace(WORD_START, "")
    inside = pieces.id(INSIDE + text.lower()) if piece[0].isalnum() else UNK
    return pieces.ids(text) if inside == UNK else [inside]
