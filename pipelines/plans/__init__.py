"""The town's development plans: imported, kept in versions, given out. The format itself is :mod:`pipelines.xplan`."""
