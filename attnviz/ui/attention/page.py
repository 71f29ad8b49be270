"""A page: one way to show an attention, which a person can choose in the view bar."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from attnviz.engine.attention.messages import AttentionBetween
    from attnviz.ui.attention.map_choice import ShownMap


class Page:
    """Mixed into the widget that draws. ``show_map`` keeps a map; one that is not seen costs nothing."""

    id: ClassVar[str]
    icon: ClassVar[str] = ""
    offered: ClassVar[bool] = True  # in the view bar; another page stands in for the heatmap at times
    is_map: ClassVar[bool] = True  # draws the chosen map, so the controls of maps go with it
    leads: ClassVar[bool] = False  # turned to when axes come that it, unlike others, is made for
    for_heads: ClassVar[bool] = False  # only for a model with several heads

    def title(self) -> str:
        """What its button says."""
        return ""

    def tip(self) -> str:
        """More about it."""
        return ""

    def suits(self, between: AttentionBetween) -> bool:
        """Whether it can draw what lies between these axes."""
        return True

    def show_map(self, shown: ShownMap, between: AttentionBetween) -> None:
        """Draw a map."""

    def present(self, on: bool) -> None:
        """Draw for a lecture hall, or as usual."""

    def set_stale(self, stale: bool) -> None:
        """Dim what is drawn while a newer answer is on its way."""
