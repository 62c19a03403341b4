"""What is near is found by PostgreSQL's quadtree of plain points, which hardly costs the publication time."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.drop_index("search_position_idx", "search", schema="portal")
    op.create_index(
        "search_position_idx",
        "search",
        [sa.text("(position::point)")],
        schema="portal",
        postgresql_using="spgist",
        postgresql_where=sa.text("kind = 'feature'"),
    )
