"""What the Playground says: names of tables and steps, their equations, and one sentence for each thing that is
refused.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from attnviz.engine.playground.scorings import GIVEN_EQUATION, SCORINGS


def _tr(text: object) -> str:
    return QCoreApplication.translate("Playground", str(text))


SCORING_NAMES = {
    "dot": QT_TRANSLATE_NOOP("Playground", "dot"),
    "scaled_dot": QT_TRANSLATE_NOOP("Playground", "scaled dot"),
    "general": QT_TRANSLATE_NOOP("Playground", "general"),
    "additive": QT_TRANSLATE_NOOP("Playground", "additive"),
    "concat": QT_TRANSLATE_NOOP("Playground", "concat"),
    "perceptron": QT_TRANSLATE_NOOP("Playground", "perceptron"),
    "given": QT_TRANSLATE_NOOP("Playground", "the model's own"),
    "none": QT_TRANSLATE_NOOP("Playground", "no attention"),
}
STEPS = {
    "projected_q": QT_TRANSLATE_NOOP("Playground", "Query, projected"),
    "projected_k": QT_TRANSLATE_NOOP("Playground", "Keys, projected"),
    "features": QT_TRANSLATE_NOOP("Playground", "Hidden layer"),
    "scores": QT_TRANSLATE_NOOP("Playground", "Scores"),
    "scaled": QT_TRANSLATE_NOOP("Playground", "Scaled"),
    "masked": QT_TRANSLATE_NOOP("Playground", "Masked"),
    "weights": QT_TRANSLATE_NOOP("Playground", "Weights"),
    "weighted": QT_TRANSLATE_NOOP("Playground", "Weighted values"),
    "context": QT_TRANSLATE_NOOP("Playground", "Context"),
}
STEP_TEXTS = {
    "projected_q": QT_TRANSLATE_NOOP(
        "Playground", "Each query is multiplied by a matrix, so that it can be compared with keys of another kind."
    ),
    "projected_k": QT_TRANSLATE_NOOP(
        "Playground", "Each key is multiplied by a matrix. No query changes this, so a model does it once a sentence."
    ),
    "features": QT_TRANSLATE_NOOP(
        "Playground", "The chosen query meets every key: their sums go through a bent function, one number a column."
    ),
    "scores": QT_TRANSLATE_NOOP(
        "Playground", "How well each query (row) fits each key (column). Any size, any sign; larger fits better."
    ),
    "scaled": QT_TRANSLATE_NOOP(
        "Playground",
        "The scores are divided by √d, because products of longer vectors are larger, and by the temperature. "
        "A small temperature makes one weight win, a large one makes all alike.",
    ),
    "masked": QT_TRANSLATE_NOOP(
        "Playground",
        "Pairs that must not meet get −∞: words after this one (causal) or filling (padding). Click a cell to hide "
        "it or show it again.",
    ),
    "weights": QT_TRANSLATE_NOOP(
        "Playground",
        "The softmax turns each row into shares that sum to 1. e to the power of −∞ is 0: hidden pairs get nothing.",
    ),
    "weighted": QT_TRANSLATE_NOOP(
        "Playground",
        "Each value is multiplied by the weight that the chosen query gives it. Click a row's name to choose a query.",
    ),
    "context": QT_TRANSLATE_NOOP(
        "Playground",
        "The sum of the weighted values: what each query takes away from the whole. This is the output of attention.",
    ),
}
TABLES = {
    "q": QT_TRANSLATE_NOOP("Playground", "Query"),
    "k": QT_TRANSLATE_NOOP("Playground", "Keys"),
    "v": QT_TRANSLATE_NOOP("Playground", "Values"),
}
PROBLEMS = {
    "number_unreadable": QT_TRANSLATE_NOOP("Playground", "“{text}” is not a number. The old number stays."),
    "number_nan": QT_TRANSLATE_NOOP("Playground", "NaN is not a number to compute with. The old number stays."),
    "number_infinite": QT_TRANSLATE_NOOP(
        "Playground", "Infinity is not a number to compute with. The old number stays."
    ),
    "number_large": QT_TRANSLATE_NOOP(
        "Playground", "That number is too large for these tables: take one between −1,000,000 and 1,000,000."
    ),
    "table_empty": QT_TRANSLATE_NOOP("Playground", "The clipboard holds no table of numbers."),
    "table_ragged": QT_TRANSLATE_NOOP(
        "Playground",
        "Row {row} of the pasted table has {given} cells, the first row has {needed}. Nothing was changed.",
    ),
    "table_size": QT_TRANSLATE_NOOP(
        "Playground", "A table of {rows} × {columns} does not fit here: 1 to 12 rows and 1 to 16 columns."
    ),
    "shape_columns": QT_TRANSLATE_NOOP(
        "Playground",
        "This table needs {needed} columns; the pasted one has {given}. Change the width above or the table.",
    ),
    "shape_rows": QT_TRANSLATE_NOOP(
        "Playground",
        "This table needs {needed} rows; the pasted one has {given}. Change the number of rows above or the table.",
    ),
    "row_hidden": QT_TRANSLATE_NOOP(
        "Playground",
        "The mask hides everything from query {rows}: a softmax of nothing has no shares, so its weights and "
        "context are 0.",
    ),
    "not_finite": QT_TRANSLATE_NOOP(
        "Playground", "These numbers grew too large to compute with: make some of them smaller."
    ),
    "weights_missing": QT_TRANSLATE_NOOP("Playground", "This example needs a model that is not installed ({file})."),
    "no_model": QT_TRANSLATE_NOOP("Playground", "This example needs a trained translator, and none is installed."),
    "too_long": QT_TRANSLATE_NOOP(
        "Playground", "That is {tokens} pieces; tables of at most {limit} rows can be read. Take a shorter sentence."
    ),
    "no_attention": QT_TRANSLATE_NOOP("Playground", "This model has no attention to show."),
    "pairs_empty": QT_TRANSLATE_NOOP(
        "Playground", "There are no pairs: write one a line, with a tab (or =) between the two sides."
    ),
    "pairs_columns": QT_TRANSLATE_NOOP(
        "Playground", "Line {line} has one column: each line needs two sides with a tab (or =) between them."
    ),
    "pairs_long": QT_TRANSLATE_NOOP(
        "Playground", "Line {line} is longer than {limit} letters; a small model learns shorter ones."
    ),
    "pairs_many": QT_TRANSLATE_NOOP("Playground", "These are {given} pairs; at most {limit} are taken."),
    "diverged": QT_TRANSLATE_NOOP(
        "Playground",
        "The loss has blown up: the learning rate is too high. Training has stopped and the curves are kept; take a "
        "smaller rate and start again.",
    ),
    "blown_up": QT_TRANSLATE_NOOP(
        "Playground", "This network's numbers have blown up and are of no use: it was not saved."
    ),
    "not_a_toy": QT_TRANSLATE_NOOP("Playground", "{model} was not trained here, so it cannot go on training here."),
    "no_learned": QT_TRANSLATE_NOOP(
        "Playground", "Learned positions need a trained Transformer: none is installed. Train one live and come back."
    ),
    "odd_width": QT_TRANSLATE_NOOP("Playground", "Rotary positions turn pairs of columns: take an even width."),
    "run_unknown": QT_TRANSLATE_NOOP("Playground", "That training run is gone. Press Reset to begin again."),
    "disk": QT_TRANSLATE_NOOP("Playground", "It could not be saved: {why}"),
}


def scoring(name: str) -> str:
    """A scoring function's name in the interface language."""
    return _tr(SCORING_NAMES[name])


def step(name: str) -> str:
    """A step's name in the interface language."""
    return _tr(STEPS[name])


def step_text(name: str) -> str:
    """What a step does, in a sentence or two."""
    return _tr(STEP_TEXTS[name])


def table(name: str) -> str:
    """An input table's name in the interface language; parameters are named by their letter."""
    return _tr(TABLES[name]) if name in TABLES else name.rpartition(".")[2]


def problem(code: str, parameters: dict[str, Any], sentence: str = "") -> str:
    """One sentence a person can act on; ``sentence`` is said when the code is not known here."""
    if code not in PROBLEMS:
        return sentence or code
    shown = {
        key: ", ".join(map(str, value)) if isinstance(value, tuple) else value for key, value in parameters.items()
    }
    text = _tr(PROBLEMS[code]).format(**shown)
    if code.startswith("number_") and "row" in parameters:
        text = _tr("Row {row}, column {column}:").format(**shown) + " " + text
    return text


def steps_shown(scoring: str) -> dict[str, str]:
    """The steps from queries and keys to the context, in order, and the equation of each."""
    known = SCORINGS.get(scoring)
    divisor = r"\sqrt{d}\;\tau" if known and known.scaled else r"\tau"
    return {
        **(known.steps if known else {}),
        "scores": known.equation if known else GIVEN_EQUATION,
        "scaled": rf"\frac{{s(q_t,k_i)}}{{{divisor}}}",
        "masked": r"s_{t,i}\to -\infty",
        "weights": r"\alpha_{t,i}=\frac{e^{s_{t,i}}}{\sum_j e^{s_{t,j}}}",
        "weighted": r"\alpha_{t,i}\;v_i",
        "context": r"c_t=\sum_i \alpha_{t,i}\;v_i",
    }


def parameter(letter: str) -> str:
    """What a learned parameter of a scoring function is, by its letter."""
    if letter.startswith("b"):
        return QCoreApplication.translate("Playground", "Bias")
    if letter.startswith(("v", "w")):
        return QCoreApplication.translate("Playground", "Weight vector")
    return QCoreApplication.translate("Playground", "Weight matrix")


def speeds() -> list[tuple[str, str]]:
    """How fast a network may learn, with the name of each choice."""
    return [
        ("full", QCoreApplication.translate("TrainSection", "full")),
        ("20", QCoreApplication.translate("TrainSection", "20 steps a second")),
        ("5", QCoreApplication.translate("TrainSection", "5 steps a second")),
        ("1", QCoreApplication.translate("TrainSection", "1 step a second")),
    ]
