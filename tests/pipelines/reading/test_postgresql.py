"""A table of another database becomes a file: all its types, in one order, read only."""

import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from geopandas import GeoDataFrame
from psycopg.conninfo import make_conninfo

from pipelines.cluster import SUPERUSER, embedded_cluster
from pipelines.definition import Dataset, TableSource
from pipelines.errors import SourceError, UsageError
from pipelines.reading import postgresql
from pipelines.reading.fetch import Located, locate
from pipelines.reading.read import read
from pipelines.settings import Settings

TABLE = """
CREATE SCHEMA alkis;
CREATE TABLE alkis.gebaeude (
    nr integer PRIMARY KEY, "Höhe (m)" double precision, preis numeric(10, 2), bewohnt boolean, gebaut date,
    geändert timestamptz, worte text, liste text[], mehr jsonb, geom geometry(Point, 25832)
);
INSERT INTO alkis.gebaeude VALUES
    (2, 0.1, 1234.50, true, '1999-12-31', '2026-01-02 03:04:05+01', E'a;"b"\\nc', '{x,y}', '{"a": 1}',
     'SRID=25832;POINT(510000.123 5393000)'),
    (1, 'NaN', NULL, false, NULL, NULL, '', NULL, NULL, NULL);
CREATE ROLE leser LOGIN;
GRANT USAGE ON SCHEMA alkis TO leser;
GRANT SELECT ON alkis.gebaeude TO leser;
"""

Fetch = Callable[..., GeoDataFrame]


@pytest.fixture
def other(
    cluster_settings: Settings, database_name: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[psycopg.Connection]:
    """Another database with a table; the portal may read it."""
    cluster = embedded_cluster(cluster_settings)
    with psycopg.connect(cluster.dsn(SUPERUSER, database_name), autocommit=True) as connection:
        connection.execute("DROP ROLE IF EXISTS leser")
        connection.execute(TABLE)
        monkeypatch.setenv("GEOPORTAL_SOURCE_ALKIS_URL", cluster.dsn(SUPERUSER, database_name))
        yield connection
        connection.execute("DROP OWNED BY leser; DROP ROLE leser")


@pytest.fixture
def fetch(tmp_path: Path, other: psycopg.Connection) -> Fetch:
    def run(table: str = "alkis.gebaeude", **changes: str) -> GeoDataFrame:
        source = TableSource.model_validate({"database": "ALKIS", "table": table} | changes)
        path = postgresql.fetch_table(source, tmp_path / "downloads")
        (frame,) = read(source, Located({"": path}, table, "", 0, None))
        return frame

    return run


def test_every_type_arrives(fetch: Fetch) -> None:
    frame = fetch()

    first, second = frame.iloc[0], frame.iloc[1]
    assert frame["nr"].tolist() == [1, 2]
    assert second.drop(["nr", "geom"]).tolist() == [
        0.1,
        "1234.50",
        True,
        "1999-12-31",
        "2026-01-02 02:04:05+00",
        'a;"b"\nc',
        '["x","y"]',
        '{"a": 1}',
    ]
    assert first["worte"] == ""
    assert first.drop(["nr", "bewohnt", "worte"]).isna().all()
    assert frame.crs.to_epsg() == 25832
    assert second["geom"].wkt == "POINT (510000.123 5393000)"


def test_the_same_rows_make_the_same_file(
    fetch: Fetch, other: psycopg.Connection, tmp_path: Path, make_dataset: Callable[..., Dataset]
) -> None:
    dataset = make_dataset(source={"database": "ALKIS", "table": "alkis.gebaeude"}, key="nr", fields={"nr": None})
    settings = Settings(home=tmp_path)

    before = locate(dataset, settings)
    other.execute("UPDATE alkis.gebaeude SET nr = nr")
    same = locate(dataset, settings)
    other.execute("UPDATE alkis.gebaeude SET worte = 'neu' WHERE nr = 1")
    changed = locate(dataset, settings)

    assert before.name == "ALKIS: alkis.gebaeude"
    assert before.sha256 == same.sha256 != changed.sha256


def test_a_view_of_arcs_with_its_rows_crs(fetch: Fetch, other: psycopg.Connection) -> None:
    arc = "ST_SetSRID('CIRCULARSTRING(5000 0, 5010 10, 5020 0)'::geometry, 25832)"
    other.execute(f"CREATE VIEW alkis.bogen AS SELECT 1 AS nr, {arc} AS g")

    frame = fetch("alkis.bogen", arc_tolerance="0.01")

    assert frame.crs.to_epsg() == 25832
    assert frame.geometry.iloc[0].geom_type == "LineString"
    assert frame.geometry.iloc[0].length == pytest.approx(31.4159, abs=0.1)


def test_a_table_without_rows_or_geometry(fetch: Fetch, other: psycopg.Connection) -> None:
    other.execute("CREATE TABLE alkis.leer (nr integer, name text)")

    frame = fetch("alkis.leer")

    assert len(frame) == 0
    assert {"nr", "name"} <= set(frame.columns)


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("alkis.fehlt", "Die Tabelle alkis.fehlt gibt es nicht"),
        ("alkis.zwei", "mehrere Geometrien: a, b"),
        ("alkis.bunt", "mehrere Koordinatensysteme: 4326, 25832"),
        ("alkis.schreibt", "read-only transaction"),
        ('alkis.x"; DROP TABLE gebaeude; --', "gibt es nicht"),
    ],
)
def test_what_cannot_be_read_is_told(fetch: Fetch, other: psycopg.Connection, table: str, words: str) -> None:
    other.execute("CREATE TABLE alkis.zwei (a geometry, b geometry)")
    other.execute(
        "CREATE TABLE alkis.bunt AS SELECT ST_SetSRID('POINT(1 1)'::geometry, unnest('{4326,25832}'::int[])) AS g"
    )
    other.execute("CREATE FUNCTION alkis.f() RETURNS int LANGUAGE sql AS 'DELETE FROM alkis.gebaeude RETURNING nr'")
    other.execute("CREATE VIEW alkis.schreibt AS SELECT alkis.f() AS nr")

    with pytest.raises(SourceError, match=words):
        fetch(table)
    assert other.execute("SELECT count(*) FROM alkis.gebaeude").fetchone() == (2,)


def test_one_of_several_geometries_is_named_by_layer(fetch: Fetch, other: psycopg.Connection) -> None:
    other.execute("CREATE TABLE alkis.zwei (a geometry(Point, 25832), b geometry(Point, 4326))")

    assert fetch("alkis.zwei", layer="b").columns.tolist() == ["geom"]


def test_rights_of_the_role_hold(
    fetch: Fetch,
    cluster_settings: Settings,
    database_name: str,
    monkeypatch: pytest.MonkeyPatch,
    other: psycopg.Connection,
) -> None:
    other.execute("CREATE TABLE alkis.geheim (nr integer)")
    address = embedded_cluster(cluster_settings).dsn(SUPERUSER, database_name)
    monkeypatch.setenv("GEOPORTAL_SOURCE_ALKIS_URL", make_conninfo(address, options="-c role=leser"))

    assert len(fetch()) == 2
    with pytest.raises(SourceError, match="der Rolle fehlt das Leserecht"):
        fetch("alkis.geheim")


def test_a_query_that_takes_too_long_is_ended(
    fetch: Fetch, other: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql, "TIMEOUT", 1)
    other.execute("CREATE VIEW alkis.langsam AS SELECT 1 AS nr, pg_sleep(30)::text AS t")

    with pytest.raises(SourceError, match="> 1 s"):
        fetch("alkis.langsam")


def test_without_its_variable_the_database_is_unknown(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="GEOPORTAL_SOURCE_WASSER_URL ist nicht gesetzt"):
        postgresql.fetch_table(TableSource(database="WASSER", table="a.b"), tmp_path)


def test_a_password_is_told_to_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    monkeypatch.setenv("GEOPORTAL_SOURCE_WASSER_URL", "postgresql://leser:geheim@127.0.0.1:1/wasser")

    with pytest.raises(SourceError, match="Die Datenbank WASSER ist nicht lesbar") as caught:
        postgresql.fetch_table(TableSource(database="WASSER", table="a.b"), tmp_path)

    assert "geheim" not in caught.value.to("de") + caplog.text


def test_a_row_longer_than_what_is_read_at_once_arrives(fetch: Fetch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgresql, "BLOCK", 50)

    assert fetch()["nr"].tolist() == [1, 2]


def test_a_table_that_is_too_large_is_told_as_such(fetch: Fetch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgresql, "MAX_BYTES", 100)

    with pytest.raises(SourceError, match="größer als"):
        fetch()
