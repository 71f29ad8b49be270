"""The command line: which commands there are and what each takes. The work is done in ``commands``, one file each."""

from __future__ import annotations

import argparse
import errno
import importlib
import io
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from attnviz import __version__, defaults
from attnviz.commands import Failed
from attnviz.commands.lines import say, shown
from attnviz.engine.attention.head_statistics import ORDERS
from attnviz.engine.messages import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LARGEST = 10**9  # of the whole numbers that a call may name
LARGEST_SEED = 2**63 - 1


class Parser(argparse.ArgumentParser):
    """Says in one sentence what is wrong with a call."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, shown(f"{self.prog}: {message} (see {self.prog} --help)") + "\n")


class _InstallDesktop(argparse.Action):
    """Does its work at once, as ``--version`` does."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        from attnviz.commands import install_desktop

        parser.exit(install_desktop.run())


def _whole(least: int, most: int = LARGEST) -> Callable[[str], int]:
    """A type for argparse: a whole number from ``least`` to ``most``."""

    def number(text: str) -> int:
        value = int(text)
        if not least <= value <= most:
            wanted = f"at least {least}" if value < least and most >= LARGEST else f"from {least} to {most}"
            raise argparse.ArgumentTypeError(f"{_shortened(text)} is not {wanted}")
        return value

    number.__name__ = "whole number"
    return number


def _shortened(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:37]}..."


def _size(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"(\d{2,5})x(\d{2,5})", text)
    if not match or not all(200 <= int(side) <= 8000 for side in match.groups()):
        raise argparse.ArgumentTypeError(
            f"{text!r} is not WIDTHxHEIGHT with sides from 200 to 8000, for example 1280x800"
        )
    return int(match[1]), int(match[2])


def _joined(arguments: Sequence[str]) -> list[str]:
    """``--z -1,2`` as ``--z=-1,2``: argparse would take the numbers for an option."""
    joined: list[str] = []
    for word in arguments:
        if joined and joined[-1] == "--z" and re.match(r"-[^-]", word):
            joined[-1] = f"--z={word}"
        else:
            joined.append(word)
    return joined


def parser() -> argparse.ArgumentParser:
    """All commands and their arguments."""
    whole = Parser(prog="attnviz", description="See attention: without a command the window opens.")
    whole.add_argument("--version", action="version", version=f"attnviz {__version__}")
    whole.add_argument(
        "--install-desktop", action=_InstallDesktop, nargs=0, help="make an entry in the menu of applications (Linux)"
    )
    commands = whole.add_subparsers(dest="command", metavar="COMMAND", required=True)

    def command(name: str, what: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=what, description=what, allow_abbrev=False)

    translate = command("translate", "Translate texts, or the lines of standard input.")
    translate.add_argument("text", nargs="*", metavar="TEXT")
    translate.add_argument("--model", default=defaults.TRANSLATOR, metavar="ID")
    translate.add_argument(
        "--beam", type=_whole(1, defaults.MOST_BEAMS), default=defaults.BEAMS, metavar="N", help="1 is greedy"
    )
    translate.add_argument("--json", action="store_true", help="one object a line, with the alignment")

    align = command("align", "Align lines 'source words ||| target words' of standard input; prints links i-j.")
    align.add_argument("--model", default=defaults.TRANSLATOR, metavar="ID")
    align.add_argument("--json", action="store_true", help="one object a line, with the word matrix")

    traverse = command("traverse", "Move each latent dimension of a VAE alone: a grid of pictures, or arrays.")
    traverse.add_argument("--model", required=True, metavar="ID")
    around = traverse.add_mutually_exclusive_group()
    around.add_argument("--image", type=Path, metavar="FILE", help="around the code of this picture")
    around.add_argument(
        "--seed", type=_whole(0, LARGEST_SEED), metavar="N", help="around a code drawn from the prior with this seed"
    )
    traverse.add_argument(
        "--dimension", type=_whole(0), action="append", metavar="K", help="only this one (may be repeated)"
    )
    traverse.add_argument("--steps", type=_whole(1), default=11, metavar="N")
    traverse.add_argument("--span", type=float, default=2.5, metavar="S", help="standard deviations to either side")
    traverse.add_argument(
        "--std", choices=("data", "posterior", "prior"), default="data", help="whose standard deviations are meant"
    )
    traverse.add_argument("--out", type=Path, required=True, metavar="FILE.png|.npz")

    encode = command("encode", "Encode pictures with a VAE.")
    encode.add_argument("image", nargs="+", metavar="IMAGE")
    encode.add_argument("--model", required=True, metavar="ID")
    encode.add_argument("--json", action="store_true", help="one object a line")

    decode = command("decode", "Decode one code with a VAE.")
    decode.add_argument("--model", required=True, metavar="ID")
    decode.add_argument("--z", required=True, metavar="NUMBERS", help='one for each dimension, as in "0.1,-2,0,..."')
    decode.add_argument("--out", type=Path, required=True, metavar="FILE.png")

    classify = command("classify", "Say what is in photos, where the network looks, and the object's box.")
    classify.add_argument("image", nargs="+", metavar="IMAGE")
    classify.add_argument("--model", default=defaults.CLASSIFIER, metavar="ID")
    classify.add_argument("--label", metavar="NAME", help="the class whose map and box are wanted, not the best one")
    classify.add_argument("--json", action="store_true", help="one object a line")
    classify.add_argument(
        "--out", type=Path, metavar="DIR", help="write each picture with its map and box there, as PNG"
    )

    inspect = command("inspect", "Tell the attention of a model of your own for an input, and what the model says.")
    _of_a_model(inspect)
    what = inspect.add_mutually_exclusive_group()
    what.add_argument("--text", metavar="T")
    what.add_argument("--pair", nargs=2, metavar=("A", "B"), help="two texts, for models that read pairs")
    what.add_argument("--image", type=Path, metavar="F")
    what.add_argument("--audio", type=Path, metavar="F", help="WAV, FLAC, Ogg, Opus or MP3")
    inspect.add_argument(
        "--heads-off",
        metavar="KIND:L.H,...",
        help="switch these heads off; layers and heads count from 1, as in encoder_self_attention:2.5",
    )
    inspect.add_argument("--json", action="store_true", help="one object")
    inspect.add_argument("--out", type=Path, metavar="FILE.npz|.safetensors", help="for the weights, float32, by kind")

    generate = command("generate", "Let a language model of your own write on from a text, token by token.")
    _of_a_model(generate)
    generate.add_argument("--text", required=True, metavar="T")
    generate.add_argument("--tokens", type=_whole(1, 100_000), default=50, metavar="N", help="at most (50)")
    generate.add_argument("--temperature", type=float, default=0.0, metavar="X", help="0 takes the most probable token")
    generate.add_argument("--top-k", type=_whole(0), default=0, metavar="K", help="draw from the K best (0: from all)")
    generate.add_argument("--seed", type=_whole(0, LARGEST_SEED), default=1, metavar="N")
    generate.add_argument("--stop", action="append", metavar="TEXT", help="end when this was written (may be repeated)")
    generate.add_argument("--heads-off", metavar="KIND:L.H,...", help="as for inspect")
    generate.add_argument("--json", action="store_true", help="one object a token")

    describe = command("describe", "Tell what is in photos, and where each word looked.")
    describe.add_argument("image", nargs="+", metavar="IMAGE")
    describe.add_argument("--model", default=defaults.CAPTIONER, metavar="ID")
    describe.add_argument("--caption", metavar="TEXT", help="read this caption instead of writing one")
    describe.add_argument(
        "--beam", type=_whole(1, defaults.MOST_BEAMS), default=defaults.BEAMS, metavar="N", help="1 is greedy"
    )
    describe.add_argument("--json", action="store_true", help="one object a line, with the maps")
    describe.add_argument("--out", type=Path, metavar="DIR", help="write the strip of each picture there, as PNG")

    listen = command("listen", "Write down what is said in sounds, and when.")
    listen.add_argument("sound", nargs="+", metavar="SOUND", help="WAV, FLAC, Ogg, Opus or MP3")
    listen.add_argument("--model", default=defaults.SPELLER, metavar="ID")
    listen.add_argument("--transcript", metavar="TEXT", help="what is said: it is aligned and scored, not searched for")
    listen.add_argument(
        "--textgrid", type=Path, metavar="FILE", help="write words and letters with their times, for Praat"
    )
    listen.add_argument("--json", action="store_true", help="one object a line")

    _read(command("read", "Read English: answer questions, fill in blanks, take sentences apart, find texts."))

    models = command("models", "List the models.")
    models.add_argument("--json", action="store_true", help="one object a line")

    train = command("train", "Train a model by its recipe; Ctrl+C saves, --resume goes on.")
    train.add_argument("recipe", metavar="RECIPE")
    train.add_argument("--data", type=Path, required=True, metavar="DIR", help="the folder of the training files")
    train.add_argument("--out", type=Path, required=True, metavar="DIR", help="for checkpoint, weights and card")
    train.add_argument("--device", choices=("auto", "cpu", "cuda"), default="auto")
    train.add_argument("--resume", action="store_true", help="go on from the checkpoint in the out folder")
    train.add_argument("--seed", type=_whole(0, LARGEST_SEED), default=1, metavar="N")
    train.add_argument("--epochs", type=_whole(1), default=None, metavar="N", help="instead of the recipe's own number")

    compress = command("compress", "Store a model in fewer bits: a smaller file and its card.")
    compress.add_argument("id", metavar="ID")
    compress.add_argument(
        "--bits",
        choices=("auto", "4", "6", "8"),
        default="auto",
        help="for each weight; auto: as few for each tensor as keep the dev figures",
    )
    compress.add_argument("--data", type=Path, default=None, metavar="DIR", help="the folder of the dev files")
    compress.add_argument(
        "--out", type=Path, default=Path(), metavar="DIR", help="where file and card go, by default where you are"
    )

    evaluate = command(
        "evaluate",
        "Measure a translator (BLEU, AER where gold alignments are), a VAE (ELBO, MIG, ...), a classifier or captioner of photos "
        "or a speller (error rates).",
    )
    evaluate.add_argument("id", metavar="ID")
    evaluate.add_argument("--data", type=Path, default=None, metavar="DIR", help="the folder of the dev and test files")
    evaluate.add_argument("--split", choices=("dev", "test"), default="dev")
    evaluate.add_argument(
        "--beam", type=_whole(1, defaults.MOST_BEAMS), default=defaults.BEAMS, metavar="N", help="1 is greedy"
    )
    evaluate.add_argument(
        "--robust",
        action="store_true",
        help="of a translator: names, numbers and quotations that come out right, and sentences written otherwise",
    )
    evaluate.add_argument("--json", action="store_true")

    open_ = command("open", "Open the window with a model's folder, or an attention file.")
    open_.add_argument("path", type=Path, metavar="DIR|FILE")

    bench = command("bench", "Measure how quick the program is here.")
    bench.add_argument("--model", default=defaults.TRANSLATOR, metavar="ID")
    bench.add_argument("--only", action="append", metavar="ROW", help="measure this row alone (may be repeated)")
    bench.add_argument("--json", action="store_true", help="one object a line")

    shot = command("shot", "Render the real window into a picture, without a screen.")
    shot.add_argument("pane", choices=(*defaults.PANES, "attention"))
    shot.add_argument("--text", help="the sentence to show (translate, read, open)")
    shot.add_argument(
        "--model",
        default=None,
        metavar="ID",
        help="instead of the pane's own (translate, look, latent); open: a folder or a file",
    )
    sections = [f"{pane}: {', '.join(ids)}" for pane, ids in defaults.SECTIONS.items()]
    shot.add_argument(
        "--section",
        choices=[id for ids in defaults.SECTIONS.values() for id in ids],
        help=f"what to show ({'; '.join(sections)})",
    )
    shot.add_argument("--image", type=Path, metavar="FILE", help="the picture to look at (look, open)")
    shot.add_argument("--sound", type=Path, metavar="FILE", help="the sound to listen to (listen, open)")
    shot.add_argument("--class", dest="label", metavar="NAME", help="the class whose evidence is shown (look)")
    shot.add_argument("--kind", choices=("cross", "encoder", "decoder"), help="the attention to show (translate)")
    shot.add_argument("--layer", type=_whole(1), metavar="N", help="the layer to show, from 1 (translate)")
    shot.add_argument("--head", type=_whole(1), metavar="N", help="the head to show, from 1 (translate)")
    shot.add_argument("--order", choices=ORDERS, help="the order of the heads (translate)")
    shot.add_argument("--compare", metavar="ID", help="another model to show beside it (translate)")
    shot.add_argument(
        "--example",
        default=None,
        metavar="ID",
        help="the example to show (playground; attention: words, patches, frames)",
    )
    shot.add_argument("--out", type=Path, required=True, metavar="FILE.png")
    shot.add_argument("--theme", choices=("light", "dark"), default="light")
    shot.add_argument("--language", choices=tuple(defaults.LANGUAGES), default="en")
    shot.add_argument("--size", type=_size, default=(1280, 800), metavar="WxH")

    toy = command("train-toy", "Train a tiny translator on a made task and print its accuracy by second.")
    toy.add_argument("--task", default="reverse")
    toy.add_argument("--model", default="rnn-additive")
    toy.add_argument("--seconds", type=_whole(1), default=60, metavar="N", help="at most")
    toy.add_argument("--seed", type=_whole(0, LARGEST_SEED), default=1, metavar="N")
    toy.add_argument("--json", action="store_true", help="one object a line")
    return whole


def _read(command: argparse.ArgumentParser) -> None:
    """What can be read, and the arguments of each."""
    kinds = command.add_subparsers(dest="what", metavar="WHAT", required=True)

    def kind(name: str, what: str, model: str) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = kinds.add_parser(name, help=what, description=what, allow_abbrev=False)
        made.add_argument("--model", default=model, metavar="ID")
        return made

    answer = kind(
        "answer",
        "Answer a question about a passage, or JSON lines of standard input with passage and question.",
        defaults.ANSWERER,
    )
    answer.add_argument("--passage", metavar="FILE|TEXT")
    answer.add_argument("--question", metavar="Q")
    answer.add_argument("--json", action="store_true", help="one object")
    fill = kind(
        "fill", "Fill in the blanks (___) of texts, or of lines of standard input; JSON lines.", defaults.FILLER
    )
    fill.add_argument("text", nargs="*", metavar="TEXT")
    tree = kind(
        "tree",
        "Take sentences apart, or lines of standard input: plain text or JSON with words; JSON lines.",
        defaults.PARSER,
    )
    tree.add_argument("text", nargs="*", metavar="TEXT")
    title = kind("title", "Write a title for each text, or for each line of standard input.", defaults.TITLER)
    title.add_argument("--beams", type=_whole(1, defaults.MOST_BEAMS), default=defaults.BEAMS, metavar="N")
    title.add_argument("--json", action="store_true", help="one object a text")
    title.add_argument("text", nargs="*", metavar="TEXT")
    find = kind("find", "Rank the lines of a file for queries.", defaults.SEARCHER)
    find.add_argument("--texts", type=Path, required=True, metavar="FILE", help="a text a line")
    find.add_argument("--top", type=_whole(1), default=10, metavar="N", help="texts that are told (10)")
    find.add_argument("--json", action="store_true", help="one object a query")
    find.add_argument("query", nargs="+", metavar="QUERY")


def _of_a_model(command: argparse.ArgumentParser) -> None:
    """The arguments of commands about a model of the person's own."""
    command.add_argument("path", metavar="DIR", help="its folder, or its file (GGUF, safetensors of timm)")
    command.add_argument("--device", choices=("cpu", "cuda", "mps"), default="cpu")
    command.add_argument("--dtype", choices=("float32", "bfloat16"), default="float32")


class _Closed(io.TextIOBase):
    """Stands for an output that the caller has closed."""

    def write(self, text: str) -> int:
        raise OSError(errno.EBADF, "standard output is closed")


def main(arguments: Sequence[str]) -> int:
    """Run one command; the exit status is 0, 1 (the work failed) or 2 (the call is wrong)."""
    sys.stdout = sys.stdout or _Closed()
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - as long as the process
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    name = ""
    try:
        try:
            given = parser().parse_args(_joined(arguments))
        except SystemExit as stop:
            return int(stop.code or 0)
        name = given.command
        work = importlib.import_module(f"attnviz.commands.{name.replace('-', '_')}")
        status = int(work.run(given))
        sys.stdout.flush()
        return status
    except (Failed, Refused) as error:
        say(name, str(error))
        return getattr(error, "status", 1)
    except ModuleNotFoundError as error:
        say(name, f"the package {error.name} is missing: pip install {error.name}")
    except BrokenPipeError:  # the reader has seen enough
        _end_output()
        return 0
    except OSError as error:
        say(name, f"{error.strerror or error}: {error.filename or ''}".rstrip(": "))
        _end_output()
    except KeyboardInterrupt:
        say(name, "interrupted")
    except Exception as error:
        if os.environ.get("ATTNVIZ_DEBUG"):
            raise
        say(name, f"{type(error).__name__}: {' '.join(str(error).split())} (ATTNVIZ_DEBUG=1 shows where)")
    return 1


def _end_output() -> None:
    """Let what could not be written go, or Python tries again at its end."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
