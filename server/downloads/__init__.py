"""The files that were made when a layer was published, for whoever wants all of it."""
