"""Folders into which planners drop files: each complete one is published and put away with its report."""
