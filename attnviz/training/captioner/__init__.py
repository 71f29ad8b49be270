"""Training of the models that tell what is in a photo."""
