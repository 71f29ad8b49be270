"""Figures of the Open pane."""
