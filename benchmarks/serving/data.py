"""The data that all servers publish: ours as layers, the same features as plain tables for the others."""

from pathlib import Path
from typing import Any

import numpy as np
import psycopg
import pyogrio
import shapely
from geopandas import GeoDataFrame
from pyproj import Transformer

from benchmarks import files
from benchmarks.ours import FIELDS
from benchmarks.place import Place
from pipelines import run
from pipelines.definition import Dataset

SCHEMA = "peers"
"""Where the plain tables lie, which the reader of our server cannot see."""

SQUARE = (510_000.0, 5_390_000.0, 530_000.0, 5_410_000.0)
"""The square that the generated buildings fill, EPSG:25832."""

FIELD_LIST = ("nr", "name", "hoehe", "geschosse", "geprueft")


def degrees() -> tuple[float, float, float, float]:
    """The square as west, south, east, north; inside the square everywhere, since its sides are not parallel."""
    transformer = Transformer.from_crs(25832, 4326, always_xy=True)
    west, south, east, north = SQUARE
    corners = [transformer.transform(x, y) for x in (west, east) for y in (south, north)]
    longitudes, latitudes = sorted(x for x, _ in corners), sorted(y for _, y in corners)
    return longitudes[1], latitudes[1], longitudes[2], latitudes[2]


def publish(place: Place, layer: str, path: Path, tiles: str = "none") -> None:
    """Publish a file of buildings or schools as a public layer. Raises RuntimeError when that fails."""
    definition: dict[str, Any] = {
        "id": layer,
        "title": "Messung",
        "description": "Eine Ebene für Messungen",
        "group": "stadt",
        "source": {"path": path},
        "geometry": str(pyogrio.read_info(path)["geometry_type"]),
        "key": "nr",
        "fields": {name: FIELDS["buildings"][name] for name in pyogrio.read_info(path)["fields"]},
        "tiles": tiles,
    }
    outcome = run.publish(place.settings, place.database, Dataset.model_validate(definition))
    if outcome.status != "published":
        message = f"{layer}: {outcome.status}: {outcome.error}"
        raise RuntimeError(message)


def schools(folder: Path) -> Path:
    """Write 40 points with two attributes."""
    path = folder / "schools.gpkg"
    if not path.exists():
        random, numbers = np.random.default_rng(5), np.arange(40)
        points = shapely.points(510_000 + random.random(40) * 20_000, 5_390_000 + random.random(40) * 20_000)
        columns = {"nr": numbers, "name": [f"Schule {number}" for number in numbers]}
        pyogrio.write_dataframe(GeoDataFrame(columns, geometry=points, crs=25832), path, driver="GPKG")
    return path


def copy_plain(place: Place, layers: tuple[str, ...]) -> None:
    """Copy the live features into plain tables: gid, the fields, the geometry; key and spatial index."""
    with psycopg.connect(place.dsn, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {SCHEMA}")
        for layer in layers:
            columns = connection.execute(f"SELECT * FROM data.{layer} LIMIT 0").description or []
            kept = ", ".join(column.name for column in columns if column.name in FIELD_LIST)
            connection.execute(
                f"CREATE TABLE {SCHEMA}.{layer} AS SELECT row_number() OVER (ORDER BY nr)::int AS gid, {kept}, geom"
                f" FROM data.{layer} ORDER BY nr"
            )
            connection.execute(f"ALTER TABLE {SCHEMA}.{layer} ADD PRIMARY KEY (gid)")
            connection.execute(f"CREATE INDEX ON {SCHEMA}.{layer} USING gist (geom)")
        connection.execute("VACUUM ANALYZE")


def calm(place: Place) -> None:
    """Let no session compile or spread its statements: it would take the cores of the others."""
    with psycopg.connect(place.dsn, autocommit=True) as connection:
        name = connection.info.dbname
        connection.execute(f"ALTER DATABASE {name} SET jit = off")
        connection.execute(f"ALTER DATABASE {name} SET max_parallel_workers_per_gather = 0")


def buildings(place: Place, count: int) -> Path:
    """Write the polygons."""
    return files.buildings(place.folder, "GPKG", count)
