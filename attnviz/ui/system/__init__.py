"""What the program asks of the system it runs on, and what it says when that fails."""
