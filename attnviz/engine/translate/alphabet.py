"""The characters that a vocabulary knows, and the plain forms of those that it does not."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

WORD_START = "▁"
MANY = 500  # ideographs: a vocabulary with as many has learned to spell the others in bytes
RARE = 1.2  # nats above the rarest character: seen a few times only
RARE_BELOW = -12.0  # log-probability; in a small corpus nothing counts as rare
UNKNOWN_SCORE = -15.0  # log-probability to count a byte with
ALWAYS_KNOWN = frozenset(map(chr, (32, *range(48, 58), *range(65, 91), *range(97, 123))))

PLAIN: dict[str, str] = {
    **dict.fromkeys("‘’‚‛′‵´`ʹʻʼʽˈˊ‹›❛❜՚", "'"),
    **dict.fromkeys("“”„‟″‶«»〝〞〟❝❞「」『』《》〈〉ˮ", '"'),
    **dict.fromkeys("−‐‑‒–—―⸺⸻⁃〜～•‣◦∙·・●▪■⁌⁍", "-"),
    **dict.fromkeys("。｡।۔", "."),
    **dict.fromkeys("、，､،", ","),
    **{"؛": ";", "؟": "?", "‽": "?!", "⋯": "...", "⁄": "/", "∕": "/", "÷": "/", "∶": ":", "×": "x", "✕": "x"},
    **{"ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D"},
    **{"ł": "l", "Ł": "L", "þ": "th", "Þ": "Th", "ð": "d", "Ð": "D", "ı": "i", "ħ": "h", "Ħ": "H", "ŧ": "t", "Ŧ": "T"},
    **{"ŋ": "ng", "Ŋ": "Ng", "ſ": "s"},
}
STYLED = re.compile(r"LATIN (?:LETTER )?(SMALL CAPITAL|CAPITAL|SMALL)(?: LETTER)? ([A-Z])$")  # in a character's name
SIGNS = "™℠©®"  # their compatibility forms are letters that would join the word before
WRITES_NOTHING = re.compile(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff9-\ufffc\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
LANGUAGES = {  # whose letters they are, by the first word of their Unicode names
    "CJK": ("zh", "ja"),
    "HIRAGANA": ("ja",),
    "KATAKANA": ("ja",),
    "HANGUL": ("ko",),
    "CYRILLIC": ("ru", "uk", "bg", "sr", "mk", "be"),
    "GREEK": ("el",),
    "ARABIC": ("ar", "fa", "ur"),
    "HEBREW": ("he", "yi"),
    "THAI": ("th",),
    "DEVANAGARI": ("hi", "mr", "ne"),
    "LATIN": ("en", "fr", "de", "es", "it", "pt", "nl", "sv", "pl", "tr", "vi"),
}
OTHER_LETTERS = {language for name, written in LANGUAGES.items() if name != "LATIN" for language in written}


class _Cleaned(dict[int, str]):
    """Code points to the characters that ``clean`` writes for them, found when first met."""

    def __missing__(self, code: int) -> str:
        self[code] = found = _cleaned(chr(code))
        return found


_CLEANED = _Cleaned()


def clean(text: str) -> str:
    """The text with one kind of space and of apostrophe, one character for one character."""
    return text if text.isascii() and text.isprintable() else text.translate(_CLEANED)


def _cleaned(character: str) -> str:
    if character in "\u2018\u2019\u02bc":
        return "'"
    category = unicodedata.category(character)
    if category == "Cs":  # a lone surrogate has no UTF-8 form
        return "\ufffd"
    return " " if category in ("Zs", "Zl", "Zp", "Cc") or character == WORD_START else character


def script(character: str) -> str:
    """The first word of a character's Unicode name, which for letters is their script; empty for one without a name."""
    return unicodedata.name(character, "").partition(" ")[0]


def languages_of(text: str) -> tuple[str, ...]:
    """The languages that are written in the script of most letters of ``text``; empty when no script is known."""
    found = Counter(script(c) for c in text if unicodedata.category(c)[0] == "L")
    return LANGUAGES.get(found.most_common(1)[0][0], ()) if found else ()


@lru_cache(4096)
def plain_form(character: str) -> str | None:
    """The simpler text that says the same, "" for a character that writes nothing; None where there is no such form."""
    if character in PLAIN:
        return PLAIN[character]
    if WRITES_NOTHING.match(character):
        return ""
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    compatible = unicodedata.normalize("NFKC", character)
    if compatible != character and character not in SIGNS:
        return compatible
    bare = "".join(c for c in unicodedata.normalize("NFD", character) if not unicodedata.combining(c))
    if bare != character:
        return bare
    digit = unicodedata.digit(character, None)
    styled = STYLED.search(unicodedata.name(character, ""))
    if digit is not None or styled:
        return str(digit) if styled is None else styled[2] if styled[1] == "CAPITAL" else styled[2].lower()
    return {"Pd": "-", "Pi": '"', "Pf": '"', "Cf": ""}.get(category)


class Alphabet:
    """The characters that a vocabulary knows, from its pieces and their log-probabilities."""

    def __init__(self, pieces: Mapping[str, float]) -> None:
        alone = {piece: score for piece, score in pieces.items() if len(piece) == 1}
        inside = {character for piece in pieces if len(piece) > 1 for character in piece}
        rare = min(min(alone.values(), default=0.0) + RARE, RARE_BELOW)
        self._seen = frozenset(alone) | inside
        self.known = (inside | {c for c, score in alone.items() if score > rare} | ALWAYS_KNOWN) - {WORD_START}
        self._accents = (
            sum("\x7f" < c < "\u0250" and c.isalpha() for c in self.known) > 4
        )  # a language that writes them
        self._scripts = Counter(script(c) for c in self._seen if unicodedata.category(c)[0] == "L")
        self.ideographic = self._scripts["CJK"] >= MANY
        self._read: dict[str, str | None] = {}

    def read_as(self, character: str) -> str | None:
        """What is read for a character: itself, its plain form as far as that is known, or "" ; None when it is unknown."""
        if character in self.known:
            return character
        if character not in self._read:
            self._read[character] = self._found(character)
        return self._read[character]

    def _found(self, character: str) -> str | None:
        seen, letter = character in self._seen, unicodedata.category(character)[0] == "L"
        if seen and letter and self._accents and script(character) == "LATIN":
            return character
        if character.lower() != character and character.lower() in self.known:
            return character.lower()
        plain = plain_form(character)
        if plain is not None and character not in plain:
            read = "".join(self.read_as(c) or "" for c in plain)
            if read or not plain:
                return read
        if seen and (not letter or self._scripts[script(character)] > 2):
            return character  # rare, but there is nothing simpler
        return character if letter and self.ideographic and script(character) == "CJK" else None
