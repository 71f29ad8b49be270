"""Training and measuring variational autoencoders."""
