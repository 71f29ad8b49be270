"""The cards of the guided tour: what each says, what of the window it rings, and which action it waits for."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication


@dataclass(frozen=True)
class Link:
    """Where a button of the last card leads."""

    _label: object
    pane: str
    section: str = ""

    def label(self) -> str:
        """Its words in the interface language."""
        return QCoreApplication.translate("Tour", str(self._label))


@dataclass(frozen=True)
class Card:
    """A title and at most forty words in English, where they lead (a pane, in it a section or worked example, a scoring
    function, a network of live training), the object names of what is ringed and of what should stay in sight beside it, the
    action that it waits for, and what answers it.
    """

    _title: object
    _text: object
    pane: str
    section: str = ""
    example: str = ""
    scoring: str = ""
    network: str = ""
    target: str = ""
    brightest: bool = False  # ring the brightest cell of the target, a heatmap
    keeps: tuple[str, ...] = ()  # what the card covers as little of as can be
    waits: str = ""  # one of ``attnviz.ui.help.awaited.ACTIONS``
    entry: str = ""  # of a list that is waited for: how the data of the entry begin that is to be chosen
    answer: str = ""  # what is brought into sight once the person has acted
    links: tuple[Link, ...] = ()

    def title(self) -> str:
        """The title in the interface language."""
        return QCoreApplication.translate("Tour", str(self._title))

    def text(self) -> str:
        """The sentences in the interface language."""
        return QCoreApplication.translate("Tour", str(self._text))


CARDS: tuple[Card, ...] = (
    Card(
        QT_TRANSLATE_NOOP("Tour", "One bright cell"),
        QT_TRANSLATE_NOOP(
            "Tour",
            "Rows are the words of the translation, columns the words of your sentence. The ringed cell is the brightest: "
            "when the network wrote this row's word, it looked here most. Point at it.",
        ),
        "translate",
        target="translate.heatmap",
        brightest=True,
        waits="point",
    ),
    Card(
        QT_TRANSLATE_NOOP("Tour", "Your own sentence"),
        QT_TRANSLATE_NOOP("Tour", "Type another English sentence. The translation and the map follow while you type."),
        "translate",
        target="translate.source",
        keeps=("translate.target", "translate.heatmap"),
        waits="type",
    ),
    Card(
        QT_TRANSLATE_NOOP("Tour", "What brightness does not mean"),
        QT_TRANSLATE_NOOP(
            "Tour",
            "The map shows where the network looked, not why it chose a word. “Test this map” at the right hides the words it "
            "points at, then random ones, and compares what the translation loses. Press Check.",
        ),
        "translate",
        target="translate.truth.check",
        keeps=("translate.truth.bars", "translate.truth.answer"),
        answer="translate.truth.answer",
        waits="click",
    ),
    Card(
        QT_TRANSLATE_NOOP("Tour", "Many heads"),
        QT_TRANSLATE_NOOP(
            "Tour",
            "An attention RNN has one map. A Transformer has many, one for each head of each layer. Choose a Transformer in "
            "this list: all its heads appear beside the map; click one to see it large.",
        ),
        "translate",
        target="translate.model",
        entry="transformer",
        keeps=("translate.heatmap", "translate.drawer"),
        waits="choose",
    ),
    Card(
        QT_TRANSLATE_NOOP("Tour", "Attention in one equation"),
        QT_TRANSLATE_NOOP(
            "Tour",
            "A query q is compared with each key k. Softmax turns the scores into weights that sum to 1. The values v are "
            "added up with these weights. Drag a number of q up or down and watch every step change.",
        ),
        "playground",
        example="exercise",
        scoring="scaled_dot",
        target="playground.q",
        keeps=("playground.k", "playground.v", "playground.scores", "playground.scaled", "playground.weights"),
        waits="drag",
    ),
    Card(
        QT_TRANSLATE_NOOP("Tour", "Why several heads"),
        QT_TRANSLATE_NOOP(
            "Tour",
            "Each word here needs the word before it and the word after it. Two heads fetch one each. Choose 1 head: one "
            "softmax can only mix the two.",
        ),
        "playground",
        section="heads",
        target="playground.heads.1",
        keeps=(
            "playground.heads.verdict",
            "playground.heads.x",
            "playground.heads.weights0",
            "playground.heads.output0",
        ),
        waits="click",
    ),
    Card(
        QT_TRANSLATE_NOOP("Tour", "Why positions are added"),
        QT_TRANSLATE_NOOP(
            "Tour",
            "A weighted sum does not know the order of words. Choose “none” in this list: now shuffled words get the same outputs, "
            "only in the new order. Every other choice makes each place different.",
        ),
        "playground",
        section="positions",
        target="playground.positions.kind",
        entry="none",
        keeps=("playground.positions.verdict", "playground.positions.outputs", "playground.positions.shuffledoutputs"),
        waits="choose",
    ),
    Card(
        QT_TRANSLATE_NOOP("Tour", "A question about a text"),
        QT_TRANSLATE_NOOP(
            "Tour",
            "This network marks the answer in the passage as you type. The deeper the colour of a word, the more the question "
            "looks at it. Ask something else. “Fill in”, “Take apart” and “Find” do more with a text.",
        ),
        "read",
        section="answer",
        target="read.answer.question",
        keeps=("read.answer.told", "read.answer.passage"),
        waits="type",
    ),
    Card(
        QT_TRANSLATE_NOOP("Tour", "Attention in a photo"),
        QT_TRANSLATE_NOOP(
            "Tour",
            "This network names what a photo shows. Bright places count most in its answer. “Describe” tells the photo in words, "
            "each with its own light; “What if” lets you paint over it and watch the answer change.",
        ),
        "look",
        section="picture",
        target="look.picture",
        keeps=("look.plain",),
        waits="point",
    ),
    Card(
        QT_TRANSLATE_NOOP("Tour", "Letters that listen"),
        QT_TRANSLATE_NOOP(
            "Tour",
            "This network writes down what is said, letter by letter. Point at a row: its bright cells are the moment that the "
            "letter listened to. “Record” listens to you; this small network knows thirty words.",
        ),
        "listen",
        target="listen.sound.view",
        keeps=tuple(f"listen.word.{i}" for i in range(4)),
        waits="point",
    ),
    Card(
        QT_TRANSLATE_NOOP("Tour", "A picture from a few numbers"),
        QT_TRANSLATE_NOOP(
            "Tour",
            "A variational autoencoder packs a picture into a few numbers and paints it again from them. Drag this slider: "
            "the picture follows.",
        ),
        "latent",
        section="sliders",
        target="latent.slider.0",
        keeps=("latent.picture", "latent.sliders.area"),
        waits="drag",
    ),
    Card(
        QT_TRANSLATE_NOOP("Tour", "Watch one learn"),
        QT_TRANSLATE_NOOP(
            "Tour",
            "Press Start. A small network learns to reverse letters, and its map turns into a sharp diagonal within half a "
            "minute. With “no attention” the same network needs far longer.",
        ),
        "playground",
        section="train",
        network="rnn",
        target="playground.train.start",
        keeps=("playground.train.heatmap", "playground.curve.accuracy"),
        waits="click",
    ),
    Card(
        QT_TRANSLATE_NOOP("Tour", "Try it yourself"),
        QT_TRANSLATE_NOOP("Tour", "Choose where to begin. The tour stays in the Help menu."),
        "translate",
        links=(
            Link(QT_TRANSLATE_NOOP("Tour", "Translate a sentence"), "translate"),
            Link(QT_TRANSLATE_NOOP("Tour", "Ask a text a question"), "read", "answer"),
            Link(QT_TRANSLATE_NOOP("Tour", "Look into a photo"), "look", "picture"),
            Link(QT_TRANSLATE_NOOP("Tour", "Tell a photo in words"), "look", "describe"),
            Link(QT_TRANSLATE_NOOP("Tour", "Listen to speech"), "listen"),
            Link(QT_TRANSLATE_NOOP("Tour", "Move sliders of a picture"), "latent", "sliders"),
            Link(QT_TRANSLATE_NOOP("Tour", "Work attention out by hand"), "playground", "steps"),
            Link(QT_TRANSLATE_NOOP("Tour", "Train a network"), "playground", "train"),
        ),
    ),
)
