"""Whole publications of geometry that is more than plain: heights, measures, arcs, open rings, swapped axes."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pytest
import shapely
from sqlalchemy import text

from pipelines import run
from pipelines.database import Database
from pipelines.definition import Dataset
from pipelines.errors import RefusedError
from pipelines.reading.wkb import Kind, Shape, compose
from pipelines.report.words import effect_words
from pipelines.settings import Settings

ARC = np.array([[510_000.0, 5_393_000], [510_100, 5_393_100], [510_200, 5_393_000]])


def write(folder: Path, *shapes: bytes, crs: str = "EPSG:25832") -> Path:
    path = folder / "leitung.gpkg"
    numbers = np.array([f"L{number}" for number in range(1, len(shapes) + 1)], dtype=object)
    written = np.empty(len(shapes), dtype=object)
    written[:] = shapes
    pyogrio.raw.write(path, written, [numbers], ["nummer"], geometry_type="Unknown", crs=crs)
    return path


def describe(path: Path, geometry: str, **changes: Any) -> Dataset:
    plain = {
        "id": "leitungen",
        "title": "Leitungen",
        "description": "Leitungen der Stadt",
        "group": "stadt",
        "source": {"path": path},
        "geometry": geometry,
        "key": "nummer",
        "fields": {"nummer": None},
    }
    return Dataset.model_validate(plain | changes)


def stored(database: Database) -> tuple[str, Any]:
    """What the table and the feature JSON hold of the first feature."""
    with database.publisher.connect() as connection:
        shape, feature = connection.execute(
            text("SELECT ST_AsText(geom), geojson FROM data.leitungen_v1 ORDER BY id LIMIT 1")
        ).one()
    return shape, json.loads(feature)["geometry"]["coordinates"]


@pytest.mark.parametrize(
    ("dimensions", "expected", "ordinates"),
    [
        ("xy", "LINESTRING(510000 5393000,510010 5393000)", 2),
        ("xyz", "LINESTRING Z (510000 5393000 430.5,510010 5393000 431)", 3),
        ("xym", "LINESTRING M (510000 5393000 0,510010 5393000 10.25)", 2),
        ("xyzm", "LINESTRING ZM (510000 5393000 430.5 0,510010 5393000 431 10.25)", 3),
    ],
)
def test_heights_and_measures_as_declared(
    settings: Settings, database: Database, tmp_path: Path, dimensions: str, expected: str, ordinates: int
) -> None:
    line = shapely.from_wkt("LINESTRING ZM (510000 5393000 430.5 0, 510010 5393000 431 10.25)")
    source = write(tmp_path, shapely.to_wkb(line, flavor="iso"))

    outcome = run.publish(settings, database, describe(source, "LineString", dimensions=dimensions))

    shape, coordinates = stored(database)
    assert outcome.status == "published", outcome.error
    assert shape == expected
    assert [len(vertex) for vertex in coordinates] == [ordinates] * 2
    assert coordinates[0][:2] == pytest.approx([9.1363, 48.6909], abs=1e-3)


def test_arcs_keep_to_the_definitions_tolerance_and_are_counted(
    settings: Settings, database: Database, tmp_path: Path
) -> None:
    source = write(tmp_path, compose(Shape(Kind.ARC_STRING, "xy", (ARC,))))
    dataset = describe(source, "LineString", source={"path": source, "arc_tolerance": 1})

    outcome = run.publish(settings, database, dataset)

    shape, _ = stored(database)
    chords = shapely.get_coordinates(shapely.segmentize(shapely.from_wkt(shape), 0.1)) - (510_100, 5_393_000)
    away = 100 - np.hypot(*chords.T).min()
    assert 0.1 < away <= 1
    assert outcome.report
    assert dict(outcome.report.effects)["linearised"] == 1
    assert effect_words("linearised", outcome.report).de == "Bögen in Sehnen zerlegt (höchstens 1 m daneben)"


def test_an_open_ring_is_closed_and_told_with_its_feature(
    settings: Settings, database: Database, tmp_path: Path
) -> None:
    whole = shapely.to_wkb(shapely.box(510_000, 5_393_000, 510_010, 5_393_010))
    source = write(tmp_path, whole, whole[:9] + (4).to_bytes(4, "little") + whole[13:-16])

    outcome = run.publish(settings, database, describe(source, "Polygon"))

    assert outcome.report
    assert outcome.report.loaded == 2
    with database.publisher.connect() as connection:
        found = connection.execute(text("SELECT rule, action, feature FROM portal.finding")).all()
    assert [tuple(row) for row in found] == [("geometry-open", "repaired", "L2")]


def test_swapped_axes_are_refused_until_the_definition_says_so(
    settings: Settings, database: Database, tmp_path: Path
) -> None:
    source = write(tmp_path, shapely.to_wkb(shapely.Point(48.69, 9.14)), crs="EPSG:4326")
    turned = {"path": source, "axes": "yx"}

    with pytest.raises(RefusedError, match="vertauscht"):
        run.publish(settings, database, describe(source, "Point"))
    outcome = run.publish(settings, database, describe(source, "Point", source=turned))

    assert outcome.status == "published"
    assert stored(database)[1] == [9.14, 48.69]


def test_a_layer_elsewhere_goes_live_only_when_a_person_insists(
    settings: Settings, database: Database, tmp_path: Path
) -> None:
    source = write(tmp_path, shapely.to_wkb(shapely.Point(400_000, 5_700_000)))

    with pytest.raises(RefusedError, match="Kein einziges Objekt"):
        run.publish(settings, database, describe(source, "Point"), force=True)
    outcome = run.publish(settings, database, describe(source, "Point"), force=True, empty=True)

    assert outcome.status == "published"
