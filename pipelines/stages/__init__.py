"""What happens to a batch of records between source and table: pure functions on GeoDataFrames."""
