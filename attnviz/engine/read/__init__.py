"""Reading English: answers, blanks, trees, titles, texts that are found."""
