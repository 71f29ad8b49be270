"""The Look pane."""
