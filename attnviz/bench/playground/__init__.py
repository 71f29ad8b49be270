"""Figures of the Playground pane."""
