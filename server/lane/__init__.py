"""The short lane: GeoJSON and tiles as bytes from the database to the socket; whatever else is asked falls through."""
