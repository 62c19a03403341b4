from pathlib import Path
from typing import Any

import pytest

from pipelines import run
from pipelines.database import Database
from pipelines.definition import Dataset
from pipelines.publishing.contents import live_contents
from pipelines.publishing.references import live_layers
from pipelines.settings import Settings
from pipelines.stages.cast import DTYPES


def describe(source: Path, **changes: Any) -> Dataset:
    plain = {
        "id": "stadtteile",
        "title": "Stadtteile",
        "description": "–",
        "group": "stadt",
        "source": {"path": source, "crs": "EPSG:25832", "wkt": "form"},
        "geometry": "Polygon",
        "key": "name",
        "fields": {
            "name": None,
            "einwohner": {"type": "integer"},
            "seit": {"type": "date"},
            "stand": {"type": "datetime"},
            "intern": {"visibility": "internal"},
        },
    }
    return Dataset.model_validate(plain | changes)


@pytest.fixture
def areas(tmp_path: Path) -> Path:
    path = tmp_path / "stadtteile.csv"
    shape = '"POLYGON((510000 5390000,511000 5390000,511000 5391000,510000 5391000,510000 5390000))"'
    path.write_text(
        "name,einwohner,seit,stand,intern,form\n"
        f"Musberg,5000,1975-01-01,2023-10-31 12:00,x,{shape}\nStetten,,,,,{shape}\n",
        encoding="utf-8",
    )
    return path


@pytest.fixture
def referring(areas: Path) -> Dataset:
    return describe(areas, id="einwohner", join={"dataset": "stadtteile", "on": {"name": "name"}})


def test_layer_comes_as_it_was_loaded(settings: Settings, database: Database, areas: Path, referring: Dataset) -> None:
    run.publish(settings, database, describe(areas))
    with database.publisher.connect() as connection:
        layer = live_layers(connection, referring)["stadtteile"]

    assert list(layer.columns) == ["id", "name", "einwohner", "seit", "stand", "intern", "geom"]
    assert {name: str(layer[name].dtype) for name in ("name", "einwohner", "seit", "stand")} == {
        "name": DTYPES["text"],
        "einwohner": DTYPES["integer"],
        "seit": DTYPES["date"],
        "stand": DTYPES["datetime"],
    }
    assert (layer.crs.to_epsg(), layer.area.tolist()) == (25832, [1e6, 1e6])


def test_missing_values_stay_missing(settings: Settings, database: Database, areas: Path, referring: Dataset) -> None:
    run.publish(settings, database, describe(areas))
    with database.publisher.connect() as connection:
        layer = live_layers(connection, referring)["stadtteile"].set_index("id")

    assert layer.loc["Stetten", ["einwohner", "seit", "stand", "intern"]].isna().all()


def test_layer_that_is_not_live_is_absent(database: Database, referring: Dataset) -> None:
    with database.publisher.connect() as connection:
        assert (live_layers(connection, referring), live_contents(connection, referring)) == ({}, {})


def test_content_is_that_of_the_live_version_whatever_it_is_called(
    settings: Settings, database: Database, areas: Path, referring: Dataset
) -> None:
    def content() -> str:
        with database.publisher.connect() as connection:
            return live_contents(connection, referring)["stadtteile"]

    run.publish(settings, database, describe(areas))
    first = content()
    run.publish(settings, database, describe(areas, title="Quartiere"))
    assert content() == first
    run.publish(settings, database, describe(areas, key=["name"]))
    assert content() != first
    run.rollback(database, "stadtteile")
    assert content() == first


def test_layer_comes_from_the_table_that_a_revision_shows(
    settings: Settings, database: Database, areas: Path, referring: Dataset
) -> None:
    run.publish(settings, database, describe(areas))
    run.publish(settings, database, describe(areas, title="Quartiere"))
    with database.publisher.connect() as connection:
        assert len(live_layers(connection, referring)["stadtteile"]) == 2
