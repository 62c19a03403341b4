"""A town's own tables and scans → a plan in XPlanGML, as a definition (datasets/plans/<id>.yml) describes it."""
