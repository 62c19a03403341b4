"""Files that other towns and the state really publish, through definitions of at most twenty lines."""

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from pipelines import run
from pipelines.database import Database
from pipelines.datasets import find
from pipelines.report.model import Report
from pipelines.report.outcome import Outcome
from pipelines.settings import Settings

TREES = """\
id: baeume_konstanz
title: Bäume in Konstanz
description: Baumkataster der Stadt Konstanz, Stand 2020
group: umwelt
source: {path: PATH, crs: "EPSG:4326", x: X, y: Y}
geometry: Point
key: nummer
fields:
  nummer: {source: baumId}
  name: Name_dt
  art: {source: Name_lat, title: Botanischer Name}
  hoehe: {source: hoeheM, type: integer, unit: m}
  krone: {source: kronendurchmesserM, type: integer, unit: m}
  umfang: {source: stammumfangCM, type: integer, unit: cm}
  standort: location
"""

PLACES = """\
id: orte_deutschland
title: Orte in Deutschland
description: Orte mit mehr als 1000 Einwohnern (GeoNames)
group: stadt
source: {path: PATH, crs: "EPSG:4326", x: lon, y: lat, take: {where: {cc: [DE]}}}
geometry: Point
key: [name, breite, laenge]
fields:
  name:
  land: admin1
  kreis: admin2
  breite: {source: lat, type: number}
  laenge: {source: lon, type: number}
"""


GERMANY = [5.8, 47.2, 15.1, 55.1]


def publish(settings: Settings, database: Database, folder: Path, definition: str, source: Path) -> Outcome:
    """Write the definition as a town of all Germany would and publish its layer."""
    dataset_id = definition.partition("\n")[0].removeprefix("id: ")
    written = definition.replace("PATH", json.dumps(str(source)))
    (folder / f"{dataset_id}.yml").write_text(written, encoding="utf-8")
    town = re.sub(r"(?m)^extent: .*", f"extent: {GERMANY}", settings.town.read_text(encoding="utf-8"))
    (folder / "town").mkdir(exist_ok=True)
    (folder / "town" / "town.yml").write_text(town, encoding="utf-8")
    own = settings.model_copy(update={"datasets": (folder,), "town": folder / "town" / "town.yml"})
    return run.publish(own, database, find(own, dataset_id))


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def report_of(outcome: Outcome) -> Report:
    assert outcome.report is not None
    return outcome.report


@pytest.mark.parametrize("definition", [TREES, PLACES])
def test_definition_is_short(definition: str) -> None:
    assert len(definition.splitlines()) <= 20


def test_every_tree_is_accounted_for(settings: Settings, database: Database, shared_data: Path, tmp_path: Path) -> None:
    source = shared_data / "trees" / "konstanz_baumkataster_2020.csv"
    report = report_of(publish(settings, database, tmp_path, TREES, source))

    assert report.read == len(rows(source)) == report.loaded + report.refused
    assert report.loaded >= 0.99 * report.read


def test_a_tree_is_where_the_file_says(
    settings: Settings, database: Database, shared_data: Path, tmp_path: Path
) -> None:
    source = shared_data / "trees" / "konstanz_baumkataster_2020.csv"
    publish(settings, database, tmp_path, TREES, source)
    first = rows(source)[0]
    with database.reader.connect() as connection:
        query = text("SELECT geojson FROM data.baeume_konstanz_v1 WHERE id = :id")
        feature: dict[str, Any] = json.loads(str(connection.scalar(query, {"id": first["baumId"]})))

    assert feature["geometry"]["coordinates"] == pytest.approx([float(first["X"]), float(first["Y"])], abs=1e-7)
    assert (feature["properties"]["name"], feature["properties"]["hoehe"]) == (first["Name_dt"], int(first["hoeheM"]))


def test_places_of_other_countries_are_left_out(
    settings: Settings, database: Database, shared_data: Path, tmp_path: Path
) -> None:
    source = shared_data / "places" / "geonames_cities1000.csv"
    report = report_of(publish(settings, database, tmp_path, PLACES, source))
    places = rows(source)
    german = sum(place["cc"] == "DE" for place in places)

    assert (report.read, report.left_out) == (len(places), len(places) - german)
    assert report.loaded + report.refused == german
    assert report.loaded >= 0.99 * german


SURVEYS = {"parken_pr": ("bfrk_bw_car.json", 2349, 9), "parken_rad": ("bfrk_bw_bike.json", 3002, 15)}
"""The state's survey of stops by layer: file, all records, those that lie in the town."""


@pytest.mark.parametrize("dataset_id", list(SURVEYS))
def test_the_states_records_of_the_town_go_live(
    settings: Settings, database: Database, shared_data: Path, dataset_id: str
) -> None:
    file, read, loaded = SURVEYS[dataset_id]
    run.publish(settings, database, find(settings, "stadtgrenze"))
    report = report_of(run.publish(settings, database, find(settings, dataset_id), shared_data / "parking" / file))
    with database.reader.connect() as connection:
        shown = connection.scalar(text(f"SELECT count(*) FROM data.{dataset_id}"))

    assert (report.read, report.loaded, report.refused, report.left_out) == (read, loaded, 0, read - loaded)
    assert shown == loaded
