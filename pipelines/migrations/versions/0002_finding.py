"""What was wrong with single records of a publication."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "finding",
        sa.Column("id", sa.BigInteger, autoincrement=True, nullable=False),
        sa.Column("dataset", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("record", sa.BigInteger, nullable=False),
        sa.Column("feature", sa.Text),
        sa.Column("field", sa.Text),
        sa.Column("rule", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("before", sa.Text),
        sa.Column("after", sa.Text),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("longitude", sa.Float),
        sa.Column("latitude", sa.Float),
        sa.PrimaryKeyConstraint("id", name="finding_pkey"),
        sa.ForeignKeyConstraint(
            ["dataset", "version"],
            ["portal.publication.dataset", "portal.publication.version"],
            name="finding_dataset_fkey",
            ondelete="CASCADE",
            deferrable=True,
            initially="DEFERRED",
        ),
        schema="portal",
    )
    op.create_index("finding_dataset_idx", "finding", ["dataset", "version"], schema="portal")
