"""Captions from a small network: what is told holds together, what is forced is kept, bad input gets one sentence."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING

import numpy as np
import pytest
import torch

from attnviz.engine import checkpoints
from attnviz.engine.describe import as_numbers
from attnviz.engine.describe.describe import read
from attnviz.engine.describe.messages import Describe, Described, HideLooked, LookedHidden
from attnviz.engine.messages import Refused
from attnviz.engine.session import Session
from attnviz.engine.translate.tokenizer import BOS, EOS
from tests.tiny.captioner import GRID, make_captioners, untrained
from tests.tiny.classifier import make_classifiers

if TYPE_CHECKING:
    from pathlib import Path

PICTURE = np.random.default_rng(1).integers(0, 255, (60, 90, 3), dtype=np.uint8)


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    folder: Path = tmp_path_factory.mktemp("captioners")
    make_classifiers(folder)
    return Session([make_captioners(folder)])


def told(session: Session, **options: object) -> Described:
    answer = session.run(Describe(options.pop("picture", PICTURE), options.pop("model", "caption-en"), **options))  # type: ignore[arg-type]
    assert isinstance(answer, Described)
    return answer


def test_a_caption_holds_together(session: Session) -> None:
    answer = told(session)
    count = len(answer.tokens)
    assert answer.caption
    assert answer.attention.shape == (count, GRID, GRID)
    assert np.allclose(answer.attention.sum((1, 2)), 1, atol=1e-5)
    assert answer.gate.shape == answer.log_probabilities.shape == answer.without_photo.shape == (count,)
    assert (answer.log_probabilities <= 0).all()
    assert not answer.attention.flags.writeable
    assert answer.beams[0].ids == tuple(token.id for token in answer.tokens)
    assert (answer.width, answer.height) == (90, 60)


def test_the_best_beam_is_as_probable_as_it_says(session: Session) -> None:
    answer = told(session)
    assert answer.beams[0].log_probability == pytest.approx(float(answer.log_probabilities.sum()), abs=1e-3)
    assert [beam.score for beam in answer.beams] == sorted((beam.score for beam in answer.beams), reverse=True)


def test_a_forced_beginning_is_kept_and_the_rest_written_anew(session: Session) -> None:
    first = told(session)
    other = int(first.alternatives[1, 1])
    forced = told(session, prefix=(first.tokens[0].id, other))
    assert [token.id for token in forced.tokens[:2]] == [first.tokens[0].id, other]
    ended = told(session, prefix=(first.tokens[0].id, EOS))
    assert len(ended.tokens) == 2


def test_ones_own_caption_is_read_and_shown_as_typed(session: Session) -> None:
    answer = told(session, caption="A Dog runs on the grass.")
    assert answer.caption == "A Dog runs on the grass."
    assert "".join(token.text for token in answer.tokens[:-1]).startswith("ADog")
    assert answer.beams == ()
    assert answer.tokens[-1].id == EOS
    assert [box.text for box in answer.boxes] == ["a dog", "the grass"]


def test_the_probability_without_the_photo_does_not_depend_on_the_photo(session: Session) -> None:
    other = np.full((40, 40, 3), 200, np.uint8)
    one, two = (told(session, picture=picture, caption="a dog runs.") for picture in (PICTURE, other))
    assert np.allclose(one.without_photo, two.without_photo)
    assert not np.allclose(one.log_probabilities, two.log_probabilities)


@pytest.mark.parametrize("shape", [(30, 40), (30, 40, 1), (30, 40, 4), (1, 1, 3), (9, 700, 3)])
def test_pictures_of_every_shape_are_told(session: Session, shape: tuple[int, ...]) -> None:
    picture = np.random.default_rng(2).integers(0, 255, shape, dtype=np.uint8)
    assert told(session, picture=picture).caption


def test_boxes_lie_in_the_picture_and_their_scores_are_shares(session: Session) -> None:
    for box in told(session, caption="a man in a red shirt rides a horse near the water.").boxes:
        x0, y0, x1, y1 = box.region
        assert 0 <= x0 < x1 <= 90
        assert 0 <= y0 < y1 <= 60
        assert 0 < box.score <= 1.0001


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        ({"caption": ""}, "caption_empty"),
        ({"caption": "  \n "}, "caption_empty"),
        ({"caption": "一只黑狗在草地上奔跑。"}, "caption_language"),
        ({"caption": "der Hund schläft friedlich"}, "caption_language"),
        ({"model": "caption-zh", "caption": "a black dog runs"}, "caption_language"),
        ({"beams": 0}, "beams_unusable"),
        ({"beams": 99}, "beams_unusable"),
        ({"prefix": (999_999,)}, "prefix_unusable"),
        ({"model": "photos"}, "not_a_captioner"),
        ({"model": "nowhere"}, "weights_missing"),
        ({"picture": np.zeros((4, 4, 2), np.uint8)}, "picture_unusable"),
        ({"picture": np.zeros((0, 4, 3), np.uint8)}, "picture_unusable"),
    ],
)
def test_bad_input_is_refused_in_one_sentence(session: Session, request_: dict[str, object], code: str) -> None:
    with pytest.raises(Refused) as refused:
        told(session, **request_)
    assert refused.value.code == code
    assert str(refused.value).endswith(".")


def test_a_caption_of_two_hundred_words_is_cut_and_said_so(session: Session) -> None:
    answer = told(session, caption="a dog " * 100)
    (note,) = [note for note in answer.notes if note.code == "caption_cut"]
    assert note.parameters["given"] == 200
    assert note.parameters["shown"] < 200
    assert len(answer.tokens) <= 60


def test_unknown_words_are_named(session: Session) -> None:
    answer = told(session, caption="a zebra runs on the tarmac.")
    (note,) = answer.notes
    assert (note.code, note.parameters) == ("words_unknown", {"words": "zebra, tarmac"})


def test_chinese_is_told_by_words(session: Session) -> None:
    answer = told(session, model="caption-zh", caption="一只黑狗在草地上奔跑。")
    assert [token.text for token in answer.tokens[:-1]] == ["一只", "黑", "狗", "在", "草地", "上", "奔跑", "。"]
    assert [box.text for box in answer.boxes] == ["一只黑狗", "草地"]


def test_covering_what_a_word_looked_at_is_compared_with_as_much_elsewhere(session: Session) -> None:
    answer = told(session, caption="a dog runs on the grass.")
    ids = tuple(token.id for token in answer.tokens)
    result = session.run(HideLooked(PICTURE, "caption-en", ids, 1, 2, share=0.25, draws=3))
    assert isinstance(result, LookedHidden)
    assert result.before == pytest.approx(float(answer.log_probabilities[1]), abs=1e-4)
    assert result.elsewhere.shape == (3,)
    assert result.looked_mask.sum() == result.elsewhere_mask.sum() == 4
    assert not (result.looked_mask & result.elsewhere_mask).any()
    assert result.looked_mask.ravel()[answer.attention[1].argmax()]
    assert (result.looked_picture != PICTURE).any()
    again = session.run(HideLooked(PICTURE, "caption-en", ids, 1, 2, share=0.25, draws=3))
    assert np.array_equal(again.elsewhere, result.elsewhere)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"share": 0.0}, "share_unusable"),
        ({"share": 0.9}, "share_unusable"),
        ({"draws": 0}, "draws_unusable"),
        ({"how": "paint"}, "cover_unknown"),
        ({"start": 3, "end": 3}, "no_such_word"),
        ({"end": 400}, "no_such_word"),
    ],
)
def test_what_cannot_be_covered_is_refused(session: Session, changes: dict[str, object], code: str) -> None:
    request = {"ids": (9, 10, 11, EOS), "start": 1, "end": 2, **changes}
    with pytest.raises(Refused) as refused:
        session.run(HideLooked(PICTURE, "caption-en", **request))  # type: ignore[arg-type]
    assert refused.value.code == code


def test_a_file_whose_places_do_not_fit_its_photos_is_refused(tmp_path: Path) -> None:
    network, words = untrained("en")
    network.config = dataclasses.replace(network.config, side=80)
    checkpoints.save(
        tmp_path / "odd.safetensors", network, "captioner", {"target": words}, {"languages": ["image", "en"]}
    )
    with pytest.raises(Refused) as refused:
        Session([tmp_path]).run(Describe(PICTURE, "odd"))
    assert refused.value.code == "weights_broken"


def test_a_model_without_card_tells_without_boxes(tmp_path: Path) -> None:
    make_captioners(tmp_path)
    (tmp_path / "caption-en.json").unlink()
    answer = Session([tmp_path]).run(Describe(PICTURE, "caption-en"))
    assert answer.caption
    assert answer.boxes == ()


def test_json_has_what_is_promised(session: Session) -> None:
    answer = told(session, caption="a dog runs on the grass.")
    said = json.loads(json.dumps(as_numbers.told(answer, image="dog.jpg", full=(900, 600))))
    names = ["image", "width", "height", "caption", "tokens", "log_probabilities", "attention", "gate", "boxes"]
    assert list(said) == names
    assert (said["width"], said["height"]) == (900, 600)
    assert np.allclose(np.array(said["attention"]).sum((1, 2)), 1, atol=1e-4)
    for box, given in zip(said["boxes"], answer.boxes, strict=True):
        assert box["phrase"] == [given.start, given.end]
        assert box["box"] == pytest.approx([10 * side for side in given.region], abs=0.1)


def test_the_copied_lines_give_the_same_numbers(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from PIL import Image

    Image.fromarray(PICTURE).save(tmp_path / "picture.png")
    monkeypatch.setenv("ATTNVIZ_MODELS", str(session.folders[0]))
    answer = told(session)
    exec(as_numbers.python_lines(answer, file=str(tmp_path / "picture.png"), longest=2048), {})
    assert capsys.readouterr().out.splitlines()[0] == answer.caption


def test_captions_read_together_are_as_probable_as_read_alone() -> None:
    network, words = untrained("en")
    decoder = network.decoder
    with torch.inference_mode():
        photo, grey = (decoder.begin_with(network.encoder(torch.rand(1, 3, 64, 64))) for _ in range(2))
        captions = [
            tuple(token.id for token in words.source_tokens(text))
            for text in ("a dog runs.", "two children play in the snow.")
        ]
        together = read(decoder, photo, grey, captions)
        for reading, ids in zip(together, captions, strict=True):
            told, _ = decoder.tell(torch.tensor([[[BOS, *ids[:-1]]]]), photo)
            alone = torch.log_softmax(told.logits[0, 0], -1).gather(1, torch.tensor(ids)[:, None])[:, 0]
            assert torch.allclose(reading.own, alone, atol=1e-4)
            assert torch.allclose(reading.weights, told.weights[0, 0], atol=1e-5)
            (swapped,) = read(decoder, grey, photo, [ids])
            assert torch.allclose(swapped.without, alone, atol=1e-4)
