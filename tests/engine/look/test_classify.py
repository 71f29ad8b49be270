"""Looking at photos: what is told adds up, any picture goes in, views cover what they say, covering is fair."""

from __future__ import annotations

import dataclasses
import pickle
from typing import TYPE_CHECKING

import numpy as np
import pytest

from attnviz.engine.look import classify, views
from attnviz.engine.look.messages import SIDES, FoundBox, Look, Looked, Occlude, Occlusion
from attnviz.engine.messages import Refused
from attnviz.engine.session import Session
from tests.tiny.classifier import CLASSES, make_classifiers

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    return Session([make_classifiers(tmp_path_factory.mktemp("models"))])


def picture(height: int = 64, width: int = 64, channels: int = 3, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, (height, width, channels), np.uint8)


def arrays(result: object) -> list[np.ndarray]:
    """All arrays of a result but those of its request."""
    found: list[np.ndarray] = []
    for field in dataclasses.fields(result):  # type: ignore[arg-type]
        value = getattr(result, field.name)
        if field.name == "request":
            continue
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, np.ndarray):
                found.append(each)
            elif dataclasses.is_dataclass(each):
                found += arrays(each)
    return found


@pytest.mark.parametrize("model", ["photos", "photos-plain"])
@pytest.mark.parametrize("shape", [(64, 64), (300, 200), (90, 130)])
def test_class_maps_add_up_to_the_logits_however_many_views(
    session: Session, model: str, shape: tuple[int, int]
) -> None:
    answer: Looked = session.run(Look(picture(*shape), model))
    assert np.allclose(answer.class_maps.sum((1, 2)) + answer.offset, answer.logits, atol=2e-4)
    assert answer.probabilities.sum() == pytest.approx(1, abs=1e-5)
    assert sum(view.weight for view in answer.views) == pytest.approx(1, abs=1e-5)
    assert [one.probability for one in answer.top] == sorted(answer.probabilities.tolist(), reverse=True)[:5]
    assert [answer.labels[one.index] for one in answer.top] == [one.label for one in answer.top]
    assert answer.labels == CLASSES


def test_maps_of_weights_lie_between_0_and_1_and_cover_the_picture_alike(session: Session) -> None:
    answer: Looked = session.run(Look(picture(120, 260), "photos"))
    assert len(answer.views) > 1
    assert answer.spatial_map is not None
    assert answer.spatial_map.shape == answer.class_maps.shape[1:] == answer.presence.shape[1:]
    weights = [answer.spatial_map, answer.presence, *(view.spatial_map for view in answer.views)]
    weights += [w for stage in answer.stages for w in (stage.spatial_map, stage.channels)]
    for each in weights:
        assert 0 <= each.min() <= each.max() <= 1
    assert [stage.stride for stage in answer.stages] == [4, 8, 16]
    assert (answer.presence <= answer.spatial_map + 1e-6).all()


def test_a_network_without_attention_has_class_maps_alone(session: Session) -> None:
    answer: Looked = session.run(Look(picture(), "photos-plain"))
    assert answer.spatial_map is None
    assert answer.stages == ()
    assert answer.class_maps.std() > 0


@pytest.mark.parametrize("shape", [(1, 1), (1, 10_000), (10_000, 1), (3, 5), (64, 64), (700, 900), (2500, 1200)])
@pytest.mark.parametrize("channels", [1, 3, 4])
def test_a_picture_of_any_size_is_answered(session: Session, shape: tuple[int, int], channels: int) -> None:
    answer: Looked = session.run(Look(picture(*shape, channels), "photos"))
    assert (answer.height, answer.width) == shape
    assert all(np.isfinite(each).all() for each in arrays(answer))
    for region in (*(found.region for found in answer.boxes), *(view.region for view in answer.views)):
        assert -1e-3 <= region[0] < region[2] <= shape[1] + 1e-3
        assert -1e-3 <= region[1] < region[3] <= shape[0] + 1e-3
    assert answer.boxes[0].index == answer.top[0].index


@pytest.mark.parametrize(
    "unusable",
    [
        np.zeros((0, 5, 3), np.uint8),
        np.zeros((5, 5, 2), np.uint8),
        np.zeros((5, 5, 3), np.float32),
        np.zeros(7, np.uint8),
        np.broadcast_to(np.uint8(0), (20_000, 5, 3)),
        np.broadcast_to(np.uint8(0), (16_000, 16_000, 3)),
    ],
)
def test_what_is_no_picture_is_refused(session: Session, unusable: np.ndarray) -> None:
    with pytest.raises(Refused) as caught:
        session.run(Look(unusable, "photos"))
    assert caught.value.code == "picture_unusable"


def test_grey_colour_and_opaque_pictures_of_the_same_look_the_same(session: Session) -> None:
    grey = picture(70, 50, 1)
    opaque = np.concatenate([grey.repeat(3, 2), np.full((70, 50, 1), 255, np.uint8)], 2)
    answers = [session.run(Look(each, "photos")) for each in (grey[:, :, 0], grey, grey.repeat(3, 2), opaque)]
    for answer in answers[1:]:
        assert np.allclose(answer.logits, answers[0].logits, atol=1e-5)


def test_one_view_is_what_was_asked_for_and_the_same_as_the_first_of_many(session: Session) -> None:
    photo = picture(200, 200)
    one: Looked = session.run(Look(photo, "photos", views="whole"))
    many: Looked = session.run(Look(photo, "photos"))
    assert [view.kind for view in one.views] == ["whole"]
    assert one.views[0].region == (0, 0, 200, 200)
    assert np.array_equal(one.views[0].spatial_map, many.views[0].spatial_map)
    assert np.array_equal(one.stages[2].channels, many.stages[2].channels)
    with pytest.raises(Refused):
        session.run(Look(photo, "photos", views="many"))


def test_a_larger_picture_is_looked_at_more_closely() -> None:
    counts = [len(classify.sides_for(side, side, "auto")) for side in (20, 64, 200, 4000)]
    assert counts == sorted(counts)
    assert counts[0] == 1
    assert counts[-1] == len(SIDES)
    assert classify.sides_for(4000, 4000, "whole") == SIDES[:1]


def test_a_sure_look_at_one_large_thing_is_enough() -> None:
    def whole(logit: float) -> views.MergedViews:
        maps = np.zeros((3, 4, 4), np.float32)
        return views.MergedViews(np.array([logit, 0.0, 0.0]), None, maps, maps)

    large, small = (FoundBox((0, 0, side, side), 0, "a", 0.9) for side in (60, 20))
    assert views.settled(whole(6), large, 100, 100)
    assert not views.settled(whole(1), large, 100, 100)
    assert not views.settled(whole(6), small, 100, 100)


def test_crops_stay_in_the_picture_and_hold_their_box() -> None:
    boxes = [FoundBox(region, 0, "a", 0.9) for region in ((0, 0, 30, 40), (370, 260, 400, 300), (50, 50, 390, 290))]
    regions = views.crop_regions(boxes, 400, 300)
    assert len(regions) == 2  # the third box is most of the picture
    assert views.crop_regions(boxes, 120, 100) == []  # there is nothing finer in so small a picture
    for (x0, y0, x1, y1), found in zip(regions, boxes, strict=False):
        assert 0 <= x0 <= found.region[0]
        assert found.region[2] <= x1 <= 400
        assert 0 <= y0 <= found.region[1]
        assert found.region[3] <= y1 <= 300


def test_putting_views_together_keeps_what_each_said_in_its_place() -> None:
    def view(kind: str, region: tuple[float, float, float, float], value: float) -> views.Glance:
        even = np.full((1, 4, 4), value, np.float32)
        return views.Glance(kind, region, (16, 16), np.array([value]), even[0], even / 16, even, ())

    whole = views.merge_views(
        [view("whole", (0, 0, 8, 8), 0.2), view("crop", (4, 0, 8, 4), 0.8)], np.array([0.5, 0.5]), 8, 8
    )
    assert whole.spatial_map is not None
    assert np.allclose(whole.spatial_map[:2, 2:], 0.5)
    assert np.allclose(whole.spatial_map[2:], 0.2)
    assert whole.class_maps.sum() == pytest.approx(0.5)
    assert whole.class_maps[0, :2, 2:].sum() == pytest.approx(0.4 + 0.1 / 4)


@pytest.mark.parametrize("how", ["grey", "mean", "blur"])
@pytest.mark.parametrize("model", ["photos", "photos-plain"])
def test_as_much_is_covered_elsewhere_and_both_drops_are_told(session: Session, model: str, how: str) -> None:
    photo = picture(100, 60)
    answer: Occlusion = session.run(Occlude(photo, model, label="dog", share=0.25, how=how, draws=4))
    assert answer.label == "dog"
    assert answer.attended_mask.sum() == answer.elsewhere_mask.sum() == round(0.25 * answer.attended_mask.size)
    assert not (answer.attended_mask & answer.elsewhere_mask).any()
    assert answer.before == pytest.approx(
        session.run(Look(photo, model, "whole")).probabilities[CLASSES.index("dog")], abs=1e-5
    )
    assert answer.drop_attended == pytest.approx(answer.before - answer.attended)
    assert answer.drop_elsewhere == pytest.approx(answer.before - answer.elsewhere.mean())
    again: Looked = session.run(Look(answer.attended_picture, model, "whole"))
    assert again.probabilities[CLASSES.index("dog")] == pytest.approx(answer.attended, abs=1e-5)
    changed = (answer.attended_picture != photo).any(2).mean()
    assert changed == pytest.approx(0.25, abs=0.06)


def test_covering_is_the_same_for_the_same_seed(session: Session) -> None:
    photo = picture()
    first, again, other = (session.run(Occlude(photo, "photos", seed=seed)) for seed in (1, 1, 2))
    assert np.array_equal(first.elsewhere, again.elsewhere)
    assert not np.array_equal(first.elsewhere_mask, other.elsewhere_mask)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"label": "unicorn"}, "no_such_class"),
        ({"share": 0.0}, "share_unusable"),
        ({"share": 0.9}, "share_unusable"),
        ({"draws": 0}, "draws_unusable"),
        ({"how": "fire"}, "cover_unknown"),
    ],
)
def test_a_cover_that_cannot_be_is_refused(session: Session, wrong: dict[str, object], code: str) -> None:
    with pytest.raises(Refused) as caught:
        session.run(Occlude(picture(), "photos", **wrong))  # type: ignore[arg-type]
    assert caught.value.code == code


def test_results_are_read_only_and_pickle(session: Session) -> None:
    for answer in (session.run(Look(picture(150, 150), "photos")), session.run(Occlude(picture(), "photos"))):
        found = arrays(answer)
        assert found
        assert not any(each.flags.writeable for each in found)
        assert all(each.flags.c_contiguous for each in found)
        copied = arrays(pickle.loads(pickle.dumps(answer)))
        assert all(np.array_equal(one, two) for one, two in zip(found, copied, strict=True))


def test_a_plain_and_a_tiny_picture_are_told_of(session: Session) -> None:
    codes = {note.code for note in session.run(Look(np.full((4, 9, 3), 80, np.uint8), "photos")).notes}
    assert codes == {"picture_enlarged", "picture_plain"}
    assert session.run(Look(picture(), "photos")).notes == ()


def test_other_models_do_not_name_photos(tmp_path: Path) -> None:
    from tests.tiny.translator import make_models

    with pytest.raises(Refused) as caught:
        Session([make_models(tmp_path)]).run(Look(picture(), "rnn-en-fr"))
    assert caught.value.code == "not_a_classifier"


def test_a_small_picture_that_leaves_doubts_is_looked_at_mirrored_too(session: Session) -> None:
    photo = picture(64, 64)
    answer: Looked = session.run(Look(photo, "photos"))
    assert [view.kind for view in answer.views] == ["whole", "mirrored"]
    one, two = (session.run(Look(each, "photos", "whole")) for each in (photo, photo[:, ::-1]))
    weights = np.array([one.top[0].probability, two.top[0].probability])
    weights /= weights.sum()
    assert [view.weight for view in answer.views] == pytest.approx(weights.tolist(), abs=1e-4)
    assert answer.spatial_map == pytest.approx(
        weights[0] * one.spatial_map + weights[1] * two.spatial_map[:, ::-1], abs=1e-4
    )
    assert answer.logits == pytest.approx(weights[0] * one.logits + weights[1] * two.logits, abs=1e-4)
