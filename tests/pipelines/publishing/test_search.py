from collections.abc import Iterator
from typing import Any

import geopandas as gpd
import pytest
from pydantic import ValidationError
from shapely import LineString, Point
from sqlalchemy import Connection, func, select, text

from pipelines.database import Database
from pipelines.definition import Dataset
from pipelines.portal import search as table
from pipelines.publishing.load import load
from pipelines.publishing.search import MANY, drop, index
from pipelines.searched import searched
from pipelines.settings import Settings
from tests.pipelines.conftest import MakeDataset

CANARY = "Kanarienvogel"
ADDRESSES = [("Maiergasse", "8", "a", "Echterdingen"), ("Maiergasse", "10", None, "Echterdingen")]
ADDRESSES += [("Schönbuchstraße", "1", None, "Stetten"), ("Maiergasse", "1", None, "Musberg")]


@pytest.fixture
def connection(database: Database) -> Iterator[Connection]:
    with database.publisher.begin() as connection:
        yield connection


def describe(make_dataset: MakeDataset, fields: dict[str, Any], **changes: Any) -> Dataset:
    return make_dataset(fields={"nummer": None} | fields, **changes)


def frame(columns: dict[str, list[Any]], geometries: list[Any] | None = None) -> gpd.GeoDataFrame:
    count = len(next(iter(columns.values())))
    ids = {name: [f"N{row}" for row in range(count)] for name in ("id", "nummer")}
    places = geometries or [Point(509_000 + 100 * row, 5_392_000) for row in range(count)]
    return gpd.GeoDataFrame(ids | columns, geometry=gpd.GeoSeries(places, crs=25832)).rename_geometry("geom")


def rows(connection: Connection, *kinds: str) -> list[tuple[str, str]]:
    query = select(table.c.label, table.c.detail).where(table.c.kind.in_(kinds)).order_by(table.c.label, table.c.detail)
    return [(row.label, row.detail) for row in connection.execute(query)]


def found(connection: Connection, question: str) -> list[str]:
    """Labels that hold these words as they are typed."""
    said = text("portal.fold(label || ' ' || detail) LIKE '%' || portal.fold(:question) || '%'")
    return sorted(connection.scalars(select(table.c.label).where(said.bindparams(question=question))))


@pytest.fixture
def addresses(connection: Connection, make_dataset: MakeDataset) -> Dataset:
    names = ("strasse", "hausnummer", "zusatz", "ortsteil")
    dataset = describe(make_dataset, dict.fromkeys(names), inspire_theme="ad")
    columns = {name: [row[number] for row in ADDRESSES] for number, name in enumerate(names)}
    load(connection, dataset, 1, [frame(columns)])
    index(connection, dataset, 1)
    return dataset


def test_addresses_are_found_as_people_say_them(connection: Connection, addresses: Dataset) -> None:
    assert ("Maiergasse 8 a", "N0 · Echterdingen") in rows(connection, "address")
    assert len(rows(connection, "address")) == 4


def test_streets_come_from_addresses_once_per_quarter(connection: Connection, addresses: Dataset) -> None:
    assert rows(connection, "street") == [
        ("Maiergasse", "Echterdingen"),
        ("Maiergasse", "Musberg"),
        ("Schönbuchstraße", "Stetten"),
    ]


def published_many(connection: Connection, make_dataset: MakeDataset) -> None:
    dataset = describe(make_dataset, {"name": None}, info=["name"])
    load(connection, dataset, 1, [frame({"name": [f"Linde {row}" for row in range(MANY)]})])
    index(connection, dataset, 1)


def test_the_first_search_after_many_rows_is_as_fast_as_the_next(
    connection: Connection, make_dataset: MakeDataset
) -> None:
    published_many(connection, make_dataset)
    known = text("SELECT most_common_elems::text FROM pg_stats WHERE tablename = 'search' AND attname = 'words'")
    pending = text("SELECT gin_clean_pending_list('portal.search_words_idx')")

    assert "lind" in (connection.scalar(known) or "")
    assert connection.scalar(pending) == 0


def test_nobody_waits_for_whoever_is_counting_the_rows(
    connection: Connection, database: Database, make_dataset: MakeDataset
) -> None:
    with database.publisher.begin() as other:
        other.execute(text("LOCK TABLE portal.search IN SHARE UPDATE EXCLUSIVE MODE"))
        connection.execute(text("SET LOCAL lock_timeout = '2s'"))
        published_many(connection, make_dataset)

    assert connection.scalar(select(func.count()).select_from(table)) == MANY + 1


@pytest.mark.parametrize("question", ["Schönbuchstr.", "SCHOENBUCHSTRASSE", "schönbuchstr", "Schönbuchstraße 1"])
def test_spellings_of_a_street_are_one(connection: Connection, addresses: Dataset, question: str) -> None:
    assert "Schönbuchstraße 1" in found(connection, question)


@pytest.mark.parametrize(
    ("spelling", "folded"),
    [
        ("Große Straße", "grosse strasse"),
        ("Max-Lang-Str. 5", "max-lang-strasse 5"),
        ("Café Élysée", "cafe elysee"),
        ("Strandbad", "strandbad"),
        ("Müller", "mueller"),
    ],
)
def test_folding(connection: Connection, spelling: str, folded: str) -> None:
    assert connection.scalar(text("SELECT portal.fold(:spelling)"), {"spelling": spelling}) == folded


def test_segments_of_a_street_are_one_thing_to_find(connection: Connection, make_dataset: MakeDataset) -> None:
    fields = {"name": {"title": "Straße"}}
    dataset = describe(make_dataset, fields, geometry="LineString", inspire_theme="tn", info=["name"])
    lines = [LineString([(509_000 + row * 50, 5_392_000), (509_050 + row * 50, 5_392_000)]) for row in range(3)]
    load(connection, dataset, 1, [frame({"name": ["Hauptstraße", "Hauptstraße", None]}, lines)])
    index(connection, dataset, 1)

    place = connection.execute(select(table.c.extent, table.c.position.ST_X()).where(table.c.kind == "street")).one()

    assert rows(connection, "street") == [("Hauptstraße", "")]
    assert place[1] == pytest.approx(509_050)
    assert place[0][0] < place[0][2]


def test_features_are_found_by_name_and_by_the_labels_of_codes(
    connection: Connection, make_dataset: MakeDataset
) -> None:
    codes = {"values": {"gym": {"de": "Gymnasium", "en": "Grammar school"}}}
    dataset = describe(make_dataset, {"name": None, "art": {"codes": codes}}, info=["art", "name"])
    load(connection, dataset, 1, [frame({"name": ["Kant-Schule", None], "art": ["gym", "gym"]})])
    index(connection, dataset, 1)

    assert rows(connection, "feature") == [("Kant-Schule", "Gymnasium")]
    assert found(connection, "gymnas") == ["Kant-Schule"]


def test_words_are_found_in_other_forms(connection: Connection, make_dataset: MakeDataset) -> None:
    dataset = describe(make_dataset, {"name": None, "text": None}, info=["name", "text"])
    load(connection, dataset, 1, [frame({"name": ["Bad"], "text": ["schöne Schwimmbecken"]})])
    index(connection, dataset, 1)
    asked = text("words @@ to_tsquery('german', portal.fold('Schönes'))")

    assert connection.scalars(select(table.c.label).where(asked)).all() == ["Bad"]


def test_a_layer_without_names_is_found_itself(connection: Connection, make_dataset: MakeDataset) -> None:
    dataset = describe(make_dataset, {"klasse": {"codes": {"values": {"a": "tief"}}}}, info=["klasse"])
    load(connection, dataset, 1, [frame({"klasse": ["a"]})])
    index(connection, dataset, 1)

    assert rows(connection, "feature") == []
    assert rows(connection, "layer") == [("Bäume", "Bäume der Stadt")]


def test_the_definition_names_the_fields(make_dataset: MakeDataset) -> None:
    fields = {"name": None, "art": None}

    assert searched(describe(make_dataset, fields)) == ("nummer", "name", "art")
    assert searched(describe(make_dataset, fields, search=["art"])) == ("art",)
    assert searched(describe(make_dataset, fields, search=[])) == ()


def test_internal_fields_cannot_be_searched(make_dataset: MakeDataset) -> None:
    with pytest.raises(ValidationError, match="search finds public fields only"):
        describe(make_dataset, {"melder": {"visibility": "internal"}}, search=["melder"])


def test_nothing_internal_is_found(connection: Connection, make_dataset: MakeDataset) -> None:
    fields = {"name": None, "melder": {"visibility": "internal"}}
    values = {"name": ["Bad"], "melder": [CANARY]}
    for name, visibility in (("offen", "public"), ("geheim", "internal")):
        dataset = describe(make_dataset, fields, id=name, visibility=visibility, description=f"Ebene {name}")
        load(connection, dataset, 1, [frame(values)])
        connection.execute(text("DROP TABLE IF EXISTS pg_temp.staging"))
        index(connection, dataset, 1)
    written = connection.scalars(text("SELECT search::text FROM portal.search")).all()

    assert len(written) == 2
    assert not any(CANARY in row or "geheim" in row or CANARY.lower() in row for row in written)


def test_indexing_again_and_dropping(connection: Connection, addresses: Dataset) -> None:
    before = rows(connection, "address", "street", "layer")
    index(connection, addresses, 1)
    assert rows(connection, "address", "street", "layer") == before

    drop(connection, addresses.id, 1)
    assert rows(connection, "address", "street", "layer") == []


def test_a_version_with_the_features_of_another_has_rows_of_its_own(connection: Connection, addresses: Dataset) -> None:
    index(connection, addresses, 2, features=1)
    versions = select(table.c.version).where(table.c.kind == "address")

    assert sorted(connection.scalars(versions)) == [1] * 4 + [2] * 4


def test_readers_find_what_is_live_and_public(database: Database, settings: Settings) -> None:
    asked = text("SELECT dataset, version FROM portal.found")
    with database.publisher.begin() as connection:
        for name, version in (("a", 1), ("a", 2), ("b", 1), ("c", 1)):
            values = {"dataset": name, "version": version, "kind": "layer", "label": "x", "detail": ""}
            values |= {"place": "", "key": "x"}
            connection.execute(table.insert().values(values | {"words": text("''")}))
            public = "NULL" if name == "b" else "'{}'"
            connection.execute(
                text(f"""
                INSERT INTO portal.publication (dataset, version, features, identity, definition, public_definition,
                    style, source, actor, started_at, finished_at, checked_at, records_read, records_loaded,
                    records_refused, records_left_out, report)
                VALUES (:dataset, :version, 1, 'x', '{{}}', {public}, '[]', '{{}}', 'amt', now(), now(), now(), 0, 0,
                    0, 0, '{{}}')
                """),
                {"dataset": name, "version": version},
            )
        connection.execute(text("INSERT INTO portal.live (dataset, version) VALUES ('a', 2), ('b', 1)"))
    with database.reader.connect() as reader:
        assert reader.execute(asked).all() == [("a", 2)]


def test_readers_do_not_see_the_table(database: Database) -> None:
    with database.reader.connect() as reader:
        allowed = reader.scalar(text("SELECT has_any_column_privilege('portal.search', 'SELECT')"))

    assert allowed is False
