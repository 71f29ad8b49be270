"""Reading and writing files for all panes."""
