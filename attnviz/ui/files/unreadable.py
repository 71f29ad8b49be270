"""Why a picture cannot be had, as a code and, in the interface language, in one sentence."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication


class Unreadable(Exception):
    """A picture that cannot be had: ``code`` and ``parameters``; ``sentence`` words them in the interface language."""

    def __init__(self, code: str, **parameters: Any) -> None:
        super().__init__(code)
        self.code, self.parameters = code, parameters

    def sentence(self) -> str:
        """Why, for the person who chose it."""
        return sentence(self.code, self.parameters)


def sentence(code: str, parameters: dict[str, Any]) -> str:
    """What a code of ``Unreadable`` means; empty for another."""
    sentences = {
        "file_missing": QCoreApplication.translate("Pictures", "{name} is not there or is no file."),
        "file_unreadable": QCoreApplication.translate("Pictures", "{name} cannot be read: {why}."),
        "file_forbidden": QCoreApplication.translate("Pictures", "You are not allowed to read {name}."),
        "file_empty": QCoreApplication.translate("Pictures", "{name} is empty."),
        "not_a_picture": QCoreApplication.translate("Pictures", "{name} is not a picture that can be read."),
        "picture_damaged": QCoreApplication.translate("Pictures", "{name} is damaged or cut off."),
        "picture_too_large": QCoreApplication.translate(
            "Pictures",
            "{name} is too large: {width} × {height} pixels; up to 16384 a side and 100 million altogether can be read.",
        ),
        "picture_too_small": QCoreApplication.translate(
            "Pictures", "{name} is only {width} × {height} pixels: too small to see anything in it."
        ),
        "kind_unread": QCoreApplication.translate(
            "Pictures", "{name} is a {kind} picture, which attnviz does not read: save it as JPEG or PNG first."
        ),
        "picture_too_heavy": QCoreApplication.translate(
            "Pictures", "{name} takes {needed} MB to be read, more than the {most} MB allowed: save it smaller first."
        ),
        "file_too_large": QCoreApplication.translate("Pictures", "{name} has more than {most} MB."),
        "no_text": QCoreApplication.translate(
            "Pictures", "{name} is no text that can be read: save it as UTF-8 first."
        ),
        "text_too_long": QCoreApplication.translate("Pictures", "{name} has more than {most} kB of text."),
        "picture_for_text": QCoreApplication.translate("Pictures", "{name} is a picture, no text: open it in Look."),
        "nothing_to_paste": QCoreApplication.translate("Pictures", "There is no picture on the clipboard."),
        "nothing_dropped": QCoreApplication.translate("Pictures", "What was dropped is no picture."),
    }
    return sentences.get(code, "").format(**parameters)
