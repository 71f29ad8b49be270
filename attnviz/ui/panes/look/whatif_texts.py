"""What covering part of a photo cost, in words and numbers, and what that shows and does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from attnviz.ui.i18n import in_a_row
from attnviz.ui.panes.look import texts
from attnviz.ui.shares import percent

if TYPE_CHECKING:
    from attnviz.engine.look.messages import Occlusion

LITTLE = 0.1  # of the probability before: a drop that is less decides nothing
SAME = 0.005  # of probability: what is nearer counts as equal


def report(answer: Occlusion) -> str:
    """Both drops in words and numbers."""
    low, high = (percent(float(value)) for value in (answer.elsewhere.min(), answer.elsewhere.max()))
    share, count = float(answer.attended_mask.mean()), len(answer.elsewhere)
    drawn = (
        QCoreApplication.translate("LookNotes", "one draw")
        if count == 1
        else QCoreApplication.translate("LookNotes", "mean of {count} draws, {low} to {high}")
    )
    lines = (
        QCoreApplication.translate("LookNotes", "“{name}”: {before} before; with {share} of the photo covered,"),
        QCoreApplication.translate("LookNotes", "what it looks at: {attended}, {change} points"),
        QCoreApplication.translate("LookNotes", "elsewhere: {elsewhere}, {other} points ({drawn})"),
    )
    return "\n".join(lines).format(
        name=texts.class_name(answer.label),
        before=percent(answer.before),
        share=percent(share),
        attended=percent(answer.attended),
        change=points(answer.drop_attended),
        elsewhere=percent(float(answer.elsewhere.mean())),
        other=points(answer.drop_elsewhere),
        drawn=drawn.format(count=count, low=low, high=high),
    )


def points(drop: float) -> str:
    """A drop of probability as a change in percentage points, with its sign."""
    change = round(-100 * drop, 1)
    return f"{'−' if change < 0 else '+' if change > 0 else '±'}{abs(change):.1f}"


def meaning(answer: Occlusion, *, gated: bool) -> str:
    """What the two drops show, and what they do not."""
    drops = answer.before - answer.elsewhere
    if answer.drop_attended < float(drops.min()) - SAME:
        verdict = QCoreApplication.translate(
            "LookNotes", "Every other place drawn costs more: here the map does not show what the answer needs."
        )
    elif answer.drop_attended < LITTLE * answer.before:
        verdict = QCoreApplication.translate(
            "LookNotes", "Covering what it looks at costs little: the answer does not rest on that place alone."
        )
    elif answer.drop_attended > float(drops.max()) + SAME:
        verdict = QCoreApplication.translate(
            "LookNotes", "Covering what it looks at costs more than any other place drawn: the answer needs that place."
        )
    else:
        verdict = QCoreApplication.translate(
            "LookNotes", "Other places cost about as much: here the map does not tell what the answer needs."
        )
    limits = QCoreApplication.translate(
        "LookNotes",
        "It says nothing of why, and part of any drop is due to the cover itself: covered photos are unlike those it learned from.",
    )
    plain = QCoreApplication.translate(
        "LookNotes", "This network has no attention: “looks at” means the strongest evidence for the class."
    )
    return in_a_row((verdict, limits) if gated else (verdict, limits, plain))
