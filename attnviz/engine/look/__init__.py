"""Classifying photos, with the maps of where the network looked."""
