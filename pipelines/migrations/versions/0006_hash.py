"""Tables from before content hashes get the column. It stays empty, so that their features are compared in full."""

from alembic import op

revision = "0006"
down_revision = "0005"

ADD = """
DO $$
DECLARE relation regclass;
BEGIN
    FOR relation IN
        SELECT to_regclass(format('data.%I', concat(dataset, '_v', version))) FROM portal.publication
    LOOP
        IF relation IS NOT NULL THEN
            EXECUTE format('ALTER TABLE %s ADD COLUMN IF NOT EXISTS hash uuid', relation);
        END IF;
    END LOOP;
END $$
"""


def upgrade() -> None:
    op.execute(ADD)
