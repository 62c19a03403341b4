"""Which features a version added, changed or removed; findings about features whose record is not known."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "feature_change",
        sa.Column("dataset", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("feature", sa.Text, nullable=False),
        sa.Column("change", sa.Text, nullable=False, comment="added, changed or removed"),
        sa.PrimaryKeyConstraint("dataset", "version", "feature", name="feature_change_pkey"),
        sa.ForeignKeyConstraint(
            ["dataset", "version"],
            ["portal.publication.dataset", "portal.publication.version"],
            name="feature_change_dataset_fkey",
            ondelete="CASCADE",
            deferrable=True,
            initially="DEFERRED",
        ),
        schema="portal",
    )
    op.alter_column(
        "finding",
        "record",
        nullable=True,
        comment="position in the source; NULL where only the feature is known",
        schema="portal",
    )
