"""Light, dark, grey, with more contrast: page and map, by the device's wish or the person's, without barriers."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import yaml
from playwright.sync_api import expect
from rasterio.io import MemoryFile

from pipelines.artefacts.svg import to_png
from pipelines.basemap.build import build
from pipelines.settings import ROOT, Settings
from tests.browser.conftest import DESKTOP, READY, visits
from tests.pipelines.basemap.extract import town, write
from tests.server.serving import serving, wait_until

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Visit = Callable[..., "Page"]
Axe = Callable[["Page"], list[str]]

pytestmark = pytest.mark.filterwarnings("ignore:Dataset has no geotransform")  # of a screenshot

STREETS = "/#map=15/48.6925/9.1430"


def colours(page: "Page") -> np.ndarray[Any, Any]:
    """Red, green, blue of the map, 0 to 255, without panel and controls."""
    picture = page.screenshot(clip={"x": 500, "y": 200, "width": 600, "height": 500})
    with MemoryFile(picture) as file, file.open() as image:
        found: np.ndarray[Any, Any] = image.read()[:3].astype(float)
    return found


def brightness(page: "Page") -> float:
    return float(np.median(colours(page)))


def colourfulness(page: "Page") -> float:
    """How far the channels lie apart, on average."""
    found = colours(page)
    return float(np.mean(found.max(axis=0) - found.min(axis=0)))


class TestOwnLayers:
    def test_the_map_is_as_dark_as_the_device_wants(self, visit: Visit) -> None:
        page = visit(STREETS, **DESKTOP, color_scheme="dark")
        assert brightness(page) < 60
        page.emulate_media(color_scheme="light")
        wait_until(lambda: brightness(page) > 200)

    def test_a_person_chooses_and_finds_it_again(self, visit: Visit) -> None:
        page = visit(STREETS, **DESKTOP)
        choice = page.get_by_role("group", name="Darstellung")
        choice.get_by_role("radio", name="Dunkel").check(force=True)
        expect(page.locator("html")).to_have_attribute("data-dark", "1")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(22, 32, 28)"
        page.reload()
        page.wait_for_selector(READY)
        assert brightness(page) < 60
        assert "dunkel" not in page.url, "it is no part of what is shared"
        choice.get_by_role("radio", name="Wie das Gerät").check(force=True)
        assert page.evaluate("localStorage.length") == 0

    def test_grey_is_shared(self, visit: Visit) -> None:
        page = visit(STREETS, **DESKTOP)
        before = colourfulness(page)
        page.get_by_role("switch", name="Hintergrund in Grau").check(force=True)
        wait_until(lambda: colourfulness(page) < before / 2)
        assert "hintergrund=grau" in page.url


@pytest.mark.parametrize(
    "wish",
    [
        pytest.param({"contrast": "more"}, id="contrast"),
        pytest.param({"contrast": "more", "color_scheme": "dark"}, id="contrast in the dark"),
        pytest.param({"forced_colors": "active", "color_scheme": "dark"}, id="forced colours"),
    ],
)
def test_no_barrier_with_more_contrast(
    visit: Visit, axe: Axe, shoot: Callable[..., Path], pixel: dict[str, Any], wish: dict[str, str]
) -> None:
    page = visit(**pixel, **wish)
    page.locator(".handle").tap()
    assert axe(page) == []
    shoot(page, f"appearance-{'-'.join(wish.values())}")


def settings_with(folder: Path, background: dict[str, Any]) -> Path:
    """The shipped town's settings with another background."""
    shipped = ROOT / "datasets" / "town"
    settings = yaml.safe_load((shipped / "town.yml").read_text(encoding="utf-8"))
    settings["background"] |= background
    settings["logo"] = os.fspath(shipped / settings["logo"])
    path = folder / "town.yml"
    path.write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def built_url(portal_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The same portal with a map built of an extract as its background, which the others do not get to see."""
    folder = tmp_path_factory.mktemp("built")
    shutil.copytree(portal_settings.home / "artefacts", folder / "artefacts", copy_function=os.link)
    settings = portal_settings.model_copy(update={"home": folder})
    build(str(write(folder / "town.osm", town())), settings)
    with serving(settings, town=settings_with(folder, {"show": "built"})) as url:
        yield url


@pytest.fixture
def pictures() -> Iterator[str]:
    """The address of another server, whose map is pale yellow wherever one looks."""
    square = '<path fill="#f8f0c0" d="M0 0h256v256H0z"/>'
    yellow = to_png(f'<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256">{square}</svg>')

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "image/png")
            self.end_headers()
            self.wfile.write(yellow)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/{{z}}/{{x}}/{{y}}.png"
        server.shutdown()


@pytest.mark.parametrize("colour_scheme", ["light", "dark"])
def test_the_built_map_is_drawn_and_named(
    browser: "Browser", built_url: str, shoot: Callable[..., Path], colour_scheme: str
) -> None:
    complaints: list[str] = []
    with visits(browser, built_url, complaints) as visit:
        page = visit(STREETS, **DESKTOP, color_scheme=colour_scheme)
        expect(page.locator(".maplibregl-ctrl-attrib")).to_contain_text("© OpenStreetMap-Mitwirkende (ODbL)")
        asked = page.evaluate("performance.getEntriesByType('resource').map(entry => new URL(entry.name).pathname)")
        assert not any("/collections/strassen/" in path for path in asked), "our own layers are not loaded beneath it"
        dark = colour_scheme == "dark"
        assert (brightness(page) < 60) == dark
        shoot(page, f"built-{colour_scheme}")


def test_a_foreign_map_comes_through_the_portal_and_is_dimmed(
    browser: "Browser", portal_settings: Settings, pictures: str, tmp_path: Path
) -> None:
    foreign = {
        "name": "Bilder",
        "tiles": pictures,
        "attribution": "© {year} Amt",
        "url": "https://example.org",
        "proxy": True,
    }
    path = settings_with(tmp_path, {"show": "foreign", "foreign": foreign})
    with (
        serving(portal_settings, town=path, url_hosts="127.0.0.1") as url,
        visits(browser, url, []) as visit,  # a request to any other host is a complaint
    ):
        page = visit(STREETS, **DESKTOP)
        expect(page.locator(".maplibregl-ctrl-attrib")).to_contain_text(" Amt")
        bright = brightness(page)
        assert bright > 200
        page.emulate_media(color_scheme="dark")
        wait_until(lambda: brightness(page) < bright * 0.75)
