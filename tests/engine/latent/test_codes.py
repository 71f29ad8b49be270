"""Requests about codes: what goes in comes out as the equations say; bad input is refused with a code."""

from __future__ import annotations

import pickle
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import torch

from attnviz.engine import checkpoints
from attnviz.engine.latent import codes, samples
from attnviz.engine.latent.images import fit
from attnviz.engine.latent.messages import Decode, Encode, Influence, Interpolate, MapCodes, Traverse
from attnviz.engine.latent.samples import Samples
from attnviz.engine.messages import Refused
from attnviz.engine.session import Session
from attnviz.models.vae import Vae, VaeConfig, kl

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CONFIG = VaeConfig(side=28, channels=1, latents=4, patch=2, stages=1, width=4, hidden=16, attention=True)
COLOUR = VaeConfig(side=16, channels=3, latents=4, stages=1, width=4, hidden=16, likelihood="gaussian")
ZERO = np.zeros(4, np.float32)


def ignore(share: float = 0.0, code: str = "") -> None:
    pass


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    """Two untrained VAEs, ``grey`` with samples and ``colour`` without, and a file that is no VAE's samples."""
    folder = tmp_path_factory.mktemp("models")
    torch.manual_seed(1)
    for id, config in (("grey", CONFIG), ("colour", COLOUR)):
        checkpoints.save(folder / f"{id}.safetensors", Vae(config), "vae", {}, {"id": id})
    random = np.random.default_rng(2)
    mu = (random.normal(size=(50, 4)) * [3, 0.1, 1, 0.1]).astype(np.float32)
    pictures = random.integers(0, 256, (20, 28, 28, 1), dtype=np.uint8)
    labels = random.integers(0, 10, (50, 1))
    samples.write(folder / "grey.samples.npz", Samples(mu, np.full_like(mu, 0.5), labels, ("class",), pictures))
    return Session([folder])


def picture(height: int = 28, width: int = 28, channels: int = 0, seed: int = 3) -> np.ndarray:
    shape = (height, width, channels) if channels else (height, width)
    return np.random.default_rng(seed).integers(0, 120, shape, dtype=np.uint8)


def test_the_model_is_described_with_its_card(session: Session) -> None:
    about = session.model("grey").about
    assert (about.kind, about.languages, about.card) == ("vae", ("", ""), {"id": "grey"})


def test_encoding_gives_the_posterior_and_its_terms(session: Session) -> None:
    given = picture()
    answer = codes.encode(session, Encode(given, "grey"), ignore)
    network = session.model("grey").network
    x = torch.from_numpy(given).float()[None, None] / 255
    posterior = network.encode(x)
    np.testing.assert_allclose(answer.mu, posterior.mu[0].numpy(), rtol=1e-5, atol=1e-6)
    np.testing.assert_allclose(answer.kl, kl(posterior.mu, posterior.logvar)[0].numpy(), rtol=1e-4, atol=1e-6)
    assert answer.elbo == pytest.approx(answer.log_likelihood - answer.kl.sum(), abs=1e-3)
    assert answer.seen[..., 0].tolist() == given.tolist()
    assert answer.spatial_map is not None
    assert answer.spatial_map.shape == (14, 14)
    away = answer.reconstruction.astype(float) / 255 - answer.seen.astype(float) / 255
    assert np.abs(away - answer.difference).max() < 0.003
    assert answer.squared_error == pytest.approx((answer.difference**2).mean(), rel=1e-4)


def test_decoding_the_mean_is_the_reconstruction(session: Session) -> None:
    encoded = codes.encode(session, Encode(picture(), "grey"), ignore)
    decoded = codes.decode(session, Decode(encoded.mu, "grey"), ignore)
    assert np.array_equal(decoded.picture, encoded.reconstruction)


@pytest.mark.parametrize("steps", [1, 5, 11])
def test_the_middle_of_a_traversal_is_the_reconstruction(session: Session, steps: int) -> None:
    encoded = codes.encode(session, Encode(picture(), "grey"), ignore)
    request = Traverse(encoded.mu, encoded.std, (2, 0), "grey", steps=steps, span=2.0)
    answer = codes.traverse(session, request, ignore)
    assert answer.pictures.shape == (2, steps, 28, 28, 1)
    for row, k in enumerate((2, 0)):
        assert np.array_equal(answer.pictures[row, steps // 2], encoded.reconstruction)
        if steps > 1:
            ends = encoded.mu[k] + encoded.std[k] * np.array([-2, 2])
            np.testing.assert_allclose(answer.values[row, [0, -1]], ends, rtol=1e-4, atol=1e-5)
    moved = encoded.mu.copy()
    moved[2] = answer.values[0, 0]
    end = codes.decode(session, Decode(moved, "grey"), ignore).picture
    assert np.abs(answer.pictures[0, 0].astype(int) - end).max() <= 1


def test_interpolation_meets_both_ends_and_the_arc_keeps_the_length(session: Session) -> None:
    begin, end = np.array([2, 0, 0, 0], np.float32), np.array([0, 0, 2, 0], np.float32)
    for spherical in (False, True):
        answer = codes.interpolate(session, Interpolate(begin, end, "grey", 5, spherical), ignore)
        np.testing.assert_allclose(answer.codes[[0, -1]], [begin, end], atol=1e-6)
        middle = np.linalg.norm(answer.codes[2])
        assert middle == pytest.approx(2.0 if spherical else np.sqrt(2), rel=1e-4)
        assert answer.pictures.shape == (5, 28, 28, 1)


@pytest.mark.parametrize("other", [ZERO, np.array([-2, 0, 0, 0], np.float32)], ids=["nothing", "opposite"])
def test_an_arc_without_a_direction_is_a_line(session: Session, other: np.ndarray) -> None:
    begin = np.array([2, 0, 0, 0], np.float32)
    answer = codes.interpolate(session, Interpolate(begin, other, "grey", 3, spherical=True), ignore)
    np.testing.assert_allclose(answer.codes[1], (begin + other) / 2, atol=1e-5)


def test_influence_is_the_derivative(session: Session) -> None:
    z = np.array([0.3, -0.2, 0.5, 0.1], np.float32)
    answer = codes.influence(session, Influence(z, (0, 3), "colour"), ignore)
    network = checkpoints.load(session.folders[0] / "colour.safetensors").network  # one that autograd may follow
    for row, k in enumerate((0, 3)):
        for at in ((2, 3), (15, 0), (7, 9)):
            code = torch.from_numpy(z)[None].requires_grad_()
            network.picture(code)[0, :, at[0], at[1]].mean().backward()
            assert code.grad is not None
            assert answer.maps[row][at] == pytest.approx(float(code.grad[0, k]), abs=2e-5)


def test_a_map_of_codes_goes_there_and_back(session: Session) -> None:
    answer = codes.map_codes(session, MapCodes("grey"), ignore)
    assert answer.places.shape == (50, 2)
    assert answer.pictures.shape == (20, 28, 28, 1)
    assert np.abs(answer.basis).argmax(0).tolist() == [0, 2]  # the two dimensions that vary most
    assert answer.explained[0] > answer.explained[1] > 0
    assert answer.explained.sum() <= 1
    back = answer.origin + answer.places @ answer.basis.T
    assert np.abs(back - answer.mu)[:, [0, 2]].max() < 0.2
    chosen = codes.map_codes(session, MapCodes("grey", (3, 1)), ignore)
    np.testing.assert_allclose(chosen.places + chosen.origin[[3, 1]], chosen.mu[:, [3, 1]], atol=1e-5)


REQUESTS: list[Any] = [
    Encode(picture(), "grey"),
    Decode(ZERO, "grey"),
    Traverse(ZERO, ZERO + 1, (1,), "grey"),
    Interpolate(ZERO, ZERO + 1, "grey"),
    Influence(ZERO, (0,), "grey"),
    MapCodes("grey"),
]


def test_every_request_has_a_handler() -> None:
    assert {type(request) for request in REQUESTS} == set(codes.HANDLERS)


@pytest.mark.parametrize("request_", REQUESTS, ids=lambda request: type(request).__name__)
def test_results_are_read_only_carry_their_request_and_travel(session: Session, request_: Any) -> None:
    result = codes.HANDLERS[type(request_)](session, request_, ignore)
    assert result.request is request_
    arrays = [value for name, value in vars(result).items() if isinstance(value, np.ndarray)]
    assert arrays
    assert all(not array.flags.writeable and array.flags.c_contiguous for array in arrays)
    assert pickle.loads(pickle.dumps(result)).request.model == "grey"


@pytest.mark.parametrize(
    ("ask", "code"),
    [
        (lambda: Decode(np.zeros(3), "grey"), "code_wrong_length"),
        (lambda: Decode(np.float32(1.0), "grey"), "code_wrong_length"),
        (lambda: Decode(np.array([0, np.nan, 0, 0]), "grey"), "code_not_a_number"),
        (lambda: Decode(ZERO, "missing"), "weights_missing"),
        (lambda: Traverse(ZERO, ZERO, (4,), "grey"), "no_such_dimension"),
        (lambda: Traverse(ZERO, ZERO, (), "grey"), "no_such_dimension"),
        (lambda: Traverse(ZERO, ZERO, (0,), "grey", steps=0), "steps_unusable"),
        (lambda: Traverse(ZERO, ZERO, (0,), "grey", span=float("nan")), "span_unusable"),
        (lambda: Interpolate(ZERO, ZERO, "grey", steps=10**6), "steps_unusable"),
        (lambda: Influence(ZERO, (-1,), "grey"), "no_such_dimension"),
        (lambda: MapCodes("grey", (0, 9)), "no_such_dimension"),
        (lambda: MapCodes("colour"), "samples_missing"),
        (lambda: Encode(np.zeros((0, 5), np.uint8), "grey"), "picture_unusable"),
        (lambda: Encode(np.zeros((5, 5, 2), np.uint8), "grey"), "picture_unusable"),
        (lambda: Encode(np.zeros((5, 5), np.float32), "grey"), "picture_unusable"),
    ],
)
def test_what_cannot_be_answered_is_refused(session: Session, ask: Callable[[], Any], code: str) -> None:
    request = ask()
    with pytest.raises(Refused) as refused:
        codes.HANDLERS[type(request)](session, request, ignore)
    assert refused.value.code == code
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize("value", [1e30, -np.inf, 1e300])
def test_a_value_out_of_reach_is_brought_back_and_said_so(session: Session, value: float) -> None:
    answer = codes.decode(session, Decode(np.array([value, 0, 0, 0]), "grey"), ignore)
    assert [note.code for note in answer.notes] == ["code_cut"]
    edge = codes.decode(session, Decode(np.array([np.sign(value) * codes.REACH, 0, 0, 0]), "grey"), ignore)
    assert np.array_equal(answer.picture, edge.picture)
    assert not edge.notes


def codes_of(notes: tuple[Any, ...]) -> list[str]:
    return [note.code for note in notes]


@pytest.mark.parametrize("channels", [0, 1, 3, 4])
@pytest.mark.parametrize(("height", "width"), [(1, 1), (28, 28), (300, 40), (31, 500)])
@pytest.mark.parametrize("model", ["grey", "colour"])
def test_pictures_of_any_size_and_kind_are_encoded(
    session: Session, channels: int, height: int, width: int, model: str
) -> None:
    answer = codes.encode(session, Encode(picture(height, width, channels), model), ignore)
    assert np.isfinite(answer.mu).all()
    assert np.isfinite(answer.elbo)
    config = session.model(model).network.config
    assert answer.seen.shape == (config.side, config.side, config.channels)


def test_an_empty_drawing_is_encoded_and_told(session: Session) -> None:
    answer = codes.encode(session, Encode(np.zeros((28, 28), np.uint8), "grey"), ignore)
    assert codes_of(answer.notes) == ["picture_plain"]


def test_what_was_done_to_a_picture_is_right_and_told() -> None:
    dark_on_light = np.full((56, 56), 255, np.uint8)
    dark_on_light[16:40, 16:40] = 0
    x, notes = fit(dark_on_light, side=28, channels=1)
    assert codes_of(notes) == ["picture_inverted", "picture_resized"]
    assert float(x[0, 0, 14, 14]) == 1.0
    assert float(x[0, 0, 0, 0]) == 0.0
    wide = np.zeros((20, 60, 3), np.uint8)
    wide[:, :] = (200, 30, 30)
    wide[8:12, 28:32] = (0, 0, 250)
    x, notes = fit(wide, side=60, channels=3)
    assert codes_of(notes) == ["picture_resized"]
    np.testing.assert_allclose(
        x[0, :, 0, 0].numpy() * 255, (200, 30, 30), atol=0.5
    )  # its border's colour fills the square
    np.testing.assert_allclose(x[0, :, 30, 30].numpy() * 255, (0, 0, 250), atol=0.5)
    _, notes = fit(wide, side=28, channels=1)
    assert "picture_made_grey" in codes_of(notes)
    clear = np.zeros((28, 28, 4), np.uint8)
    clear[..., :3] = 255  # white, but nothing of it can be seen
    x, _ = fit(clear, side=28, channels=1)
    assert float(x.max()) == 0.0


def test_a_translator_has_no_codes(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    other = torch.nn.Linear(1, 1)
    monkeypatch.setitem(session.loaded, "other", session.model("grey")._replace(network=other, fast_network=other))
    with pytest.raises(Refused) as refused:
        codes.decode(session, Decode(ZERO, "other"), ignore)
    assert refused.value.code == "not_a_vae"


def damage(content: bytes) -> bytes:
    return content[: len(content) // 2]


@pytest.mark.parametrize("spoil", [damage, lambda content: b"", lambda content: b"no archive"])
def test_spoilt_samples_are_refused(tmp_path: Path, session: Session, spoil: Callable[[bytes], bytes]) -> None:
    whole = next(folder / "grey.samples.npz" for folder in session.folders).read_bytes()
    (tmp_path / "grey.samples.npz").write_bytes(spoil(whole))
    with pytest.raises(Refused) as refused:
        samples.read([tmp_path], "grey", CONFIG)
    assert refused.value.code == "samples_broken"


def coloured(folder: Path, count: int) -> Samples:
    """Samples of the coloured model with so many pictures, written into a folder."""
    random = np.random.default_rng(4)
    mu = random.normal(size=(30, 4)).astype(np.float32)
    pictures = np.repeat(random.integers(0, 256, (count, 16, 4, 3), dtype=np.uint8), 4, axis=2)
    made = Samples(mu, np.full_like(mu, 0.5), np.zeros((30, 1), np.int64), ("class",), pictures)
    samples.write(folder / "colour.samples.npz", made)
    return made


def test_coloured_pictures_come_back_as_they_were(tmp_path: Path) -> None:
    made = coloured(tmp_path, 12)
    assert np.array_equal(samples.read([tmp_path], "colour", COLOUR).pictures, made.pictures)
    with np.load(tmp_path / "colour.samples.npz") as stored:
        assert stored["pictures"].ndim == 1
        plain = dict(stored) | {"pictures": made.pictures}
    np.savez(tmp_path / "colour.samples.npz", **plain)  # as they were written before
    assert np.array_equal(samples.read([tmp_path], "colour", COLOUR).pictures, made.pictures)


@pytest.mark.parametrize(
    "pictures",
    [
        np.arange(200, dtype=np.uint8),
        np.zeros(0, np.uint8),
        samples._squeezed(np.zeros((31, 16, 16, 3), np.uint8)),  # more pictures than codes
        samples._squeezed(np.zeros((3, 8, 8, 3), np.uint8)),
    ],
)
def test_spoilt_pictures_are_refused(tmp_path: Path, pictures: np.ndarray) -> None:
    coloured(tmp_path, 2)
    with np.load(tmp_path / "colour.samples.npz") as stored:
        spoilt = dict(stored) | {"pictures": pictures}
    np.savez(tmp_path / "colour.samples.npz", **spoilt)
    with pytest.raises(Refused) as refused:
        samples.read([tmp_path], "colour", COLOUR)
    assert refused.value.code == "samples_broken"


def test_samples_of_another_model_are_refused(session: Session) -> None:
    with pytest.raises(Refused) as refused:
        samples.read(session.folders, "grey", COLOUR)
    assert refused.value.code == "samples_broken"


def test_long_work_looks_up_between_pictures(session: Session) -> None:
    shares: list[float] = []
    request = Traverse(ZERO, ZERO + 1, (0, 1, 2, 3), "grey", steps=25)
    codes.traverse(session, request, lambda share=0.0, code="": shares.append(share))
    assert len(shares) == 10
    assert shares == sorted(shares)


def test_the_messages_bring_no_torch() -> None:
    script = "import sys, attnviz.engine.latent.messages; print('torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
