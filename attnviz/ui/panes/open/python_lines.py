"""Python lines that give the numbers that are shown in the Open pane: of what a model read or wrote, or of a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attnviz.engine.open.messages import AudioInput, ImageInput

if TYPE_CHECKING:
    from pathlib import Path

    from attnviz.engine.open.messages import ReadInput, Write
    from attnviz.ui.panes.open.input_area import Source

SESSION = "from attnviz.engine.session import Session\n"
OPEN = "from attnviz.engine.open.messages import "


def of_reading(request: ReadInput, source: Source) -> str:
    """Read the same input again; of a picture or a sound that has no file its name is told."""
    given, heads = request.input, f"heads_off={request.heads_off!r}, heads_mean={request.heads_mean!r}"
    if isinstance(given, ImageInput):
        names, above = "ImageInput, OpenModel, ReadInput", "from pathlib import Path\n\n"
        below = "from attnviz.ui.panes.open.input_area import picture\n"
        what = f"ImageInput(picture(Path({str(source.path or source.name)!r})))"
    elif isinstance(given, AudioInput):
        names = "AudioInput, OpenModel, ReadInput"
        above = "from pathlib import Path\n\nfrom attnviz.engine.listen.sounds import read_sound\n"
        below = ""
        what = f"AudioInput(read_sound(Path({str(source.path)!r})).samples, {given.rate})"
        if source.sample:
            above, below = "", "from attnviz.ui.panes.listen.samples import open_sample\n"
            what = f"AudioInput(open_sample({source.sample!r}).samples, {given.rate})"
    else:
        names, above, below, what = "OpenModel, ReadInput, TextInput", "", "", repr(given)
    return (
        f"{above}{OPEN}{names}\n{SESSION}{below}\n"
        f"model = {request.model!r}\n"
        f"read = Session().run(ReadInput(model, {what}, {heads}))\n"
        "for between in read.attention:\n"
        "    print(between.attention.kind, between.attention.weights.shape)  # [layer, head, query, key]\n"
    )


def of_writing(request: Write) -> str:
    """Write the same again, a token a step."""
    return (
        f"{OPEN}OpenModel, Write\n{SESSION}\n"
        f"request = {request!r}\n"
        "session, ended = Session(), ''\n"
        "while not ended:\n"
        "    step = session.run(request)  # a token, and the rows of every kind of attention that are new\n"
        "    ended = step.ended\n"
        "    print(step.text, [(rows.kind, rows.weights.shape) for rows in step.rows])\n"
    )


def of_file(path: Path) -> str:
    """Open the same file."""
    return (
        "from pathlib import Path\n\n"
        "from attnviz.engine.attention_files.open_file import opened\n\n"
        f"file = opened(Path({str(path)!r}))\n"
        "for each in file.attentions:\n"
        "    print(each.kind, each.stack.whole().shape)  # [layer, head, query, key]\n"
    )
