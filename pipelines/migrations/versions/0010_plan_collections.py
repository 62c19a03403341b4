"""Collections derived from plans: what each plan has in them, and one set of search rows over all their versions."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

revision = "0010"
down_revision = "0009"

LIVE = """
CREATE OR REPLACE VIEW portal.{view} AS
SELECT * FROM portal.{table}
WHERE dataset || '/' || version::text = ANY (ARRAY(
    SELECT live.dataset || '/' || coalesce(publication.entries, live.version)::text
    FROM portal.live JOIN portal.publication USING (dataset, version)
    WHERE publication.public_definition IS NOT NULL
))
"""


def upgrade() -> None:
    op.add_column(
        "publication",
        sa.Column("entries", sa.Integer, comment="the version whose rows in search find the features; NULL: this one"),
        schema="portal",
    )
    for view, table in (("found", "search"), ("found_word", "search_word")):
        op.execute(LIVE.format(view=view, table=table))
    for column in (
        sa.Column("about", JSONB, comment="what is said of the plan at a place: texts, amendments; NULL until derived"),
        sa.Column("derivation", sa.Integer, comment="the way of deriving by which the collections were filled from it"),
    ):
        op.add_column("plan_live", column, schema="portal")
    op.create_table(
        "plan_share",
        sa.Column("collection", sa.Text, primary_key=True),
        sa.Column("plan", sa.Text, primary_key=True),
        sa.Column("features", sa.Integer, nullable=False),
        sa.Column("bbox", ARRAY(sa.Float), nullable=False, comment="west, south, east, north in CRS84"),
        sa.Column("reach", sa.Float, nullable=False, comment="as in publication"),
        schema="portal",
        comment="What a live plan has in a collection, so that count and extent need no look at the other plans'"
        " features",
    )
    op.create_table(
        "plan_object",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("plan", sa.Text, nullable=False),
        sa.Column("content", JSONB, nullable=False, comment="what the plan states of it: festsetzungen, texts"),
        schema="portal",
        comment="The objects of live plans that have a place; where it is, is in the collection plan_objekte",
    )
    for table in ("plan_share", "plan_object"):
        op.create_index(f"{table}_plan_idx", table, ["plan"], schema="portal")
