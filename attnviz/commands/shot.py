"""``attnviz shot``: a picture of the real window, rendered without a screen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from attnviz import defaults
from attnviz.commands import Failed

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

PATIENCE = {"": 60.0, "open": 300.0}  # seconds; a person's own model may be large
KINDS = {"cross": "cross_attention", "encoder": "encoder_self_attention", "decoder": "decoder_self_attention"}


class Watch:
    """Sees what is asked and answered in a pane's window, so that the picture waits for the last answer."""

    def __init__(self, prepare: Callable[[Any], None]) -> None:
        self._prepare = prepare
        self._questions: set[Any] = set()  # that asked since the beginning
        self.answered = False
        self.failure = ""

    def begin(self, pane: Any) -> None:
        """Watch a pane from now on, and feed it."""
        self._bridge = pane.window().bridge
        self._bridge.asked.connect(self._asked)
        self._bridge.answered.connect(self._answered)
        self._prepare(pane)

    def _asked(self, request: Any) -> None:
        self._questions.add(self._bridge.asker(request))

    def _answered(self, message: Any) -> None:
        from attnviz.engine.messages import Failure, Progress

        if isinstance(message, Progress):
            return
        if isinstance(message, Failure):
            self.failure = message.sentence
        else:
            self.answered = True

    def done(self, pane: Any) -> bool:
        """Whether nothing more is to come: every answer is there, and nothing is put off for a moment."""
        from PySide6.QtCore import QTimer

        timers = [*pane.findChildren(QTimer), *pane.details().findChildren(QTimer)]
        put_off = any(timer.isSingleShot() and timer.isActive() for timer in timers)
        asked = any(question.waiting for question in self._questions)
        return bool(self.failure) or (self.answered and not asked and not put_off)


def run(arguments: argparse.Namespace) -> int:
    """Write one PNG; ``Failed`` when the pane cannot show what was asked."""
    if arguments.pane == "attention":
        return _attention(arguments)
    if arguments.pane == "translate" and not arguments.text:
        raise Failed("argument --text is needed for the translate pane", status=2)
    if arguments.example:
        from attnviz.engine.playground.examples import MADE, REAL

        known = (*MADE, *REAL)
        if arguments.example not in known:
            raise Failed(f"there is no worked example {arguments.example}; there are {', '.join(known)}", status=2)
    if arguments.pane == "translate":
        from attnviz.engine.session import Session

        arguments.model = arguments.model or defaults.TRANSLATOR
        session = Session()
        for id in filter(None, (arguments.model, arguments.compare)):
            session.model(id)  # refused in one sentence, rather than in the picture
    sections = defaults.SECTIONS.get(arguments.pane, ())
    if arguments.section and arguments.section not in sections:
        raise Failed(f"the {arguments.pane} pane has no section {arguments.section}", status=2)
    if arguments.pane == "look":
        _check_look(arguments)
    if arguments.pane == "open" and not arguments.model:
        raise Failed("argument --model is needed for the open pane: a model's folder, or an attention file", status=2)
    if arguments.pane == "listen":
        _check_listen(arguments)
    if arguments.pane == "latent" and arguments.model:
        from attnviz.commands import codes
        from attnviz.engine.session import Session

        codes.network(Session(), arguments.model)
    from PySide6.QtCore import qInstallMessageHandler

    from attnviz.ui import shot

    watch = Watch(_preparation(arguments))
    qInstallMessageHandler(lambda kind, context, message: None)  # the screenless platform says what it cannot do
    try:
        shot.shot(
            arguments.pane,
            arguments.out,
            prepare=watch.begin,
            ready=watch.done,
            theme_name=arguments.theme,
            language=arguments.language,
            size=arguments.size,
            timeout=PATIENCE["open" if arguments.pane == "open" else ""],
        )
    except TimeoutError as error:
        raise Failed(str(error)) from error
    finally:
        qInstallMessageHandler(None)
    if watch.failure:
        arguments.out.unlink(missing_ok=True)
        raise Failed(watch.failure.rstrip("."))
    return 0


def _attention(arguments: argparse.Namespace) -> int:
    """A made example in the view of any attention, which stands in no pane of its own."""
    from attnviz.engine.attention.examples import EXAMPLES

    if arguments.example not in EXAMPLES:
        raise Failed(f"argument --example is needed for attention: {', '.join(EXAMPLES)}", status=2)
    from PySide6.QtCore import qInstallMessageHandler

    from attnviz.ui import shot
    from attnviz.ui.attention.example_view import ExampleView

    qInstallMessageHandler(lambda kind, context, message: None)
    try:
        shot.shot_of_view(
            lambda: ExampleView(arguments.example),
            arguments.out,
            theme_name=arguments.theme,
            language=arguments.language,
            size=arguments.size,
        )
    finally:
        qInstallMessageHandler(None)
    return 0


def _check_look(arguments: argparse.Namespace) -> None:
    """Refuse in one sentence what the pane would only tell in the picture."""
    from attnviz.commands import codes
    from attnviz.engine.look import classify as look
    from attnviz.engine.look.messages import MOST_SIDE
    from attnviz.engine.session import Session

    describing = arguments.section == "describe"
    if arguments.model and describing:
        from attnviz.engine.describe.describe import captioner

        captioner(Session(), arguments.model, codes.silent)
    if (arguments.model and not describing) or arguments.label:
        model = (not describing and arguments.model) or defaults.CLASSIFIER
        labels = look.network_of(Session(), model, codes.silent).config.classes
        if arguments.label and arguments.label not in labels:
            raise Failed(f"{model} knows no {arguments.label}; it knows {', '.join(labels)}", status=2)
    if arguments.image is not None:
        codes.read(arguments.image, longest=MOST_SIDE)


def _check_listen(arguments: argparse.Namespace) -> None:
    """Refuse in one sentence what the pane would only tell in the picture."""
    from attnviz.engine.listen.listen import network_of
    from attnviz.engine.listen.sounds import read_sound
    from attnviz.engine.model_store import no_progress
    from attnviz.engine.session import Session

    network_of(Session(), arguments.model or defaults.SPELLER, no_progress)
    if arguments.sound is not None:
        read_sound(arguments.sound)


def _preparation(arguments: argparse.Namespace) -> Callable[[Any], None]:
    """What feeds the pane."""

    def translate(pane: Any) -> None:
        pane.set_model(arguments.model)
        if arguments.kind or arguments.layer or arguments.head:
            pair = (arguments.layer or 1) - 1, (arguments.head or 1) - 1
            pane.begin_with(KINDS[arguments.kind or "cross"], pair)
        if arguments.order:
            pane.drawer.order_by(arguments.order)
        if arguments.compare:
            pane.set_compared(arguments.compare)
        pane.set_text(arguments.text)

    def latent(pane: Any) -> None:
        if arguments.model:
            pane.set_model(arguments.model)
        pane.show_section(arguments.section or defaults.SECTIONS["latent"][0])

    def look(pane: Any) -> None:
        if arguments.model and arguments.section == "describe":
            pane.describe.choose(arguments.model)
        elif arguments.model:
            pane.set_model(arguments.model)
        pane.show_section(arguments.section or defaults.SECTIONS["look"][0])
        pane.begin_with(arguments.label or "", arguments.image)
        if arguments.image is not None:
            pane.open_file(arguments.image)

    def listen(pane: Any) -> None:
        if arguments.model:
            pane.set_model(arguments.model)
        if arguments.sound is not None:
            pane.open_file(arguments.sound)

    def read(pane: Any) -> None:
        section = pane.section(arguments.section or defaults.SECTIONS["read"][0])
        pane.show_section(section.id)
        if arguments.text is not None:
            section.set_text(arguments.text)

    def playground(pane: Any) -> None:
        if arguments.section:
            pane.show_section(arguments.section)
        if arguments.example:
            pane.load_example(arguments.example)

    def open_(pane: Any) -> None:
        if arguments.section:
            pane.show_section(arguments.section)
        if arguments.kind or arguments.layer or arguments.head:
            pair = (arguments.layer or 1) - 1, (arguments.head or 1) - 1
            pane.begin_with(KINDS[arguments.kind] if arguments.kind else "", pair)
        if arguments.text is not None:
            pane.input.text.show_text(arguments.text)
        pane.open_path(Path(arguments.model))
        pane.input_wanted = arguments.image or arguments.sound

    preparations = {"translate": translate, "look": look, "latent": latent, "playground": playground, "open": open_}
    preparations |= {"listen": listen, "read": read}
    return preparations[arguments.pane]
