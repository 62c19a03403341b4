"""Tiles over HTTP: what is in them, where they come from, what is refused."""

import gzip
import json
from pathlib import Path
from typing import Any

import geopandas
import httpx
import numpy as np
import pytest
import shapely
from pyproj import Transformer

from pipelines.artefacts.store import FOLDER
from pipelines.settings import Settings
from server.tiles.archive import Archives
from server.tiles.documents import MVT_TYPE
from server.tiles.matrix import ADV_UTM32, SETS, WEB_MERCATOR, Place, TileMatrixSet
from tests.server.samples import Portal
from tests.server.tiles.conftest import HOUSES, application, house, reached
from tests.server.tiles.decoding import features, layers

BASE = "https://karte.example.org/portal"
HOUSE_TILES = "/api/collections/haeuser/tiles"
TO_MERCATOR = Transformer.from_crs("EPSG:25832", "EPSG:3857", always_xy=True)

TILE, TILEBOX = shapely.box(0, 0, 4096, 4096), shapely.box(-64, -64, 4160, 4160)


def limits(client: httpx.Client, base: str, tms: TileMatrixSet) -> list[Place]:
    """All tiles of the finest level."""
    last = client.get(f"{base}/{tms.id}").json()["tileMatrixSetLimits"][-1]
    level = tms.level(last["tileMatrix"])
    assert level is not None
    return [
        Place(tms, level, row, column)
        for row in range(last["minTileRow"], last["maxTileRow"] + 1)
        for column in range(last["minTileCol"], last["maxTileCol"] + 1)
    ]


def get(client: httpx.Client, base: str, place: Place, **headers: str) -> httpx.Response:
    path = f"{base}/{place.tms.id}/{place.tms.name(place.z)}/{place.y}/{place.x}"
    return client.get(path, headers={"Accept-Encoding": "identity"} | headers)


def on_grid(number: int, place: Place) -> shapely.Polygon:
    """A house where PROJ places it on a tile's grid."""
    ring = np.array(house(number)["geometry"]["coordinates"][0])
    x, y = TO_MERCATOR.transform(*ring.T) if place.tms is WEB_MERCATOR else ring.T
    west, south, east, north = place.bounds
    return shapely.Polygon(np.column_stack([(x - west) / (east - west) * 4096, (north - y) / (north - south) * 4096]))


@pytest.fixture(scope="module")
def published(tiled: Portal) -> dict[str, int]:
    """Numbers of the houses by the ids of their features."""
    with tiled.database.reader.connect() as connection:
        rows = connection.exec_driver_sql("SELECT id, nummer FROM data.haeuser_v1")
        return {row.id: row.nummer for row in rows}


class TestMade:
    """Tiles that PostGIS makes."""

    @pytest.mark.parametrize("tms", SETS.values(), ids=lambda tms: tms.id)
    def test_every_house_is_where_proj_places_it(
        self, client: httpx.Client, published: dict[str, int], tms: TileMatrixSet
    ) -> None:
        seen: set[str] = set()
        for place in limits(client, HOUSE_TILES, tms):
            data = get(client, HOUSE_TILES, place).content
            found = features(data, "haeuser") if data else geopandas.GeoDataFrame()
            expected = {id_: on_grid(number, place) for id_, number in published.items()}
            expected = {id_: shape for id_, shape in expected.items() if shape.intersects(TILEBOX.buffer(-1))}

            assert expected.keys() <= set(found.index)
            for id_, shape in expected.items():
                drawn = found.geometry[id_]
                # a vertex moves by half a cell when rounded, 0.4 by the affine frame, in both directions;
                # the tip of a spike thinner than a cell may go
                assert drawn.intersection(TILE).difference(shape.buffer(1.5)).area < 2, (place, id_)
                assert shape.intersection(TILE).difference(drawn.buffer(1.5)).area < 2, (place, id_)
            seen |= expected.keys()

        assert seen == published.keys()

    def test_polygons_are_valid_and_turn_as_the_format_wants(self, client: httpx.Client) -> None:
        for place in limits(client, HOUSE_TILES, WEB_MERCATOR):
            if data := get(client, HOUSE_TILES, place).content:
                shapes = features(data, "haeuser").geometry.explode()
                assert shapes.is_valid.all()
                # positive by the surveyor's formula where y grows downwards, which is shapely's counter-clockwise
                assert all(shape.exterior.is_ccw for shape in shapes)

    def test_a_house_on_a_seam_is_whole_in_both_tiles(self, client: httpx.Client, published: dict[str, int]) -> None:
        places = limits(client, HOUSE_TILES, WEB_MERCATOR)
        found = {
            place: features(data, "haeuser").geometry
            for place in places
            if (data := get(client, HOUSE_TILES, place).content)
        }
        whole = 0
        for place, drawn in found.items():
            neighbour = Place(place.tms, place.z, place.y, place.x + 1)
            for id_, number in published.items():
                left = on_grid(number, place)
                if left.bounds[0] < 4096 < left.bounds[2] and left.bounds[1] > 0 and left.bounds[3] < 4096:
                    for shapes, shape in ((drawn, left), (found[neighbour], on_grid(number, neighbour))):
                        assert shapes[id_].area == pytest.approx(shape.intersection(TILEBOX).area, rel=0.05)
                    whole += 1

        assert whole > 3

    def test_equal_tiles_have_equal_bytes(self, client: httpx.Client, tiled: Portal) -> None:
        place = limits(client, HOUSE_TILES, WEB_MERCATOR)[5]
        first = get(client, HOUSE_TILES, place).content

        with reached(application(tiled.settings)) as other:
            assert first == get(other, HOUSE_TILES, place).content
        assert list(features(first, "haeuser").index) == sorted(features(first, "haeuser").index)

    def test_public_fields_are_in_it_as_in_geojson(self, client: httpx.Client, published: dict[str, int]) -> None:
        place = limits(client, HOUSE_TILES, WEB_MERCATOR)[5]
        data = get(client, HOUSE_TILES, place).content
        found = features(data, "haeuser")
        first = found.iloc[0]
        properties = house(published[str(found.index[0])])["properties"]

        assert set(found.columns) - {"geometry", "mvt_id"} == {"nummer", "name", "gebaut", "geprüft", "denkmal"}
        assert first["nummer"] == properties["nummer"]
        assert first["name"] == properties["name"]
        assert first["geprüft"] == "2024-05-01T10:00:00+00:00"
        assert set(found["gebaut"].dropna()) <= {f"19{year}-03-01" for year in range(10, 100)}
        assert b"Kanarienvogel" not in data

    def test_lines_and_points(self, client: httpx.Client) -> None:
        base = "/api/collections/wege/tiles"
        for place in limits(client, base, ADV_UTM32)[:4]:
            data = get(client, base, place).content
            assert set(features(data, "wege").geometry.geom_type) <= {"LineString", "MultiLineString"}

    def test_coarse_tiles_are_small(self, client: httpx.Client) -> None:
        place = Place(WEB_MERCATOR, 11, 705, 1075)
        sizes = [
            len(get(client, HOUSE_TILES, Place(WEB_MERCATOR, 11, row, column)).content)
            for row in (place.y, place.y + 1)
            for column in (place.x, place.x + 1)
        ]

        assert sum(size > 0 for size in sizes) >= 1
        assert sum(sizes) < 150_000

    def test_a_new_version_is_seen_at_once(self, settings: Settings, portal: Portal, database: object) -> None:
        assert database
        portal.publish(HOUSES, [house(number) for number in range(50)])
        with reached(application(settings)) as client:
            place = next(
                place
                for place in limits(client, HOUSE_TILES, WEB_MERCATOR)
                if get(client, HOUSE_TILES, place).status_code == 200
            )
            before = get(client, HOUSE_TILES, place)
            portal.publish(HOUSES | {"title": "Andere Häuser"}, [house(number) for number in range(40)])
            after = get(client, HOUSE_TILES, place)

        assert before.headers["ETag"].startswith('"1-')
        assert after.headers["ETag"].startswith('"2-')  # nobody has told the server but the statement itself


class TestStored:
    """Tiles out of the archive."""

    BASE = "/api/collections/baeume/tiles"

    def test_bytes_are_those_of_the_archive(self, client: httpx.Client, tiled: Portal) -> None:
        archive = Archives().find(tiled.settings.home / FOLDER / "baeume" / "1" / "tiles.pmtiles")
        assert archive
        found = 0
        for place in limits(client, self.BASE, WEB_MERCATOR):
            stored = archive.read(place.z, place.x, place.y)
            with client.stream("GET", get(client, self.BASE, place).url, headers={"Accept-Encoding": "gzip"}) as answer:
                raw = b"".join(answer.iter_raw())
            assert raw == (stored or b"")
            if stored:
                assert answer.headers["Content-Encoding"] == "gzip"
                assert get(client, self.BASE, place).content == gzip.decompress(stored)
                found += 1

        assert found

    def test_each_encoding_has_its_own_strong_etag(self, client: httpx.Client) -> None:
        place = limits(client, self.BASE, WEB_MERCATOR)[0]
        zipped = get(client, self.BASE, place, **{"Accept-Encoding": "gzip"})
        plain = get(client, self.BASE, place)

        assert zipped.headers["ETag"] != plain.headers["ETag"]
        assert not zipped.headers["ETag"].startswith("W/")
        assert "Accept-Encoding" in zipped.headers["Vary"]
        again = get(client, self.BASE, place, **{"Accept-Encoding": "gzip", "If-None-Match": zipped.headers["ETag"]})
        assert again.status_code == 304
        assert get(client, self.BASE, place, **{"If-None-Match": zipped.headers["ETag"]}).status_code == 200

    @pytest.mark.parametrize("coding", ["gzip", "br", "zstd", "gzip;q=0, br"])
    def test_tiles_that_are_made_travel_compressed(self, client: httpx.Client, coding: str) -> None:
        for base, tms in ((HOUSE_TILES, WEB_MERCATOR), (self.BASE, WEB_MERCATOR)):
            place = limits(client, base, tms)[-2 if base == HOUSE_TILES else 0]
            plain = get(client, base, place)
            with client.stream("GET", plain.url, headers={"Accept-Encoding": coding}) as answer:
                raw = b"".join(answer.iter_raw())
            used = answer.headers.get("Content-Encoding")
            assert used in {None, coding.rsplit(", ", maxsplit=1)[-1]}
            assert len(raw) < len(plain.content) or used is None
            assert (answer.headers["ETag"] == plain.headers["ETag"]) == (used is None)

    def test_versioned_tiles_never_change(self, client: httpx.Client) -> None:
        place = limits(client, self.BASE, WEB_MERCATOR)[0]
        answer = client.get(f"/tiles/baeume/1/{place.z}/{place.x}/{place.y}.mvt")

        assert answer.content == get(client, self.BASE, place).content
        assert "immutable" in answer.headers["Cache-Control"]
        assert client.get(f"/tiles/baeume/2/{place.z}/{place.x}/{place.y}.mvt").status_code == 404
        assert client.get(f"/tiles/streng_geheim/1/{place.z}/{place.x}/{place.y}.mvt").status_code == 404


class TestAllLayers:
    """The tileset of the whole portal."""

    def test_each_collection_is_a_layer(self, client: httpx.Client, published: dict[str, int]) -> None:
        found: set[str] = set()
        for place in limits(client, "/api/tiles", WEB_MERCATOR):
            found |= set(layers(get(client, "/api/tiles", place).content))

        assert found == {"baeume", "flaechen", "haeuser", "wege"}
        assert published

    def test_a_part_is_the_tile_of_its_layer(self, client: httpx.Client) -> None:
        place = limits(client, HOUSE_TILES, WEB_MERCATOR)[5]
        path = f"/api/tiles/WebMercatorQuad/{place.z}/{place.y}/{place.x}"

        assert client.get(path, params={"collections": "haeuser"}).content == get(client, HOUSE_TILES, place).content
        both = client.get(path, params={"collections": "wege,https://karte.example.org/api/collections/haeuser"})
        assert layers(both.content) == ["wege", "haeuser"]

    def test_points_are_in_tiles_finer_than_their_archive(self, client: httpx.Client) -> None:
        assert max(place.z for place in limits(client, "/api/collections/baeume/tiles", WEB_MERCATOR)) == 14
        names = [
            layers(get(client, "/api/tiles", place).content) for place in limits(client, "/api/tiles", WEB_MERCATOR)
        ]

        assert any("baeume" in each for each in names)

    @pytest.mark.parametrize("name", ["fehlt", "streng_geheim", "ohne_kacheln", "", "haeuser,,wege"])
    def test_unknown_collections_are_refused(self, client: httpx.Client, name: str) -> None:
        for path in ("/api/tiles", "/api/tiles/WebMercatorQuad", "/api/tiles/WebMercatorQuad/15/11294/17216"):
            assert client.get(path, params={"collections": name}).status_code == 400


class TestRefusals:
    """Answers other than 200."""

    def test_req_core_tc_error_outside_limits(self, client: httpx.Client) -> None:
        for base in (HOUSE_TILES, "/api/collections/baeume/tiles", "/api/tiles"):
            for tms in SETS.values():
                for each in client.get(f"{base}/{tms.id}").json()["tileMatrixSetLimits"]:
                    path = f"{base}/{tms.id}/{each['tileMatrix']}/{each['maxTileRow'] + 1}/{each['minTileCol']}"
                    assert client.get(path).status_code == 404

    def test_req_core_tc_error_empty(self, client: httpx.Client) -> None:
        base = "/api/collections/baeume/tiles"
        answers = [get(client, base, place) for place in limits(client, base, WEB_MERCATOR)]
        answers += [get(client, HOUSE_TILES, place) for place in limits(client, HOUSE_TILES, ADV_UTM32)]

        assert {answer.status_code for answer in answers} <= {200, 204}
        assert all(bool(answer.content) == (answer.status_code == 200) for answer in answers)

    @pytest.mark.parametrize(
        ("path", "status"),
        [
            ("/api/collections/haeuser/tiles/WorldCRS84Quad", 404),
            ("/api/collections/haeuser/tiles/WorldCRS84Quad/15/1/1", 404),
            ("/api/collections/haeuser/tiles/WebMercatorQuad/x/1/1", 404),
            ("/api/collections/haeuser/tiles/WebMercatorQuad/15/x/1", 404),
            ("/api/collections/fehlt/tiles", 404),
            ("/api/collections/streng_geheim/tiles", 404),
            ("/api/collections/streng_geheim/tiles/WebMercatorQuad/15/11294/17216", 404),
            ("/api/collections/ohne_kacheln/tiles", 404),
            ("/api/tileMatrixSets/WorldCRS84Quad", 404),
            ("/api/tileMatrixSets?foo=1", 400),
            ("/api/tiles?foo=1", 400),
            ("/api/collections/haeuser/tiles?collections=haeuser", 400),
            ("/api/collections/haeuser/tiles/WebMercatorQuad?foo=1", 400),
            ("/api/collections/haeuser/tiles/WebMercatorQuad/15/11294/17216?foo=1", 400),
            ("/api/collections/haeuser/tiles/WebMercatorQuad/15/11294/17216?f=png", 400),
            ("/api/collections/haeuser/tiles/DE_EPSG_25832_ADV?f=tilejson", 400),
        ],
    )
    def test_refused(self, client: httpx.Client, path: str, status: int) -> None:
        answer = client.get(path)

        assert answer.status_code == status
        assert answer.headers["Content-Type"] == "application/problem+json"

    def test_other_media_types(self, client: httpx.Client) -> None:
        path = f"{HOUSE_TILES}/WebMercatorQuad/15/11294/17216"

        assert client.get(path, headers={"Accept": "image/png"}).status_code == 406
        answer = client.get(path, headers={"Accept": f"image/png, {MVT_TYPE};q=0.5"})
        assert answer.headers["Content-Type"] == MVT_TYPE
        assert client.get("/api/tiles", headers={"Accept": "image/png"}).status_code == 406


class TestDocuments:
    """What describes tiles."""

    def test_every_link_leads_somewhere(self, client: httpx.Client) -> None:
        pages = ["/api/tiles", "/api/tileMatrixSets", HOUSE_TILES]
        pages += [f"{base}/{tms}" for base in ("/api/tiles", HOUSE_TILES, "/api/tileMatrixSets") for tms in SETS]
        pages += ["/api/tiles/WebMercatorQuad?collections=haeuser,wege"]
        for page in pages:
            document = client.get(page).json()
            listed = [*document["links"], *(link for each in document.get("tilesets", []) for link in each["links"])]
            for link in listed:
                assert link["href"].startswith(f"{BASE}/api/")
                if not link.get("templated"):
                    answer = client.get(link["href"].removeprefix(BASE))
                    assert answer.status_code == 200, link
                    assert answer.headers["Content-Type"].removesuffix("; charset=utf-8") == link["type"]

    @pytest.mark.parametrize(
        "path",
        ["/api/tiles", "/api/collections/haeuser/tiles", f"{HOUSE_TILES}/WebMercatorQuad", "/api/tileMatrixSets"],
    )
    def test_pages_for_people(self, client: httpx.Client, path: str) -> None:
        page = client.get(path, headers={"Accept": "text/html"})
        links = {(link["rel"], link["type"]): link["href"] for link in client.get(path).json()["links"]}

        assert page.headers["Content-Type"] == "text/html; charset=utf-8"
        assert page.text == client.get(links["alternate", "text/html"].removeprefix(BASE)).text
        assert f'rel="alternate" type="application/json" href="{BASE}{path}?f=json' in page.text

    def test_page_of_a_tileset_shows_levels_and_addresses(self, client: httpx.Client) -> None:
        tileset = client.get(f"{HOUSE_TILES}/WebMercatorQuad").json()
        page = client.get(f"{HOUSE_TILES}/WebMercatorQuad?f=html&lang=de").text
        finest = tileset["tileMatrixSetLimits"][-1]

        assert f"<code>{BASE}{HOUSE_TILES}/WebMercatorQuad/{{z}}/{{y}}/{{x}}</code>" in page
        assert f"<code>{BASE}{HOUSE_TILES}/WebMercatorQuad/tilejson</code>" in page
        assert f"{finest['minTileRow']}–{finest['maxTileRow']}" in page
        assert "1 : 17.062" in client.get("/api/tileMatrixSets/DE_EPSG_25832_ADV?f=html&lang=de").text
        several = client.get("/api/tiles/WebMercatorQuad?f=html&collections=wege,haeuser").text
        assert f"<code>{BASE}/api/tiles/WebMercatorQuad/{{z}}/{{y}}/{{x}}?collections=wege,haeuser</code>" in several

    def test_tileset_is_complete(self, client: httpx.Client) -> None:
        document = client.get(f"{HOUSE_TILES}/WebMercatorQuad", headers={"Accept-Language": "en"}).json()
        templates = [link for link in document["links"] if link["rel"] == "item"]

        assert document["title"] == "Houses"
        assert document["dataType"] == "vector"
        assert document["tileMatrixSetURI"] == WEB_MERCATOR.uri
        assert [link["templated"] for link in templates] == [True]
        assert templates[0]["href"].endswith("/haeuser/tiles/WebMercatorQuad/{tileMatrix}/{tileRow}/{tileCol}")
        assert templates[0]["type"] == MVT_TYPE
        assert document["layers"][0]["propertiesSchema"]["properties"]["nummer"] == {"type": "integer"}
        assert "geheim" not in json.dumps(document)

    def test_tilejson_leads_to_the_same_tiles(self, client: httpx.Client) -> None:
        found: dict[str, Any] = client.get(f"{HOUSE_TILES}/WebMercatorQuad/tilejson").json()
        place = limits(client, HOUSE_TILES, WEB_MERCATOR)[5]
        [template] = found["tiles"]
        path = template.removeprefix(BASE).format(z=place.z, x=place.x, y=place.y)

        assert found["tilejson"] == "3.0.0"
        assert found["maxzoom"] == place.z
        assert [each["id"] for each in found["vector_layers"]] == ["haeuser"]
        assert client.get(path).content == get(client, HOUSE_TILES, place).content
        assert found == client.get(f"{HOUSE_TILES}/WebMercatorQuad?f=tilejson").json()

    def test_layers_with_no_feature_have_tiles_without_any(self, portal: Portal, tmp_path: Path) -> None:
        assert tmp_path
        portal.publish(HOUSES, [])
        with reached(application(portal.settings)) as client:
            assert get(client, HOUSE_TILES, limits(client, HOUSE_TILES, WEB_MERCATOR)[0]).status_code == 204
