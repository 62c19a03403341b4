"""Sources that are cut short, at every twentieth of their length and in every format, or change while they are read."""

import os
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pandas as pd
import pyogrio
import pytest
import shapely
from geopandas import GeoDataFrame
from sqlalchemy import text

from pipelines import run
from pipelines.database import Database
from pipelines.definition import Dataset
from pipelines.errors import SourceError
from pipelines.failure import explain
from pipelines.settings import Settings

COUNT = 200
PARTS = 20

DRIVERS = {".gpkg": "GPKG", ".geojson": "GeoJSON", ".fgb": "FlatGeobuf", ".gml": "GML", ".shp": "ESRI Shapefile"}
WHOLE_LINES = re.compile(rb"(?:\A|\n)\d+;[^;\n]*;[\d.]+;[\d.]*\n?\Z")
"""A text file that ends in its last cell, or after a line, is a whole one for everybody who reads it."""

JARGON = re.compile(r"GDAL|OGR|sqlite|errno|None|Error|Traceback|/tmp|0x", re.IGNORECASE)
"""Words of libraries that no planner should have to read."""


def features() -> GeoDataFrame:
    numbers = np.arange(COUNT)
    x, y = 510_000 + numbers * 5.0, np.full(COUNT, 5_393_000.0)
    columns = {"nummer": numbers, "name": [f"Feld {number}" for number in numbers], "x": x, "y": y}
    return GeoDataFrame(columns, geometry=shapely.points(x, y), crs=25832)


def write(folder: Path, suffix: str) -> Path:
    """Write the features in one format; a Shapefile as its three files, or packed."""
    path, frame = folder / f"quelle{suffix}", features()
    if suffix == ".csv":
        pd.DataFrame(frame.drop(columns="geometry")).to_csv(path, index=False, sep=";")
    elif suffix == ".xlsx":
        pd.DataFrame(frame.drop(columns="geometry")).to_excel(path, index=False)
    elif suffix == ".kml":
        pyogrio.write_dataframe(frame.rename(columns={"name": "titel"}).to_crs(4326), path, driver="LIBKML")
    elif suffix == ".zip":
        parts = folder / "teile"
        parts.mkdir()
        pyogrio.write_dataframe(frame, parts / "quelle.shp", driver="ESRI Shapefile")
        shutil.make_archive(str(path.with_suffix("")), "zip", parts)
    else:
        pyogrio.write_dataframe(frame, path, driver=DRIVERS[suffix])
    return path


def layer(path: Path) -> Dataset:
    placed = {"crs": "EPSG:25832", "x": "x", "y": "y"}
    how = {".csv": placed | {"delimiter": ";"}, ".xlsx": placed}.get(path.suffix, {})
    titled = {"source": "titel"} if path.suffix == ".kml" else {}
    return Dataset.model_validate(
        {
            "id": "abgebrochen",
            "title": "Abgebrochen",
            "description": "Quelle, die zu früh endet",
            "group": "stadt",
            "source": {"path": path} | how,
            "geometry": "Point",
            "key": "nummer",
            "fields": {"nummer": {"type": "integer", "required": True}, "name": {"required": True} | titled},
        }
    )


def attempt(settings: Settings, database: Database, dataset: Dataset) -> tuple[str, str]:
    """Publish; returns the status and what people are told."""
    try:
        outcome = run.publish(settings, database, dataset)
    except Exception as error:  # noqa: BLE001 - as the command line does
        return "failed", explain(error, settings).to("de")
    return outcome.status, outcome.error.to("de") if outcome.error else ""


def assert_live(database: Database, version: int = 1) -> None:
    """The public still reads all features of this version."""
    with database.reader.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM data.abgebrochen")) == COUNT
        assert connection.scalar(text("SELECT version FROM portal.live WHERE dataset = 'abgebrochen'")) == version


@pytest.mark.parametrize("suffix", [*DRIVERS, ".kml", ".zip", ".csv", ".xlsx"])
def test_source_that_ends_too_early_is_refused_in_plain_words(
    settings: Settings, database: Database, tmp_path: Path, suffix: str
) -> None:
    path = write(tmp_path, suffix)
    dataset, whole = layer(path), path.read_bytes()
    assert attempt(settings, database, dataset) == ("published", "")

    for part in range(PARTS):
        path.write_bytes(whole[: len(whole) * part // PARTS])
        if suffix == ".csv" and WHOLE_LINES.search(path.read_bytes()):
            continue
        status, said = attempt(settings, database, dataset)
        assert status in {"failed", "refused"}, f"{part}/{PARTS}: {status}"
        assert path.name in said
        assert not JARGON.search(said), said
    assert_live(database)


@pytest.mark.parametrize("suffix", [".gpkg", ".geojson", ".csv", ".xlsx"])
def test_source_that_shrinks_while_it_is_read_is_not_published(
    settings: Settings, database: Database, tmp_path: Path, suffix: str
) -> None:
    path = write(tmp_path, suffix)
    run.publish(settings, database, layer(path))

    def cut(_: int) -> None:
        os.truncate(path, path.stat().st_size // 2)

    with pytest.raises(SourceError) as caught:
        run.publish(settings, database, layer(path), force=True, on_records=cut)

    assert path.name in caught.value.to("de")
    assert_live(database)


def test_geopackage_that_another_program_is_writing_is_refused(
    settings: Settings, database: Database, tmp_path: Path
) -> None:
    path = write(tmp_path, ".gpkg")
    run.publish(settings, database, layer(path))

    with closing(sqlite3.connect(path, isolation_level=None)) as writer:
        for (name,) in writer.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            writer.execute(f'DROP TRIGGER "{name}"')  # they need functions that only GDAL and SpatiaLite bring
        writer.execute("PRAGMA cache_size = 1")  # so that the change goes to the file before its end
        writer.execute("BEGIN EXCLUSIVE")
        writer.execute("UPDATE quelle SET name = 'halb ' || hex(randomblob(3000)) WHERE nummer < 150")
        status, said = attempt(settings, database, layer(path))
        writer.execute("ROLLBACK")

    assert status == "failed", said
    assert path.name in said
    assert not JARGON.search(said), said
    assert_live(database)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_unreadable_source_is_refused(settings: Settings, database: Database, tmp_path: Path) -> None:
    path = write(tmp_path, ".gpkg")
    run.publish(settings, database, layer(path))
    path.chmod(0)

    status, said = attempt(settings, database, layer(path))

    assert (status, path.name in said) == ("failed", True)
    assert_live(database)
