"""The sentences and words of the Latent pane that come from codes of the engine and labels of the samples."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from attnviz.ui.i18n import filled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from attnviz.ui.panes.latent.state import Origin


def note_sentence(code: str, parameters: Mapping[str, Any]) -> str:
    """What was done to a picture or a code; "" for what is not known."""
    sentences = {
        "picture_resized": QCoreApplication.translate("LatentNotes", "brought down from {width} × {height} pixels"),
        "picture_enlarged": QCoreApplication.translate("LatentNotes", "enlarged from {width} × {height} pixels"),
        "picture_inverted": QCoreApplication.translate(
            "LatentNotes", "inverted, because the model knows light on dark"
        ),
        "picture_made_grey": QCoreApplication.translate("LatentNotes", "made grey"),
        "picture_plain": QCoreApplication.translate("LatentNotes", "one single colour"),
        "code_cut": QCoreApplication.translate("LatentNotes", "values beyond ±{reach:g} were brought back"),
    }
    return filled(sentences.get(code, ""), parameters)


def failure_sentence(code: str, parameters: Mapping[str, Any], sentence: str) -> str:
    """Why there is no new picture, in the interface language; for an unknown code the engine's English sentence."""
    sentences = {
        "no_vae": QCoreApplication.translate(
            "LatentNotes",
            "There is no model with codes of pictures here; train one with “attnviz train vae-scenes” or reinstall attnviz.",
        ),
        "weights_missing": QCoreApplication.translate(
            "LatentNotes", "The weights {file} are not there; choose another model or reinstall attnviz."
        ),
        "weights_broken": QCoreApplication.translate(
            "LatentNotes", "The weights {file} are damaged or of another program; choose another model."
        ),
        "samples_missing": QCoreApplication.translate(
            "LatentNotes", "The samples {file} are not beside the weights: open or draw a picture; there is no map."
        ),
        "samples_broken": QCoreApplication.translate(
            "LatentNotes",
            "The samples {file} are damaged or of another model: open or draw a picture; there is no map.",
        ),
        "not_a_vae": QCoreApplication.translate("LatentNotes", "The model {model} has no codes of pictures."),
        "picture_unusable": QCoreApplication.translate(
            "LatentNotes", "This picture cannot be read: it needs 1 to 16384 pixels a side."
        ),
        "code_wrong_length": QCoreApplication.translate(
            "LatentNotes", "A code has {expected} values here, not {given}."
        ),
        "code_not_a_number": QCoreApplication.translate("LatentNotes", "A value of the code is not a number."),
        "internal_error": QCoreApplication.translate(
            "LatentNotes", "Something went wrong inside ({error}); the log says more."
        ),
    }
    return filled(sentences.get(code, ""), parameters) or sentence


def origin_text(origin: Origin, label: str, *, painted: bool = False) -> str:
    """Where a picture comes from; samples may be ``painted`` by the model."""
    match origin.kind:
        case "sample":
            text = QCoreApplication.translate("LatentNotes", "Sample {number}").format(number=origin.index + 1)
            if painted:
                text = QCoreApplication.translate("LatentNotes", "{}, painted by the model").format(text)
            return f"{text} · {label}" if label else text
        case "drawing":
            return QCoreApplication.translate("LatentNotes", "Your drawing")
        case "clipboard":
            return QCoreApplication.translate("LatentNotes", "From the clipboard")
        case "codes":
            return QCoreApplication.translate("LatentNotes", "A code from {name}").format(name=origin.name)
        case "black":
            return QCoreApplication.translate("LatentNotes", "An empty picture")
    return origin.name or QCoreApplication.translate("LatentNotes", "A picture")


def model_title(id: str) -> str:
    """What a model shows, in words; its id for one that did not come with the program."""
    titles = {
        "vae-fashion": QCoreApplication.translate("LatentModels", "Clothes (Fashion-MNIST), with attention"),
        "vae-fashion-plain": QCoreApplication.translate("LatentModels", "Clothes (Fashion-MNIST), without attention"),
        "vae-sprites": QCoreApplication.translate("LatentModels", "Sprites: white shapes on black"),
        "vae-sprites-tc": QCoreApplication.translate("LatentModels", "Sprites, learned without pairs"),
        "vae-scenes": QCoreApplication.translate("LatentModels", "Scenes: solids in a studio"),
        "vae-faces": QCoreApplication.translate("LatentModels", "Faces: cartoon portraits"),
    }
    return titles.get(id, id)


def label_name(name: str) -> str:
    """What is known of samples, in the interface language."""
    names = {
        "class": QCoreApplication.translate("LatentLabels", "class"),
        "shape": QCoreApplication.translate("LatentLabels", "shape"),
        "scale": QCoreApplication.translate("LatentLabels", "scale"),
        "orientation": QCoreApplication.translate("LatentLabels", "orientation"),
        "x": "x",
        "y": "y",
        "floor hue": QCoreApplication.translate("LatentLabels", "floor hue"),
        "wall hue": QCoreApplication.translate("LatentLabels", "wall hue"),
        "solid hue": QCoreApplication.translate("LatentLabels", "solid hue"),
        "size": QCoreApplication.translate("LatentLabels", "size"),
        "angle": QCoreApplication.translate("LatentLabels", "angle"),
        "skin": QCoreApplication.translate("LatentLabels", "skin"),
        "hair style": QCoreApplication.translate("LatentLabels", "hair style"),
        "hair length": QCoreApplication.translate("LatentLabels", "hair length"),
        "hair colour": QCoreApplication.translate("LatentLabels", "hair colour"),
        "eyes": QCoreApplication.translate("LatentLabels", "eyes"),
        "mouth": QCoreApplication.translate("LatentLabels", "mouth"),
        "beard": QCoreApplication.translate("LatentLabels", "beard"),
        "clothes": QCoreApplication.translate("LatentLabels", "clothes"),
        "clothes colour": QCoreApplication.translate("LatentLabels", "clothes colour"),
    }
    return names.get(name, name)


def value_names(model: str, name: str) -> tuple[str, ...]:
    """The names of a label's values where they have names."""
    if name == "class" and model.startswith("vae-fashion"):
        return (
            QCoreApplication.translate("LatentLabels", "T-shirt"),
            QCoreApplication.translate("LatentLabels", "trousers"),
            QCoreApplication.translate("LatentLabels", "pullover"),
            QCoreApplication.translate("LatentLabels", "dress"),
            QCoreApplication.translate("LatentLabels", "coat"),
            QCoreApplication.translate("LatentLabels", "sandal"),
            QCoreApplication.translate("LatentLabels", "shirt"),
            QCoreApplication.translate("LatentLabels", "sneaker"),
            QCoreApplication.translate("LatentLabels", "bag"),
            QCoreApplication.translate("LatentLabels", "ankle boot"),
        )
    if name == "shape" and model.startswith("vae-scenes"):
        return (
            QCoreApplication.translate("LatentLabels", "sphere"),
            QCoreApplication.translate("LatentLabels", "cube"),
            QCoreApplication.translate("LatentLabels", "cylinder"),
            QCoreApplication.translate("LatentLabels", "cone"),
        )
    if model.startswith("vae-faces"):
        return _face_values().get(name, ())
    if name == "shape" and model.startswith("vae-sprites"):
        return (
            QCoreApplication.translate("LatentLabels", "square"),
            QCoreApplication.translate("LatentLabels", "ellipse"),
            QCoreApplication.translate("LatentLabels", "heart"),
        )
    return ()


def _face_values() -> dict[str, tuple[str, ...]]:
    """The names of the parts that a cartoon face is put together from, in the order of ``training/vae/faces.py``."""
    return {
        "hair style": (
            QCoreApplication.translate("LatentLabels", "undercut"),
            QCoreApplication.translate("LatentLabels", "side parting"),
            QCoreApplication.translate("LatentLabels", "spiky hair"),
            QCoreApplication.translate("LatentLabels", "bun"),
        ),
        "hair length": (
            QCoreApplication.translate("LatentLabels", "short"),
            QCoreApplication.translate("LatentLabels", "to the neck"),
            QCoreApplication.translate("LatentLabels", "to the shoulders"),
            QCoreApplication.translate("LatentLabels", "long"),
        ),
        "eyes": (
            QCoreApplication.translate("LatentLabels", "open"),
            QCoreApplication.translate("LatentLabels", "winking"),
            QCoreApplication.translate("LatentLabels", "closed"),
        ),
        "mouth": (
            QCoreApplication.translate("LatentLabels", "sad"),
            QCoreApplication.translate("LatentLabels", "smiling"),
            QCoreApplication.translate("LatentLabels", "laughing"),
            QCoreApplication.translate("LatentLabels", "astonished"),
        ),
        "beard": (
            QCoreApplication.translate("LatentLabels", "no beard"),
            QCoreApplication.translate("LatentLabels", "moustache"),
            QCoreApplication.translate("LatentLabels", "full beard"),
            QCoreApplication.translate("LatentLabels", "long beard"),
        ),
        "clothes": (
            QCoreApplication.translate("LatentLabels", "top"),
            QCoreApplication.translate("LatentLabels", "T-shirt"),
            QCoreApplication.translate("LatentLabels", "shirt"),
            QCoreApplication.translate("LatentLabels", "jacket"),
        ),
    }


def label_text(model: str, name: str, value: int) -> str:
    """A named value of a label; "" for mere numbers, of which there are too many to say."""
    names = value_names(model, name)
    return names[value] if 0 <= value < len(names) else ""
