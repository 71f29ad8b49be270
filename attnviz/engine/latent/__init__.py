"""Codes of pictures: encoding, decoding, traversing."""
