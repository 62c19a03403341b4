"""Rasters of one quantity: areas of classes, and the raster itself."""
