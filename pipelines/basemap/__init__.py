"""A background map of OpenStreetMap data: extracts → features of few layers → one PMTiles archive."""
