"""Real files of the state and of other towns pass through all stages with definitions of at most 20 lines."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
import shapely
from geopandas import GeoDataFrame, GeoSeries
from pyproj import Transformer

from pipelines.datasets import find, load_dataset
from pipelines.fetch import locate
from pipelines.settings import Settings
from pipelines.stages import features
from pipelines.tally import Tally

TREES = """\
id: baeume
title: Bäume
description: Baumkataster der Stadt Konstanz
group: umwelt
source: {path: konstanz_baumkataster_2020.csv, x: X, y: Y}
geometry: Point
key: kennung
fields:
  kennung: {source: OBJECTID, type: integer}
  art: Name_dt
  botanisch: Name_lat
  hoehe: {source: hoeheM, type: number, unit: m, range: [0, 60], on_error: clear}
  krone: {source: kronendurchmesserM, type: number, unit: m}
  stammumfang: {source: stammumfangCM, type: number, unit: cm}
  standort: location
"""

PLACES = """\
id: orte
title: Orte
description: Orte in Deutschland
group: stadt
source:
  path: geonames_cities1000.csv
  x: lon
  y: lat
  take: {where: {cc: [DE]}}
geometry: Point
key: [name, kreis, land]
fields:
  name: {required: true}
  land: admin1
  kreis: admin2
"""

Passed = tuple[GeoDataFrame, Tally]
Pass = Callable[..., Passed]


@pytest.fixture
def passed(tmp_path: Path, shared_data: Path) -> Pass:
    """Let a definition's source pass; its path is seen from the shared data's folder."""

    def run(definition: str, folder: str) -> Passed:
        assert len(definition.splitlines()) <= 20
        name = definition.splitlines()[0].removeprefix("id: ")
        (tmp_path / f"{name}.yml").write_text(definition, encoding="utf-8")
        dataset = load_dataset(tmp_path / f"{name}.yml")
        settings = Settings(home=tmp_path)
        source = dataset.source.path.name  # type: ignore[union-attr]
        located = locate(dataset, settings, str(shared_data / folder / source))
        tally = Tally(dataset, located.name)
        frame = pd.concat(list(features(dataset, located, settings, {}, tally)))
        assert tally.read == len(frame) + tally.refused + tally.left_out
        return frame, tally

    return run


def test_konstanz_trees(passed: Pass) -> None:
    frame, tally = passed(TREES, "trees")

    assert tally.read == len(frame) == 15_936
    assert frame["id"].is_unique
    assert frame["hoehe"].max() <= 60
    assert list(frame.columns) == [
        "id",
        "kennung",
        "art",
        "botanisch",
        "hoehe",
        "krone",
        "stammumfang",
        "standort",
        "geom",
    ]


def test_geonames_of_germany_in_batches(passed: Pass) -> None:
    frame, tally = passed(PLACES, "places")

    assert tally.read == 144_563
    assert tally.left_out > 130_000
    assert frame["id"].is_unique
    echterdingen = frame[frame["name"] == "Leinfelden-Echterdingen"].geometry.iloc[0]
    assert echterdingen.distance(shapely.Point(510_700, 5_393_000)) < 5_000


@pytest.fixture(scope="module")
def town() -> dict[str, GeoDataFrame]:
    """The town's extent in place of its boundary."""
    to_metres = Transformer.from_crs("OGC:CRS84", 25832, always_xy=True)
    box = shapely.box(*to_metres.transform(9.07, 48.65), *to_metres.transform(9.21, 48.73))
    return {"stadtgrenze": GeoDataFrame(geometry=GeoSeries([box], name="geom", crs=25832))}


@pytest.mark.parametrize(
    ("dataset_id", "name", "read", "here"),
    [("parken_pr", "bfrk_bw_car.json", 2349, 9), ("parken_rad", "bfrk_bw_bike.json", 3002, 15)],
)
def test_the_states_parking_places_of_the_town_are_taken(
    shared_data: Path, tmp_path: Path, town: dict[str, GeoDataFrame], dataset_id: str, name: str, read: int, here: int
) -> None:
    settings = Settings(home=tmp_path)
    dataset = find(settings, dataset_id)
    located = locate(dataset, settings, str(shared_data / "parking" / name))
    tally = Tally(dataset, located.name)

    (frame,) = features(dataset, located, settings, town, tally)

    assert tally.read == read
    assert tally.read == len(frame) + tally.refused + tally.left_out
    assert frame["ortsteil"].isin(["Leinfelden", "Echterdingen"]).sum() == here
