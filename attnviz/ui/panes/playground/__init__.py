"""The Playground pane."""
