"""Translation: sentences to tokens and attention, and what is measured on heads."""
