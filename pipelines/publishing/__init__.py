"""The steps of a publication, from a located source to a live version; ``pipelines.run`` tells the story."""
