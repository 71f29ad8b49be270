"""Tests of listening to sounds."""
