"""Collections of plans: what each plan brings, changes and takes away, and that other plans stay as they are."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import numpy as np
import psycopg
import pytest
from rasterio.io import MemoryFile
from rasterio.transform import from_origin
from sqlalchemy import event, select, text

from pipelines import portal
from pipelines.cluster import embedded_cluster
from pipelines.database import Database, connected
from pipelines.errors import BusyError, UsageError
from pipelines.plans.collecting import collect
from pipelines.plans.importing import roll_back, withdraw
from pipelines.plans.names import OVERVIEW, refuse_derived
from pipelines.plans.record import record
from pipelines.plans.store import Source, store
from pipelines.plans.stored import live_plan, live_plans
from pipelines.plans.upkeep import keep_up, restyle
from pipelines.portal import plan_tile
from pipelines.publication import Publication, live_publications
from pipelines.publishing import patience
from pipelines.settings import ROOT, Settings
from pipelines.xplan.dividing import divided
from pipelines.xplan.model import Notice
from pipelines.xplan.read import opened
from tests.conftest import fresh_database, on_database
from tests.pipelines.samples import waits_for_a_lock
from tests.pipelines.xplan.plans import PLAN, SECTION, area, polygon
from tests.pipelines.xplan.plans import text as document
from tests.server.serving import wait_until

REPORT = {"valid": True, "errors": 0, "warnings": 0, "rules": []}
SCOPE = f"<xplan:raeumlicherGeltungsbereich>{polygon()}</xplan:raeumlicherGeltungsbereich><xplan:bereich"
AREAS = "bp_baugebietsteilflaeche"

Portal = tuple[Settings, Database]


@pytest.fixture(scope="module")
def shared(cluster_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """One portal for tests of plans that differ in their ids."""
    cluster = embedded_cluster(cluster_settings)
    with fresh_database(cluster) as name:
        settings = on_database(cluster, name, tmp_path_factory.mktemp("collecting"))
        with connected(settings) as database:
            yield settings, database


def published(portal_: Portal, path: Path) -> tuple[Notice, ...]:
    """Store the plans of a file and bring the collections to them, as an import does."""
    settings, database = portal_
    with opened(path) as package:
        records = [record(each, settings) for each in divided(package)]
    with database.publisher.begin() as connection:
        for each in records:
            store(connection, each, Source(path.name, "0" * 64), REPORT, 5)
        notices = collect(connection, settings, [each.plan for each in records])
    return tuple(notice for found in notices.values() for notice in found)


def written(folder: Path, plan: str, *areas: str, name: str = "Weidach") -> Path:
    """A plan with a scope and these building areas, by default one."""
    path = folder / f"{plan}.gml"
    head = PLAN.replace("<xplan:bereich", SCOPE).replace("Weidach", name).replace('"P"', f'"{plan}"')
    section = SECTION.replace('"#P"', f'"#{plan}"')
    path.write_text(document(head, section, *(areas or (area(gml_id=f"{plan}.1"),))), "utf-8")
    return path


def live(portal_: Portal) -> dict[str, Publication]:
    with portal_[1].reader.connect() as connection:
        return {each.dataset.id: each for each in live_publications(connection)}


def rows(portal_: Portal, collection: str, plan: str) -> dict[str, Any]:
    """The rows of a plan by id, as the reader sees them, and in which transaction each was written."""
    features = live(portal_)[collection].features
    with portal_[1].publisher.connect() as connection:
        query = text(f"SELECT *, xmin::text AS written FROM data.{collection}_v{features} WHERE plan = :plan")
        return {row["id"]: dict(row) for row in connection.execute(query, {"plan": plan}).mappings()}


def test_a_collection_comes_with_its_first_feature_and_goes_with_its_last(
    settings: Settings, database: Database, tmp_path: Path
) -> None:
    own = settings, database
    published(own, written(tmp_path, "Erster"))
    assert live(own).keys() == {"bebauungsplaene", OVERVIEW, AREAS}
    published(own, written(tmp_path, "Zweiter"))
    assert {each.count for each in live(own).values()} == {2}
    withdraw(settings, database, "Erster")
    assert {name: (each.version, each.features, each.count) for name, each in live(own).items()} == dict.fromkeys(
        ("bebauungsplaene", OVERVIEW, AREAS), (3, 1, 1)
    )
    withdraw(settings, database, "Zweiter")
    assert live(own) == {}
    with database.publisher.connect() as connection:
        tables = connection.scalars(text("SELECT relname FROM pg_class WHERE relnamespace = 'data'::regnamespace"))
        assert not list(tables)
        for table in (portal.plan_share, portal.plan_object, portal.search):
            assert not connection.execute(select(table)).all()
    assert roll_back(settings, database, "Zweiter") == ("Zweiter", 1)
    assert rows(own, AREAS, "Zweiter").keys() == {"Zweiter.1"}


def test_rows_say_what_the_plan_says_in_words(shared: Portal, tmp_path: Path) -> None:
    uses = (
        "<xplan:GFZ>0.8</xplan:GFZ><xplan:GRZ>0.4</xplan:GRZ><xplan:Z>2</xplan:Z>"
        "<xplan:besondereArtDerBaulNutzung>1200</xplan:besondereArtDerBaulNutzung><xplan:bauweise>1000</xplan:bauweise>"
    )
    published(shared, written(tmp_path, "Sagt", area(uses, gml_id="Sagt.1")))
    row = rows(shared, AREAS, "Sagt")["Sagt.1"]
    assert {name: row[name] for name in ("plan_name", "gml_id", "inschrift", "gfz", "grz", "z", "flaechenschluss")} == {
        "plan_name": "Weidach",
        "gml_id": "Sagt.1",
        "inschrift": "WA · GRZ 0,4 · GFZ 0,8 · II · o",
        "gfz": 0.8,
        "grz": 0.4,
        "z": 2,
        "flaechenschluss": True,
    }
    shown = rows(shared, OVERVIEW, "Sagt")["Sagt.1"]
    assert (shown["zeichen"], shown["klasse"], shown["flaechenschluss"]) == ("WA", "BP_BaugebietsTeilFlaeche", True)
    fields = live(shared)[AREAS].dataset.fields
    assert fields["besondereartderbaulnutzung"].codes
    assert fields["grz"].title
    assert fields["grz"].title.de == "Grundflächenzahl (GRZ)"
    (plan,) = rows(shared, "bebauungsplaene", "Sagt").values()
    assert (plan["gml"], plan["name"], plan["xplanung"]) == ("/api/plans/Sagt.gml", "Weidach", "6.0")


def test_a_new_version_touches_what_is_different(shared: Portal, tmp_path: Path) -> None:
    first = [area(gml_id=f"Neu.{number}") for number in (1, 2, 3)]
    published(shared, written(tmp_path, "Neu", *first))
    published(shared, written(tmp_path, "Daneben"))
    before, beside = rows(shared, AREAS, "Neu"), rows(shared, AREAS, "Daneben")
    second = [first[0], area("<xplan:GRZ>0.3</xplan:GRZ>", gml_id="Neu.2"), area(gml_id="Neu.4")]
    published(shared, written(tmp_path, "Neu", *second))
    after = rows(shared, AREAS, "Neu")
    assert after.keys() == {"Neu.1", "Neu.2", "Neu.4"}
    assert after["Neu.1"]["written"] == before["Neu.1"]["written"]
    assert rows(shared, AREAS, "Daneben")["Daneben.1"]["written"] == beside["Daneben.1"]["written"]
    table, version = portal.feature_change.c, live(shared)[AREAS].version
    with shared[1].publisher.connect() as connection:
        noted = connection.execute(
            select(table.feature, table.change).where(table.dataset == AREAS, table.version == version)
        )
        assert {row.feature: row.change for row in noted} == {"Neu.2": "changed", "Neu.3": "removed", "Neu.4": "added"}
    versions = {name: each.version for name, each in live(shared).items()}
    published(shared, written(tmp_path, "Neu", *second, name="Anders genannt"))
    assert live(shared)["bebauungsplaene"].version == versions["bebauungsplaene"] + 1


def test_a_plan_that_states_something_new_adds_its_column(shared: Portal, tmp_path: Path) -> None:
    published(shared, written(tmp_path, "Schmal"))
    before = rows(shared, AREAS, "Schmal")["Schmal.1"]
    assert "bmz" not in before
    published(shared, written(tmp_path, "Breit", area("<xplan:BMZ>4.5</xplan:BMZ>", gml_id="Breit.1")))
    assert rows(shared, AREAS, "Breit")["Breit.1"]["bmz"] == 4.5
    after = rows(shared, AREAS, "Schmal")["Schmal.1"]
    assert (after["bmz"], after["written"]) == (None, before["written"])
    with shared[1].reader.connect() as connection:
        assert connection.scalar(text(f"SELECT count(bmz) FROM data.{AREAS}")) == 1


def held(portal_: Portal) -> str:
    """What a program reads that looks at the building areas and does not end its transaction."""
    return f"SELECT count(*) FROM data.{AREAS}_v{live(portal_)[AREAS].features}"


def test_a_reader_is_waited_for_where_a_plan_brings_a_column(shared: Portal, tmp_path: Path) -> None:
    published(shared, written(tmp_path, "Gelesen"))
    plan = written(tmp_path, "Breiter", area("<xplan:Zmin>1</xplan:Zmin>", gml_id="Breiter.1"))
    with shared[1].reader.connect() as reader, ThreadPoolExecutor(1) as pool:
        reader.execute(text(held(shared)))
        importing = pool.submit(published, shared, plan)
        wait_until(lambda: waits_for_a_lock(shared[1]))
        assert not importing.done()
        reader.rollback()
        importing.result()
    assert rows(shared, AREAS, "Breiter")["Breiter.1"]["zmin"] == 1


def test_a_reader_that_stays_is_named_and_nothing_changes(
    shared: Portal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "LOCK_TIMEOUT", "50ms")
    monkeypatch.setattr(patience, "ATTEMPTS", 2)
    published(shared, written(tmp_path, "Bleibt"))
    before = live(shared)
    plan = written(tmp_path, "Stoert", area("<xplan:GFZmin>0.7</xplan:GFZmin>", gml_id="Stoert.1"))
    with shared[1].reader.connect() as reader:
        reader.execute(text(held(shared)))
        with pytest.raises(BusyError, match=rf"data\.{AREAS}_v"):
            published(shared, plan)
        assert reader.scalar(text(held(shared)))
    assert live(shared) == before
    with shared[1].publisher.connect() as connection:
        assert not list(connection.scalars(select(portal.plan_version).where(portal.plan_version.c.plan == "Stoert")))


def test_plans_that_share_ids_leave_each_other_in_peace(shared: Portal, tmp_path: Path) -> None:
    published(shared, written(tmp_path, "Vorlage", area(gml_id="Gleich")))
    published(shared, written(tmp_path, "Abschrift", area(gml_id="Gleich")))
    assert rows(shared, AREAS, "Vorlage").keys() == {"Gleich"}
    (copied,) = rows(shared, AREAS, "Abschrift").values()
    assert copied["id"] != copied["gml_id"] == "Gleich"
    withdraw(*shared, "Vorlage")
    assert rows(shared, AREAS, "Abschrift").keys() == {copied["id"]}


def test_what_has_no_place_is_told_and_kept(shared: Portal, tmp_path: Path) -> None:
    broken = area(position=polygon().replace("500010.00", "weit"), gml_id="Kaputt.2")
    line = (
        '<gml:LineString srsName="EPSG:25832"><gml:posList>500000 5400000 500009 5400009</gml:posList></gml:LineString>'
    )
    notices = published(
        shared, written(tmp_path, "Kaputt", area(gml_id="Kaputt.1"), broken, area("", line, "Kaputt.3"))
    )
    assert [(each.rule, each.gml_id) for each in notices] == [("geometry", "Kaputt.2"), ("geometry", "Kaputt.3")]
    assert rows(shared, AREAS, "Kaputt").keys() == {"Kaputt.1"}
    assert rows(shared, OVERVIEW, "Kaputt").keys() == {"Kaputt.1", "Kaputt.3"}


def test_the_twentieth_plan_costs_what_the_second_did(shared: Portal, tmp_path: Path) -> None:
    costs = []
    for number in range(20):
        path = written(tmp_path, f"Viele_{number}")
        cost: Counter[tuple[str, int]] = Counter()

        def count(_: object, cursor: psycopg.Cursor, statement: str, *__: object, cost: Counter[Any] = cost) -> None:
            cost[statement.split(maxsplit=1)[0], cursor.rowcount] += 1

        event.listen(shared[1].publisher, "after_cursor_execute", count)
        published(shared, path)
        event.remove(shared[1].publisher, "after_cursor_execute", count)
        costs.append(cost)
    assert costs[2:] == costs[1:-1]


def scanned(folder: Path, colour: int) -> Path:
    """A plan with a scan of one grey around its square."""
    profile = {"driver": "GTiff", "width": 60, "height": 60, "count": 1, "dtype": "uint8", "crs": 25832}
    with MemoryFile() as file:
        with file.open(**profile, transform=from_origin(499999, 5400011, 0.2, 0.2)) as target:
            target.write(np.full((1, 60, 60), colour, dtype=np.uint8))
        sheet = bytes(file.read())
    reference = (
        "<xplan:refScan><xplan:XP_ExterneReferenz><xplan:referenzName>Blatt</xplan:referenzName>"
        "<xplan:referenzURL>blatt.tif</xplan:referenzURL></xplan:XP_ExterneReferenz></xplan:refScan><xplan:planinhalt"
    )
    gml = written(folder, "Blatt").read_text("utf-8").replace("<xplan:planinhalt", reference, 1)
    path = folder / f"blatt{colour}.zip"
    with ZipFile(path, "w") as archive:
        archive.writestr("xplan.gml", gml)
        archive.writestr("blatt.tif", sheet)
    return path


def test_a_scan_comes_goes_and_comes_back_with_its_version(shared: Portal, tmp_path: Path) -> None:
    settings, database = shared

    def tiles() -> tuple[set[bytes], str | None]:
        with database.reader.connect() as connection:
            content = set(connection.scalars(select(plan_tile.c.content).where(plan_tile.c.plan == "Blatt")))
            plan = live_plan(connection, "Blatt")
        return content, plan.about["sheet"]["version"] if plan else None

    published(shared, scanned(tmp_path, 80))
    first = tiles()
    assert first[0]
    published(shared, scanned(tmp_path, 200))
    assert tiles()[1] != first[1]
    roll_back(settings, database, "Blatt")
    assert tiles() == first
    with database.reader.connect() as connection:
        plan = live_plan(connection, "Blatt")
        assert plan
        assert plan.files[0].name == "blatt.tif"
    withdraw(settings, database, "Blatt")
    assert tiles() == (set(), None)


def test_plans_are_found_by_name_while_they_are_live(shared: Portal, tmp_path: Path) -> None:
    query = text("SELECT feature FROM portal.found WHERE words @@ to_tsquery('simple', 'kuckucksweg')")
    published(shared, written(tmp_path, "Gesucht", name="Am Kuckucksweg"))
    published(shared, written(tmp_path, "Danach"))
    with shared[1].reader.connect() as connection:
        assert connection.scalars(query).all() == ["Gesucht"]
    withdraw(*shared, "Gesucht")
    with shared[1].reader.connect() as connection:
        assert not connection.scalars(query).all()


def test_real_plans_are_in_the_collections_with_all_their_objects(shared: Portal) -> None:
    plans = [path for name in REAL if (path := ROOT / "../shared/xplan/plans" / name).exists()]
    if not plans:
        pytest.skip("no real plans here")
    for path in plans:
        published(shared, path)
    found = live(shared)
    with shared[1].publisher.connect() as connection:
        for name, each in found.items():
            counted, west = connection.execute(
                text(f"SELECT count(*), min(ST_XMin(ST_Transform(geom, 4326))) FROM data.{name}")
            ).one()
            assert (name, counted) == (name, each.count)
            assert each.bbox
            assert each.bbox[0] == pytest.approx(west, abs=1e-6)
    classes = sum(each.count for name, each in found.items() if name not in {OVERVIEW, "bebauungsplaene"})
    assert found[OVERVIEW].count >= classes


REAL = ("xplan41__LA67.zip", "plans__BP_6.0.2_valide.zip", "v5_0_1_Demo.gml")


def test_a_release_brings_its_words_and_takes_over_what_an_older_one_left(shared: Portal, tmp_path: Path) -> None:
    settings, database = shared
    published(shared, written(tmp_path, "Alt"))
    with database.publisher.begin() as connection:
        assert restyle(connection, settings) == []
        connection.execute(text("UPDATE portal.plan_live SET derivation = 0, about = NULL WHERE plan = 'Alt'"))
    versions = {name: each.version for name, each in live(shared).items()}
    keep_up(settings, database)
    with database.publisher.connect() as connection:
        about = connection.scalar(select(portal.plan_live.c.about).where(portal.plan_live.c.plan == "Alt"))
    assert about
    assert about["texts"] == []
    assert live(shared)["bebauungsplaene"].version == versions["bebauungsplaene"] + 1  # the sample's
    assert "Hofäcker (Beispieldaten)" in {row["name"] for row in rows(shared, "bebauungsplaene", SAMPLE).values()}
    withdraw(settings, database, SAMPLE)
    keep_up(settings, database)
    assert not rows(shared, "bebauungsplaene", SAMPLE)


SAMPLE = "GML_d19a586e-d6d3-5ba7-b5ce-51235a437ec8"


def test_the_shipped_plan_is_no_law(settings: Settings, database: Database, tmp_path: Path) -> None:
    own = settings, database
    keep_up(settings, database)
    assert {each.dataset.quality for each in live(own).values()} == {"sample"}
    published(own, written(tmp_path, "Echt"))
    mixed = {name: each.dataset.quality for name, each in live(own).items()}
    assert {mixed[name] for name in ("bebauungsplaene", OVERVIEW, AREAS)} == {"official"}
    assert mixed["bp_baugrenze"] == "sample"
    with database.reader.connect() as connection:
        assert {each.plan: each.about["is_sample"] for each in live_plans(connection)} == {SAMPLE: True, "Echt": False}
    with database.publisher.begin() as connection:
        assert restyle(connection, settings) == []
    withdraw(settings, database, "Echt")
    assert {each.dataset.quality for each in live(own).values()} == {"sample"}


@pytest.mark.parametrize("name", [OVERVIEW, "bebauungsplaene", AREAS, "fp_plan", "xp_pto"])
def test_other_commands_name_the_ones_for_plans(name: str) -> None:
    with pytest.raises(UsageError, match=f"„{name}“ wird aus den Plänen abgeleitet") as refusal:
        refuse_derived(name)
    assert "geoportal xplan import" in refusal.value.to("de")
