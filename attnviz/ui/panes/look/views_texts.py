"""Why a photo was looked at once or more closely, and what that changed, in the interface language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from attnviz.engine.look.messages import LARGE, SURE, Looked
from attnviz.ui.panes.look import texts
from attnviz.ui.shares import percent


def gained(answer: Looked) -> str:
    """What the first look says, and what all of them make together; "" where there was only one."""
    if len(answer.views) < 2:
        return ""
    one, together = answer.views[0].best, answer.top[0]
    said = QCoreApplication.translate("LookViews", "One look: {one} {chance}. All {count} looks: {best} {probability}.")
    return said.format(
        one=texts.class_name(one.label),
        chance=percent(one.probability),
        count=len(answer.views),
        best=texts.class_name(together.label),
        probability=percent(together.probability),
    )


def reasons(answer: Looked) -> list[str]:
    """Sentences: why there was one look or more, and how they were put together."""
    first = answer.views[0].best
    x0, y0, x1, y1 = answer.boxes[0].region
    covered = (x1 - x0) * (y1 - y0) / (answer.width * answer.height)
    if len(answer.views) > 1:
        said = _closer(first.probability)
    elif answer.request.views == "whole":
        said = [QCoreApplication.translate("LookViews", "One look only, at the whole photo.")]
    else:
        said = [
            QCoreApplication.translate(
                "LookViews",
                "One look was enough: it is sure of “{name}” ({chance}, at least {sure} is asked for), and its box covers"
                " {covered} of the photo (at least {large}).",
            )
        ]
    facts = {
        "name": texts.class_name(first.label),
        "chance": percent(first.probability),
        "covered": _whole_percent(covered),
        "sure": _whole_percent(SURE),
        "large": _whole_percent(LARGE),
    }
    return [each.format(**facts) for each in said]


def _closer(probability: float) -> list[str]:
    """Why a first look of this ``probability`` was not enough, and what became of all looks."""
    doubt = QCoreApplication.translate(
        "LookViews", "The first look was in doubt ({chance} for “{name}”, less than {sure}), so closer ones followed."
    )
    small = QCoreApplication.translate(
        "LookViews",
        "The first look was sure of “{name}” ({chance}), but it is small in the photo, so closer ones followed.",
    )
    return [
        doubt if probability < SURE else small,
        QCoreApplication.translate(
            "LookViews",
            "Finer looks see the whole photo with more pixels; parts are cut out around what seemed to be there. Where the photo"
            " has no more pixels, the second look sees it mirrored.",
        ),
        QCoreApplication.translate(
            "LookViews",
            "The scores of all looks are averaged, each weighed by its own best probability times how finely it saw; so are"
            " their maps, laid over each other.",
        ),
    ]


def _whole_percent(share: float) -> str:
    return f"{100 * share:.0f} %"
