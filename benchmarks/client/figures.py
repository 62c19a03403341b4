"""The figures of the map beside their bars."""

import gzip
import statistics
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pyogrio
import shapely
from geopandas import GeoDataFrame
from pyproj import Transformer

from benchmarks.client.panning import drawn, longest_tasks, phone
from benchmarks.client.visit import Visit, visit
from benchmarks.place import Place
from benchmarks.serving import data
from benchmarks.table import Line
from pipelines.datasets import load_town

POLYGONS = "flaechen"
"""The layer of very many polygons."""


def reading(url: str, folder: Path, runs: int) -> list[Line]:
    """How soon the start can be read, and what it loads for that."""
    visits = [visit(url, folder / f"lighthouse-{number}.json") for number in range(runs)]
    line = partial(_line, "reading")
    return [
        line("first contentful paint", [each.first_paint for each in visits], "s", 1.5),
        line("largest contentful paint", [each.largest_paint for each in visits], "s", 2.5),
        line("cumulative layout shift", [each.shift for each in visits], "", 0.05),
        line("map-idle, not slowed down", [each.idle for each in visits], "s", None),
        *loading(visits),
    ]


def loading(visits: Sequence[Visit]) -> list[Line]:
    """How much was asked for until the map was idle."""
    before = [_packed(each.scripts_before_map) for each in visits]
    whole = [_packed(each.scripts) for each in visits]
    line = partial(_line, "loading")
    return [
        line("scripts before the map, gzip -9", before, "kB", 60),
        line("scripts with the map and its worker", whole, "kB", 360),
        line("requests until the map is idle", [len(each.requests) for each in visits], "", 15),
    ]


def panning(url: str, count: int, runs: int, zoom: int) -> Line:
    """How long the page does not answer while a map full of polygons is pushed.

    Raises RuntimeError, and TimeoutError of Playwright where the map is not drawn in time.
    """
    town = httpx.get(f"{url}/map.json").json()["town"]
    longitude, latitude = town["centre"]
    with phone(f"{url}/?ebenen={POLYGONS}&hintergrund=0#map={zoom}/{latitude}/{longitude}") as page:
        seen = drawn(page, POLYGONS)
        tasks = longest_tasks(page, runs, POLYGONS)
    what = f"longest task, {count:,} polygons, zoom {zoom}: {seen:,} pieces seen"
    return _line("panning", what, tasks, "ms", 200)


def publish_polygons(place: Place, count: int) -> None:
    """Publish polygons of eight corners, evenly over the town's extent."""
    west, south, east, north = load_town(place.settings).extent
    side = int(np.ceil(np.sqrt(count)))
    x, y = np.meshgrid(np.linspace(west, east, side), np.linspace(south, north, side))
    points = shapely.points(*Transformer.from_crs(4326, 25832, always_xy=True).transform(x.ravel(), y.ravel()))[:count]
    columns: dict[str, Any] = {"nr": np.arange(count), "name": [f"Fläche {number}" for number in range(count)]}
    path = place.folder / "polygons.gpkg"
    shapes = shapely.buffer(points, 6, quad_segs=2)
    pyogrio.write_dataframe(GeoDataFrame(columns, geometry=shapes, crs=25832), path, driver="GPKG")
    data.publish(place, POLYGONS, path, tiles="static")


def _packed(urls: Iterable[str]) -> float:
    """Kilobytes of scripts together."""
    return sum(len(gzip.compress(httpx.get(url).content, 9)) for url in urls) / 1000


def _line(section: str, what: str, values: Sequence[float], unit: str, bar: float | None) -> Line:
    return Line(section, what, statistics.median(values), min(values), max(values), unit, bar)
