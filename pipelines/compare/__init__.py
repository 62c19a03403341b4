"""What a new version would change: two tables of one layer, compared in the database by feature id and hash."""
