from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
import shapely
from sqlalchemy import Engine, event, func, select, text
from sqlalchemy.exc import ProgrammingError

from pipelines.cluster import embedded_cluster
from pipelines.database import Database, connected
from pipelines.errors import BusyError, UsageError
from pipelines.plans.exporting import converted, live, write_to
from pipelines.plans.file import File
from pipelines.plans.history import find, history
from pipelines.plans.record import Record, record
from pipelines.plans.store import Source, Stored, roll_back, store, withdraw
from pipelines.plans.stored import Content, live_content, live_plans
from pipelines.portal import plan_attachment, plan_live, plan_version
from pipelines.publishing import lock
from pipelines.publishing.lock import actor
from pipelines.settings import Settings
from pipelines.xplan.dividing import divided
from pipelines.xplan.read import opened
from tests.conftest import fresh_database, on_database
from tests.pipelines.xplan.plans import PLAN, SECTION, area, polygon
from tests.pipelines.xplan.plans import text as document

SOURCE = Source("plan.gml", "0" * 64)
REPORT = {"valid": True, "errors": 0, "warnings": 0, "rules": []}
SCOPE = f"<xplan:raeumlicherGeltungsbereich>{polygon()}</xplan:raeumlicherGeltungsbereich><xplan:bereich"


@pytest.fixture(scope="module")
def shared(cluster_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Settings, Database]]:
    """One store for tests of plans that differ in their ids."""
    cluster = embedded_cluster(cluster_settings)
    with fresh_database(cluster) as name:
        settings = on_database(cluster, name, tmp_path_factory.mktemp("store"))
        with connected(settings) as database:
            yield settings, database


def records(path: Path, settings: Settings) -> list[Record]:
    with opened(path) as package:
        return [record(each, settings) for each in divided(package)]


def stored(database: Database, one: Record, limit: int = 5) -> Stored:
    with database.publisher.begin() as connection:
        return store(connection, one, SOURCE, REPORT, limit)


def exported(database: Database, plan: str) -> Content:
    with database.reader.connect() as connection:
        found = live_content(connection, plan)
    assert found
    return found


def written(folder: Path, gml_id: str, name: str = "Weidach") -> Path:
    """A small plan with a scope; other ids make it another plan."""
    path = folder / f"{gml_id}.gml"
    plan = PLAN.replace("<xplan:bereich", SCOPE).replace("Weidach", name).replace('"P"', f'"{gml_id}"')
    section = SECTION.replace('"#P"', f'"#{gml_id}"')
    path.write_text(document(plan, section, area()), "utf-8")
    return path


def test_what_goes_through_the_database_comes_out_the_same(
    shared: tuple[Settings, Database], plan: Path, tmp_path: Path
) -> None:
    settings, database = shared
    first = records(plan, settings)
    for one in first:
        assert stored(database, one).status == "imported"
        assert one.scope
        content = exported(database, one.plan)
        assert content.document == one.document
        path = tmp_path / f"{one.plan}.zip"
        write_to(content.document, content.contents, path)
        (again,) = records(path, settings)
        assert (again.plan, again.document, again.files) == (one.plan, one.document, tuple(content.files))
        assert stored(database, again) == Stored("unchanged", 1)
        with database.publisher.begin() as connection:
            withdraw(connection, one.plan)
        assert stored(database, again) == Stored("imported", 2)
        whole = exported(database, one.plan)
        write_to(whole.document, whole.contents, tmp_path / "again.zip")
        assert (tmp_path / "again.zip").read_bytes() == path.read_bytes()


def test_what_leaves_in_another_version_comes_in_as_the_same_plan(
    settings: Settings, plan: Path, tmp_path: Path
) -> None:
    for one in records(plan, settings):
        own = Content(one.plan, one.digest, one.version, one.document, one.files)
        content, losses = converted(own, "6.0")
        assert (content == own) == (one.version == "6.0")
        write_to(content.document, content.contents, tmp_path / "later.zip")
        (later,) = records(tmp_path / "later.zip", settings)
        assert (later.plan, later.name, later.version, later.scope) == (one.plan, one.name, "6.0", one.scope)
        assert all(each.reason.de and each.gml_id for each in losses)


def test_a_plan_without_an_id_gets_one_that_it_keeps(settings: Settings, tmp_path: Path) -> None:
    nameless = tmp_path / "plan.gml"
    section = SECTION.replace('<xplan:gehoertZuPlan xlink:href="#P"/>', "")
    nameless.write_text(document(PLAN.replace(' gml:id="P"', ""), section), "utf-8")
    (first,) = records(nameless, settings)
    nameless.write_bytes(first.document)
    (again,) = records(nameless, settings)
    assert first.plan.startswith("GML_")
    assert (again.plan, again.digest) == (first.plan, first.digest)


def test_an_id_that_fits_no_address_stays_in_the_document(settings: Settings, tmp_path: Path) -> None:
    (one,) = records(written(tmp_path, "Plänchen"), settings)
    assert one.plan.startswith("GML_")
    assert 'gml:id="Plänchen"'.encode() in one.document


def test_the_scope_is_a_copy_in_the_crs_of_the_map(shared: tuple[Settings, Database], tmp_path: Path) -> None:
    settings, database = shared
    (one,) = records(written(tmp_path, "Umring"), settings)
    stored(database, one)
    shape = func.ST_AsBinary(plan_version.c.scope)
    with database.reader.connect() as connection:
        found = connection.execute(select(shape).where(plan_version.c.plan == "Umring")).scalar_one()
        (shown,) = [each for each in live_plans(connection) if each.plan == "Umring"]
    assert shapely.from_wkb(bytes(found)).bounds == (500000, 5400000, 500010, 5400010)
    assert shown.bbox == pytest.approx((9.0, 48.753013, 9.000136, 48.753103), abs=1e-6)


@pytest.mark.parametrize(
    ("srs_name", "easting"),
    [
        ("EPSG:99999", "500000.00"),
        ("EPSG:7837", "500000.00"),
        ("EPSG:4326", "500000.00"),
        ("EPSG:25832", "1e300"),
        ("EPSG:25832", "nan"),
        ("EPSG:31467", "inf"),
        ("EPSG:31467", "5 m"),
    ],
)
def test_a_scope_that_lies_nowhere_is_not_on_the_map(
    settings: Settings, tmp_path: Path, srs_name: str, easting: str
) -> None:
    path = written(tmp_path, "Nirgends")
    path.write_text(path.read_text("utf-8").replace("EPSG:25832", srs_name).replace("500000.00", easting), "utf-8")
    (one,) = records(path, settings)
    assert one.scope is None
    assert easting.encode() in one.document


def test_the_thirtieth_plan_costs_what_the_first_did(shared: tuple[Settings, Database], tmp_path: Path) -> None:
    settings, database = shared
    costs = []
    for number in range(30):
        (one,) = records(written(tmp_path, f"Viele_{number}"), settings)
        with counted(database.publisher) as cost:
            stored(database, one)
        costs.append(cost)
    assert len(costs[0]) > 3
    assert costs[1:] == costs[:-1]


@contextmanager
def counted(engine: Engine) -> Iterator[list[tuple[str, int]]]:
    """Gather the first word of each statement, and how many rows it touched."""
    cost = []

    def count(_connection: object, cursor: psycopg.Cursor, statement: str, *_: object) -> None:
        cost.append((statement.split(maxsplit=1)[0], cursor.rowcount))

    event.listen(engine, "after_cursor_execute", count)
    yield cost
    event.remove(engine, "after_cursor_execute", count)


def test_versions_are_kept_up_to_a_limit_and_come_back(shared: tuple[Settings, Database], tmp_path: Path) -> None:
    settings, database = shared
    for number in range(1, 6):
        (one,) = records(written(tmp_path, "Lang", f"Stand {number}"), settings)
        assert stored(database, one, limit=2) == Stored("imported", number)
        assert stored(database, one, limit=2) == Stored("unchanged", number)
    with database.publisher.begin() as connection:
        assert [(each.number, each.live) for each in history(connection, "Lang")] == [(5, True), (4, False)]
        assert roll_back(connection, "Lang") == 4
    assert b"Stand 4" in exported(database, "Lang").document
    (one,) = records(written(tmp_path, "Lang", "Stand 6"), settings)
    assert stored(database, one, limit=1) == Stored("imported", 6)
    with database.publisher.begin() as connection:
        assert [each.number for each in history(connection, "Lang")] == [6, 4]
        assert roll_back(connection, "Lang") == 4
        with pytest.raises(UsageError, match="keine solche"):
            roll_back(connection, "Lang", 5)


def test_what_is_withdrawn_is_seen_by_nobody_until_it_comes_back(
    shared: tuple[Settings, Database], tmp_path: Path
) -> None:
    settings, database = shared
    (one,) = records(written(tmp_path, "Weg"), settings)
    stored(database, one)
    with database.publisher.begin() as connection:
        withdraw(connection, "Weg")
        with pytest.raises(UsageError, match="nicht veröffentlicht"):
            withdraw(connection, "Weg")
    with database.reader.connect() as connection:
        assert connection.scalar(select(func.count(plan_version.c.plan)).where(plan_version.c.plan == "Weg")) == 0
    with database.publisher.begin() as connection, pytest.raises(UsageError, match="nicht veröffentlicht"):
        live(connection, "Weg")
    with database.publisher.begin() as connection:
        assert roll_back(connection, "Weg") == 1
    assert exported(database, "Weg").document == one.document


def test_the_history_tells_who_brought_a_plan_back_and_who_took_it_out(
    shared: tuple[Settings, Database], tmp_path: Path
) -> None:
    settings, database = shared
    for number in (1, 2):
        stored(database, records(written(tmp_path, "Wer", f"Stand {number}"), settings)[0])
    with database.publisher.begin() as connection:
        assert [(each.returned_by, each.withdrawn_by) for each in history(connection, "Wer")] == [(None, None)] * 2
    with database.publisher.begin() as connection:
        roll_back(connection, "Wer")
    with database.publisher.begin() as connection:
        withdraw(connection, "Wer")
    with database.publisher.begin() as connection:
        second, first = history(connection, "Wer")
    assert (second.returned_by, second.withdrawn_by) == (None, None)
    assert (first.returned_by, first.withdrawn_by) == (actor(), actor())
    assert first.returned_at
    assert first.withdrawn_at
    assert first.imported_at < first.returned_at < first.withdrawn_at


def test_a_plan_of_an_older_portal_keeps_its_versions(settings: Settings, tmp_path: Path) -> None:
    later = ("returned_at", "returned_by", "withdrawn_at", "withdrawn_by")
    with connected(settings) as database:
        stored(database, records(written(tmp_path, "Alt"), settings)[0])
        with database.publisher.begin() as connection:
            connection.execute(
                text(f"ALTER TABLE portal.plan_version {', '.join(f'DROP COLUMN {each}' for each in later)}")
            )
            connection.execute(
                text("ALTER TABLE portal.publication DROP COLUMN withdrawn_at, DROP COLUMN withdrawn_by")
            )
            connection.execute(text("UPDATE portal.alembic_version SET version_num = '0015'"))
    with connected(settings) as database, database.publisher.begin() as connection:
        assert [(each.live, each.returned_by) for each in history(connection, "Alt")] == [(True, None)]
        withdraw(connection, "Alt")
        assert [(each.live, each.withdrawn_by) for each in history(connection, "Alt")] == [(False, actor())]


def test_the_reader_sees_live_versions_and_no_names_of_people(
    shared: tuple[Settings, Database], tmp_path: Path
) -> None:
    settings, database = shared
    for number in (1, 2):
        (one,) = records(written(tmp_path, "Amt", f"Stand {number}"), settings)
        files = (File("scan.txt", "text/plain", b"%d" % number),)
        stored(database, Record(**vars(one) | {"files": files}))
    with database.reader.connect() as connection:
        seen = connection.scalars(select(plan_version.c.number).where(plan_version.c.plan == "Amt")).all()
        contents = connection.scalars(select(plan_attachment.c.content).where(plan_attachment.c.plan == "Amt")).all()
    assert (seen, contents) == ([2], [b"2"])
    hidden = ("actor", "source_name", "source_sha256", "returned_at", "returned_by", "withdrawn_at", "withdrawn_by")
    for column in (plan_version.c[name] for name in hidden):
        with database.reader.connect() as connection, pytest.raises(ProgrammingError, match="permission denied"):
            connection.execute(select(column))
    with database.reader.connect() as connection:
        connection.execute(text("SET transaction_read_only = off"))
        with pytest.raises(ProgrammingError, match="permission denied"):
            connection.execute(plan_live.delete())


def test_a_plan_is_found_by_id_name_and_number(shared: tuple[Settings, Database], tmp_path: Path) -> None:
    settings, database = shared
    for gml_id, name in (("Fund_1", "Am Sommerrain"), ("Fund_2", "Doppelt"), ("Fund_3", "Doppelt")):
        (one,) = records(written(tmp_path, gml_id, name), settings)
        stored(database, one)
    with database.publisher.connect() as connection:
        assert find(connection, "Fund_2") == "Fund_2"
        assert find(connection, " am SOMMERRAIN ") == "Fund_1"
        with pytest.raises(UsageError, match="2 Pläne") as ambiguous:
            find(connection, "Doppelt")
        with pytest.raises(UsageError, match="gibt es hier nicht"):
            find(connection, "%")
    assert "Fund_2, Fund_3" in ambiguous.value.to("de")


def test_two_who_store_the_same_plan_wait_for_each_other(
    shared: tuple[Settings, Database], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings, database = shared
    monkeypatch.setattr(lock, "WAIT", 0.1)
    one, other = (records(written(tmp_path, gml_id), settings)[0] for gml_id in ("Zugleich", "Daneben"))
    with database.publisher.begin() as connection:
        store(connection, one, SOURCE, REPORT, 5)
        with pytest.raises(BusyError, match="Zugleich"):
            stored(database, one)
        assert stored(database, other).status == "imported"
    assert stored(database, one) == Stored("unchanged", 1)
