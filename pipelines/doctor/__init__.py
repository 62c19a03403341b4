"""What ``geoportal doctor`` looks at: what is installed, what works, and how to get what is missing."""
