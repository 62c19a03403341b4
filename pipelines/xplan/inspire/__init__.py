"""Plans as INSPIRE has them: Planned Land Use 4.0 (Commission Regulation (EU) No 1089/2010, annex IV, 4)."""
