"""Words, names and places: what knows nothing of hubs."""
