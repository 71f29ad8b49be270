"""How quick the Open pane is: maps of any size, files, what scripts show, a person's own model."""
