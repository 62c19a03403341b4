"""A page for every feature, for people and search engines, and the lists by which they are found."""
