"""Attention on screen, whatever the model: between words, patches of a picture and frames of a sound."""
