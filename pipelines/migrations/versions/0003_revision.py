"""A version may show the features of an earlier one: only words or looks have changed."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column(
        "publication",
        sa.Column("features", sa.Integer, comment="the version whose table holds the features: its own or an earlier"),
        schema="portal",
    )
    op.execute("UPDATE portal.publication SET features = version")
    op.alter_column("publication", "features", nullable=False, schema="portal")
    op.add_column(
        "publication",
        sa.Column("content", sa.Text, comment="sha256 of what the features are made of; NULL before this column"),
        schema="portal",
    )
    op.add_column(
        "publication",
        sa.Column("changes", JSONB, comment="added, changed, removed, unchanged; NULL for a first version"),
        schema="portal",
    )
