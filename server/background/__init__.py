"""What lies under the layers of the map: the built map's tiles and styles, and a foreign map through our server."""
