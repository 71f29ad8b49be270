"""The names of parts of speech, dependencies and semantic roles in plain words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

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
