"""PostGIS to HTTP: pygeoapi's OGC API and what the map needs, from live publications only."""
