"""Files made to be nasty: none breaks anything, none is published wrongly, each reason is understandable."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyogrio
import pytest
import shapely
from geopandas import GeoDataFrame

from tests.zoo.keeper import JARGON, Fate, Keeper

LON, LAT = 9.145, 48.692


def point_table(folder: Path, rows: list[str], *, encoding: str = "utf-8") -> Path:
    path = folder / "liste.csv"
    path.write_bytes("\n".join(["nummer;name;lon;lat", *rows, ""]).encode(encoding))
    return path


def geojson(folder: Path, coordinates: list[Any], kind: str = "Polygon") -> Path:
    """Write the geometries as text, since no library would write these."""
    features = [
        {"type": "Feature", "properties": {"nummer": number}, "geometry": {"type": kind, "coordinates": each}}
        for number, each in enumerate(coordinates)
    ]
    path = folder / "flaechen.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


def ring(size: float, west: float = LON, south: float = LAT) -> list[list[float]]:
    corners = ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))
    return [[west + x * size, south + y * size] for x, y in corners]


def truncated(folder: Path) -> Path:
    path = folder / "halb.gpkg"
    shapes = GeoDataFrame({"nummer": range(100)}, geometry=shapely.points([LON] * 100, [LAT] * 100), crs=4326)
    pyogrio.write_dataframe(shapes, path, driver="GPKG")
    path.write_bytes(path.read_bytes()[:-5000])
    return path


def wrong_encoding(folder: Path) -> Path:
    """A text in Latin-1 that says nothing about it."""
    return point_table(
        folder, [f"{number};Stra\u00dfe {number};{LON};{LAT}" for number in range(20)], encoding="latin-1"
    )


def no_rows(folder: Path) -> Path:
    return point_table(folder, [])


def ten_thousand_columns(folder: Path) -> Path:
    path = folder / "breit.csv"
    names = [f"spalte_{number}" for number in range(10_000)]
    rows = [";".join([str(row), str(LON), str(LAT), *("x" * 10_000)]) for row in range(3)]
    path.write_text("\n".join([";".join(["nummer", "lon", "lat", *names]), *rows]) + "\n")
    return path


def no_numbers(folder: Path) -> Path:
    """Most coordinates are not a number, or endless."""
    bad = [f"{number};x;NaN;{LAT}" if number % 2 else f"{number};x;inf;{LAT}" for number in range(9)]
    return point_table(folder, [f"100;gut;{LON};{LAT}", *bad])


def swapped(folder: Path) -> Path:
    """Latitude stands where longitude belongs."""
    return geojson(folder, [[LAT, LON], [LAT + 0.01, LON]], "Point")


def bow_ties(folder: Path) -> Path:
    crossed = [[LON, LAT], [LON + 0.001, LAT + 0.001], [LON + 0.001, LAT], [LON, LAT + 0.001], [LON, LAT]]
    return geojson(folder, [[crossed]] * 3)


def nested_holes(folder: Path) -> Path:
    """A hole in a hole, and one outside of its area."""
    inner = [ring(0.006, LON + 0.001, LAT + 0.001), ring(0.002, LON + 0.002, LAT + 0.002), ring(0.001, LON + 1, LAT)]
    return geojson(folder, [[ring(0.01), *inner]])


def unclosed(folder: Path) -> Path:
    return geojson(folder, [[ring(0.01)[:-1]]])


def deep(folder: Path) -> Path:
    """Brackets nested far beyond what any parser follows."""
    path = folder / "tief.geojson"
    path.write_text('{"type": "FeatureCollection", "features": ' + "[" * 100_000 + "]" * 100_000 + "}")
    return path


def not_what_it_says(folder: Path) -> Path:
    path = folder / "seite.xlsx"
    path.write_text("<html><body>Bitte anmelden</body></html>")
    return path


NASTY: list[tuple[Callable[[Path], Path], Fate | str]] = [
    (truncated, "beschädigt oder unvollständig"),
    (wrong_encoding, Fate(20)),
    (no_rows, "keine"),
    (ten_thousand_columns, Fate(3)),
    (no_numbers, "Geometrie"),
    (swapped, "vertauscht"),
    (bow_ties, Fate(3)),
    (nested_holes, Fate(1)),
    (unclosed, Fate(1)),
    (deep, "beschädigt"),
    (not_what_it_says, "passt nicht zur Endung"),
]


MENDED: dict[Callable[[Path], Path], dict[str, Any]] = {
    bow_ties: {"geometry": "MultiPolygon"},
    nested_holes: {"geometry": "MultiPolygon"},
}
"""A mended area may have several parts, which the definition must allow."""

OWN: dict[Callable[[Path], Path], dict[str, Any]] = {
    ten_thousand_columns: {
        "source": {"path": "{file}", "x": "lon", "y": "lat"},
        "geometry": "Point",
        "key": "nummer",
        "fields": {"nummer": None, "letzte": {"source": "spalte_9999"}},
    },
}
"""A proposal describes no more than the first 200 columns."""


@pytest.mark.parametrize(("make", "expected"), [pytest.param(*each, id=each[0].__name__) for each in NASTY])
def test_nasty_file_is_loaded_rightly_or_refused_understandably(
    keeper: Keeper, tmp_path: Path, make: Callable[[Path], Path], expected: Fate | str
) -> None:
    fate = keeper.feed(make(tmp_path), changes=MENDED.get(make), own=OWN.get(make))

    if isinstance(expected, Fate):
        assert fate == expected
    else:
        assert expected in fate.reason, fate
        assert not JARGON.search(fate.reason), fate.reason
