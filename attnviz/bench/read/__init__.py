"""Measurements of reading: questions, blanks, trees, texts."""
