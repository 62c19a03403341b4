"""Scanned plans on the map: the sheet lies where it belongs, as strongly as people want, within its scope."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import numpy as np
import pytest
from playwright.sync_api import FloatRect, expect
from pyproj import Transformer
from rasterio.io import MemoryFile
from rasterio.transform import from_origin

from pipelines.settings import Settings
from tests.browser.conftest import eventually, plan_on_the_map

if TYPE_CHECKING:
    from playwright.sync_api import Page

Visit = Callable[..., "Page"]
Axe = Callable[["Page"], list[str]]
Shoot = Callable[..., Path]

pytestmark = pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")  # of screenshots

EAST, NORTH = 511_000, 5_393_000
"""North-west corner of the sheet in EPSG:25832, in the town."""

SIDE = 120
"""Metres; the scope is the triangle below the sheet's diagonal."""

PLAN = f"""<xplan:XPlanAuszug xmlns:xplan="http://www.xplanung.de/xplangml/6/0" xmlns:gml="http://www.opengis.net/gml/3.2"
 xmlns:xlink="http://www.w3.org/1999/xlink" gml:id="A"><gml:featureMember><xplan:BP_Plan gml:id="Rasterplan">
<xplan:name>Alte Gärten</xplan:name><xplan:nummer>7</xplan:nummer><xplan:raeumlicherGeltungsbereich>
<gml:Polygon gml:id="G" srsName="EPSG:25832"><gml:exterior><gml:LinearRing><gml:posList>{EAST} {NORTH}
 {EAST} {NORTH - SIDE} {EAST + SIDE} {NORTH - SIDE} {EAST} {NORTH}</gml:posList></gml:LinearRing></gml:exterior>
</gml:Polygon></xplan:raeumlicherGeltungsbereich><xplan:planArt>1000</xplan:planArt>
<xplan:rechtsstand>4000</xplan:rechtsstand><xplan:inkrafttretensDatum>1961-05-02</xplan:inkrafttretensDatum>
<xplan:bereich xlink:href="#B"/></xplan:BP_Plan></gml:featureMember><gml:featureMember><xplan:BP_Bereich gml:id="B">
<xplan:nummer>1</xplan:nummer><xplan:refScan><xplan:XP_ExterneReferenz><xplan:referenzName>Blatt</xplan:referenzName>
<xplan:referenzURL>blatt.tif</xplan:referenzURL></xplan:XP_ExterneReferenz></xplan:refScan>
<xplan:gehoertZuPlan xlink:href="#Rasterplan"/></xplan:BP_Bereich></gml:featureMember></xplan:XPlanAuszug>"""


def blatt() -> bytes:
    """A red sheet with black lines every ten metres."""
    pixels = np.zeros((3, SIDE * 4, SIDE * 4), dtype=np.uint8)
    pixels[0] = 230
    pixels[:, ::40] = pixels[:, :, ::40] = 0
    profile = {"driver": "GTiff", "width": SIDE * 4, "height": SIDE * 4, "count": 3, "dtype": "uint8", "crs": 25832}
    with MemoryFile() as file:
        with file.open(**profile, transform=from_origin(EAST, NORTH, 0.25, 0.25)) as target:
            target.write(pixels)
        return bytes(file.read())


@pytest.fixture(scope="module", autouse=True)
def _plan(portal_settings: Settings, portal_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A plan that is nothing but its scan."""
    path = tmp_path_factory.mktemp("scans") / "plan.zip"
    with ZipFile(path, "w") as archive:
        archive.writestr("xplan.gml", PLAN)
        archive.writestr("blatt.tif", blatt())
    with plan_on_the_map(portal_settings, portal_url, path, force=True):
        yield


def degrees(east: float, north: float) -> list[float]:
    transformer = Transformer.from_crs(25832, 4326, always_xy=True)
    return list(transformer.transform(EAST + east, NORTH - north))


def red(page: "Page", at: list[float]) -> int:
    """How much redder than green the map is around a place."""
    x, y = page.evaluate("at => window.geoportal.project(...at)", at)
    clip: FloatRect = {"x": x - 4, "y": y - 4, "width": 8, "height": 8}
    with MemoryFile(page.screenshot(clip=clip)) as file, file.open() as picture:
        return int(picture.read(1).mean()) - int(picture.read(2).mean())


@pytest.mark.parametrize("device", ["desktop", "phone"])
def test_a_scanned_plan_lies_on_the_map_within_its_scope(
    visit: Visit, axe: Axe, shoot: Shoot, device: str, pixel: dict[str, object]
) -> None:
    place, inside, outside = degrees(25, 75), degrees(35, 75), degrees(-8, 75)
    screen = pixel if device == "phone" else {"viewport": {"width": 1280, "height": 800}}
    centre = degrees(25, 110)  # so that the place is above what covers half of a phone
    page = visit(f"/?ebenen=bebauungsplaene#map=18/{centre[1]}/{centre[0]}", **screen)
    page.mouse.click(*page.evaluate("at => window.geoportal.project(...at)", place))
    switch = page.get_by_role("checkbox", name="Planzeichnung (Scan) auf der Karte")
    expect(switch).to_be_checked()
    eventually(page, lambda: red(page, inside) > 100)
    assert red(page, outside) < 40
    shoot(page, f"scan-{device}")
    assert axe(page) == []
    page.get_by_role("slider", name="Deckkraft").fill("20")
    eventually(page, lambda: 10 < red(page, inside) < 90)
    switch.uncheck()
    eventually(page, lambda: red(page, inside) < 40)


def test_the_scan_goes_with_the_sheet(visit: Visit) -> None:
    place, inside = degrees(25, 75), degrees(35, 75)
    page = visit(f"/?ebenen=bebauungsplaene#map=18/{place[1]}/{place[0]}", viewport={"width": 1280, "height": 800})
    page.mouse.click(*page.evaluate("at => window.geoportal.project(...at)", place))
    expect(page.locator("plan-scan")).to_be_visible()
    eventually(page, lambda: red(page, inside) > 100)
    page.mouse.click(*page.evaluate("at => window.geoportal.project(...at)", degrees(-60, 20)))
    expect(page.locator("plan-scan")).to_have_count(0)
    eventually(page, lambda: red(page, inside) < 40)
