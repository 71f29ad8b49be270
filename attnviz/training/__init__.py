"""No Qt: recipes that turn data into weights and a card."""
