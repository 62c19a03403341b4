"""Real files of the state and of other towns pass through all stages with definitions of at most 20 lines."""

import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
import shapely
from geopandas import GeoDataFrame, GeoSeries
from pyproj import Transformer

from pipelines.datasets import find, load_dataset
from pipelines.errors import RefusedError
from pipelines.reading.fetch import locate
from pipelines.report.tally import Tally
from pipelines.settings import Settings
from pipelines.stages.chain import features

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


def town_at(folder: Path, extent: str) -> Path:
    """Write the settings file of a town that lies elsewhere."""
    plain = re.sub(r"(?m)^(extent: ).*", rf"\1{extent}", Settings().town.read_text(encoding="utf-8"))
    (folder / "town.yml").write_text(plain.replace("logo: logo.svg\n", ""), encoding="utf-8")
    return folder / "town.yml"


@pytest.fixture
def passed(tmp_path: Path, shared_data: Path) -> Pass:
    """Let a definition's source pass; its path is seen from the shared data's folder."""

    def run(definition: str, folder: str, extent: str) -> Passed:
        assert len(definition.splitlines()) <= 20
        name = definition.splitlines()[0].removeprefix("id: ")
        (tmp_path / f"{name}.yml").write_text(definition, encoding="utf-8")
        dataset = load_dataset(tmp_path / f"{name}.yml")
        settings = Settings(home=tmp_path, town=town_at(tmp_path, extent))
        source = dataset.source.path.name  # type: ignore[union-attr]
        located = locate(dataset, settings, str(shared_data / folder / source))
        tally = Tally(dataset, located.name)
        frame = pd.concat(list(features(dataset, located, settings, {}, tally)))
        assert tally.read == len(frame) + tally.refused + tally.left_out
        return frame, tally

    return run


def test_konstanz_trees(passed: Pass) -> None:
    frame, tally = passed(TREES, "trees", "[9.1, 47.6, 9.3, 47.8]")

    assert tally.read == len(frame) == 15_936
    assert not [finding for finding in tally.findings() if finding.rule == "outside-town"]
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
    frame, tally = passed(PLACES, "places", "[5.8, 47.2, 15.1, 55.1]")

    assert tally.read == 144_563
    assert tally.left_out > 130_000
    assert frame["id"].is_unique
    echterdingen = frame[frame["name"] == "Leinfelden-Echterdingen"].geometry.iloc[0]
    assert echterdingen.distance(shapely.Point(510_700, 5_393_000)) < 5_000


LAMPS = """\
id: leuchten
title: Leuchten
description: Leuchten der Stadt
group: stadt
source: {path: leuchten.csv, crs: "EPSG:25832", x: ost, y: nord}
geometry: Point
key: nummer
fields: {nummer: null}
"""
HERE, STUTTGART, BERLIN = "510700;5393000", "513000;5403000", "799000;5827000"


@pytest.fixture
def lamps(tmp_path: Path) -> Pass:
    """Let lamps at these places pass."""
    (tmp_path / "leuchten.yml").write_text(LAMPS, encoding="utf-8")

    def run(*places: str) -> Passed:
        rows = [f"{number};{place}" for number, place in enumerate(places, start=1)]
        (tmp_path / "leuchten.csv").write_text("\n".join(["nummer;ost;nord", *rows]), encoding="utf-8")
        settings = Settings(home=tmp_path)
        dataset = load_dataset(tmp_path / "leuchten.yml")
        tally = Tally(dataset, "leuchten.csv")
        located = locate(dataset, settings, str(tmp_path / "leuchten.csv"))
        return pd.concat(list(features(dataset, located, settings, {}, tally))), tally

    return run


def test_what_lies_outside_the_town_is_loaded_with_a_warning(lamps: Pass) -> None:
    frame, tally = lamps(HERE, STUTTGART, BERLIN)

    assert len(frame) == 3
    assert [(found.record, found.feature, found.rule, found.action) for found in tally.findings()] == [
        (2, "2", "outside-town", "warned"),
        (3, "3", "outside-town", "warned"),
    ]


def test_a_layer_of_another_place_is_refused_with_its_crs(lamps: Pass) -> None:
    with pytest.raises(RefusedError) as caught:
        lamps(BERLIN, STUTTGART)

    assert caught.value.hint is not None
    assert "(EPSG:25832)" in caught.value.hint.de


def test_all_layers_that_must_be_published_first_are_named_at_once(tmp_path: Path) -> None:
    rules = "rules: [{rule: inside, dataset: stadtgrenze}, {rule: near, dataset: strassen, within: 20}]\n"
    (tmp_path / "leuchten.yml").write_text(LAMPS + rules, encoding="utf-8")
    (tmp_path / "leuchten.csv").write_text(f"nummer;ost;nord\n1;{HERE}\n", encoding="utf-8")
    settings, dataset = Settings(home=tmp_path), load_dataset(tmp_path / "leuchten.yml")
    located = locate(dataset, settings, str(tmp_path / "leuchten.csv"))

    with pytest.raises(RefusedError, match="„stadtgrenze“, „strassen“") as caught:
        next(features(dataset, located, settings, {}, Tally(dataset, located.name)))

    assert caught.value.hint is not None
    assert "geoportal publish stadtgrenze; geoportal publish strassen" in caught.value.hint.de


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
