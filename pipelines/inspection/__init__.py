"""What is in a file that nobody has described yet, and a definition that would publish it."""
