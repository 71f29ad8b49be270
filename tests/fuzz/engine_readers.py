"""The engine's readers: models and cards, samples, attention files, sentences and pairs as commands take them, tables."""

from __future__ import annotations

import io
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from attnviz.commands import Failed
from attnviz.engine.messages import Refused
from attnviz.ui.files import kept_pictures
from attnviz.ui.panes.latent.slider_row import BadNumber, parse_value
from tests.fuzz.reader import Reader
from tests.handmade.odd_pictures import colours

if TYPE_CHECKING:
    from collections.abc import Callable

REFUSED = (Refused,)
FEW_BITS = 4


def weights() -> Reader:
    """Tiny models of every kind, in float16 and in few bits: described, loaded and asked."""
    from attnviz.engine import checkpoints, packed_tensors
    from attnviz.engine.latent.messages import Decode
    from attnviz.engine.look.messages import Look
    from attnviz.engine.session import Session
    from attnviz.engine.translate.messages import Translate
    from tests.tiny.classifier import make_classifiers
    from tests.tiny.transformer import write_transformer
    from tests.tiny.translator import make_models
    from tests.tiny.vae import make_vaes

    folder = Path(tempfile.mkdtemp(dir="."))
    for make in (make_classifiers, make_vaes, make_models, write_transformer):
        make(folder)
    names = ("rnn-en-fr", "transformer-en-fr", "photos", "vae-grey")
    whole = [(folder / f"{name}.safetensors").read_bytes() for name in names]
    loaded = checkpoints.load(folder / "rnn-en-fr.safetensors")
    bits = packed_tensors.matrices(loaded.network.state_dict(), FEW_BITS)
    few = folder / "few.safetensors"
    checkpoints.save(few, loaded.network, "rnn", loaded.tokenizers, dict(loaded.about.card), bits=bits)
    whole.append(few.read_bytes())
    asked: dict[str, Any] = {
        "rnn": Translate("The cat.", "odd"),
        "transformer": Translate("The cat.", "odd"),
        "vae": Decode(np.zeros(5), "odd"),
        "cnn": Look(colours(24, 36), "odd"),
    }
    at = folder / "odd" / "odd.safetensors"
    at.parent.mkdir()
    at.with_suffix(".json").write_text('{"languages": ["en", "fr"]}', encoding="utf-8")

    def read(data: bytes) -> object:
        at.write_bytes(data)
        about = checkpoints.describe(at)
        return Session([at.parent]).run(asked[about.kind])

    return Reader(whole, read, REFUSED)


def cards() -> Reader:
    """The card of a model: listed, loaded, and its best map looked for."""
    from attnviz.engine.attention.head_statistics import best_map
    from attnviz.engine.messages import ListModels
    from attnviz.engine.session import Session
    from attnviz.paths import asset
    from tests.tiny.translator import make_models

    folder = make_models(Path(tempfile.mkdtemp(dir=".")))
    session = Session([folder])

    def read(data: bytes) -> object:
        (folder / "rnn-en-fr.json").write_bytes(data)
        found = session.run(ListModels())
        assert len(found.models) + len(found.unusable) == 2
        for model in found.models:
            best_map(model.card, 3, 8)
        return found

    whole = [path.read_bytes() for path in sorted(asset("weights").glob("*.json"))]
    return Reader(whole, read, REFUSED)


def samples() -> Reader:
    """The samples beside a VAE."""
    from attnviz.engine.latent import samples as latent_samples
    from tests.tiny.vae import GREY, make_vaes

    folder = make_vaes(Path(tempfile.mkdtemp(dir=".")))
    path = folder / "vae-grey.samples.npz"

    def read(data: bytes) -> object:
        path.write_bytes(data)
        return latent_samples.read([folder], "vae-grey", GREY)

    return Reader([path.read_bytes()], read, REFUSED)


def attention_file(ending: str) -> Reader:
    """A file with an attention in it."""
    from attnviz.engine.attention_files.open_file import opened
    from tests.engine.attention_files import test_files as made

    write = {
        ".safetensors": (made.write_safetensors,),
        ".npz": (made.write_npz, made.write_packed_npz),
        ".npy": (lambda path, weights: np.save(path, weights),),
        ".json": (made.write_json,),
        ".pt": (made.write_pt,),
    }[ending]
    path = Path(tempfile.mkdtemp(dir=".")) / f"odd{ending}"
    whole = []
    for each in write:
        each(path, made.made())
        whole.append(path.read_bytes())

    def read(data: bytes) -> object:
        path.write_bytes(data)
        return [each.stack.whole() for each in opened(path).attentions]

    return Reader(whole, read, REFUSED)


def standard_input(command: str) -> Reader:
    """Lines as ``translate`` or ``align`` reads and answers them, with a tiny model."""
    from attnviz.commands import align, lines
    from attnviz.engine.session import Session
    from attnviz.engine.translate.align import align_all
    from attnviz.engine.translate.batch import translate_all
    from tests.tiny.translator import make_models

    loaded = Session([make_models(Path(tempfile.mkdtemp(dir=".")))]).model("rnn-en-fr")

    def read(data: bytes) -> object:
        sys.stdin = io.TextIOWrapper(io.BytesIO(data))
        for chunk in lines.chunks(lines.standard_input()):
            if command == "translate":
                answers = [loaded.tokenizers["source"].source_tokens(line) for line in chunk]
                list(translate_all(loaded, chunk[:1], beams=1))
            else:
                answers = align_all(loaded, [align._pair(line) or ([], []) for line in chunk])
            assert len(answers) == len(chunk)
        return None

    texts = {
        "translate": "The cat is on the mat.\nI ❤ “you”, TOM (really)!\r\n&amp; e\u0301 ﬁ ½ 猫 \u200b -5\n",
        "align": "the cat ||| le chat\nit costs 1 000 euros ||| cela coûte 1\u00a0000 euros\n ||| \n猫 ||| x\n",
    }[command]
    return Reader([texts.encode(coding) for coding in ("utf-8", "utf-8-sig", "utf-16", "utf-32")], read, (Failed,))


def text_of(read: Callable[[str], object], *texts: str) -> Reader:
    """What is typed or pasted in the window."""
    promised = (Refused, BadNumber)
    return Reader([text.encode() for text in texts], lambda data: read(data.decode("utf-8", "replace")), promised)


def readers() -> dict[str, Callable[[], Reader]]:
    """Every reader by name, made when it is wanted."""
    from attnviz.engine.playground import tables, tasks

    kept = kept_pictures.text_of(colours(24, 36))
    grids = ("1\t2\t3\n4\t5\t6", "0,5\n1,2", "1;2,5\n3;4", "1 2 −3e2\n4 5 .6", "1.5,2\n3,4")
    endings = (".safetensors", ".npz", ".npy", ".json", ".pt")
    return {
        "weights": weights,
        "cards": cards,
        "samples": samples,
        **{f"attention{ending}": partial(attention_file, ending) for ending in endings},
        "translate": partial(standard_input, "translate"),
        "align": partial(standard_input, "align"),
        "grids": partial(text_of, lambda text: [tables.parse_table(text, n) for n in (0, 1, 3)], *grids),
        "numbers": partial(text_of, tables.parse_number, "-1.5", "−0,25", "1e3", "+7"),
        "sliders": partial(text_of, parse_value, "-1.5", "−0,25", "1e-3", "+2"),
        "pairs": partial(text_of, tasks.parse_pairs, "abc\tcba\nde\ted\n", "one two\ttwo one\n猫\t狗"),
        "drawings": partial(text_of, kept_pictures.picture_of, kept),
    }
