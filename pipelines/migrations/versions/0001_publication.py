"""What was published when, and which version is live."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSON, JSONB

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "publication",
        sa.Column("dataset", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column(
            "identity",
            sa.Text,
            nullable=False,
            comment="sha256 of source, definition, style, CRS operation, pipeline",
        ),
        sa.Column("replaced", sa.Integer, comment="the version that was live until then, to which a rollback goes"),
        sa.Column(
            "definition", JSON, nullable=False, comment="snapshot of the Dataset; json keeps the order of fields"
        ),
        sa.Column("public_definition", JSON, comment="the same without what is internal; NULL for an internal layer"),
        sa.Column("style", JSONB, nullable=False, comment="snapshot of the MapLibre layers"),
        sa.Column("source", JSONB, nullable=False, comment="name, sha256, size, modified"),
        sa.Column("data_date", sa.Date, comment="Datenstand"),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "checked_at", sa.DateTime(timezone=True), nullable=False, comment="last time the same source came again"
        ),
        sa.Column("records_read", sa.BigInteger, nullable=False),
        sa.Column("records_loaded", sa.BigInteger, nullable=False),
        sa.Column("records_refused", sa.BigInteger, nullable=False),
        sa.Column("records_left_out", sa.BigInteger, nullable=False),
        sa.Column("bbox", ARRAY(sa.Float), comment="west, south, east, north in CRS84; NULL for an empty layer"),
        sa.Column("report", JSONB, nullable=False, comment="the public report, without internal values"),
        sa.PrimaryKeyConstraint("dataset", "version", name="publication_pkey"),
        schema="portal",
    )
    op.create_table(
        "live",
        sa.Column("dataset", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.PrimaryKeyConstraint("dataset", name="live_pkey"),
        sa.ForeignKeyConstraint(
            ["dataset", "version"],
            ["portal.publication.dataset", "portal.publication.version"],
            name="live_dataset_fkey",
        ),
        schema="portal",
        comment="Becoming live, and rolling back, is one row changed here",
    )
