"""What the search finds: addresses, streets, features and layers, by word and by likeness."""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry
from sqlalchemy.dialects.postgresql import ARRAY, TSVECTOR

revision = "0005"
down_revision = "0004"

FOLD = """
CREATE OR REPLACE FUNCTION portal.fold(words text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT regexp_replace(
        unaccent(replace(replace(replace(replace(lower(words), 'ä', 'ae'), 'ö', 'oe'), 'ü', 'ue'), 'ß', 'ss')),
        'str(\\.|\\M)', 'strasse', 'g'
    )
$$
"""
"""unaccent is only stable, since its dictionary can be changed; ours is not."""

FOUND = """
CREATE VIEW portal.found AS
SELECT search.* FROM portal.search
JOIN portal.live USING (dataset, version)
JOIN portal.publication USING (dataset, version)
WHERE publication.public_definition IS NOT NULL
"""


def upgrade() -> None:
    op.create_table(
        "search",
        sa.Column("dataset", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("feature", sa.Text, comment="id of the feature; NULL for a street made of addresses and for a layer"),
        sa.Column("kind", sa.Text, nullable=False, comment="address, street, feature or layer"),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("folded", sa.Text, nullable=False, comment="label and detail through portal.fold, for trigrams"),
        sa.Column("words", TSVECTOR, nullable=False, comment="german and simple, folded; the label weighs more"),
        sa.Column("position", Geometry("POINT", srid=25832, spatial_index=False)),
        sa.Column("extent", ARRAY(sa.Float), comment="west, south, east, north in CRS84"),
        schema="portal",
        comment="One row per thing to be found and version; what is live is in the view portal.found",
    )
    op.create_index("search_dataset_idx", "search", ["dataset", "version"], schema="portal")
    op.create_index("search_words_idx", "search", ["words"], schema="portal", postgresql_using="gin")
    op.create_index(
        "search_folded_idx",
        "search",
        ["folded"],
        schema="portal",
        postgresql_using="gin",
        postgresql_ops={"folded": "gin_trgm_ops"},
    )
    op.execute(FOLD)
    op.execute(FOUND)
