"""The background as browsers see it: what /map.json says, tiles, styles, and who is asked for them."""

import gzip
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from shapely import LineString, Point, box

from pipelines.background import Background, Foreign
from pipelines.basemap.archive import Basemap
from pipelines.basemap.build import build
from pipelines.basemap.schema import LAYERS
from pipelines.datasets import load_town
from pipelines.errors import DefinitionError
from pipelines.settings import ROOT, Settings
from server.background.foreign import filled
from server.background.style import LOOKS, load_looks
from server.headers import security_headers
from server.map_config import map_config
from server.mirror import export
from server.tiles.matrix import WEB_MERCATOR, Place
from tests.pipelines.basemap.extract import write
from tests.server.background.conftest import PICTURE, Site
from tests.server.samples import Portal
from tests.server.serving import serving, wait_until

MAIN = (9.1431, 48.6925)
THINGS = [
    (LineString([MAIN, (9.15, 48.6925)]), {"highway": "residential", "name": "Marktplatz"}),
    (box(9.143, 48.693, 9.1434, 48.6933), {"building": "yes"}),
    (Point(MAIN), {"place": "town", "name": "Leinfelden"}),
]


def written(folder: Path, background: dict[str, Any]) -> Path:
    """The shipped town with another background."""
    town = yaml.safe_load((ROOT / "datasets" / "town" / "town.yml").read_text(encoding="utf-8"))
    path = folder / "town.yml"
    path.write_text(yaml.safe_dump(town | {"background": background, "logo": None}, allow_unicode=True), "utf-8")
    return path


@contextmanager
def portal(samples: Portal, folder: Path, background: dict[str, Any], **more: Any) -> Iterator[httpx.Client]:
    town = written(folder, background)
    with serving(samples.settings, town=town, home=folder, **more) as url, httpx.Client(base_url=url) as http:
        yield http


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("portal")


@pytest.fixture(scope="module")
def basemap(home: Path) -> Basemap:
    return build(str(write(home / "town.osm", THINGS)), Settings(home=home))


@pytest.fixture(scope="module")
def built(samples: Portal, home: Path, basemap: Basemap) -> Iterator[httpx.Client]:
    with portal(samples, home, {"show": "built", "datasets": ["baeume"]}) as http:
        yield http


class TestBuiltMap:
    def test_map_json_names_styles_and_attribution(self, built: httpx.Client, basemap: Basemap) -> None:
        said = built.get("/map.json").json()["background"]
        assert said["layers"] == ["baeume"]
        assert said["map"]["host"] is None
        assert said["map"]["attribution"] == {
            "text": "© OpenStreetMap-Mitwirkende (ODbL)",
            "url": "https://www.openstreetmap.org/copyright",
        }
        assert set(said["map"]["styles"]) == {"light", "dark", "grey"}
        assert basemap.version in said["map"]["styles"]["dark"]

    def test_styles_lead_to_tiles_that_never_change(self, built: httpx.Client) -> None:
        style = built.get("/background/style/light.json").json()
        template = style["sources"]["grundkarte"]["tiles"][0]
        answer = built.get(template.replace("{z}", "14").replace("{x}", "8608").replace("{y}", "5647"))
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == "application/vnd.mapbox-vector-tile"
        assert "immutable" in answer.headers["Cache-Control"]
        assert b"Marktplatz" in answer.content
        again = built.get(str(answer.url), headers={"If-None-Match": answer.headers["ETag"]})
        assert again.status_code == 304

    def test_a_visitor_without_gzip_is_served(self, built: httpx.Client, basemap: Basemap) -> None:
        path = f"/background/tiles/{basemap.version}/14/8608/5647.mvt"
        plain = built.get(path, headers={"Accept-Encoding": "identity"})
        assert "Content-Encoding" not in plain.headers
        assert b"Marktplatz" in plain.content
        with built.stream("GET", path, headers={"Accept-Encoding": "gzip"}) as packed:
            assert gzip.decompress(b"".join(packed.iter_raw())) == plain.content

    @pytest.mark.parametrize(
        ("path", "status"),
        [
            ("tiles/{version}/14/0/0.mvt", 204),
            ("tiles/{version}/15/17216/11295.mvt", 404),
            ("tiles/{version}/14/99999999/0.mvt", 404),
            ("tiles/{version}/14/x/0.mvt", 404),
            ("tiles/000000000000/14/8608/5647.mvt", 404),
            ("tiles/..%2f..%2fsecret/14/8608/5647.mvt", 404),
            ("style/pink.json", 404),
            ("foreign/style.json", 404),
            ("foreign/hintergrund/1/0/0", 404),
        ],
    )
    def test_what_there_is_not(self, built: httpx.Client, basemap: Basemap, path: str, status: int) -> None:
        assert built.get("/background/" + path.format(version=basemap.version)).status_code == status

    def test_without_a_built_map_our_own_layers_are_shown(self, samples: Portal) -> None:
        town = load_town(samples.settings)
        town = town.model_copy(update={"background": Background(show="built", datasets=("baeume",))})
        assert map_config(town, [])["background"] == {"layers": [], "map": None}

    def test_a_map_that_is_built_meanwhile_is_shown(self, built: httpx.Client, home: Path) -> None:
        before = built.get("/map.json").json()["background"]["map"]["styles"]["light"]
        again = build(str(write(home / "town.osm", THINGS[:2])), Settings(home=home))
        wait_until(lambda: again.version in built.get("/map.json").text)
        old = before.partition("?")[2]
        assert built.get(f"/background/tiles/{old}/14/8608/5647.mvt").status_code == 200, "for pages that are open"


@pytest.fixture(scope="module")
def looks() -> dict[str, list[dict[str, Any]]]:
    return load_looks(Settings())


class TestStyles:
    def test_every_look_has_its_colours(self, looks: dict[str, list[dict[str, Any]]]) -> None:
        assert set(looks) == set(LOOKS)
        assert "$" not in str(looks)
        assert len({str(layers) for layers in looks.values()}) == len(LOOKS)

    def test_what_is_drawn_is_in_the_tiles(self, looks: dict[str, list[dict[str, Any]]]) -> None:
        drawn = {layer["source-layer"] for layer in looks["light"] if "source-layer" in layer}
        assert drawn == {layer.id for layer in LAYERS}

    def test_a_towns_own_colours_win_and_a_missing_one_is_named(self, tmp_path: Path) -> None:
        (tmp_path / "basemap").mkdir()
        (tmp_path / "basemap" / "colours.json").write_text('{"light": {}, "dark": {}, "grey": {}}', encoding="utf-8")
        with pytest.raises(DefinitionError, match=r"colours\.json: 'paper'"):
            load_looks(Settings(styles=(tmp_path,)))


class TestForeignMap:
    def test_pictures_come_through_our_server(
        self, samples: Portal, tmp_path: Path, site: Site, pictures: Foreign
    ) -> None:
        background = {"show": "foreign", "foreign": pictures.model_dump(mode="json")}
        with portal(samples, tmp_path, background, url_hosts="127.0.0.1") as http:
            said = http.get("/map.json").json()["background"]["map"]
            assert said["host"] is None
            assert said["title"] == "Bilder"
            assert "{year}" not in said["attribution"]["text"]
            style = http.get(said["styles"]["light"]).json()
            (source,) = style["sources"].values()
            assert source["tiles"] == [
                f"{str(http.base_url).rstrip('/')}/background/foreign/hintergrund/{{z}}/{{x}}/{{y}}"
            ]

            tile = http.get("/background/foreign/hintergrund/14/8608/5647")
            assert (tile.content, tile.headers["Content-Type"]) == (PICTURE, "image/png")
            assert site.asked("/bild/14/5647/8608.png") == 1, "row before column, as the address has it"
            assert http.get("/background/foreign/hintergrund/14/0/0").status_code == 404, "far from the town"
            assert http.get("/background/foreign/hintergrund/5/0/0").status_code == 200
            assert http.get("/background/foreign/other/5/0/0").status_code == 404
            elsewhere = {"Sec-Fetch-Site": "cross-site"}
            assert http.get("/background/foreign/hintergrund/5/1/0", headers=elsewhere).status_code == 403
            site.answers["/bild/6/1/0.png"] = (500, {}, b"")
            failed = http.get("/background/foreign/hintergrund/6/0/1")
            assert failed.status_code == 502
            assert failed.headers["Cache-Control"] == "no-store"
            assert "127.0.0.1" not in failed.text
            policy = http.get("/map.json").headers["Content-Security-Policy"]
            assert site.host not in policy

    def test_a_style_comes_with_our_addresses(
        self, samples: Portal, tmp_path: Path, site: Site, drawn: Foreign
    ) -> None:
        background = {"show": "foreign", "foreign": drawn.model_dump(mode="json")}
        with portal(samples, tmp_path, background, url_hosts="127.0.0.1") as http:
            base = str(http.base_url).rstrip("/")
            answer = http.get("/background/foreign/style.json")
            style = answer.json()
            assert site.host not in answer.text
            assert "example.org" not in answer.text
            assert style["sources"]["karte"]["tiles"] == [f"{base}/background/foreign/karte/{{z}}/{{x}}/{{y}}"]
            assert style["sources"]["karte"]["maxzoom"] == 15
            assert set(style["sources"]) == {"karte"}
            assert http.get("/background/foreign/karte/14/8608/5647").content == b"tile"
            assert http.get("/background/foreign/karte/14/8608/5648").status_code == 204
            assert http.get("/background/foreign/daten/14/8608/5647").status_code == 404
            assert http.get(f"{style['sprite']}@2x.png").content == PICTURE
            assert http.get("/background/foreign/sprite.exe").status_code == 404
            site.answers["/style.json"] = (200, {"Content-Type": "application/json"}, b"[]")
            assert site.asked("/style.json") == 1

    def test_a_direct_map_is_allowed_by_name_only(self, drawn: Foreign, site: Site) -> None:
        town = load_town(Settings())
        other = ("tiles.example.org",)
        direct = drawn.model_copy(update={"proxy": False, "hosts": other})
        shown = town.model_copy(update={"background": Background(show="foreign", foreign=direct)})
        policy = security_headers(shown)["Content-Security-Policy"]
        assert f"connect-src 'self' {site.url} http://tiles.example.org;" in policy
        assert f"img-src 'self' data: blob: {site.url} http://tiles.example.org;" in policy
        assert map_config(shown, [])["background"]["map"]["host"] == site.url
        assert map_config(shown, [])["background"]["map"]["styles"] == {"light": direct.style}
        assert site.host not in security_headers(town)["Content-Security-Policy"]

    def test_a_mirror_shows_our_own_layers(self, samples: Portal, tmp_path: Path, pictures: Foreign) -> None:
        town = written(tmp_path, {"show": "foreign", "foreign": pictures.model_dump(mode="json")})
        (tmp_path / "client").mkdir()
        (tmp_path / "client" / "index.html").write_text("<!doctype html><title>Karte</title>")
        export(samples.settings.model_copy(update={"town": town, "client": tmp_path / "client"}), tmp_path / "mirror")
        assert json.loads((tmp_path / "mirror" / "map.json").read_text())["background"]["map"] is None

    def test_places_in_addresses_are_filled(self) -> None:
        place = Place(WEB_MERCATOR, 1, 0, 1)
        assert filled("/{z}/{x}/{y}{ratio}.png", place) == "/1/1/0.png"
        box_ = filled("{bbox-epsg-3857}", place)
        assert [float(each) for each in box_.split(",")] == pytest.approx([0, 0, 20037508.34, 20037508.34], abs=0.1)

    @pytest.mark.parametrize(
        ("background", "said"),
        [
            ({"show": "foreign"}, "braucht den Eintrag foreign"),
            ({"foreign": {"name": "x", "attribution": "x", "url": "https://x.de"}}, "entweder style oder tiles"),
            (
                {"foreign": {"name": "x", "attribution": "x", "url": "https://x.de", "tiles": "https://x.de/1.png"}},
                "braucht {z}",
            ),
            ({"show": "basemap"}, "erwartet wird"),
        ],
    )
    def test_mistakes_in_the_settings_are_named(self, tmp_path: Path, background: dict[str, Any], said: str) -> None:
        with pytest.raises(DefinitionError, match=said):
            load_town(Settings(town=written(tmp_path, background)))
