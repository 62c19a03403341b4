"""Descriptions of layers for catalogues of geodata."""
