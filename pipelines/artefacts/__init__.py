"""What a publication makes beside its table: vector tiles, downloads, pictures."""
