"""The part of ``attnviz evaluate`` that measures a captioner: BLEU with all references, and where its words look."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from attnviz.commands import Failed
from attnviz.commands.lines import put, put_json, say
from attnviz.engine.describe.phrases import words_of
from attnviz.engine.session import Session
from attnviz.models.captioner import Captioner
from attnviz.training.captioner.captions import read_captions
from attnviz.training.captioner.certainty import certainty
from attnviz.training.captioner.evaluation import bleu, captions_by, places, texts_of
from attnviz.training.captioner.features import features_of
from attnviz.training.translator.pairs import DataError

if TYPE_CHECKING:
    import argparse


def run(arguments: argparse.Namespace) -> int:
    """Print every figure, in percent, with the trivial maps beside them."""
    if arguments.data is None:
        raise Failed(f"{arguments.id} needs --data, the folder of the photos", status=2)
    loaded = Session().model(arguments.id)
    network, language = loaded.network, loaded.about.languages[1]
    if not isinstance(network, Captioner):
        raise Failed(f"{arguments.id} does not tell what is in a photo")
    try:
        photos = read_captions(arguments.data, arguments.split, language)
        names = [photo.image for photo in photos]
        say("evaluate", f"looking at {len(photos)} photos")
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "features.f16"
            features = features_of(path, lambda: network.encoder, arguments.data, names, views=1, exact=True)
            decoder, tokenizer = network.decoder, loaded.tokenizers["target"]
            captions = captions_by(decoder, features, len(photos), beams=arguments.beam)
            figures = bleu(texts_of(tokenizer, captions), photos, language)
            figures |= places(decoder, tokenizer, features, photos)
            nouns = words_of(loaded.about.card)["nouns"]
            figures |= certainty(decoder, tokenizer, features, photos, captions, nouns, language)
    except DataError as error:
        raise Failed(str(error).rstrip(".")) from error
    if arguments.json:
        put_json(id=arguments.id, split=arguments.split, photos=len(photos), beam=arguments.beam, **figures)
        return 0
    put(f"{arguments.id}, {len(photos)} photos of {arguments.split}, beam {arguments.beam}, percent")
    for name, value in figures.items():
        put(f"{name.replace('_', ' ')}: {value:g}")
    return 0
