"""Training of spellers: recordings of words, strings made of them, the run and its figures."""
