"""Training and measuring classifiers of photos."""
