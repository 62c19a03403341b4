"""How fast the server answers, beside other servers on the same data."""
