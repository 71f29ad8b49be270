"""What the Playground remembers between two starts, and how it takes that back; wrong types are ignored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from attnviz.ui.panes.playground.pane import PlaygroundPane
    from attnviz.ui.panes.playground.section import Section


def save(pane: PlaygroundPane) -> dict[str, Any]:
    """What to remember: strings, numbers, booleans; of a section not made what was remembered before."""
    return {
        "section": pane.section_ids[pane.tabs.currentIndex()],
        "figure": pane.exporter.figures.state(),
        **pane.remembered,
        **{id: section.save_state() for id, section in pane.sections.items()},
    }


def restore(pane: PlaygroundPane, state: dict[str, Any]) -> None:
    """Take back what ``save`` gave; a section not made takes its part when it is."""
    pane.exporter.figures.restore(state.get("figure"))
    pane.remembered = {id: state[id] for id in pane.section_ids if isinstance(state.get(id), dict)}
    for id, section in pane.sections.items():
        restore_section(pane, id, section)
    if state.get("section") in pane.section_ids:
        pane.show_section(state["section"])


def restore_section(pane: PlaygroundPane, id: str, section: Section) -> None:
    """Give a section its part."""
    if id in pane.remembered:
        section.restore_state(pane.remembered[id])
