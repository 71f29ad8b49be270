"""``attnviz compress``: store a model in fewer bits, as few as keep its dev figures or as many as are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attnviz.commands import Failed
from attnviz.commands.lines import put, say
from attnviz.commands.progress import Line
from attnviz.engine.session import Session
from attnviz.training.compression.qualities import QUALITIES
from attnviz.training.compression.run import compress
from attnviz.training.translator.pairs import DataError

if TYPE_CHECKING:
    import argparse


def run(arguments: argparse.Namespace) -> int:
    """Write file and card into the out folder; exit status 1 when a figure became worse than it may with the bits asked for."""
    session = Session()
    about = session.model(arguments.id).about
    source = session.path(arguments.id)
    auto = arguments.bits == "auto"
    if auto and arguments.data is None:
        raise Failed("--bits auto needs --data, the folder of the dev files", status=2)
    if auto and about.kind not in QUALITIES:
        raise Failed(f"--bits auto knows no figures of models of the kind {about.kind}; choose 4, 6 or 8", status=2)
    for path in (arguments.out / source.name, arguments.out / source.with_suffix(".json").name):
        if path.exists():
            raise Failed(f"{path} exists already; choose another folder with --out")
    arguments.out.mkdir(parents=True, exist_ok=True)
    command = f"attnviz compress {about.id} --bits {arguments.bits}" + (" --data DIR" if arguments.data else "")
    line = Line()
    try:
        done = compress(
            source,
            arguments.out,
            bits=None if auto else int(arguments.bits),
            data=arguments.data,
            report=line.show,
            command=command,
        )
    except DataError as error:
        raise Failed(str(error).rstrip(".")) from error
    finally:
        line.end()
    told = done.card["compressed"]
    put(f"{done.path}: {told['bytes']['before'] / 1e6:.2f} MB -> {told['bytes']['after'] / 1e6:.2f} MB")
    put(", ".join(f"{weights} weights in {bits}" for bits, weights in told["weights"].items()))
    for name, value in told.get("after", {}).items():
        put(f"{name.replace('_', ' ')}: {told['before'].get(name, '?')} -> {value:g}")
    if done.worse:
        say("compress", f"worse than it may be: {', '.join(done.worse)}")
    return 1 if done.worse else 0
