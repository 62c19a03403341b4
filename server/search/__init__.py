"""The search that answers while people type: addresses, streets, features and layers, the likeliest first."""
