"""The portal's own tables: what was published when, which version is live, what was wrong with records.

A publication is one transaction, so a row here always belongs to a complete table ``data.<id>_v<version>``.
Changes to these tables are Alembic migrations under pipelines/migrations/.
"""

from geoalchemy2 import Geometry
from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSON, JSONB, TSVECTOR

SCHEMA = "portal"
"""Schema of the tables in this file; the reader's role sees public layers' rows of some of them."""

DATA = "data"
"""Schema of the layers: table ``<id>_v<version>`` per version, view ``<id>`` on the live one."""

metadata = MetaData(
    schema=SCHEMA,
    naming_convention={
        "pk": "%(table_name)s_pkey",
        "fk": "%(table_name)s_%(column_0_name)s_fkey",
        "ix": "%(table_name)s_%(column_0_name)s_idx",
    },
)

publication = Table(
    "publication",
    metadata,
    Column("dataset", Text, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column(
        "identity",
        Text,
        nullable=False,
        comment="sha256 of source, definition, style, CRS operation, pipeline",
    ),
    Column("content", Text, comment="sha256 of what the features are made of; NULL before this column"),
    Column(
        "features",
        Integer,
        nullable=False,
        comment="the version whose table holds the features: its own or an earlier",
    ),
    Column("changes", JSONB, comment="added, changed, removed, unchanged; NULL for a first version"),
    Column("replaced", Integer, comment="the version that was live until then, to which a rollback goes"),
    Column("definition", JSON, nullable=False, comment="snapshot of the Dataset; json keeps the order of fields"),
    Column(
        "public_definition",
        JSON(none_as_null=True),
        comment="the same without what is internal; NULL for an internal layer",
    ),
    Column("style", JSONB, nullable=False, comment="snapshot of the MapLibre layers"),
    Column("source", JSONB, nullable=False, comment="name, sha256, size, modified"),
    Column("data_date", Date, comment="Datenstand"),
    Column("actor", Text, nullable=False),
    Column("started_at", DateTime(timezone=True), nullable=False),
    Column("finished_at", DateTime(timezone=True), nullable=False),
    Column("checked_at", DateTime(timezone=True), nullable=False, comment="last time the same source came again"),
    Column("records_read", BigInteger, nullable=False),
    Column("records_loaded", BigInteger, nullable=False),
    Column("records_refused", BigInteger, nullable=False),
    Column("records_left_out", BigInteger, nullable=False),
    Column("bbox", ARRAY(Float), comment="west, south, east, north in CRS84; NULL for an empty layer"),
    Column(
        "reach",
        Float,
        nullable=False,
        server_default="0",
        comment="metres from a feature's centre to the sides of its box at most, large features left aside",
    ),
    Column("report", JSONB, nullable=False, comment="the public report, without internal values"),
    Column("entries", Integer, comment="the version whose rows in search find the features; NULL: this one"),
    Column("returned_at", DateTime(timezone=True), comment="when a rollback brought it back, the last time"),
    Column("returned_by", Text),
    Column("withdrawn_at", DateTime(timezone=True), comment="when it was taken out, the last time"),
    Column("withdrawn_by", Text),
)

live = Table(
    "live",
    metadata,
    Column("dataset", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("since", DateTime(timezone=True), nullable=False, server_default=func.now()),
    ForeignKeyConstraint(["dataset", "version"], ["portal.publication.dataset", "portal.publication.version"]),
    comment="Becoming live, and rolling back, is one row changed here",
)

finding = Table(
    "finding",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=True),
    Column("dataset", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("record", BigInteger, comment="position in the source; NULL where only the feature is known"),
    Column("feature", Text),
    Column("field", Text),
    Column("rule", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("before", Text),
    Column("after", Text),
    Column("message", Text, nullable=False),
    Column("longitude", Float),
    Column("latitude", Float),
    Column("sheet", Text),
    Column("line", BigInteger, comment="row of the sheet, or line of a text file"),
    ForeignKeyConstraint(
        ["dataset", "version"],
        ["portal.publication.dataset", "portal.publication.version"],
        ondelete="CASCADE",
        deferrable=True,
        initially="DEFERRED",
    ),
    Index(None, "dataset", "version"),
)

feature_change = Table(
    "feature_change",
    metadata,
    Column("dataset", Text, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("feature", Text, primary_key=True),
    Column("change", Text, nullable=False, comment="added, changed or removed"),
    ForeignKeyConstraint(
        ["dataset", "version"],
        ["portal.publication.dataset", "portal.publication.version"],
        ondelete="CASCADE",
        deferrable=True,
        initially="DEFERRED",
    ),
)

search = Table(
    "search",
    metadata,
    Column("dataset", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("feature", Text, comment="id of the feature; NULL for a street made of addresses and for a layer"),
    Column("kind", Text, nullable=False, comment="address, street, feature or layer"),
    Column("label", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("words", TSVECTOR, nullable=False, comment="folded: A label, B all by german stems, C more words, D texts"),
    Column("position", Geometry("POINT", srid=25832, spatial_index=False)),
    Column("extent", ARRAY(Float), comment="west, south, east, north in CRS84"),
    Column("place", Text, nullable=False, comment="where it is in words, such as the quarter; empty where not known"),
    Column("key", Text(collation="C"), nullable=False, comment="label through portal.key: its letters and digits"),
    Index(None, "dataset", "version", "kind", "key"),
    Index(None, "words", postgresql_using="gin", postgresql_where=text("kind <> 'address'")),
    Index("search_address_words_idx", "words", postgresql_using="gin", postgresql_where=text("kind = 'address'")),
    Index(
        "search_position_idx",
        text("(position::point)"),
        postgresql_using="spgist",
        postgresql_where=text("kind = 'feature'"),
    ),
    comment="One row per thing to be found and version; what is live is in the view portal.found",
)
"""No foreign key: checking it for 200,000 addresses costs a second; :func:`pipelines.publishing.search.drop` sees to
it."""

search_word = Table(
    "search_word",
    metadata,
    Column("dataset", Text, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("word", Text, primary_key=True),
    Index(None, "word", postgresql_using="gin", postgresql_ops={"word": "gin_trgm_ops"}),
    comment="Words of the rows in portal.search without addresses; those that are live are in portal.found_word",
)
"""What was typed wrongly, or is the end of a longer word, is looked for in a few thousand words instead of all rows."""

found = Table("found", MetaData(schema=SCHEMA), *(Column(column.name, column.type) for column in search.columns))
"""The view on the rows of live public layers. Row-level security would keep the reader off the indexes: PostgreSQL
looks at a policy before any operator that could leak, and neither ``@@`` nor ``%`` is declared leakproof."""

plan_version = Table(
    "plan_version",
    metadata,
    Column("plan", Text, primary_key=True, comment="gml:id of the plan, or a UUIDv5 of what it says"),
    Column("number", Integer, primary_key=True),
    Column("digest", Text, nullable=False, comment="sha256 of document and attachments: the same content again"),
    Column("class_name", Text, nullable=False, comment="BP_Plan, FP_Plan, …"),
    Column("name", Text),
    Column("nummer", Text),
    Column("xplan_version", Text, nullable=False, comment="6.0"),
    Column("rechtsstand", Text, comment="the code; NULL where the plan states none"),
    Column("rechtsstand_words", Text),
    Column("dates", JSONB, nullable=False, comment="the plan's dates by property, each a list of texts as written"),
    Column("scope", Geometry("MULTIPOLYGON", srid=25832, spatial_index=False), comment="linear copy for the map"),
    Column("document", LargeBinary, nullable=False, comment="the plan as XPlanGML, as it is given out"),
    Column("report", JSONB, nullable=False, comment="what the validation found, by rule"),
    Column("source_name", Text, nullable=False),
    Column("source_sha256", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("imported_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("replaced", Integer, comment="the version that was live until then, to which a rollback goes"),
    Column("returned_at", DateTime(timezone=True), comment="when a rollback brought it back, the last time"),
    Column("returned_by", Text),
    Column("withdrawn_at", DateTime(timezone=True), comment="when it was taken out, the last time"),
    Column("withdrawn_by", Text),
    Index(None, "scope", postgresql_using="gist"),
)

plan_attachment = Table(
    "plan_attachment",
    metadata,
    Column("plan", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("name", Text, primary_key=True, comment="as the plan's references write it"),
    Column("media_type", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
    ForeignKeyConstraint(
        ["plan", "number"], ["portal.plan_version.plan", "portal.plan_version.number"], ondelete="CASCADE"
    ),
)

plan_live = Table(
    "plan_live",
    metadata,
    Column("plan", Text, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("since", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("about", JSONB, comment="what is said of the plan at a place: texts, amendments; NULL until derived"),
    Column("derivation", Integer, comment="the way of deriving by which the collections were filled from it"),
    Column("planned_land_use", LargeBinary, comment="as INSPIRE's GML; NULL where it is none, or not derived yet"),
    ForeignKeyConstraint(["plan", "number"], ["portal.plan_version.plan", "portal.plan_version.number"]),
    comment="A plan becoming live, and rolling back, is one row changed here",
)

plan_share = Table(
    "plan_share",
    metadata,
    Column("collection", Text, primary_key=True),
    Column("plan", Text, primary_key=True),
    Column("features", Integer, nullable=False),
    Column("bbox", ARRAY(Float), nullable=False, comment="west, south, east, north in CRS84"),
    Column("reach", Float, nullable=False, comment="as in publication"),
    Index(None, "plan"),
    comment="What a live plan has in a collection, so that count and extent need no look at the other plans' features",
)

plan_object = Table(
    "plan_object",
    metadata,
    Column("id", Text, primary_key=True),
    Column("plan", Text, nullable=False),
    Column("content", JSONB, nullable=False, comment="what the plan states of it: festsetzungen, texts"),
    Index(None, "plan"),
    comment="The objects of live plans that have a place; where it is, is in the collection plan_objekte",
)

plan_tile = Table(
    "plan_tile",
    metadata,
    Column("plan", Text, primary_key=True),
    Column("z", Integer, primary_key=True, comment="level, row and column of WebMercatorQuad"),
    Column("y", Integer, primary_key=True),
    Column("x", Integer, primary_key=True),
    Column("content", LargeBinary, nullable=False, comment="WebP"),
    comment="The scanned sheets of live plans, cut to their scope",
)
