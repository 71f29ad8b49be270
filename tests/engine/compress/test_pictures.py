"""Compressed models that read pictures: what is measured of them and what is shown beside each other, with the shipped weights."""

from __future__ import annotations

import numpy as np
import pytest

from attnviz.engine.compress import pictures
from attnviz.engine.compress.messages import (
    ComparePictures,
    CompressedFigure,
    Compression,
    MeasureCompressed,
    RankHeads,
)
from attnviz.engine.look.classify import as_colours
from attnviz.engine.messages import Refused
from attnviz.engine.session import Session

VAES = ("vae-faces", "vae-fashion", "vae-scenes", "vae-sprites")


@pytest.fixture(scope="module")
def session() -> Session:
    return Session()


def photo(seed: int = 0, height: int = 96, width: int = 120) -> np.ndarray:
    """A picture of soft blots, uint8 [H, W, 3]."""
    rough = np.random.default_rng(seed).random((6, 8, 3))
    return np.uint8(255 * np.kron(rough, np.ones((height // 6, width // 8, 1))))


def finished(session: Session, request: MeasureCompressed) -> CompressedFigure:
    result = session.run(request)
    shares = [result.share]
    while result.share < 1:
        result = session.run(request)
        shares.append(result.share)
    assert shares == sorted(shares)
    assert isinstance(result, CompressedFigure)
    return result


@pytest.mark.parametrize("model", VAES)
def test_fewer_bits_are_smaller_and_paint_worse(session: Session, model: str) -> None:
    figures = [finished(session, MeasureCompressed(model, Compression(bits))) for bits in (16, 4, 2)]
    assert [figure.measure for figure in figures] == ["psnr"] * 3
    sizes, qualities = [figure.bytes for figure in figures], [figure.quality for figure in figures]
    assert sizes == sorted(sizes, reverse=True)
    assert len(set(sizes)) == 3
    assert qualities[0] > qualities[1] > qualities[2]


def test_the_figure_of_a_vae_is_that_of_what_it_shows(session: Session) -> None:
    model, compression = "vae-scenes", Compression(3)
    figure = finished(session, MeasureCompressed(model, compression))
    errors = [
        session.run(ComparePictures(model, compression, sample=k)).compressed.squared_error for k in range(figure.of)
    ]
    assert figure.quality == pytest.approx(-10 * np.log10(np.mean(errors)), abs=0.01)


def test_a_classifier_agrees_with_itself_and_less_with_its_coarse_copy(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "CUTS", 40)
    given = tuple(photo(seed) for seed in range(4))
    whole, coarse = (finished(session, MeasureCompressed("cnn-objects", Compression(b), 0.2, given)) for b in (16, 2))
    assert (whole.quality, whole.measure, whole.of) == (100, "agreement", 40)
    assert coarse.quality < 100


def test_cuts_are_the_same_each_time_and_cover_every_picture() -> None:
    dark, bright = np.zeros((70, 90, 3), np.uint8), np.full((200, 90, 3), 255, np.uint8)
    first, again = (pictures.cuts([as_colours(dark), as_colours(bright)]) for _ in range(2))
    assert first.equal(again)
    assert first.shape == (pictures.CUTS, 3, pictures.SIDE, pictures.SIDE)
    assert (first[::2] == 0).all()
    assert (first[1::2] == 1).all()


def test_both_answers_about_a_photo_are_given(session: Session) -> None:
    result = session.run(ComparePictures("cnn-objects", Compression(2), photo()))
    assert result.kind == "cnn"
    assert result.samples == 0
    assert result.seen.shape == (pictures.SIDE, pictures.SIDE, 3)
    for answer in (result.original, result.compressed):
        assert answer.spatial_map is not None
        assert answer.reconstruction is None
        assert answer.spatial_map.min() >= 0
        assert answer.spatial_map.max() <= 1
        shares = [share for _, share in answer.best]
        assert shares == sorted(shares, reverse=True)
        assert sum(shares) <= 1 + 1e-5
    assert np.abs(result.original.spatial_map - result.compressed.spatial_map).max() > 0


def test_uncompressed_both_answers_are_the_same(session: Session) -> None:
    looked = session.run(ComparePictures("cnn-objects", Compression(), photo()))
    assert np.array_equal(looked.original.spatial_map, looked.compressed.spatial_map)
    painted = session.run(ComparePictures("vae-fashion", Compression(), sample=3))
    assert np.array_equal(painted.original.reconstruction, painted.compressed.reconstruction)
    assert painted.original.squared_error == painted.compressed.squared_error


def test_a_sample_beyond_the_last_comes_round_again(session: Session) -> None:
    first = session.run(ComparePictures("vae-sprites", Compression(), sample=0))
    again = session.run(ComparePictures("vae-sprites", Compression(), sample=first.samples))
    assert np.array_equal(first.seen, again.seen)


def test_what_cannot_be_read_is_refused(session: Session) -> None:
    for request, code in (
        (ComparePictures("cnn-objects", Compression(4)), "no_sample"),
        (ComparePictures("cnn-objects", Compression(4), np.zeros((0, 3, 3), np.uint8)), "picture_unusable"),
        (ComparePictures("rnn-en-zh", Compression(4), photo()), "not_a_picture_model"),
        (MeasureCompressed("cnn-objects", Compression(4)), "no_sample"),
        (RankHeads("vae-fashion"), "no_heads"),
    ):
        with pytest.raises(Refused) as refused:
            session.run(request)
        assert refused.value.code == code
