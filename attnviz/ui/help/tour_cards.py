"""The cards of the guided tour: what each says, and what of the window it shows."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication


@dataclass(frozen=True)
class Card:
    """A title and a few sentences in English, and where they lead: a pane, in the Playground a section or worked
    example, the scoring function of the step view, the network of live training.
    """

    _title: object
    _text: object
    pane: str
    section: str = ""
    example: str = ""
    scoring: str = ""
    network: str = ""

    def title(self) -> str:
        """The title in the interface language."""
        return QCoreApplication.translate("Tour", str(self._title))

    def text(self) -> str:
        """The sentences in the interface language."""
        return QCoreApplication.translate("Tour", str(self._text))


CARDS: tuple[Card, ...] = (
    Card(
        QT_TRANSLATE_NOOP("Tour", "One softmax"),
        QT_TRANSLATE_NOOP(
            "Tour",
            "Attention is one question put to many. The query q is compared with each key k; the softmax turns the scores into "
            "shares that sum to 1; the values v are added up in those shares. Point at a number to see what made it; drag a cell "
            "of the query up or down and watch every later step follow. The dot product is only one way to compare: at the "
            "bottom all scoring functions stand side by side, Bahdanau's small network, the first attention, among them.",
        ),
        "playground",
        example="exercise",
        scoring="scaled_dot",
    ),
    Card(
        QT_TRANSLATE_NOOP("Tour", "In a translator"),
        QT_TRANSLATE_NOOP(
            "Tour",
            "Here a trained network does this once for every word it writes. Rows are the words of the translation, columns those "
            "of your sentence; a bright cell says where the network looked when it wrote the word. Type a sentence of your own.",
        ),
        "translate",
    ),
    Card(
        QT_TRANSLATE_NOOP("Tour", "What bright does not prove"),
        QT_TRANSLATE_NOOP(
            "Tour",
            "The map shows where the network looked, not why it chose the word. Full stops and end marks often take weight that "
            "means nothing. Press Check at the right: the words it points at are hidden, then as many others, and you read "
            "which the translation needed.",
        ),
        "translate",
    ),
    Card(
        QT_TRANSLATE_NOOP("Tour", "The same with real numbers"),
        QT_TRANSLATE_NOOP(
            "Tour",
            "“The cat is on the mat”, taken from the translator: the row of “chat” gives nearly all its weight to “cat”. The "
            "vectors are too wide to show whole, so the scores are the model's own; from there on every number is exact.",
        ),
        "playground",
        example="cat-fr",
    ),
    Card(
        QT_TRANSLATE_NOOP("Tour", "Self, cross, causal"),
        QT_TRANSLATE_NOOP(
            "Tour",
            "One equation, three uses. Cross-attention: queries from the translation, keys from the source. Self-attention: both "
            "from the same words. Causal: a mask hides the words still to come. Click cells of the masked scores to hide others.",
        ),
        "playground",
        example="causal",
        scoring="scaled_dot",
    ),
    Card(
        QT_TRANSLATE_NOOP("Tour", "Why several heads"),
        QT_TRANSLATE_NOOP(
            "Tour",
            "Each word here wants two things: the word before it and the word after it. Two heads fetch one each. Choose one head: "
            "the same numbers now blur into a mixture that nothing can part.",
        ),
        "playground",
        section="heads",
    ),
    Card(
        QT_TRANSLATE_NOOP("Tour", "Where words stand"),
        QT_TRANSLATE_NOOP(
            "Tour",
            "A weighted sum knows no order. Switch positions off and shuffle the words: the outputs are shuffled, and "
            "nothing else. With sines and cosines, rotations or a learned table, each place looks different.",
        ),
        "playground",
        section="positions",
    ),
    Card(
        QT_TRANSLATE_NOOP("Tour", "Step by step through time"),
        QT_TRANSLATE_NOOP(
            "Tour",
            "A recurrent decoder writes one word at a time. Go forward with ▶: the state changes, asks the source again, and the "
            "weights move on.",
        ),
        "playground",
        section="recurrent",
    ),
    Card(
        QT_TRANSLATE_NOOP("Tour", "In a photo"),
        QT_TRANSLATE_NOOP(
            "Tour",
            "A network that names photos weighs places as the translator weighs words. Bright is where it looked; the box stands "
            "around what it found. Choose another class at the right to see what speaks for it. Under “What if”, paint over "
            "the photo and watch the answer follow.",
        ),
        "look",
        section="picture",
    ),
    Card(
        QT_TRANSLATE_NOOP("Tour", "Pictures as sliders"),
        QT_TRANSLATE_NOOP(
            "Tour",
            "Attention also helps a network to see. This one packs a picture into a few numbers: drag a slider, and the picture "
            "follows. Choose the clothes and tick “Attention” to see which parts counted.",
        ),
        "latent",
        section="sliders",
    ),
    Card(
        QT_TRANSLATE_NOOP("Tour", "Watch one learn"),
        QT_TRANSLATE_NOOP(
            "Tour",
            "Press Start: a small network learns to reverse ten letters, and its map sharpens into the other diagonal within "
            "seconds. Then choose “no attention” and start again: the same network, the same time, and it cannot.",
        ),
        "playground",
        section="train",
        network="rnn",
    ),
    Card(
        QT_TRANSLATE_NOOP("Tour", "The Transformer's heads"),
        QT_TRANSLATE_NOOP(
            "Tour",
            "A Transformer stacks what you have seen: positions, several heads, layer upon layer, with small networks "
            "between. Press Start and choose a head above the map: some find the letter, some look elsewhere. In Translate, "
            "choose a Transformer: all its heads stand beside the picture, and each can be switched off.",
        ),
        "playground",
        section="train",
        network="transformer",
    ),
)
