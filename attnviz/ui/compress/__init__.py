"""The window that shows what it costs to look small."""
