"""The part of ``attnviz evaluate`` that measures a speller: error rates on unheard speakers, boundaries of words, order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attnviz.commands import Failed
from attnviz.commands.lines import put, put_json
from attnviz.engine.listen.listen import network_of
from attnviz.engine.model_store import no_progress
from attnviz.engine.session import Session
from attnviz.training.speller.evaluation import evaluate
from attnviz.training.speller.recipes import SPELLER_RECIPES
from attnviz.training.speller.recordings import read_recordings
from attnviz.training.translator.pairs import DataError

if TYPE_CHECKING:
    import argparse

WORDS = {
    "single_cer": "single words: character error rate, %",
    "single_wer": "single words: word error rate, %",
    "single_ctc_cer": "single words, CTC alone: character error rate, %",
    "single_ctc_wer": "single words, CTC alone: word error rate, %",
    "strings_cer": "strings of 1 to 5 words: character error rate, %",
    "strings_wer": "strings of 1 to 5 words: word error rate, %",
    "strings_ctc_cer": "strings, CTC alone: character error rate, %",
    "strings_ctc_wer": "strings, CTC alone: word error rate, %",
    "boundaries_close": "starts and ends of words within 0.1 s, %",
    "boundaries": "starts and ends of words measured",
    "monotonic": "strings whose letters listen in order, %",
}


def run(arguments: argparse.Namespace) -> int:
    """Print every figure of one split."""
    if arguments.data is None:
        raise Failed("--data is needed: the folder of the recordings", status=2)
    network = network_of(Session(), arguments.id, no_progress)
    try:
        recordings = read_recordings(arguments.data / SPELLER_RECIPES[arguments.id].recordings, arguments.split)
    except DataError as error:
        raise Failed(str(error).rstrip(".")) from error
    figures = evaluate(network, recordings, beams=arguments.beam)
    speakers = sorted({recording.speaker for recording in recordings})
    if arguments.json:
        put_json(id=arguments.id, split=arguments.split, beam=arguments.beam, speakers=speakers, **figures)
        return 0
    put(
        f"{arguments.id}, {len(recordings)} words of {len(speakers)} speakers ({arguments.split}), beam {arguments.beam}"
    )
    for name, words in WORDS.items():
        put(f"{words + ':':<58} {figures[name]:g}")
    for speaker in speakers:
        put(f"{f'single words of {speaker}: character error rate, %:':<58} {figures[f'single_cer_{speaker}']:g}")
    return 0
