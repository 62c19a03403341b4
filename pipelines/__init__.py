"""Municipal files to PostGIS: read → transform → geometry → check → load → publish, each stage one file."""
