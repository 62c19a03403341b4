"""Who brought a version of a plan back, who took a plan out of the portal, and when."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    for column in (
        sa.Column("returned_at", sa.DateTime(timezone=True), comment="when a rollback brought it back, the last time"),
        sa.Column("returned_by", sa.Text),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), comment="when it was taken out, the last time"),
        sa.Column("withdrawn_by", sa.Text),
    ):
        op.add_column("plan_version", column, schema="portal")
