"""Plans as INSPIRE Planned Land Use, derived with the collections."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.add_column(
        "plan_live",
        sa.Column(
            "planned_land_use", sa.LargeBinary, comment="as INSPIRE's GML; NULL where it is none, or not derived yet"
        ),
        schema="portal",
    )
