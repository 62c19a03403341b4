"""What happened to records: findings, counts, the report for people and machines."""
