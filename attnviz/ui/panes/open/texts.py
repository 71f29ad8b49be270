"""The sentences and words of the Open pane that come from codes of the engine."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from attnviz.engine.attention.messages import CROSS, DECODER, ENCODER
from attnviz.ui.attention.captions import AttentionTexts, KindTexts

if TYPE_CHECKING:
    from collections.abc import Mapping

LEAST_LEFT_OUT = 0.0005  # of the weight, from which on it is told


def failure_sentence(code: str, parameters: Mapping[str, Any], sentence: str) -> str:
    """Why something could not be opened or read; the engine's own sentence for a code that is not known."""
    sentences = {
        "models_missing": QCoreApplication.translate(
            "OpenTexts",
            "Models need the package {package}: pip install 'attnviz[models]'. Attention files open without it.",
        ),
        "model_has_code": QCoreApplication.translate(
            "OpenTexts",
            "{path} brings code of its own, which attnviz never runs: convert it to a model of transformers.",
        ),
        "config_missing": QCoreApplication.translate(
            "OpenTexts", "There is no config.json in {path}: it is no model as save_pretrained writes it."
        ),
        "family_unknown": QCoreApplication.translate(
            "OpenTexts", "transformers knows no model of the kind “{family}”."
        ),
        "out_of_memory": QCoreApplication.translate(
            "OpenTexts", "There is not enough memory for this: choose a shorter text, or bfloat16, or the CPU."
        ),
        "device_missing": QCoreApplication.translate("OpenTexts", "This machine has no {device}."),
        "text_empty": QCoreApplication.translate("OpenTexts", "Type a text for the model to read."),
        "no_tokenizer": QCoreApplication.translate(
            "OpenTexts", "The folder has no tokenizer, so the model cannot read a text."
        ),
        "no_such_model": QCoreApplication.translate(
            "OpenTexts", "Hugging Face has no open model called {name} with config.json and safetensors."
        ),
        "no_network": QCoreApplication.translate("OpenTexts", "Hugging Face cannot be reached: {reason}."),
        "disk_full": QCoreApplication.translate("OpenTexts", "The disk has no room for {name}."),
        "not_written": QCoreApplication.translate("OpenTexts", "{name} cannot be written: {reason}."),
        "layers_differ": QCoreApplication.translate(
            "OpenTexts", "The layers differ: layer 1 has {first}, layer {layer} has {other} (heads × queries × keys)."
        ),
        "no_layers": QCoreApplication.translate("OpenTexts", "There is no layer in it."),
        "file_changed": QCoreApplication.translate("OpenTexts", "{name} was changed while it was open: open it again."),
        "attention_missing": QCoreApplication.translate("OpenTexts", "{name} is not there."),
        "attention_unknown": QCoreApplication.translate(
            "OpenTexts", "{name} is no attention file: {endings} can be read."
        ),
        "attention_too_large": QCoreApplication.translate(
            "OpenTexts",
            "{name} needs {needed} GB of memory, and {free} GB are free: .safetensors and .npy are read in parts.",
        ),
        "no_attention": QCoreApplication.translate(
            "OpenTexts",
            "There is no attention in it: fused kernels return none, and some models (linear attention, state spaces) have none.",
        ),
    }
    found = sentences.get(code)
    if found is None:
        return sentence
    try:
        return found.format(**parameters)
    except (KeyError, IndexError, ValueError):
        return sentence


def note_sentence(code: str, parameters: Mapping[str, Any]) -> str:
    """What a person should know of what is shown; "" for a code that is not known."""
    p = dict(parameters)
    if code == "rows_do_not_sum":
        p = {"off": f"{float(p['off']):.3g}"}
    if code == "tokens_do_not_fit":
        sides = {
            "queries": QCoreApplication.translate("OpenTexts", "queries"),
            "keys": QCoreApplication.translate("OpenTexts", "keys"),
        }
        p = {**p, "side": sides.get(str(p.get("side")), "")}
    sentences = {
        "rows_do_not_sum": QCoreApplication.translate(
            "OpenTexts", "Some rows do not sum to 1 (off by up to {off}): shown as given."
        ),
        "no_numbers": QCoreApplication.translate(
            "OpenTexts", "{count} weights are no numbers (NaN): shown in magenta."
        ),
        "negative": QCoreApplication.translate("OpenTexts", "{count} weights are negative: shown as 0."),
        "tokens_do_not_fit": QCoreApplication.translate(
            "OpenTexts", "{given} tokens for {count} {side}: places are numbered instead."
        ),
        "input_cut": QCoreApplication.translate(
            "OpenTexts", "The model reads {shown} of the {given} tokens: it has no more positions."
        ),
        "no_tokenizer": QCoreApplication.translate("OpenTexts", "The folder has no tokenizer."),
        "weights_new": QCoreApplication.translate("OpenTexts", "{count} weights are not in the files and are random."),
        "nothing_known": QCoreApplication.translate("OpenTexts", "{count} tokens are unknown to the model."),
        "sound_cut": QCoreApplication.translate("OpenTexts", "The model hears the first {seconds} s."),
        "target_cut": QCoreApplication.translate("OpenTexts", "It stopped writing after {tokens} tokens."),
    }
    found = sentences.get(code)
    if found is None:
        return ""
    try:
        return found.format(**p)
    except (KeyError, IndexError, ValueError):
        return ""


def pattern_name(pattern: str) -> str:
    """What a pattern is called."""
    return {
        "previous": QCoreApplication.translate("OpenTexts", "previous token"),
        "next": QCoreApplication.translate("OpenTexts", "next token"),
        "self": QCoreApplication.translate("OpenTexts", "itself"),
        "first": QCoreApplication.translate("OpenTexts", "first token"),
        "same": QCoreApplication.translate("OpenTexts", "same token"),
        "induction": QCoreApplication.translate("OpenTexts", "induction"),
        "special": QCoreApplication.translate("OpenTexts", "special tokens"),
    }[pattern]


def pattern_tip(pattern: str) -> str:
    """How a pattern is measured."""
    return {
        "previous": QCoreApplication.translate("OpenTexts", "The mean weight on the token before"),
        "next": QCoreApplication.translate("OpenTexts", "The mean weight on the token after"),
        "self": QCoreApplication.translate("OpenTexts", "The mean weight of each token on itself"),
        "first": QCoreApplication.translate("OpenTexts", "The mean weight on the first token"),
        "same": QCoreApplication.translate(
            "OpenTexts", "The mean weight on other places of the same token, of rows that have any"
        ),
        "induction": QCoreApplication.translate(
            "OpenTexts", "The mean weight on tokens that followed the same token before, of rows that have any"
        ),
        "special": QCoreApplication.translate("OpenTexts", "The mean weight on special tokens together"),
    }[pattern]


def silence_left_out(share: float) -> str:
    """How much weight lay on the silence that a sound was filled up with, and is not drawn; "" where next to none did."""
    if share < LEAST_LEFT_OUT:
        return ""
    text = QCoreApplication.translate(
        "OpenTexts", "The silence after the sound, which held {percent} % of the weight, is left out."
    )
    return text.format(percent=f"{100 * share:.1f}")


class OpenTexts(AttentionTexts):
    """What the rows and columns of a person's own model are."""

    has_steps = False
    rows_are_written = False  # of a decoder whose rows are called by what it writes, its columns by what went in

    followed: frozenset[str] = frozenset(
        (ENCODER, DECODER)
    )  # kinds whose layers can be followed: places look at the same places

    def kind(self, kind: str) -> KindTexts:
        if kind == DECODER and self.rows_are_written:
            return _writing_decoder()
        found = {CROSS: _cross, ENCODER: _encoder, DECODER: _decoder}[kind]()
        return found if kind in self.followed else replace(found, rollout="")

    def words_tip(self) -> str:
        return QCoreApplication.translate(
            "OpenTexts", "Pieces joined to words: summed over keys, averaged over queries"
        )

    def strongest_tip(self) -> str:
        return QCoreApplication.translate("OpenTexts", "Draw only this many of the strongest lines of each query")

    def hide_special_text(self) -> str:
        return QCoreApplication.translate("OpenTexts", "Hide special tokens")

    def hide_special_tip(self) -> str:
        return QCoreApplication.translate(
            "OpenTexts", "Leave out tokens such as [CLS], [SEP] and </s>; the caption tells how much they held"
        )

    def switch_tip(self) -> str:
        return QCoreApplication.translate(
            "OpenTexts", "The chosen heads; the answer follows at once (key O in the grid)"
        )

    def sweep_tip(self) -> str:
        return QCoreApplication.translate(
            "OpenTexts", "Switch off one head after another and measure how much less probable the answer becomes"
        )


def _captions() -> dict[str, str]:
    return {
        "heatmap": QCoreApplication.translate(
            "OpenTexts", "Each row is a query; the brighter a cell, the more it looks at that key."
        ),
        "lines": QCoreApplication.translate("OpenTexts", "The wider a line, the more the query looks at that key."),
    }


def _rollout() -> str:
    return QCoreApplication.translate(
        "OpenTexts",
        "How much each place may hold of each other after all layers, if heads are averaged and values and feed-forward "
        "parts left out: an approximation (Abnar & Zuidema 2020).",
    )


def _cross() -> KindTexts:
    return KindTexts(
        name=QCoreApplication.translate("OpenTexts", "cross-attention"),
        short=QCoreApplication.translate("OpenTexts", "Cross"),
        tip=QCoreApplication.translate("OpenTexts", "Cross-attention: what is written looks at what was read"),
        captions=_captions(),
    )


def _encoder() -> KindTexts:
    return KindTexts(
        name=QCoreApplication.translate("OpenTexts", "self-attention of the encoder"),
        short=QCoreApplication.translate("OpenTexts", "Encoder"),
        tip=QCoreApplication.translate("OpenTexts", "Self-attention: what was read looks at itself"),
        captions=_captions(),
        rollout=_rollout(),
    )


def _decoder() -> KindTexts:
    return KindTexts(
        name=QCoreApplication.translate("OpenTexts", "self-attention of the decoder"),
        short=QCoreApplication.translate("OpenTexts", "Decoder"),
        tip=QCoreApplication.translate("OpenTexts", "Self-attention: each token looks at those up to itself"),
        captions=_captions(),
        rollout=_rollout(),
    )


def _writing_decoder() -> KindTexts:
    heatmap = QCoreApplication.translate(
        "OpenTexts",
        "Each row is a token about to be written; columns are what went in: the start, and each token before it.",
    )
    lines = QCoreApplication.translate(
        "OpenTexts", "The wider a line, the more the model looked at that token while about to write the other."
    )
    return replace(_decoder(), captions={"heatmap": heatmap, "lines": lines}, rollout="")
