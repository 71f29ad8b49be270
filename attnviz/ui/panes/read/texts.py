"""The sentences and words of the Read pane: what was refused, what should be known, what rows and columns are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from attnviz.engine.attention.messages import CROSS, DECODER, ENCODER
from attnviz.ui.attention.captions import AttentionTexts, KindTexts
from attnviz.ui.i18n import in_a_row

if TYPE_CHECKING:
    from collections.abc import Mapping


def _filled(sentences: Mapping[str, str], code: str, parameters: Mapping[str, Any], otherwise: str) -> str:
    try:
        return sentences[code].format(**parameters) if code in sentences else otherwise
    except (KeyError, IndexError, ValueError):
        return otherwise


def failure_sentence(code: str, parameters: Mapping[str, Any], sentence: str) -> str:
    """Why something could not be read; the engine's own sentence for a code that is not known."""
    sentences = {
        "passage_empty": QCoreApplication.translate(
            "ReadTexts", "Paste or type a passage: the answer is looked for there."
        ),
        "question_empty": QCoreApplication.translate("ReadTexts", "Type a question about the passage."),
        "text_empty": QCoreApplication.translate("ReadTexts", "Type or paste a text to read."),
        "query_empty": QCoreApplication.translate("ReadTexts", "Type what you are looking for."),
        "texts_empty": QCoreApplication.translate(
            "ReadTexts", "There are no texts to search: paste some, a line each."
        ),
        "no_letters": QCoreApplication.translate(
            "ReadTexts", "There are no letters in it, so there is nothing to read."
        ),
        "not_english": QCoreApplication.translate(
            "ReadTexts", "This model reads English; most of this text is in another script."
        ),
        "too_long": QCoreApplication.translate(
            "ReadTexts", "The text has {given} words; at most {most} can be read at once."
        ),
        "too_many_texts": QCoreApplication.translate(
            "ReadTexts", "These are {given} texts; at most {most} can be searched."
        ),
        "no_blank": QCoreApplication.translate("ReadTexts", "There is no blank: type ___ or click a word."),
        "only_blanks": QCoreApplication.translate(
            "ReadTexts", "There is nothing around the blanks that could say what belongs there."
        ),
        "too_many_blanks": QCoreApplication.translate(
            "ReadTexts", "There are {given} blanks; at most {most} can be filled."
        ),
        "all_hidden": QCoreApplication.translate("ReadTexts", "Every sentence is hidden: show one again."),
        "weights_missing": QCoreApplication.translate(
            "ReadTexts", "The model of this section is not installed: {file} is in no folder of models."
        ),
    }
    return _filled(sentences, code, parameters, sentence)


def note_sentence(code: str, parameters: Mapping[str, Any]) -> str:
    """What a person should know of an answer; "" for a code that is not known."""
    sentences = {
        "windows": QCoreApplication.translate(
            "ReadTexts",
            "The passage is long: it is read in {windows} windows of {tokens} pieces, each with the question, and all answers "
            "compete.",
        ),
        "hidden": QCoreApplication.translate("ReadTexts", "Hidden sentences are not read: {count}."),
        "text_cut": QCoreApplication.translate("ReadTexts", "Only the first {shown} of {given} words are read."),
        "title_cut": QCoreApplication.translate(
            "ReadTexts", "The title was cut off after {tokens} pieces: it has no end."
        ),
        "source_unseen": QCoreApplication.translate(
            "ReadTexts", "All heads that look at the text are off: the title is written without it."
        ),
        "all_heads_off": QCoreApplication.translate("ReadTexts", "All heads are off."),
        "control_characters": QCoreApplication.translate("ReadTexts", "{count} control characters are passed over."),
        "unknown_characters": QCoreApplication.translate(
            "ReadTexts", "Characters that the model does not know: {characters}"
        ),
        "partly_other_script": QCoreApplication.translate(
            "ReadTexts", "This model reads English; words in another script are only guessed at."
        ),
        "sentences_cut": QCoreApplication.translate("ReadTexts", "Only the first sentence is taken apart."),
        "texts_cut": QCoreApplication.translate(
            "ReadTexts", "Of long texts the first {tokens} pieces are read: {count} of them are longer."
        ),
    }
    return _filled(sentences, code, parameters, "")


class ReadTexts(AttentionTexts):
    """What holds in every section: an encoder reads all pieces at once."""

    has_steps = False

    def kind(self, kind: str) -> KindTexts:
        return encoder_texts()

    def words_tip(self) -> str:
        return QCoreApplication.translate(
            "ReadTexts", "Pieces joined to words: summed over what is looked at, averaged over what looks"
        )

    def strongest_tip(self) -> str:
        return QCoreApplication.translate("ReadTexts", "Draw only this many of the strongest lines of each word")

    def hide_special_text(self) -> str:
        return QCoreApplication.translate("ReadTexts", "Hide [CLS] and [SEP]")

    def hide_special_tip(self) -> str:
        return QCoreApplication.translate(
            "ReadTexts", "Leave out the marks before, between and after the texts; the caption tells how much they held"
        )

    def switch_tip(self) -> str:
        return QCoreApplication.translate(
            "ReadTexts", "The chosen heads; the answer follows at once (key O in the grid)"
        )


def encoder_texts() -> KindTexts:
    """Every piece looks at every piece."""
    return KindTexts(
        name=QCoreApplication.translate("ReadTexts", "self-attention"),
        short=QCoreApplication.translate("ReadTexts", "All words"),
        tip=QCoreApplication.translate("ReadTexts", "Every word looks at every word of what is read"),
        captions={
            "heatmap": QCoreApplication.translate(
                "ReadTexts", "Each row is a word that looks; the brighter a cell, the more it looks at that word."
            ),
            "lines": QCoreApplication.translate(
                "ReadTexts", "The wider a line, the more the upper word looks at the lower."
            ),
        },
        rollout=QCoreApplication.translate(
            "ReadTexts",
            "How much each word may hold of each other after all layers, if heads are averaged and all else is left out: an "
            "approximation (Abnar & Zuidema 2020).",
        ),
    )


class AnswerTexts(ReadTexts):
    """Question and passage."""

    def kind(self, kind: str) -> KindTexts:
        return {CROSS: _question, DECODER: _passage, ENCODER: encoder_texts}[kind]()


def _question() -> KindTexts:
    scaled = QCoreApplication.translate("ReadTexts", "What they look at elsewhere is left out, the rest scaled to 1.")
    return KindTexts(
        name=QCoreApplication.translate("ReadTexts", "question looks at passage"),
        short=QCoreApplication.translate("ReadTexts", "Question"),
        tip=QCoreApplication.translate("ReadTexts", "Where the words of the question look in the passage"),
        captions={
            "passage": QCoreApplication.translate(
                "ReadTexts",
                "The deeper the colour, the more the question looks at a word; point at one of its words to see that one alone.",
            ),
            "heatmap": in_a_row(
                [
                    QCoreApplication.translate(
                        "ReadTexts", "Rows are words of the question, columns words of the passage."
                    ),
                    scaled,
                ]
            ),
            "lines": in_a_row(
                [
                    QCoreApplication.translate(
                        "ReadTexts", "The wider a line, the more a word of the question looks there."
                    ),
                    scaled,
                ]
            ),
        },
    )


def _passage() -> KindTexts:
    scaled = QCoreApplication.translate("ReadTexts", "What they look at elsewhere is left out, the rest scaled to 1.")
    return KindTexts(
        name=QCoreApplication.translate("ReadTexts", "passage looks at question"),
        short=QCoreApplication.translate("ReadTexts", "Passage"),
        tip=QCoreApplication.translate("ReadTexts", "Where the words of the passage look in the question"),
        captions={
            "passage": QCoreApplication.translate(
                "ReadTexts",
                "Point at a word of the question: the deeper the colour, the more a word of the passage looks at it.",
            ),
            "heatmap": in_a_row(
                [
                    QCoreApplication.translate(
                        "ReadTexts", "Rows are words of the passage, columns words of the question."
                    ),
                    scaled,
                ]
            ),
            "lines": in_a_row(
                [
                    QCoreApplication.translate(
                        "ReadTexts", "The wider a line, the more a word of the passage looks there."
                    ),
                    scaled,
                ]
            ),
        },
    )


class TreeTexts(ReadTexts):
    """The parser's own attention, and the encoder's below it."""

    def kind(self, kind: str) -> KindTexts:
        return {CROSS: _arcs, DECODER: _roles, ENCODER: encoder_texts}[kind]()


def _arcs() -> KindTexts:
    return KindTexts(
        name=QCoreApplication.translate("ReadTexts", "biaffine attention: each word looks at its head"),
        short=QCoreApplication.translate("ReadTexts", "Heads of words"),
        tip=QCoreApplication.translate(
            "ReadTexts", "The matrix that the tree is read from: each row is a word, its sum is 1"
        ),
        captions={
            "heatmap": QCoreApplication.translate(
                "ReadTexts",
                "Each row is a word; the brighter a cell, the more probable that word as its head (ROOT: it has none).",
            ),
            "lines": QCoreApplication.translate(
                "ReadTexts", "The wider a line, the more probable the lower word as the head."
            ),
        },
    )


def _roles() -> KindTexts:
    return KindTexts(
        name=QCoreApplication.translate("ReadTexts", "each verb looks at the words of its roles"),
        short=QCoreApplication.translate("ReadTexts", "Roles"),
        tip=QCoreApplication.translate(
            "ReadTexts", "How probable it is that a word plays any role in what a verb says"
        ),
        captions={
            "heatmap": QCoreApplication.translate(
                "ReadTexts",
                "Each row is a verb; the brighter a cell, the more probable that this word plays a role in what it says, as a "
                "share of its row.",
            ),
            "lines": QCoreApplication.translate(
                "ReadTexts", "The wider a line, the more probable that the lower word plays a role of the verb."
            ),
        },
    )


class FindTexts(ReadTexts):
    """Words of a query and of a text."""

    def kind(self, kind: str) -> KindTexts:
        return KindTexts(
            name=QCoreApplication.translate("ReadTexts", "words of the query and of the text"),
            captions={
                "heatmap": QCoreApplication.translate(
                    "ReadTexts",
                    "Rows are words of the query; each row is the softmax of its likeness to the words of the text.",
                ),
                "lines": QCoreApplication.translate(
                    "ReadTexts", "The wider a line, the more a word of the query is like that word of the text."
                ),
            },
        )


UPOS = {  # universaldependencies.org/u/pos
    "ADJ": lambda: QCoreApplication.translate("ReadTexts", "adjective"),
    "ADP": lambda: QCoreApplication.translate("ReadTexts", "preposition"),
    "ADV": lambda: QCoreApplication.translate("ReadTexts", "adverb"),
    "AUX": lambda: QCoreApplication.translate("ReadTexts", "auxiliary verb"),
    "CCONJ": lambda: QCoreApplication.translate("ReadTexts", "coordinating conjunction"),
    "DET": lambda: QCoreApplication.translate("ReadTexts", "determiner"),
    "INTJ": lambda: QCoreApplication.translate("ReadTexts", "interjection"),
    "NOUN": lambda: QCoreApplication.translate("ReadTexts", "noun"),
    "NUM": lambda: QCoreApplication.translate("ReadTexts", "numeral"),
    "PART": lambda: QCoreApplication.translate("ReadTexts", "particle"),
    "PRON": lambda: QCoreApplication.translate("ReadTexts", "pronoun"),
    "PROPN": lambda: QCoreApplication.translate("ReadTexts", "proper noun"),
    "PUNCT": lambda: QCoreApplication.translate("ReadTexts", "punctuation"),
    "SCONJ": lambda: QCoreApplication.translate("ReadTexts", "subordinating conjunction"),
    "SYM": lambda: QCoreApplication.translate("ReadTexts", "symbol"),
    "VERB": lambda: QCoreApplication.translate("ReadTexts", "verb"),
    "X": lambda: QCoreApplication.translate("ReadTexts", "other"),
}

RELATIONS = {  # universaldependencies.org/u/dep
    "root": lambda: QCoreApplication.translate("ReadTexts", "the root of the sentence"),
    "nsubj": lambda: QCoreApplication.translate("ReadTexts", "subject"),
    "csubj": lambda: QCoreApplication.translate("ReadTexts", "clause as subject"),
    "obj": lambda: QCoreApplication.translate("ReadTexts", "object"),
    "iobj": lambda: QCoreApplication.translate("ReadTexts", "indirect object"),
    "obl": lambda: QCoreApplication.translate("ReadTexts", "circumstance (oblique)"),
    "ccomp": lambda: QCoreApplication.translate("ReadTexts", "clause as complement"),
    "xcomp": lambda: QCoreApplication.translate("ReadTexts", "open complement"),
    "advcl": lambda: QCoreApplication.translate("ReadTexts", "adverbial clause"),
    "advmod": lambda: QCoreApplication.translate("ReadTexts", "adverb of"),
    "amod": lambda: QCoreApplication.translate("ReadTexts", "adjective of"),
    "nmod": lambda: QCoreApplication.translate("ReadTexts", "noun that modifies"),
    "acl": lambda: QCoreApplication.translate("ReadTexts", "clause that modifies a noun"),
    "det": lambda: QCoreApplication.translate("ReadTexts", "determiner of"),
    "case": lambda: QCoreApplication.translate("ReadTexts", "case mark, such as a preposition"),
    "mark": lambda: QCoreApplication.translate("ReadTexts", "mark of a clause"),
    "aux": lambda: QCoreApplication.translate("ReadTexts", "auxiliary of"),
    "cop": lambda: QCoreApplication.translate("ReadTexts", "copula"),
    "cc": lambda: QCoreApplication.translate("ReadTexts", "conjunction before"),
    "conj": lambda: QCoreApplication.translate("ReadTexts", "joined to"),
    "compound": lambda: QCoreApplication.translate("ReadTexts", "part of a compound"),
    "flat": lambda: QCoreApplication.translate("ReadTexts", "part of a name"),
    "fixed": lambda: QCoreApplication.translate("ReadTexts", "part of a fixed phrase"),
    "appos": lambda: QCoreApplication.translate("ReadTexts", "apposition"),
    "nummod": lambda: QCoreApplication.translate("ReadTexts", "number of"),
    "expl": lambda: QCoreApplication.translate("ReadTexts", "expletive, a place holder"),
    "vocative": lambda: QCoreApplication.translate("ReadTexts", "person spoken to"),
    "discourse": lambda: QCoreApplication.translate("ReadTexts", "discourse word"),
    "parataxis": lambda: QCoreApplication.translate("ReadTexts", "sentence set beside"),
    "list": lambda: QCoreApplication.translate("ReadTexts", "entry of a list"),
    "dislocated": lambda: QCoreApplication.translate("ReadTexts", "dislocated part"),
    "orphan": lambda: QCoreApplication.translate("ReadTexts", "part of what was left out"),
    "goeswith": lambda: QCoreApplication.translate("ReadTexts", "part of a word written apart"),
    "reparandum": lambda: QCoreApplication.translate("ReadTexts", "slip that is corrected"),
    "dep": lambda: QCoreApplication.translate("ReadTexts", "some dependency"),
    "punct": lambda: QCoreApplication.translate("ReadTexts", "punctuation"),
}

ROLES = {  # Palmer, Gildea & Kingsbury 2005, The Proposition Bank
    "A0": lambda: QCoreApplication.translate("ReadTexts", "the one who acts"),
    "A1": lambda: QCoreApplication.translate("ReadTexts", "what is acted on"),
    "A2": lambda: QCoreApplication.translate("ReadTexts", "to or for whom, with what"),
    "A3": lambda: QCoreApplication.translate("ReadTexts", "from where, with what"),
    "A4": lambda: QCoreApplication.translate("ReadTexts", "to where"),
    "A5": lambda: QCoreApplication.translate("ReadTexts", "another part"),
    "AA": lambda: QCoreApplication.translate("ReadTexts", "the one who makes it happen"),
    "V": lambda: QCoreApplication.translate("ReadTexts", "part of the verb"),
    "TMP": lambda: QCoreApplication.translate("ReadTexts", "when"),
    "LOC": lambda: QCoreApplication.translate("ReadTexts", "where"),
    "DIR": lambda: QCoreApplication.translate("ReadTexts", "in which direction"),
    "GOL": lambda: QCoreApplication.translate("ReadTexts", "to what end"),
    "MNR": lambda: QCoreApplication.translate("ReadTexts", "how"),
    "EXT": lambda: QCoreApplication.translate("ReadTexts", "how much"),
    "CAU": lambda: QCoreApplication.translate("ReadTexts", "why"),
    "PRP": lambda: QCoreApplication.translate("ReadTexts", "what for"),
    "PNC": lambda: QCoreApplication.translate("ReadTexts", "what for"),
    "NEG": lambda: QCoreApplication.translate("ReadTexts", "not"),
    "MOD": lambda: QCoreApplication.translate("ReadTexts", "whether it can, may or must be"),
    "ADV": lambda: QCoreApplication.translate("ReadTexts", "under which circumstances"),
    "DIS": lambda: QCoreApplication.translate("ReadTexts", "how it joins what was said"),
    "COM": lambda: QCoreApplication.translate("ReadTexts", "with whom"),
    "REC": lambda: QCoreApplication.translate("ReadTexts", "each other"),
    "PRD": lambda: QCoreApplication.translate("ReadTexts", "as what"),
    "PRR": lambda: QCoreApplication.translate("ReadTexts", "what a light verb is about"),
    "LVB": lambda: QCoreApplication.translate("ReadTexts", "its light verb"),
    "ADJ": lambda: QCoreApplication.translate("ReadTexts", "a description"),
    "CXN": lambda: QCoreApplication.translate("ReadTexts", "part of a construction"),
    "DSP": lambda: QCoreApplication.translate("ReadTexts", "speech that is quoted"),
}


def role_name(label: str) -> str:
    """A role as it is written on the screen: A0 for ARG0, TMP for ARGM-TMP."""
    return label.upper().replace("ARGM-", "").replace("AM-", "").replace("ARG", "A")


def role_words(label: str) -> str:
    """What a role is, in plain words; "" for one that is not known."""
    plain = role_name(label)
    begin, _, rest = plain.partition("-")
    if begin in ("C", "R") and rest:
        known = role_words(rest)
        if not known:
            return ""
        text = (
            QCoreApplication.translate("ReadTexts", "{role}, continued")
            if begin == "C"
            else QCoreApplication.translate("ReadTexts", "word that stands for: {role}")
        )
        return text.format(role=known)
    words = ROLES.get(plain) or ROLES.get(begin)
    return words() if words is not None else ""


def relation_words(label: str) -> str:
    """What a dependency is, in plain words; "" for one that is not known. Of ``nsubj:pass`` the first part is told."""
    words = RELATIONS.get(label.partition(":")[0])
    return words() if words is not None else ""


def upos_words(tag: str) -> str:
    """What a part of speech is called; the tag itself where it is not known."""
    words = UPOS.get(tag)
    return words() if words is not None else tag
