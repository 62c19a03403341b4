"""Scanned sheets of plans as tiles of the map."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "plan_tile",
        sa.Column("plan", sa.Text, primary_key=True),
        sa.Column("z", sa.Integer, primary_key=True, comment="level, row and column of WebMercatorQuad"),
        sa.Column("y", sa.Integer, primary_key=True),
        sa.Column("x", sa.Integer, primary_key=True),
        sa.Column("content", sa.LargeBinary, nullable=False, comment="WebP"),
        schema="portal",
        comment="The scanned sheets of live plans, cut to their scope",
    )
    # pictures are compressed already
    op.execute("ALTER TABLE portal.plan_tile ALTER COLUMN content SET STORAGE EXTERNAL")
