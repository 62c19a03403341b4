"""OGC API Processes, Part 1: one process, run while the client waits."""
