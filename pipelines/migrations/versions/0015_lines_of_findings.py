"""In which line of the source, of which sheet, the record of a finding stands."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.add_column("finding", sa.Column("sheet", sa.Text), schema="portal")
    op.add_column(
        "finding", sa.Column("line", sa.BigInteger, comment="row of the sheet, or line of a text file"), schema="portal"
    )
