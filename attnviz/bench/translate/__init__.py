"""Figures of the Translate pane and its engine."""
