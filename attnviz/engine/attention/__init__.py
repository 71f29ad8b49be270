"""Attention maps of any model: what they are, and what is computed on them."""
