"""The sentences and words of the Look pane that come from codes of the engine, names of classes and of maps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from attnviz.ui.i18n import filled, in_a_row
from attnviz.ui.panes.look import describe_texts
from attnviz.ui.panes.look.state import CLASS, GATE, NONE, STAGES
from attnviz.ui.shares import percent

if TYPE_CHECKING:
    from attnviz.engine.look.messages import ClassScore
    from attnviz.engine.messages import Model


CLASSES = (  # for the catalogues
    QT_TRANSLATE_NOOP("LookClasses", "backpack"),
    QT_TRANSLATE_NOOP("LookClasses", "banana"),
    QT_TRANSLATE_NOOP("LookClasses", "bear"),
    QT_TRANSLATE_NOOP("LookClasses", "bell pepper"),
    QT_TRANSLATE_NOOP("LookClasses", "bird"),
    QT_TRANSLATE_NOOP("LookClasses", "boat"),
    QT_TRANSLATE_NOOP("LookClasses", "bottle"),
    QT_TRANSLATE_NOOP("LookClasses", "bridge"),
    QT_TRANSLATE_NOOP("LookClasses", "bus"),
    QT_TRANSLATE_NOOP("LookClasses", "butterfly"),
    QT_TRANSLATE_NOOP("LookClasses", "car"),
    QT_TRANSLATE_NOOP("LookClasses", "cat"),
    QT_TRANSLATE_NOOP("LookClasses", "cattle"),
    QT_TRANSLATE_NOOP("LookClasses", "chair"),
    QT_TRANSLATE_NOOP("LookClasses", "coffee"),
    QT_TRANSLATE_NOOP("LookClasses", "dog"),
    QT_TRANSLATE_NOOP("LookClasses", "elephant"),
    QT_TRANSLATE_NOOP("LookClasses", "frog"),
    QT_TRANSLATE_NOOP("LookClasses", "goldfish"),
    QT_TRANSLATE_NOOP("LookClasses", "ice cream"),
    QT_TRANSLATE_NOOP("LookClasses", "insect"),
    QT_TRANSLATE_NOOP("LookClasses", "keyboard"),
    QT_TRANSLATE_NOOP("LookClasses", "koala"),
    QT_TRANSLATE_NOOP("LookClasses", "lighthouse"),
    QT_TRANSLATE_NOOP("LookClasses", "lion"),
    QT_TRANSLATE_NOOP("LookClasses", "monkey"),
    QT_TRANSLATE_NOOP("LookClasses", "mushroom"),
    QT_TRANSLATE_NOOP("LookClasses", "orange"),
    QT_TRANSLATE_NOOP("LookClasses", "pig"),
    QT_TRANSLATE_NOOP("LookClasses", "pizza"),
    QT_TRANSLATE_NOOP("LookClasses", "sandal"),
    QT_TRANSLATE_NOOP("LookClasses", "spider"),
    QT_TRANSLATE_NOOP("LookClasses", "sunglasses"),
    QT_TRANSLATE_NOOP("LookClasses", "table"),
    QT_TRANSLATE_NOOP("LookClasses", "teapot"),
    QT_TRANSLATE_NOOP("LookClasses", "teddy bear"),
    QT_TRANSLATE_NOOP("LookClasses", "tractor"),
    QT_TRANSLATE_NOOP("LookClasses", "train"),
    QT_TRANSLATE_NOOP("LookClasses", "umbrella"),
    QT_TRANSLATE_NOOP("LookClasses", "van"),
)


def class_name(label: str) -> str:
    """What a class is called in the interface language; an unknown label as it is, with spaces."""
    return QCoreApplication.translate("LookClasses", label.replace("_", " "))


def layer_name(layer: str) -> str:
    """What a map is called where it is chosen."""
    names = {
        GATE: QCoreApplication.translate("LookNotes", "Attention"),
        CLASS: QCoreApplication.translate("LookNotes", "Evidence for the class"),
        STAGES[0]: QCoreApplication.translate("LookNotes", "Stage 1, fine"),
        STAGES[1]: QCoreApplication.translate("LookNotes", "Stage 2"),
        STAGES[2]: QCoreApplication.translate("LookNotes", "Stage 3, coarse"),
        NONE: QCoreApplication.translate("LookNotes", "No map"),
    }
    return names.get(layer, layer)


def meaning(layer: str, name: str) -> str:
    """What a map shows, in one sentence; ``name`` is the chosen class in words."""
    if layer == CLASS:
        return QCoreApplication.translate(
            "LookNotes",
            "Orange speaks for “{name}”, blue against it; all places together add up to its score, but for a constant.",
        ).format(name=name)
    sentences = {
        GATE: QCoreApplication.translate(
            "LookNotes", "How much each place counts in the answer, whatever the class; bright counts most."
        ),
        STAGES[0]: QCoreApplication.translate(
            "LookNotes", "What the first, finest stage let through: mostly edges and textures."
        ),
        STAGES[1]: QCoreApplication.translate("LookNotes", "What the second stage let through: parts of things."),
        STAGES[2]: QCoreApplication.translate("LookNotes", "What the last, coarsest stage let through: whole things."),
        NONE: QCoreApplication.translate("LookNotes", "The photo alone."),
    }
    return sentences.get(layer, "")


def taught(supervision: str, layer: str) -> str:
    """How a map was taught, by what the model's card says of its ``supervision``; "" where nothing is known of it."""
    if layer == NONE or not supervision:
        return ""
    if "box" not in supervision:
        return QCoreApplication.translate(
            "LookNotes", "It learned from class names alone; nothing told it where to look."
        )
    sentences = {
        GATE: QCoreApplication.translate(
            "LookNotes", "It was trained with boxes: the map had to cover the box around the object in each photo."
        ),
        CLASS: QCoreApplication.translate(
            "LookNotes",
            "It learned from class names and one box per photo; the boxes say where the evidence should lie.",
        ),
    }
    return sentences.get(
        layer,
        QCoreApplication.translate("LookNotes", "Nobody told this stage where to look; it found out by itself."),
    )


def way_sentence(way: str) -> str:
    """How to read a map that is not drawn in colours; "" for one that is."""
    sentences = {
        "contour": QCoreApplication.translate(
            "LookNotes", "The lines stand at a quarter, half and three quarters of the strongest place."
        ),
        "spotlight": QCoreApplication.translate("LookNotes", "The photo is dark where the map is low."),
    }
    return sentences.get(way, "")


def legend(layer: str, way: str, name: str, supervision: str) -> str:
    """What lies over the photo, how it is drawn, and how it was taught."""
    if layer == CLASS and way != "overlay":
        first = QCoreApplication.translate(
            "LookNotes", "Only what speaks for “{name}” is shown, not what speaks against it."
        ).format(name=name)
    else:
        first = meaning(layer, name)
    sentences = (first, way_sentence(way) if layer != NONE else "", taught(supervision, layer))
    return in_a_row(sentences)


def weight_here(weight: float, share: float) -> str:
    """The weight of one place and its share of the whole map."""
    return QCoreApplication.translate("LookNotes", "weight here {weight} · {share} of the map").format(
        weight=f"{weight:.2f}", share=percent(share)
    )


def evidence_here(value: float, name: str) -> str:
    """What one place adds to a class's score."""
    number = f"{value:+.4f}".replace("-", "−")
    return QCoreApplication.translate("LookNotes", "this place adds {number} to the score of “{name}”").format(
        number=number, name=name
    )


def note_sentence(code: str, parameters: Mapping[str, Any]) -> str:
    """What is to be known about an answer; "" for what is not known."""
    sentences = {
        "picture_enlarged": QCoreApplication.translate(
            "LookNotes",
            "This picture is small ({width} × {height} pixels) and was enlarged; do not trust the answer far.",
        ),
        "picture_plain": QCoreApplication.translate(
            "LookNotes", "This picture is one single colour: there is nothing to see in it."
        ),
    }
    return filled(sentences.get(code, ""), parameters)


def failure_sentence(code: str, parameters: Mapping[str, Any], sentence: str) -> str:
    """Why there is no answer, in the interface language; for an unknown code the engine's English sentence."""
    sentences = {
        "no_classifier": QCoreApplication.translate(
            "LookNotes",
            "There is no model that names photos here; train one with “attnviz train cnn-objects” or reinstall attnviz.",
        ),
        "weights_missing": QCoreApplication.translate(
            "LookNotes", "The weights {file} are not there; choose another model or reinstall attnviz."
        ),
        "weights_broken": QCoreApplication.translate(
            "LookNotes", "The weights {file} are damaged or of another program; choose another model."
        ),
        "not_a_classifier": QCoreApplication.translate(
            "LookNotes", "The model {model} does not name what is in a photo."
        ),
        "picture_unusable": QCoreApplication.translate(
            "LookNotes", "This picture cannot be read: it needs 1 to 16384 pixels a side."
        ),
        "no_such_class": QCoreApplication.translate("LookNotes", "The model does not know the class “{label}”."),
        "share_unusable": QCoreApplication.translate(
            "LookNotes", "Cover more than nothing and at most half of the picture."
        ),
        "draws_unusable": QCoreApplication.translate("LookNotes", "Between 1 and {most} places can be drawn."),
        "cover_unknown": QCoreApplication.translate("LookNotes", "Cover with grey, the mean colour or a blur."),
        "views_unknown": QCoreApplication.translate("LookNotes", "A picture is looked at once or in several views."),
        "internal_error": QCoreApplication.translate(
            "LookNotes", "Something went wrong inside ({error}); the log says more."
        ),
    }
    return filled(sentences.get(code, ""), parameters) or describe_texts.refusal(code, dict(parameters)) or sentence


def opened_title(model: Model) -> str:
    """What a classifier of a person's own is called; another pane shows it."""
    text = QCoreApplication.translate("LookTexts", "{name} (opened by you, in My model)")
    return text.format(name=model.card["name"])


def model_title(id: str) -> str:
    """What a model knows, in words; its id for one that did not come with the program."""
    titles = {
        "cnn-objects": QCoreApplication.translate("LookModels", "40 everyday things, with attention"),
        "cnn-objects-plain": QCoreApplication.translate("LookModels", "40 everyday things, without attention"),
    }
    return titles.get(id, id)


def model_about(card: Mapping[str, Any]) -> str:
    """How a model was taught and on what, in a few sentences; "" where the card does not say."""
    sentences = []
    supervision = str(card.get("supervision", ""))
    if "box" in supervision:
        sentences.append(
            QCoreApplication.translate(
                "LookModels",
                "Trained with the class of each photo and a box around one object in it: the maps were trained with boxes.",
            )
        )
    elif supervision:
        sentences.append(QCoreApplication.translate("LookModels", "Trained with the classes of the photos alone."))
    data = card.get("data")
    if isinstance(data, Mapping):
        said = QCoreApplication.translate("LookModels", "Photos: {origin}. Licence: {licence}.")
        sentences.append(said.format(origin=_told(data, "origin"), licence=_told(data, "licence")))
    return "\n".join(sentences)


# What the cards of the models that ship say of their data, in English.
QT_TRANSLATE_NOOP("LookModels", "40 everyday classes with boxes from Tiny-ImageNet (ImageNet, research use)")
QT_TRANSLATE_NOOP("LookModels", "ImageNet terms: research use; the pictures are not part of the program")


def _told(data: Mapping[str, Any], key: str) -> str:
    """What a card says, in the language of now where it is known."""
    return QCoreApplication.translate("LookModels", str(data.get(key, "?")))


def not_sure(top: Sequence[ClassScore]) -> str:
    """What a model hesitates between that is sure of nothing, the likeliest three first."""
    said = ", ".join(f"{class_name(each.label)} {percent(each.probability)}" for each in top[:3])
    return QCoreApplication.translate("LookNotes", "not sure: {classes}").format(classes=said)


def why_not_sure(below: float) -> str:
    """From where the level comes below which an answer is called unsure."""
    text = QCoreApplication.translate(
        "LookNotes", "Below {level} % it names held-out photos wrongly at least as often as right."
    )
    return text.format(level=f"{below * 100:.0f}")
