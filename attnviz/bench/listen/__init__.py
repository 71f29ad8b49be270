"""Measurements of listening to sounds."""
