"""Tests of the Listen pane."""
