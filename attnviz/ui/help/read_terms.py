"""The glossary's terms of reading: answers, blanks, trees, titles, texts that are found."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

from attnviz.ui.help.terms import Term

READ_TERMS = (
    Term(
        "span",
        QT_TRANSLATE_NOOP("Glossary", "span"),
        QT_TRANSLATE_NOOP(
            "Glossary",
            "A stretch of a text, from one word to another: an answer is the most probable span of its passage.",
        ),
        "read",
    ),
    Term(
        "masked_word",
        QT_TRANSLATE_NOOP("Glossary", "[MASK]|blank"),
        QT_TRANSLATE_NOOP(
            "Glossary", "Stands where a word is missing: BERT learns by guessing hidden words from those on both sides."
        ),
        "read",
    ),
    Term(
        "biaffine",
        QT_TRANSLATE_NOOP("Glossary", "biaffine attention"),
        QT_TRANSLATE_NOOP(
            "Glossary",
            "Scores every word as the head of every other, x W y + u y: the softmax over heads is an attention, and the tree is "
            "read from it.",
        ),
        "read",
    ),
    Term(
        "dependency",
        QT_TRANSLATE_NOOP("Glossary", "dependency tree|tree"),
        QT_TRANSLATE_NOOP(
            "Glossary",
            "Hangs each word of a sentence on the word that it belongs to; one word, the root, hangs on none.",
        ),
        "read",
    ),
    Term(
        "role",
        QT_TRANSLATE_NOOP("Glossary", "semantic role|role"),
        QT_TRANSLATE_NOOP(
            "Glossary",
            "The part that some words play in what a verb says: who acts (A0), what is acted on (A1), when, where.",
        ),
        "read",
    ),
    Term(
        "late_interaction",
        QT_TRANSLATE_NOOP("Glossary", "late interaction"),
        QT_TRANSLATE_NOOP(
            "Glossary", "Compares texts word by word: each word of the query counts by its best match (ColBERT)."
        ),
        "read",
    ),
    Term(
        "bm25",
        QT_TRANSLATE_NOOP("Glossary", "BM25|word overlap"),
        QT_TRANSLATE_NOOP(
            "Glossary", "Ranks texts by the words that they share with a query; rare words count for more. No network."
        ),
        "read",
    ),
    Term(
        "copying",
        QT_TRANSLATE_NOOP("Glossary", "copying|pointer-generator"),
        QT_TRANSLATE_NOOP(
            "Glossary",
            "Writes a word by pointing at it in the text: the attention over the text is used as a distribution over its words.",
        ),
        "read",
    ),
)
