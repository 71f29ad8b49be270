"""Telling what is in a photo, word by word, with the places that each word was written from."""
