"""Training of the models that read English: one shared encoder, and what each task adds to it."""
