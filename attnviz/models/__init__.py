"""Pure tensors: the networks, as their papers write them. No files, no threads, no sentences for people."""
