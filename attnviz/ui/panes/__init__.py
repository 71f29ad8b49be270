"""The panes of the window, in their order."""
