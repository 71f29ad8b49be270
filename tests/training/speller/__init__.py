"""Tests of training a speller."""
