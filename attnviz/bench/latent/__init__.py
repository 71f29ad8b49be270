"""Figures of the Latent pane and its engine."""
