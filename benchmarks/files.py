"""The files that are measured with: generated buildings and bow-ties, and real places moved into Germany."""

import csv
from pathlib import Path

import numpy as np
import pandas as pd
import pyogrio
import shapely
from geopandas import GeoDataFrame
from numpy.typing import NDArray

PLACES = Path("places", "geonames_cities1000.csv")
"""GeoNames' list (144,563 places), below the folder of real data."""

TIMES = 4
"""How often the list is repeated: 578,252 points."""

SUFFIXES = {"GPKG": ".gpkg", "FlatGeobuf": ".fgb"}

OPTIONS: dict[str, dict[str, dict[str, str]]] = {
    "GPKG": {"dataset_options": {"VERSION": "1.3"}, "layer_options": {"DATETIME_PRECISION": "MILLISECOND"}},
    "FlatGeobuf": {},
}
"""GeoPackages as Debian's older GDAL writes them too, so that it reads them without complaint."""

Floats = NDArray[np.float64]


def buildings(folder: Path, driver: str, count: int = 100_000) -> Path:
    """Write polygons of 5 to 12 corners in a square of 20 km, EPSG:25832, with five attributes."""
    path = folder / f"buildings-{count}{SUFFIXES[driver]}"
    if not path.exists():
        random = np.random.default_rng(2)
        shapes = _rings(random, count, random.integers(5, 12, count))
        numbers = np.arange(count)
        columns = {
            "nr": numbers,
            "name": np.char.add("Gebäude ", numbers.astype(str)).astype(object),
            "hoehe": np.round(random.random(count) * 30, 2),
            "geschosse": random.integers(1, 9, count),
            "geprueft": pd.Timestamp("2024-01-01", tz="UTC") + pd.to_timedelta(numbers, unit="min"),
        }
        _write(GeoDataFrame(columns, geometry=shapes, crs=25832), path, driver)
    return path


def changed(path: Path, driver: str) -> Path:
    """Write a later state of a file: a tenth has other names, a hundredth is gone, one has moved by 1 m."""
    target = path.with_stem(f"{path.stem}-later")
    if not target.exists():
        frame = pyogrio.read_dataframe(path)
        frame.loc[frame["nr"] % 10 == 0, "name"] += " neu"
        moved = frame["nr"] % 100 == 1
        frame.loc[moved, "geometry"] = frame.loc[moved].translate(1)
        _write(frame[frame["nr"] % 100 != 2], target, driver)
    return target


def places(folder: Path, driver: str, real: Path | None, crs: int = 25832, count: int | None = None) -> Path:
    """Write points with eight attributes: GeoNames' list four times, squeezed into one degree of Germany.

    Without the list, generated words of the same lengths stand for it.
    """
    path = folder / f"places-{crs}-{count or 'all'}{SUFFIXES[driver]}"
    if not path.exists():
        table = pd.concat([_names(real)] * TIMES, ignore_index=True)[:count]
        numbers = np.arange(len(table))
        longitude, latitude = 9 + (table["lon"] + 180) / 360, 48.5 + (table["lat"] + 90) / 180
        columns = table.assign(
            nr=numbers,
            wert=np.random.default_rng(1).random(len(table)),
            zeit=pd.Timestamp("2024-01-01", tz="UTC") + pd.to_timedelta(numbers, unit="min"),
        )
        frame = GeoDataFrame(columns, geometry=shapely.points(longitude, latitude), crs=4326)
        _write(frame.to_crs(crs), path, driver)
    return path


def bow_ties(folder: Path, count: int) -> Path:
    """Write invalid polygons only: each outline crosses itself once, EPSG:25832."""
    path = folder / f"bow-ties-{count}.gpkg"
    for start in range(0, 0 if path.exists() else count, 100_000):
        random = np.random.default_rng(start)
        size = min(100_000, count - start)
        centre = _centres(random, size)
        corners = np.array([(-5, -5), (5, 5), (5, -5), (-5, 5), (-5, -5)], dtype=float)
        shapes = shapely.polygons(centre[:, None, :] + corners * (0.5 + random.random((size, 1, 1))))
        columns = {"nr": np.arange(start, start + size), "name": "Schleife", "hoehe": random.random(size)}
        frame = GeoDataFrame(columns, geometry=shapes, crs=25832)
        pyogrio.write_dataframe(frame, path, driver="GPKG", append=path.exists())
    return path


def _write(frame: GeoDataFrame, path: Path, driver: str) -> None:
    pyogrio.write_dataframe(frame, path, driver=driver, **OPTIONS[driver])


def _centres(random: np.random.Generator, count: int) -> Floats:
    return np.column_stack([510_000 + random.random(count) * 20_000, 5_390_000 + random.random(count) * 20_000])


def _rings(random: np.random.Generator, count: int, corners: NDArray[np.int64]) -> NDArray[np.object_]:
    """Corners lie around a centre in the order of their angles, so no outline crosses itself."""
    owner = np.repeat(np.arange(count), corners)
    angle = 2 * np.pi * random.random(len(owner))
    angle = angle[np.lexsort((angle, owner))]
    radius = 5 + 5 * random.random(len(owner))
    points = _centres(random, count)[owner] + radius[:, None] * np.column_stack([np.cos(angle), np.sin(angle)])
    return np.asarray(shapely.polygons(shapely.linearrings(points, indices=owner)))


def _names(real: Path | None) -> pd.DataFrame:
    path = real / PLACES if real else None
    if path and path.is_file():
        columns = pd.read_csv(
            path, dtype={"lat": float, "lon": float}, keep_default_na=False, quoting=csv.QUOTE_MINIMAL
        )
        return columns[["lat", "lon", "name", "admin1", "admin2", "cc"]]
    count, random = 144_563, np.random.default_rng(3)
    words = np.array([f"Ort {number:05d}" for number in range(10_000)], dtype=object)
    return pd.DataFrame(
        {
            "lat": random.random(count) * 180 - 90,
            "lon": random.random(count) * 360 - 180,
            **{name: words[random.integers(0, len(words), count)] for name in ("name", "admin1", "admin2", "cc")},
        }
    )
