"""The pages of the help menu and the guided tour."""
