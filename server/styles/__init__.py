"""The looks of the layers (OGC API Styles): for MapLibre as published, for other programs as far as they can do it."""
