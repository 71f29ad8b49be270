"""How quick the program is: rows of figures, measured in fresh processes or in this one."""
