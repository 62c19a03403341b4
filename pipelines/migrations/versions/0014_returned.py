"""Who brought a version back, and when."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    at = sa.Column("returned_at", sa.DateTime(timezone=True), comment="when a rollback brought it back, the last time")
    op.add_column("publication", at, schema="portal")
    op.add_column("publication", sa.Column("returned_by", sa.Text), schema="portal")
