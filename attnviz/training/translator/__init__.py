"""Training and measuring translators."""
