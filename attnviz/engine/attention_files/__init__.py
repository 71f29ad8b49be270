"""Attention that comes from elsewhere: files of five kinds, and what scripts hand over."""
