"""Which function answers which request: one line for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attnviz.engine.attention import tile_messages
from attnviz.engine.attention.tile_messages import ReadTiles
from attnviz.engine.attention_files import open_file
from attnviz.engine.attention_files.messages import OpenAttention
from attnviz.engine.compress import compress
from attnviz.engine.describe import describe, faithfulness
from attnviz.engine.first_handlers import FIRST_HANDLERS
from attnviz.engine.latent import codes
from attnviz.engine.listen import check as listen_check
from attnviz.engine.listen import listen
from attnviz.engine.listen.messages import CheckListening, Listen
from attnviz.engine.look import classify, occlusion
from attnviz.engine.open import serving, transcripts, translations
from attnviz.engine.open.handlers import HANDLERS as OPEN
from attnviz.engine.playground import context, decoder, model_examples, steps, training
from attnviz.engine.playground import positions as playground_positions
from attnviz.engine.playground.context_messages import TrainContext
from attnviz.engine.playground.messages import (
    PlaygroundAttention,
    PlaygroundExample,
    PlaygroundHeads,
    PlaygroundPositions,
    PlaygroundRecurrent,
)
from attnviz.engine.playground.training_messages import OpenToy, SaveToy, TrainToy
from attnviz.engine.read.handlers import HANDLERS as READ
from attnviz.engine.translate import ablation, positions
from attnviz.engine.translate.messages import AblateHeads, CheckFaithfulness, ModelPositions

if TYPE_CHECKING:
    from collections.abc import Callable

    from attnviz.engine.model_store import ModelStore
    from attnviz.engine.worker import YieldPoint


HANDLERS: dict[type, Callable[[ModelStore, Any, YieldPoint], Any]] = {
    **FIRST_HANDLERS,
    AblateHeads: serving.either(translations.elsewhere, ablation.run),
    CheckFaithfulness: serving.either(translations.elsewhere, ablation.run),
    ModelPositions: serving.either(translations.elsewhere, positions.run),
    ReadTiles: tile_messages.read_tiles,
    OpenAttention: open_file.run,
    PlaygroundAttention: steps.run_attention,
    PlaygroundHeads: steps.run_heads,
    PlaygroundPositions: playground_positions.positions,
    PlaygroundRecurrent: decoder.run,
    PlaygroundExample: model_examples.run,
    TrainContext: context.train,
    TrainToy: training.train,
    SaveToy: training.save,
    OpenToy: training.reopen,
    **OPEN,
    **READ,
    **compress.HANDLERS,
    Listen: serving.either(transcripts.run, listen.run),
    CheckListening: serving.either(transcripts.run_check, listen_check.run),
    **codes.HANDLERS,
    **classify.HANDLERS,
    **occlusion.HANDLERS,
    **describe.HANDLERS,
    **faithfulness.HANDLERS,
}
