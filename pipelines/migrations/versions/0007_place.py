"""Features have a place along a curve, by which pages are ordered.

Tables of an older release get the column, too. Their features count as large ones, which every box looks at, so
answers stay right; their order is that of the ids, as it was.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

ADD = """
DO $$
DECLARE relation regclass;
BEGIN
    FOR relation IN
        SELECT to_regclass(format('data.%I', concat(dataset, '_v', version))) FROM portal.publication
    LOOP
        IF relation IS NOT NULL THEN
            EXECUTE format('ALTER TABLE %s ADD COLUMN IF NOT EXISTS _place bigint NOT NULL DEFAULT -1', relation);
            EXECUTE format('ALTER TABLE %s ALTER COLUMN _place DROP DEFAULT', relation);
            EXECUTE format('CREATE INDEX ON %s (_place, id)', relation);
            IF has_column_privilege('geoportal_reader', relation, 'id', 'SELECT') THEN
                EXECUTE format('GRANT SELECT (_place) ON %s TO geoportal_reader', relation);
            END IF;
        END IF;
    END LOOP;
END $$
"""


def upgrade() -> None:
    op.add_column(
        "publication",
        sa.Column(
            "reach",
            sa.Float,
            nullable=False,
            server_default="0",
            comment="metres from a feature's centre to the sides of its box at most, large features left aside",
        ),
        schema="portal",
    )
    op.execute(ADD)
