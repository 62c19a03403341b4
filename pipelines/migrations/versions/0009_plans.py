"""Development plans: versions with their documents, attachments, and which version of each is live."""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry
from sqlalchemy.dialects.postgresql import JSONB

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    _versions()
    _attachments()
    _live()


def _versions() -> None:
    op.create_table(
        "plan_version",
        sa.Column("plan", sa.Text, nullable=False, comment="gml:id of the plan, or a UUIDv5 of what it says"),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column(
            "digest", sa.Text, nullable=False, comment="sha256 of document and attachments: the same content again"
        ),
        sa.Column("class_name", sa.Text, nullable=False, comment="BP_Plan, FP_Plan, …"),
        sa.Column("name", sa.Text),
        sa.Column("nummer", sa.Text),
        sa.Column("xplan_version", sa.Text, nullable=False, comment="6.0"),
        sa.Column("rechtsstand", sa.Text, comment="the code; NULL where the plan states none"),
        sa.Column("rechtsstand_words", sa.Text),
        sa.Column(
            "dates", JSONB, nullable=False, comment="the plan's dates by property, each a list of texts as written"
        ),
        sa.Column(
            "scope", Geometry("MULTIPOLYGON", srid=25832, spatial_index=False), comment="linear copy for the map"
        ),
        sa.Column("document", sa.LargeBinary, nullable=False, comment="the plan as XPlanGML, as it is given out"),
        sa.Column("report", JSONB, nullable=False, comment="what the validation found, by rule"),
        sa.Column("source_name", sa.Text, nullable=False),
        sa.Column("source_sha256", sa.Text, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
        sa.Column("replaced", sa.Integer, comment="the version that was live until then, to which a rollback goes"),
        sa.PrimaryKeyConstraint("plan", "number", name="plan_version_pkey"),
        schema="portal",
    )
    op.create_index("plan_version_scope_idx", "plan_version", ["scope"], schema="portal", postgresql_using="gist")


def _attachments() -> None:
    op.create_table(
        "plan_attachment",
        sa.Column("plan", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False, comment="as the plan's references write it"),
        sa.Column("media_type", sa.Text, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("plan", "number", "name", name="plan_attachment_pkey"),
        _of_version("plan_attachment", ondelete="CASCADE"),
        schema="portal",
    )
    # scans are compressed already: trying it again costs time and gains nothing
    op.execute("ALTER TABLE portal.plan_attachment ALTER COLUMN content SET STORAGE EXTERNAL")


def _live() -> None:
    op.create_table(
        "plan_live",
        sa.Column("plan", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
        sa.PrimaryKeyConstraint("plan", name="plan_live_pkey"),
        _of_version("plan_live"),
        schema="portal",
        comment="A plan becoming live, and rolling back, is one row changed here",
    )


def _of_version(table: str, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["plan", "number"],
        ["portal.plan_version.plan", "portal.plan_version.number"],
        name=f"{table}_plan_fkey",
        ondelete=ondelete,
    )
