"""The commands without a window: what they print, in which order, and how they fail."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from attnviz.cli import main
from attnviz.commands.lines import CHUNK, sound

Run = Callable[..., tuple[int, str, str]]
TRANSLATION = ["model", "source", "translation", "source_tokens", "target_tokens", "log_probabilities", "alignment"]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command with ``given`` on standard input: its exit status, standard output and standard error."""

    def call(*arguments: str, given: bytes | str = b"") -> tuple[int, str, str]:
        raw = given if isinstance(given, bytes) else given.encode()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw), encoding="ascii"))
        status = main(arguments)
        said = capsys.readouterr()
        return status, said.out, said.err

    return call


def objects(output: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in output.split("\n")[:-1]]


# translate


def test_texts_are_translated_in_order(run: Run) -> None:
    status, out, err = run("translate", "The cat is on the mat.", "Yes.", "The cat is on the mat.")
    lines = out.split("\n")
    assert (status, err) == (0, "")
    assert len(lines) == 4
    assert "chat" in lines[0]
    assert lines[0] == lines[2] != lines[1]


def test_chinese_and_beams(run: Run) -> None:
    status, out, _ = run("translate", "--model", "rnn-en-zh", "--beam", "1", "The cat is on the mat.")
    assert status == 0
    assert "猫" in out


@pytest.mark.parametrize("model", ["rnn-en-fr", "rnn-en-zh"])
def test_json_is_one_object_a_line_with_these_keys(run: Run, model: str) -> None:
    status, out, _ = run("translate", "--json", "--model", model, "The cat is on the mat.", "", "Hi!")
    answers = objects(out)
    assert status == 0
    assert [list(answer) for answer in answers] == [TRANSLATION] * 3
    assert [answer["source"] for answer in answers] == ["The cat is on the mat.", "", "Hi!"]
    for answer in answers:
        assert answer["model"] == model
        alignment = np.array(answer["alignment"]).reshape(len(answer["target_tokens"]), len(answer["source_tokens"]))
        np.testing.assert_allclose(alignment.sum(1), 1, atol=1e-4)
        assert len(answer["log_probabilities"]) == len(answer["target_tokens"])
        assert all(p <= 0 for p in answer["log_probabilities"])
    assert answers[0]["source_tokens"][-1] == "</s>"
    first = answers[0]
    cat = first["source_tokens"].index("cat")
    wanted = "猫" if model == "rnn-en-zh" else "chat"
    row = next(i for i, token in enumerate(first["target_tokens"]) if wanted in token)
    assert np.argmax(first["alignment"][row]) == cat


def test_lines_are_answered_line_by_line_whatever_stands_in_them(run: Run) -> None:
    given = b"Yes.\r\n\nThe cat.\n   \nNo.\n\0\nYes.\xe2\x80\xa8No.\n" + "😀\nสวัสดี\n".encode() + b"Yes."
    status, out, err = run("translate", "--beam", "1", given=given)
    lines = out.split("\n")[:-1]
    assert status == 0
    assert [line.split(":")[1] for line in err.splitlines()] == [
        " text 8",
        " text 9",
        " text 9",
    ]  # what is unknown is told
    assert len(lines) == 10
    assert [bool(line) for line in lines] == [True, False, True, False, True, False, True, True, True, True]
    assert lines[0] == lines[9]
    status, out, _ = run("translate", "--json", "--beam", "1", given=given)
    answers = objects(out)
    assert status == 0
    assert [answer["translation"] for answer in answers] == lines
    assert answers[0]["source"] == "Yes."
    assert answers[6]["source"] == "Yes.\u2028No."


@pytest.mark.parametrize("coding", ["utf-8-sig", "utf-16", "utf-32"])
def test_input_that_says_what_it_is_is_read(run: Run, coding: str) -> None:
    text = "The cat is here.\r\n\nYou’re a château ☃.\n"
    assert run("translate", "--json", "--beam", "1", given=text.encode(coding)) == run(
        "translate", "--json", "--beam", "1", given=text
    )


@pytest.mark.parametrize(
    "given",
    [
        "The cat is here.\nA château.\n".encode("latin-1"),
        "The cat is here.\n".encode("utf-16-le"),
        "The cat is here.\n".encode("utf-16-be"),
        "The cat.\n".encode("utf-16") + b"x",
        "我爱你。\n".encode("gb18030"),
    ],
)
@pytest.mark.parametrize("command", ["translate", "align"])
def test_input_that_is_no_utf_8_is_refused_in_one_sentence(run: Run, command: str, given: bytes) -> None:
    status, out, err = run(command, given=given)
    assert (status, out) == (1, "")
    assert err.count("\n") == 1
    assert "is not UTF-8" in err


def test_align_tells_what_it_read_otherwise(run: Run) -> None:
    status, out, err = run("align", given="I ♥ you ! ||| je t' aime “ ICI ” 😀\n")
    assert status == 0
    assert out.strip()
    assert [line.split(": ")[1] for line in err.splitlines()] == ["line 1"] * len(err.splitlines())
    assert "♥" in err
    assert "😀" in err


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", "\u3000", "\u0085", "\x1c", "\u2009"])
def test_words_are_cut_at_spaces_alone(run: Run, space: str) -> None:
    status, out, err = run("align", given=f"it costs 1 000 euros ||| cela\tcoûte  1{space}000 euros\n")
    assert (status, err) == (0, "")
    assert {int(link.split("-")[1]) for link in out.split()} == {0, 1, 2, 3}
    status, out, _ = run("align", "--json", given=f"a{space}b ||| {space} c\n")
    assert (status, objects(out)[0]["source_tokens"], objects(out)[0]["target_tokens"]) == (
        0,
        [f"a{space}b"],
        [space, "c"],
    )


def test_no_lines_no_answer(run: Run) -> None:
    assert run("translate", given=b"") == (0, "", "")
    assert run("translate", given=b"\n") == (0, "\n", "")


def test_long_files_keep_their_order(run: Run) -> None:
    texts = [["Yes.", "No.", "I am here.", ""][i % 4] for i in range(CHUNK + 50)]
    status, out, _ = run("translate", "--beam", "1", given="\n".join(texts) + "\n")
    lines = out.split("\n")[:-1]
    assert status == 0
    assert len(lines) == len(texts)
    assert lines == lines[:4] * (len(texts) // 4) + lines[: len(texts) % 4]
    assert lines[3] == ""
    assert len(set(lines[:4])) == 4


def test_a_cut_text_is_told_and_the_others_are_answered(run: Run) -> None:
    status, out, err = run("translate", "--beam", "1", given="Yes.\n" + "word " * 10_000 + "\nYes.\n")
    lines = out.split("\n")[:-1]
    assert status == 0
    assert lines[0] == lines[2]
    assert lines[1]
    assert err.count("\n") == 1
    assert "text 2" in err
    assert "10000" in err


def test_an_argument_that_is_no_utf_8_is_made_sound() -> None:
    assert sound("a\udcffb") == "a\ufffdb"
    assert sound("😀 é") == "😀 é"


def test_a_reader_that_leaves_early_is_no_error() -> None:
    code = "import sys; from attnviz.cli import main; sys.exit(main(['models', '--json']))"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()
    assert b"Traceback" not in said


# align


def test_links_are_pharaoh_and_a_line_for_a_line(run: Run) -> None:
    given = "The cat is here . ||| Le chat est ici .\n\nYes ||| Oui\n ||| \na ||| \n"
    status, out, err = run("align", given=given)
    lines = out.split("\n")[:-1]
    assert (status, err) == (0, "")
    assert len(lines) == 5
    links = {tuple(map(int, link.split("-"))) for link in lines[0].split()}
    assert (1, 1) in links
    assert all(0 <= i < 5 and 0 <= j < 5 for i, j in links)
    assert lines[1:] == ["", "0-0", "", ""]


def test_a_bad_line_is_told_and_the_others_are_answered(run: Run) -> None:
    status, out, err = run(
        "align", given="Yes ||| Oui\nno separator\nYes ||| Oui\n" + "w " * 2000 + "||| b\nYes ||| Oui"
    )
    assert status == 1
    assert out == "0-0\n\n0-0\n\n0-0\n"
    assert [said.split(":")[1].strip() for said in err.splitlines()] == ["line 2", "line 4"]


def test_the_word_matrix_comes_as_json(run: Run) -> None:
    status, out, _ = run("align", "--json", "--model", "rnn-en-zh", given="I have a cat . ||| 我 有 一只 猫 。\n\n")
    first, blank = objects(out)
    assert status == 0
    assert first["source_tokens"] == ["I", "have", "a", "cat", "."]
    assert first["target_tokens"] == ["我", "有", "一只", "猫", "。"]
    matrix = np.array(first["alignment"])
    assert matrix.shape == (5, 5)
    np.testing.assert_allclose(matrix.sum(1), 1, atol=1e-4)
    assert matrix[3].argmax() == 3
    assert [3, 3] in first["links"]
    assert (blank["source_tokens"], blank["target_tokens"], blank["alignment"], blank["links"]) == ([], [], [], [])


# models


def test_models_are_listed(run: Run) -> None:
    status, out, _ = run("models", "--json")
    models = objects(out)
    assert status == 0
    assert {"rnn-en-fr", "rnn-en-zh"} <= {model["id"] for model in models}
    sizes = {model["id"]: model["bytes"] for model in models}
    for model in models:
        assert list(model) == ["id", "kind", "parameters", "bytes", "card"]
        assert isinstance(model["card"], dict)
        beside = sizes.get(model["card"].get("shares"), 0)  # the file of what it shares with others
        assert 0 < model["parameters"] < 3 * (model["bytes"] + beside)
    status, out, _ = run("models")
    assert status == 0
    assert [line.split()[0] for line in out.splitlines()] == [model["id"] for model in models]


# wrong calls


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["nonsense"], 2),
        (["translate", "--beam", "0", "x"], 2),
        (["translate", "--beam", "11", "x"], 2),
        (["translate", "--beam", "two", "x"], 2),
        (["translate", "--nonsense", "x"], 2),
        (["translate", "--model", "no-such-model", "x"], 1),
        (["align", "x"], 2),
        (["align", "--model", "no-such-model"], 1),
        (["evaluate"], 2),
        (["evaluate", "rnn-en-fr", "--data", "nowhere"], 1),
        (["evaluate", "no-such-model", "--data", "."], 1),
        (["evaluate", "rnn-en-fr", "--data", ".", "--split", "train"], 2),
        (["train"], 2),
        (["bench", "--only", "no-such-row"], 2),
        (["shot", "translate", "--out", "x.png"], 2),
        (["shot", "nowhere", "--text", "x", "--out", "x.png"], 2),
        (["shot", "translate", "--text", "x", "--out", "x.png", "--size", "12x99999"], 2),
        (["shot", "translate", "--text", "x", "--out", "x.png", "--size", "large"], 2),
        (["shot", "translate", "--text", "x", "--out", "x.png", "--model", "no-such-model"], 1),
        (["shot", "playground", "--example", "no-such-example", "--out", "x.png"], 2),
        (["train-toy", "--task", "no-such-task"], 2),
        (["train-toy", "--model", "no-such-model"], 2),
    ],
    ids=str,
)
def test_a_wrong_call_is_told_in_one_sentence(
    run: Run, arguments: list[str], status: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    given, out, err = run(*arguments)
    assert (given, out) == (status, "")
    assert err.startswith("attnviz")
    assert err.count("\n") == 1
    assert "Traceback" not in err
    assert not list(tmp_path.glob("*.png"))


def test_help_and_version_are_no_errors(run: Run) -> None:
    for arguments in (["--help"], ["--version"], ["translate", "--help"], ["train", "--help"], ["shot", "-h"]):
        status, out, err = run(*arguments)
        assert (status, err) == (0, "")
        assert "attnviz" in out


def test_a_broken_model_is_told_in_one_sentence(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "rnn-en-fr.safetensors").write_bytes(b"not weights")
    monkeypatch.setenv("ATTNVIZ_MODELS", str(tmp_path))
    status, out, err = run("translate", "Hi.")
    assert (status, out) == (1, "")
    assert "rnn-en-fr.safetensors" in err
    assert err.count("\n") == 1


def test_the_program_runs_as_a_module() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "attnviz", "translate", "--beam", "1", "Yes."],
        capture_output=True,
        cwd=Path(__file__).parents[1],
        timeout=120,
        check=False,
    )
    assert done.returncode == 0
    assert done.stderr == b""
    assert done.stdout.decode().strip()


def test_what_nobody_expected_is_one_sentence_too(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(arguments: object) -> int:
        raise RuntimeError("the disk\nis gone")

    monkeypatch.setattr("attnviz.commands.models.run", fails)
    status, out, err = run("models")
    assert (status, out) == (1, "")
    assert err.startswith("attnviz models: RuntimeError: the disk is gone")
    assert err.count("\n") == 1
    monkeypatch.setenv("ATTNVIZ_DEBUG", "1")
    with pytest.raises(RuntimeError):
        run("models")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_told() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "attnviz", "models", "--json"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "No space" in done.stderr
