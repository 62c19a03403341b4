"""The map as a phone sees it: how soon it can be read, how much it loads, and whether it follows a finger."""
