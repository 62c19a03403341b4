"""From a path or address to batches of records with a known CRS."""
