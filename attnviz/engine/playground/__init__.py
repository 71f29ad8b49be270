"""Attention with numbers that a person can change, and tiny models that learn while one looks on."""
