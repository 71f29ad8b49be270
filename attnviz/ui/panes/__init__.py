"""The panes: each task of the window in a folder of its own; `table.py` lists them, so that one is imported without the others."""
