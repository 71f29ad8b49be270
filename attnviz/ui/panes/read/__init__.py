"""The Read pane."""
