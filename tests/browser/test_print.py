"""A printed sheet is true to scale: what the survey's grid says is 100 m long measures 100 m / scale on the paper."""

import math
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from playwright.sync_api import Route, expect
from pyproj import Transformer
from rasterio.io import MemoryFile

from tests.browser.conftest import DESKTOP, PATIENCE

if TYPE_CHECKING:
    from playwright.sync_api import Page

Visit = Callable[..., "Page"]
Axe = Callable[["Page"], list[str]]

CORNER = (510_000.0, 5_393_000.0)
SPOTS = ((-50.0, -50.0), (50.0, -50.0), (-50.0, 50.0))
"""Metres from the corner in EPSG:25832: two spots 100 m apart to the east, two to the north."""

POINT = 25.4 / 72
"""Millimetres of a PDF's unit."""


def place(east: float, north: float) -> list[float]:
    """Longitude and latitude of a spot this far from the corner."""
    transformer = Transformer.from_crs(25832, 4326, always_xy=True)
    return list(transformer.transform(CORNER[0] + east, CORNER[1] + north))


def schools(route: Route) -> None:
    """Answer with three schools without names at the spots."""
    features = [
        {
            "type": "Feature",
            "id": f"p{at}",
            "geometry": {"type": "Point", "coordinates": place(*spot)},
            "properties": {"schulart": "grundschule"},
        }
        for at, spot in enumerate(SPOTS)
    ]
    route.fulfill(json={"type": "FeatureCollection", "features": features, "links": []})


def pictures(pdf: bytes) -> Iterator[tuple[bytes, list[float]]]:
    """Yield each JPEG of a page with its matrix: width, 0, 0, height, left, bottom in points."""
    bodies = re.findall(rb"/Filter /DCTDecode /Length \d+ >>\nstream\n(.*?)\nendstream", pdf, re.DOTALL)
    matrices = re.findall(rb"q ([\d. -]+) cm /I\d+ Do Q", pdf)
    yield from zip(bodies, ([float(each) for each in matrix.split()] for matrix in matrices), strict=True)


@pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")
def marks(pdf: bytes) -> list[tuple[float, float]]:
    """Find the middles of blue symbols on the page, in millimetres from its lower left corner, over all its parts."""
    found: list[tuple[float, float]] = []
    for jpeg, (width, _, _, height, left, bottom) in pictures(pdf):
        with MemoryFile(jpeg) as file, file.open() as image:
            red, green, blue = image.read().astype(int)
        rows, columns = np.nonzero((blue > 140) & (red < 60) & (green < 120))
        if min(red.shape) < 200:  # a picture of the legend
            continue
        x = (left + (columns + 0.5) / red.shape[1] * width) * POINT
        y = (bottom + height - (rows + 0.5) / red.shape[0] * height) * POINT
        found += zip(x, y, strict=True)
    return [tuple(group.mean(axis=0)) for group in grouped(np.array(found))]


def grouped(spots: "np.ndarray[Any, Any]", reach: float = 8) -> Iterator["np.ndarray[Any, Any]"]:
    """Divide spots into groups that lie within this many millimetres."""
    while len(spots):
        near = np.hypot(*(spots - spots[0]).T) < reach
        yield spots[near]
        spots = spots[~near]


@pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")
def test_a_hundred_metres_are_a_hundred_metres_on_paper(visit: Visit, axe: Axe, tmp_path: Path) -> None:
    longitude, latitude = place(0, 0)
    at = f"/?ebenen=schulen&hintergrund=0#map=17/{latitude}/{longitude}"
    page = visit(at, **DESKTOP, routes={"**/collections/schulen/items?**": schools})
    page.get_by_role("button", name="Drucken").click()
    page.get_by_label("Maßstab").select_option("500")
    page.get_by_label("A3").check()
    page.get_by_label("Querformat").check()
    assert axe(page) == []
    with page.expect_download(timeout=PATIENCE * 1000) as download:
        page.get_by_role("button", name="PDF herunterladen").click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    assert path.name == "karte-1-500.pdf"
    pdf = path.read_bytes()
    assert b"/MediaBox [0 0 1190.5512 841.8898]" in pdf
    assert len([1 for jpeg, _ in pictures(pdf) if len(jpeg) > 20_000]) == 2, "a sheet of A3 is drawn in two parts"
    corner, *others = sorted(marks(pdf), key=lambda mark: mark[0] + mark[1])
    assert len(others) == 2
    for other in others:
        assert math.dist(corner, other) == pytest.approx(200, rel=0.005)
    expect(page.get_by_role("button", name="PDF herunterladen")).to_be_enabled()
