from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, select, text

from pipelines import portal, run
from pipelines.compare.diff import diff
from pipelines.compare.model import Counts
from pipelines.database import Database, connected
from pipelines.definition import Dataset
from pipelines.errors import DatabaseError
from pipelines.migration import migrate, revision, revisions
from pipelines.publication import history
from pipelines.settings import Settings
from tests.pipelines.samples import line, write

BACK_TO_0007 = """
    DROP TABLE portal.plan_tile, portal.plan_object, portal.plan_share,
        portal.plan_live, portal.plan_attachment, portal.plan_version;
    ALTER TABLE portal.publication
        DROP COLUMN entries CASCADE, DROP COLUMN returned_at, DROP COLUMN returned_by,
        DROP COLUMN withdrawn_at, DROP COLUMN withdrawn_by;
    ALTER TABLE portal.finding DROP COLUMN sheet, DROP COLUMN line;
    DROP TABLE portal.search_word CASCADE;
    ALTER TABLE portal.search
        DROP COLUMN place CASCADE, DROP COLUMN key CASCADE, ADD COLUMN folded text;
    DROP INDEX portal.search_position_idx, portal.search_words_idx, portal.search_address_words_idx;
    CREATE INDEX search_dataset_idx ON portal.search (dataset, version);
    CREATE INDEX search_words_idx ON portal.search USING gin (words);
    CREATE INDEX search_folded_idx ON portal.search USING gin (folded gin_trgm_ops);
    CREATE VIEW portal.found AS SELECT search.* FROM portal.search JOIN portal.live USING (dataset, version);
"""


@pytest.fixture
def scripts() -> Config:
    config = Config()
    config.set_main_option("script_location", "pipelines:migrations")
    return config


@pytest.fixture
def older(settings: Settings, scripts: Config) -> Settings:
    """A portal as its first version left it, with a publication."""
    with connected(settings) as database, database.publisher.begin() as connection:
        connection.execute(text("DROP SCHEMA portal CASCADE"))
        connection.execute(text("CREATE SCHEMA portal"))
        scripts.attributes["connection"] = connection
        command.upgrade(scripts, revisions()[0])
        connection.execute(
            text("""
                INSERT INTO portal.publication (dataset, version, identity, definition, public_definition, style,
                    source, actor, started_at, finished_at, checked_at, records_read, records_loaded,
                    records_refused, records_left_out, report)
                VALUES ('schulen', 1, 'x', '{}', '{}', '[]', '{}', 'amt', now(), now(), now(), 3, 3, 0, 0, '{}')
            """)
        )
        connection.execute(text("INSERT INTO portal.live (dataset, version) VALUES ('schulen', 1)"))
    return settings


def test_the_migrated_schema_is_the_declared_one(database: Database) -> None:
    with database.publisher.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "include_schemas": True,
                "include_name": lambda name, kind, _: kind != "schema" or name == portal.SCHEMA,
                "version_table_schema": portal.SCHEMA,
                "compare_server_default": True,
            },
        )
        assert compare_metadata(context, portal.metadata) == []


def test_the_numbers_of_the_files_are_alembics_revisions(scripts: Config) -> None:
    found = ScriptDirectory.from_config(scripts).walk_revisions()
    assert [script.revision for script in found] == list(reversed(revisions()))


def test_an_older_portal_is_brought_up_to_date_at_start(older: Settings) -> None:
    with connected(older) as database:
        assert inspect(database.publisher).has_table("finding", schema=portal.SCHEMA)


def test_an_older_portal_keeps_its_layers(older: Settings) -> None:
    with connected(older) as database, database.reader.connect() as connection:
        assert connection.scalar(select(portal.live.c.dataset)) == "schulen"


def test_a_layer_from_before_content_hashes_is_compared_and_published_over(
    settings: Settings, dataset: Dataset, tmp_path: Path
) -> None:
    with connected(settings) as database, database.publisher.begin() as connection:
        run.publish(settings, database, dataset)
        connection.execute(text(f"ALTER TABLE data.{dataset.id}_v1 DROP COLUMN hash, DROP COLUMN _place"))
        connection.execute(text("ALTER TABLE portal.publication DROP COLUMN reach"))
        connection.execute(text(BACK_TO_0007))
        connection.execute(text("UPDATE portal.alembic_version SET version_num = '0005'"))
    write(tmp_path, line(1), line(2, name="Maiergasse"), line(3), line(4), line(9))
    counts = Counts(added=1, changed=1, removed=1, unchanged=3)

    with connected(settings) as database:
        assert diff(settings, database, dataset).changes.counts == counts
        assert run.publish(settings, database, dataset).version == 2
        assert run.rollback(database, dataset.id) == 1
        with database.publisher.connect() as connection:
            assert history(connection, dataset.id)[0].changes == vars(counts)


def test_what_was_found_before_is_found_while_typing(settings: Settings, dataset: Dataset) -> None:
    shown = text("SELECT kind, label, place, key FROM portal.found ORDER BY kind, label")
    words = text("SELECT word FROM portal.found_word ORDER BY word")
    with connected(settings) as database:
        run.publish(settings, database, dataset)
        with database.publisher.begin() as connection:
            before = connection.execute(shown).all(), connection.scalars(words).all()
            connection.execute(text(BACK_TO_0007))
            connection.execute(text("UPDATE portal.alembic_version SET version_num = '0007'"))

    with connected(settings) as database, database.reader.connect() as connection:
        assert (connection.execute(shown).all(), connection.scalars(words).all()) == before


def test_a_portal_that_is_up_to_date_is_left_alone(database: Database) -> None:
    with database.publisher.begin() as connection:
        assert not migrate(connection)


def test_processes_that_start_at_once_migrate_once(older: Settings) -> None:
    def start(_: int) -> str | None:
        with connected(older) as database, database.publisher.connect() as connection:
            return revision(connection)

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(start, range(4))) == {revisions()[-1]}


def test_a_newer_portal_is_refused(settings: Settings) -> None:
    with connected(settings) as database, database.publisher.begin() as connection:
        connection.execute(text("UPDATE portal.alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseError, match="neueren Fassung"), connected(settings):
        pass
