"""Alembic revisions of the portal's own tables (pipelines/portal.py), applied when a portal starts."""
