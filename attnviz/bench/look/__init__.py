"""Figures of the Look pane and its engine."""
