import io
import json
import tarfile
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from pipelines.backup import dump, restore
from pipelines.database import Database
from pipelines.errors import DatabaseError, GeoportalError, RefusedError, UsageError
from pipelines.migration import revisions
from pipelines.psql import client
from pipelines.rights import READER
from pipelines.settings import Settings

LAYER = f"""
    CREATE TABLE data.schulen_v1 (id text PRIMARY KEY, name text, telefon text, geom geometry(Point, 25832));
    INSERT INTO data.schulen_v1 VALUES
        ('a', 'Zeppelinschule', '0711 1', ST_SetSRID(ST_MakePoint(511000, 5395000), 25832)),
        ('b', 'Immanuel-Kant-Gymnasium', '0711 2', ST_SetSRID(ST_MakePoint(511500, 5394000), 25832));
    CREATE INDEX ON data.schulen_v1 USING gist (geom);
    CREATE VIEW data.schulen AS SELECT id, name, geom FROM data.schulen_v1;
    GRANT SELECT (id, name, geom) ON data.schulen_v1 TO {READER};
    GRANT SELECT ON data.schulen TO {READER};
    INSERT INTO portal.publication (dataset, version, features, identity, definition, style, source, actor, started_at,
            finished_at, checked_at, records_read, records_loaded, records_refused, records_left_out, report)
        VALUES ('schulen', 1, 1, 'x', '{{}}', '[]', '{{}}', 'amt', now(), now(), now(), 2, 2, 0, 0, '{{}}');
    INSERT INTO portal.live (dataset, version) VALUES ('schulen', 1);
    INSERT INTO portal.finding (dataset, version, record, rule, action, message)
        VALUES ('schulen', 1, 2, 'range', 'warned', 'Baujahr')
"""
ROWS = "SELECT string_agg(id || name || ST_AsEWKT(geom), ';' ORDER BY id) FROM data.schulen"


def run(engine: Engine, statements: str) -> None:
    with engine.begin() as connection:
        connection.execute(text(statements))


def value(engine: Engine, statement: str) -> object:
    with engine.connect() as connection:
        return connection.scalar(text(statement))


@pytest.fixture
def portal(settings: Settings, database: Database) -> Settings:
    """A portal with a layer of two schools, a finding and an artefact."""
    run(database.publisher, LAYER)
    artefact = settings.home / "artefacts" / "schulen" / "1.pmtiles"
    artefact.parent.mkdir(parents=True)
    artefact.write_bytes(b"\0tiles")
    return settings


@pytest.fixture
def backup(portal: Settings, tmp_path: Path) -> Path:
    file = tmp_path / "sicherung.tar"
    dump(portal, file)
    return file


def change(file: Path, name: str, content: bytes) -> None:
    """Replace one member of a backup."""
    with tarfile.open(file) as tar:
        members = {member.name: tar.extractfile(member) for member in tar if member.isfile()}
        contents = {known: stream.read() for known, stream in members.items() if stream}
    with tarfile.open(file, "w") as tar:
        for known, old in contents.items():
            data = content if known == name else old
            info = tarfile.TarInfo(known)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))


def test_a_round_trip_brings_back_the_same_features(portal: Settings, database: Database, backup: Path) -> None:
    before = value(database.reader, ROWS)
    run(database.publisher, "DELETE FROM data.schulen_v1 WHERE id = 'a'")
    restore(portal, backup, force=True)
    assert value(database.reader, ROWS) == before


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        pytest.param("SELECT version FROM portal.live WHERE dataset = 'schulen'", 1, id="live version"),
        pytest.param("SELECT message FROM portal.finding", "Baujahr", id="findings"),
        pytest.param("SELECT telefon FROM data.schulen_v1 WHERE id = 'b'", "0711 2", id="internal columns"),
        pytest.param("SELECT count(*) FROM pg_indexes WHERE tablename = 'schulen_v1'", 2, id="indexes"),
        pytest.param("SELECT count(*) > 0 FROM pg_stats WHERE tablename = 'schulen_v1'", True, id="statistics"),
        pytest.param(f"SELECT has_column_privilege('{READER}', 'data.schulen_v1', 'name', 'SELECT')", True, id="grant"),
        pytest.param(
            f"SELECT has_column_privilege('{READER}', 'data.schulen_v1', 'telefon', 'SELECT')", False, id="no grant"
        ),
    ],
)
def test_a_round_trip_brings_back(
    portal: Settings, database: Database, backup: Path, statement: str, expected: object
) -> None:
    run(database.publisher, "DROP TABLE data.schulen_v1 CASCADE; DELETE FROM portal.live")
    restore(portal, backup, force=True)
    assert value(database.publisher, statement) == expected


def test_what_came_after_the_backup_is_gone(portal: Settings, database: Database, backup: Path) -> None:
    run(database.publisher, "CREATE TABLE data.kitas_v1 ()")
    restore(portal, backup, force=True)
    assert value(database.publisher, "SELECT to_regclass('data.kitas_v1')::text") is None


def test_artefacts_come_back(portal: Settings, backup: Path) -> None:
    artefact = portal.home / "artefacts" / "schulen" / "1.pmtiles"
    artefact.unlink()
    restore(portal, backup, force=True)
    assert artefact.read_bytes() == b"\0tiles"


def test_an_empty_portal_takes_a_backup_without_force(portal: Settings, database: Database, backup: Path) -> None:
    run(database.publisher, "DROP SCHEMA data, portal CASCADE")
    restore(portal, backup)
    assert value(database.reader, "SELECT count(*) FROM data.schulen") == 2


def test_a_portal_in_use_is_not_overwritten_by_accident(portal: Settings, backup: Path) -> None:
    with pytest.raises(RefusedError, match="schon 1 Fassungen"):
        restore(portal, backup)


LATER = """
    DROP TABLE portal.finding, portal.feature_change, portal.search, portal.search_word CASCADE;
    DROP TABLE portal.plan_tile, portal.plan_object, portal.plan_share,
        portal.plan_live, portal.plan_attachment, portal.plan_version;
    DROP FUNCTION portal.fold;
    ALTER TABLE portal.publication DROP COLUMN features, DROP COLUMN content, DROP COLUMN changes, DROP COLUMN reach,
        DROP COLUMN entries, DROP COLUMN returned_at, DROP COLUMN returned_by, DROP COLUMN withdrawn_at,
        DROP COLUMN withdrawn_by
"""
"""Takes back what came after the first revision."""


def test_a_backup_of_an_older_portal_is_brought_up_to_date(
    portal: Settings, database: Database, backup: Path, tmp_path: Path
) -> None:
    oldest = revisions()[0]
    run(database.publisher, LATER)
    run(database.publisher, f"UPDATE portal.alembic_version SET version_num = '{oldest}'")
    older = tmp_path / "database.dump"
    with client(database).start("pg_dump", "-Fc", "-n", "data", "-n", "portal", "-f", str(older)) as process:
        process.wait()
    change(backup, older.name, older.read_bytes())
    restore(portal, backup, force=True)
    assert value(database.publisher, "SELECT count(*) FROM portal.finding") == 0


def test_a_backup_of_a_newer_portal_is_refused(portal: Settings, backup: Path) -> None:
    with tarfile.open(backup) as tar:
        manifest = json.load(tar.extractfile("portal.json") or io.BytesIO())
    change(backup, "portal.json", json.dumps(manifest | {"revision": "9999", "tiler": "martin"}).encode())
    with pytest.raises(DatabaseError, match="neueren Fassung"):
        restore(portal, backup, force=True)


@pytest.mark.parametrize("kept", [pytest.param(0.5, id="half"), pytest.param(0.99, id="nearly whole")])
def test_a_damaged_backup_changes_nothing(portal: Settings, database: Database, backup: Path, kept: float) -> None:
    with tarfile.open(backup) as tar:
        content = (tar.extractfile("database.dump") or io.BytesIO()).read()
    change(backup, "database.dump", content[: int(len(content) * kept)])
    before = value(database.reader, ROWS)
    with pytest.raises(DatabaseError, match="gescheitert"):
        restore(portal, backup, force=True)
    assert value(database.reader, ROWS) == before


@pytest.mark.parametrize("content", [b"", b"keine Sicherung", b"\x1f\x8b\x08"])
def test_another_file_is_no_backup(portal: Settings, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "brief.odt"
    file.write_bytes(content)
    with pytest.raises(UsageError, match="keine Sicherung"):
        restore(portal, file)


def test_a_backup_that_reaches_outside_its_folder_is_refused(portal: Settings, tmp_path: Path) -> None:
    file = tmp_path / "boese.tar"
    with tarfile.open(file, "w") as tar:
        tar.addfile(tarfile.TarInfo("../outside"))
    with pytest.raises(UsageError):
        restore(portal, file)
    assert not (portal.home.parent / "outside").exists()


def test_a_backup_is_closed_to_others(backup: Path) -> None:
    assert backup.stat().st_mode & 0o077 == 0


def test_an_existing_file_is_kept(portal: Settings, backup: Path) -> None:
    with pytest.raises(UsageError, match="gibt es schon"):
        dump(portal, backup)


def test_a_folder_that_does_not_exist_is_named(portal: Settings, tmp_path: Path) -> None:
    with pytest.raises(GeoportalError, match="nirgends"):
        dump(portal, tmp_path / "nirgends" / "sicherung.tar")


def test_no_leftovers_lie_beside_a_backup(backup: Path) -> None:
    assert [path.name for path in backup.parent.iterdir() if path.name.startswith(".")] == []
