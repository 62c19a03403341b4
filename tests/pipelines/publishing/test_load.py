import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from pyproj import Transformer
from shapely import LinearRing, LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection, text

from pipelines.database import Database
from pipelines.definition import Dataset
from pipelines.publishing.load import Loaded, load, trial
from pipelines.stages.geometry import repair

FIELDS: dict[str, Any] = {
    "nummer": None,
    "name": None,
    "hoehe": {"type": "number"},
    "baujahr": {"type": "integer"},
    "geprüft": {"type": "date"},
    "gemessen": {"type": "datetime"},
    "offen": {"type": "boolean"},
    "notiz": {"visibility": "internal"},
}


def describe(geometry: str = "Point", **changes: Any) -> Dataset:
    plain = {
        "id": "pegel",
        "title": "Pegel",
        "description": "Pegel an Bächen",
        "group": "umwelt",
        "source": {"path": "pegel.csv"},
        "geometry": geometry,
        "key": "nummer",
        "fields": FIELDS,
    }
    return Dataset.model_validate(plain | changes)


def frame(*geometries: BaseGeometry, **changes: Any) -> gpd.GeoDataFrame:
    count = len(geometries)
    values = {
        "id": [f"p{number}" for number in range(count)],
        "nummer": [f"p{number}" for number in range(count)],
        "name": ["Reichenbach"] * count,
        "hoehe": pd.array([1.5] * count, dtype="Float64"),
        "baujahr": pd.array([1998] * count, dtype="Int64"),
        "geprüft": [date(2023, 10, 31)] * count,
        "gemessen": pd.Series([datetime(2023, 10, 31, 12, 30, tzinfo=UTC)] * count),
        "offen": pd.array([True] * count, dtype="boolean"),
        "notiz": ["geheim"] * count,
    }
    geometry = gpd.GeoSeries(list(geometries), crs=25832)
    return gpd.GeoDataFrame(values | changes, geometry=geometry).rename_geometry("geom")


@pytest.fixture
def connection(database: Database) -> Iterator[Connection]:
    with database.publisher.begin() as connection:
        yield connection


def features(connection: Connection, version: int = 1) -> list[dict[str, Any]]:
    rows = connection.scalars(text(f"SELECT geojson FROM data.pegel_v{version} ORDER BY id"))
    return [json.loads(row) for row in rows]


def in_degrees(geometry: BaseGeometry) -> BaseGeometry:
    """The same place by PROJ and shapely alone, without PostGIS."""
    transformer = Transformer.from_crs("EPSG:25832", "OGC:CRS84", always_xy=True)
    return shapely.transform(geometry, lambda xy: np.column_stack(transformer.transform(xy[:, 0], xy[:, 1])))


def test_feature_text_is_the_complete_public_feature(connection: Connection) -> None:
    load(connection, describe(), 1, [frame(Point(510_000, 5_392_000))])

    assert features(connection)[0]["properties"] == {
        "nummer": "p0",
        "name": "Reichenbach",
        "hoehe": 1.5,
        "baujahr": 1998,
        "geprüft": "2023-10-31",
        "gemessen": "2023-10-31T12:30:00+00:00",
        "offen": True,
    }


def test_properties_keep_the_declared_order(connection: Connection) -> None:
    load(connection, describe(), 1, [frame(Point(510_000, 5_392_000))])

    assert list(features(connection)[0]["properties"]) == [name for name in FIELDS if name != "notiz"]


def test_feature_text_starts_with_type_and_id(connection: Connection) -> None:
    load(connection, describe(), 1, [frame(Point(510_000, 5_392_000))])

    written = connection.scalar(text("SELECT geojson FROM data.pegel_v1"))

    assert str(written).startswith('{"type":"Feature","id":"p0","geometry":{"type":"Point","coordinates":[9.1')


def test_missing_values_are_null(connection: Connection) -> None:
    nothing = {
        "name": [None],
        "hoehe": [float("nan")],
        "baujahr": pd.array([pd.NA], dtype="Int64"),
        "geprüft": [pd.NaT],
        "gemessen": [None],
        "offen": pd.array([None], dtype="boolean"),
    }
    load(connection, describe(), 1, [frame(Point(510_000, 5_392_000), **nothing)])

    assert features(connection)[0]["properties"] == {"nummer": "p0"} | dict.fromkeys(nothing)


def test_text_survives_as_it_is(connection: Connection) -> None:
    sign = 'Höhe < 10 m & "tief" \\ \t☂'
    load(connection, describe(), 1, [frame(Point(510_000, 5_392_000), name=[sign])])

    assert features(connection)[0]["properties"]["name"] == sign


def test_coordinates_are_those_of_proj_to_seven_decimals(connection: Connection) -> None:
    places = [Point(505_000 + 137.77 * step, 5_388_000 + 91.13 * step) for step in range(100)]
    load(connection, describe(), 1, [frame(*places)])

    written = {feature["id"]: feature["geometry"]["coordinates"] for feature in features(connection)}
    expected = {f"p{number}": in_degrees(place).coords[0] for number, place in enumerate(places)}

    assert max(abs(np.array(written[key]) - expected[key]).max() for key in expected) < 0.51e-7


@pytest.mark.parametrize(
    "shell",
    [
        pytest.param([(0, 0), (40, 0), (40, 40), (0, 40)], id="counter-clockwise"),
        pytest.param([(0, 0), (0, 40), (40, 40), (40, 0)], id="clockwise"),
    ],
)
def test_rings_turn_as_rfc_7946_wants(connection: Connection, shell: list[tuple[float, float]]) -> None:
    hole = [(10, 10), (20, 10), (20, 20), (10, 20)]
    area = shapely.transform(Polygon(shell, [hole]), lambda xy: np.add(xy, [510_000, 5_392_000]))
    repaired, _, _ = repair(frame(area), describe("Polygon"))
    load(connection, describe("Polygon"), 1, [repaired])

    rings = [LinearRing(ring) for ring in features(connection)[0]["geometry"]["coordinates"]]

    assert [ring.is_ccw for ring in rings] == [True, False]


def test_area_is_the_same_area(connection: Connection) -> None:
    area = Point(510_000, 5_392_000).buffer(25)
    load(connection, describe("Polygon"), 1, [frame(area)])

    written = shapely.geometry.shape(features(connection)[0]["geometry"])

    assert shapely.hausdorff_distance(written, in_degrees(area)) < 1e-7


def test_geometry_is_stored_unchanged(connection: Connection) -> None:
    place = Point(510_000.123456789, 5_392_000.987654321)
    load(connection, describe(), 1, [frame(place)])

    stored = connection.scalar(text("SELECT ST_AsEWKB(geom) FROM data.pegel_v1"))

    assert bytes(stored or b"") == shapely.to_wkb(shapely.set_srid(place, 25832), include_srid=True)


def test_batches_are_counted_and_measured(connection: Connection) -> None:
    south_west, north_east = Point(505_000, 5_388_000), Point(515_000, 5_398_000)
    other = {"id": ["x"], "nummer": ["x"]}

    loaded = load(connection, describe(), 1, [frame(south_west), frame(north_east, **other)])

    corners = (*in_degrees(south_west).coords[0], *in_degrees(north_east).coords[0])
    assert loaded.count == 2
    assert loaded.bbox == pytest.approx(corners, abs=1e-7)


def test_empty_layer_has_no_bbox(connection: Connection) -> None:
    assert load(connection, describe(), 1, []) == Loaded(0, None, 0.0)


def test_neighbours_lie_together(connection: Connection) -> None:
    rng = np.random.default_rng(7)
    places = np.column_stack([rng.uniform(500_000, 520_000, 3000), rng.uniform(5_380_000, 5_400_000, 3000)])
    load(connection, describe(), 1, [frame(*map(Point, places))])

    stored = connection.execute(text("SELECT ST_X(geom), ST_Y(geom) FROM data.pegel_v1 ORDER BY ctid"))
    way = LineString([(x, y) for x, y in stored]).length

    assert way < LineString(places).length / 20


def test_table_has_key_index_and_statistics(connection: Connection) -> None:
    load(connection, describe(), 1, [frame(Point(510_000, 5_392_000))])

    indexes = set(connection.scalars(text("SELECT indexname FROM pg_indexes WHERE tablename = 'pegel_v1'")))
    analysed = connection.scalar(text("SELECT reltuples FROM pg_class WHERE relname = 'pegel_v1'"))

    assert (indexes, analysed) == ({"pegel_v1_pkey", "pegel_v1_geom_idx", "pegel_v1_place_idx"}, 1)


def test_two_versions_stand_side_by_side(connection: Connection) -> None:
    load(connection, describe(), 1, [frame(Point(510_000, 5_392_000))])
    load(connection, describe(), 2, [])

    assert (len(features(connection, 1)), len(features(connection, 2))) == (1, 0)


def test_trial_is_the_same_table_and_goes_with_the_transaction(connection: Connection) -> None:
    load(connection, describe(), 1, [frame(Point(510_000, 5_392_000))])
    table, loaded = trial(connection, describe(), [frame(Point(510_000, 5_392_000))])

    rows = [connection.execute(text(f"SELECT * FROM {name}")).one() for name in ("data.pegel_v1", table.name)]
    kind = text("SELECT relpersistence FROM pg_class WHERE relname = :name")
    assert (loaded.count, rows[0]) == (1, rows[1])
    assert connection.scalar(kind, {"name": table.name}) == "t"


def hashes(connection: Connection, *frames: gpd.GeoDataFrame, **changes: Any) -> list[object]:
    table, _ = trial(connection, describe(**changes), frames)
    found = list(connection.scalars(text(f"SELECT hash FROM {table.name} ORDER BY id")))
    connection.execute(text(f"DROP TABLE {table.name}"))
    return found


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"name": ["Weidach"]}, id="text"),
        pytest.param({"hoehe": pd.array([1.25], dtype="Float64")}, id="number"),
        pytest.param({"baujahr": pd.array([None], dtype="Int64")}, id="no value"),
        pytest.param({"notiz": ["anders"]}, id="internal"),
    ],
)
def test_hash_tells_any_change(connection: Connection, changes: dict[str, Any]) -> None:
    place = Point(510_000, 5_392_000)

    assert hashes(connection, frame(place)) == hashes(connection, frame(place))
    assert hashes(connection, frame(place)) != hashes(connection, frame(place, **changes))


def test_hash_tells_a_millimetre(connection: Connection) -> None:
    here, near = (hashes(connection, frame(Point(510_000 + step, 5_392_000))) for step in (0, 0.001))

    assert here != near


def test_layer_with_internal_fields_only_has_empty_properties(connection: Connection) -> None:
    source = {"rasters": {"selten": "tiefe.tif"}, "classes": [{"code": "nass", "over": 0.1}]}
    layer = describe(key=[], source=source, fields={"nummer": {"visibility": "internal"}})
    load(connection, layer, 1, [frame(Point(510_000, 5_392_000))])

    assert features(connection)[0]["properties"] == {}


def test_broken_stream_leaves_no_rows(database: Database) -> None:
    def breaks() -> Iterator[gpd.GeoDataFrame]:
        yield frame(Point(510_000, 5_392_000))
        raise OSError("the disk went away")

    with pytest.raises(OSError, match="went away"), database.publisher.begin() as connection:
        load(connection, describe(), 1, breaks())

    with database.publisher.connect() as connection:
        assert connection.scalar(text("SELECT to_regclass('data.pegel_v1')")) is None
