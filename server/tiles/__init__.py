"""Vector tiles of the layers (OGC API Tiles): from the archives made at publication, else written by PostGIS."""
