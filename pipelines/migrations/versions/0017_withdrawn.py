"""Who took a layer out of the portal, and when."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    at = sa.Column("withdrawn_at", sa.DateTime(timezone=True), comment="when it was taken out, the last time")
    op.add_column("publication", at, schema="portal")
    op.add_column("publication", sa.Column("withdrawn_by", sa.Text), schema="portal")
