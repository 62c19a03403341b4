"""The search answers while people type: beginnings of names, places, and words that resemble what was typed.

Rows of an older release are filled. Words of layers weigh anew when these are next published.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

KEY = """
CREATE OR REPLACE FUNCTION portal.key(words text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT regexp_replace(portal.fold(words), '[^a-z0-9]+', '', 'g')
$$
"""

FILL = """
UPDATE portal.search SET
    place = CASE kind WHEN 'street' THEN detail ELSE '' END,
    key = portal.key(label)
"""

FILL_WORDS = """
INSERT INTO portal.search_word
SELECT DISTINCT dataset, version, word
FROM portal.search, unnest(tsvector_to_array(words)) AS word
WHERE kind <> 'address' AND word ~ '^[a-z]{3,40}$'
"""

LIVE = """
CREATE VIEW portal.{view} AS
SELECT * FROM portal.{table}
WHERE dataset || '/' || version::text = ANY (ARRAY(
    SELECT live.dataset || '/' || live.version::text
    FROM portal.live JOIN portal.publication USING (dataset, version)
    WHERE publication.public_definition IS NOT NULL
))
"""
"""What is live is read once per statement. A join would keep the planner from the order of the indexes."""

COLUMNS = (
    sa.Column("place", sa.Text, comment="where it is in words, such as the quarter; empty where not known"),
    sa.Column("key", sa.Text(collation="C"), comment="label through portal.key: its letters and digits"),
)

INDEXES = (
    ("search_words_idx", "words", "gin", "kind <> 'address'"),
    ("search_address_words_idx", "words", "gin", "kind = 'address'"),
    ("search_position_idx", "position", "gist", "kind = 'feature'"),
)
"""Addresses stand apart: there are many, and who names no number does not look for them."""


def upgrade() -> None:
    op.execute("DROP VIEW portal.found")
    for name in ("search_dataset_idx", "search_words_idx", "search_folded_idx"):
        op.drop_index(name, "search", schema="portal")
    op.drop_column("search", "folded", schema="portal")
    for column in COLUMNS:
        op.add_column("search", column, schema="portal")
    op.execute(KEY)
    op.execute(FILL)
    for column in COLUMNS:
        op.alter_column("search", column.name, nullable=False, schema="portal")
    weights = "folded: A label, B all by german stems, C more words, D texts"
    op.alter_column("search", "words", comment=weights, schema="portal")
    op.create_index("search_dataset_idx", "search", ["dataset", "version", "kind", "key"], schema="portal")
    for name, indexed, method, which in INDEXES:
        where = sa.text(which)
        op.create_index(name, "search", [indexed], schema="portal", postgresql_using=method, postgresql_where=where)
    op.create_table(
        "search_word",
        sa.Column("dataset", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True),
        sa.Column("word", sa.Text, primary_key=True),
        schema="portal",
        comment="Words of the rows in portal.search without addresses; those that are live are in portal.found_word",
    )
    op.create_index(
        "search_word_word_idx",
        "search_word",
        ["word"],
        schema="portal",
        postgresql_using="gin",
        postgresql_ops={"word": "gin_trgm_ops"},
    )
    op.execute(FILL_WORDS)
    for view, table in (("found", "search"), ("found_word", "search_word")):
        op.execute(LIVE.format(view=view, table=table))
