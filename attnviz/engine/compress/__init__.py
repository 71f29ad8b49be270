"""What a translator loses when its weights get fewer bits and its heads are pruned."""
