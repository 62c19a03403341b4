"""Overlaps within a layer, on a real table with an index."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import shapely
from geoalchemy2 import Geometry
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Column, Connection, MetaData, Table, Text, text

from pipelines.database import Database
from pipelines.definition import Dataset
from pipelines.report.finding import Finding
from pipelines.stages.whole import check_whole

SQUARE = shapely.box(510_000, 5_390_000, 510_010, 5_390_010)


class Noted(list[Finding]):
    """A list that takes findings."""

    add = list.append


def dataset(**changes: Any) -> Dataset:
    plain = {
        "id": "zonen",
        "title": "Zonen",
        "description": "Zonen",
        "group": "umwelt",
        "source": {"path": "zonen.gpkg"},
        "geometry": "Polygon",
        "key": "nummer",
        "fields": {"nummer": None},
        "rules": [{"rule": "no_overlap", "action": "refuse"}],
    }
    return Dataset.model_validate(plain | changes)


def warning(**changes: Any) -> Dataset:
    return dataset(rules=[{"rule": "no_overlap"} | changes])


def moved(shape: BaseGeometry, x: float, y: float = 0) -> BaseGeometry:
    return shapely.transform(shape, lambda corners: np.add(corners, (x, y)))


@pytest.fixture
def connection(database: Database) -> Iterator[Connection]:
    with database.publisher.connect() as connection:
        yield connection


def filled(connection: Connection, shapes: dict[str, BaseGeometry]) -> Table:
    geometry = Column("geom", Geometry("POLYGON", srid=25832, spatial_index=False))
    table = Table("zonen", MetaData(), Column("id", Text, primary_key=True), geometry, prefixes=["TEMPORARY"])
    table.create(connection)
    for name, shape in shapes.items():
        connection.execute(
            text("INSERT INTO zonen VALUES (:id, ST_GeomFromText(:wkt, 25832))"), {"id": name, "wkt": shape.wkt}
        )
    connection.execute(text("CREATE INDEX ON zonen USING gist (geom)"))
    return table


def left(connection: Connection) -> list[str]:
    return list(connection.scalars(text("SELECT id FROM zonen ORDER BY id")))


def test_of_two_overlapping_areas_the_later_is_refused(connection: Connection) -> None:
    table, noted = filled(connection, {"a": SQUARE, "b": moved(SQUARE, 8), "c": moved(SQUARE, 100)}), Noted()

    refused = check_whole(connection, dataset(), table, noted)

    assert (refused, left(connection)) == (1, ["a", "c"])
    assert [(each.record, each.feature, each.rule, each.action) for each in noted] == [
        (None, "b", "no_overlap", "refused")
    ]
    assert noted[0].message.de == "Überlappt a um 20,0 m²."
    assert noted[0].position == pytest.approx((9.136, 48.663), abs=0.01)


def test_what_is_refused_is_in_nobodys_way(connection: Connection) -> None:
    row = {name: moved(SQUARE, 8 * place) for place, name in enumerate("abcde")}
    table, noted = filled(connection, row), Noted()

    check_whole(connection, dataset(), table, noted)

    assert left(connection) == ["a", "c", "e"]
    assert [each.feature for each in noted] == ["b", "d"]


def test_every_pair_is_warned_about_and_stays(connection: Connection) -> None:
    table = filled(connection, {"a": SQUARE, "b": moved(SQUARE, 1), "c": moved(SQUARE, 2)})
    noted = Noted()

    refused = check_whole(connection, warning(), table, noted)

    assert (refused, left(connection)) == (0, ["a", "b", "c"])
    assert [(each.feature, each.message.en) for each in noted] == [
        ("b", "Overlaps a by 90.0 m²."),
        ("c", "Overlaps a by 80.0 m²."),
        ("c", "Overlaps b by 90.0 m²."),
    ]


@pytest.mark.parametrize(
    ("other", "tolerance", "count"),
    [
        pytest.param(moved(SQUARE, 10), 0, 0, id="neighbours share a border"),
        pytest.param(moved(SQUARE, 10, 10), 0, 0, id="neighbours share a corner"),
        pytest.param(moved(SQUARE, 9.9), 0.5, 1, id="a strip of 1 m² is too much"),
        pytest.param(moved(SQUARE, 9.9), 1.5, 0, id="a strip of 1 m² is forgiven"),
        pytest.param(SQUARE.buffer(-2), 0.1, 1, id="one within the other"),
        pytest.param(SQUARE, 0.1, 1, id="the same twice"),
        pytest.param(SQUARE.buffer(5).difference(SQUARE), 0.1, 0, id="one in the hole of the other"),
    ],
)
def test_what_counts_as_overlap(connection: Connection, other: BaseGeometry, tolerance: float, count: int) -> None:
    table, noted = filled(connection, {"a": SQUARE, "b": other}), Noted()

    check_whole(connection, warning(tolerance=tolerance), table, noted)

    assert len(noted) == count


def test_a_layer_without_such_a_rule_is_left_alone(connection: Connection) -> None:
    table, noted = filled(connection, {"a": SQUARE, "b": SQUARE}), Noted()

    assert check_whole(connection, dataset(rules=[]), table, noted) == 0
    assert (noted, left(connection)) == ([], ["a", "b"])


def test_an_internal_layers_overlaps_tell_neither_ids_nor_places(connection: Connection) -> None:
    table, noted = filled(connection, {"Kanarienvogel-1": SQUARE, "Kanarienvogel-2": SQUARE}), Noted()

    check_whole(connection, dataset(visibility="internal"), table, noted)

    assert "Kanarienvogel" not in repr(noted)
    assert (noted[0].feature, noted[0].position) == (None, None)
