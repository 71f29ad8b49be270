"""Open: the attention of anybody's own model, from a folder or a file."""
