"""The Open pane: the attention of a person's own model, or of a file."""
