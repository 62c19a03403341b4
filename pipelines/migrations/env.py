"""What Alembic runs: the revisions on the connection that :func:`pipelines.migration.migrate` hands over.

They run in the caller's transaction, so an interrupted upgrade leaves the older portal as it was.
"""

from alembic import context

from pipelines import portal

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=portal.metadata,
    version_table_schema=portal.SCHEMA,
    include_schemas=True,
)
context.run_migrations()
