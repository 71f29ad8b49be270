"""Choosing how few bits each tensor of a trained model needs."""
