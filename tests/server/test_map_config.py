"""/map.json: the contract with the map client."""

import math
from typing import Any

import httpx
import pytest

from pipelines.datasets import load_town
from pipelines.definition import ScaleRange
from pipelines.publication import live_publications
from pipelines.settings import Settings
from server.downloads.files import store_of
from server.map_config import map_config, zoom_range
from server.tiles.levels import tiles_of
from tests.server.samples import AREAS, CANARY, TREES, Portal, area


@pytest.fixture(scope="module")
def document(http: httpx.Client) -> dict[str, Any]:
    answer = http.get("/map.json")
    assert answer.headers["Content-Type"] == "application/json"
    found: dict[str, Any] = answer.json()
    return found


@pytest.fixture(scope="module")
def trees_layer(document: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = next(layer for layer in document["layers"] if layer["id"] == "baeume")
    return found


def test_members_of_the_contract(document: dict[str, Any], trees_layer: dict[str, Any]) -> None:
    assert list(document) == ["town", "questions", "background", "groups", "layers"]
    assert set(document["town"]) == {
        *("name", "title", "description", "extent", "centre", "zoom", "colours", "logo"),
        *("ags", "contact", "imprint", "privacy", "accessibility"),
    }
    assert set(trees_layer) == {
        *("id", "version", "title", "description", "group", "geometry", "style", "fields", "quality", "licence"),
        *("contact", "dataDate", "checkedAt", "bbox", "count", "minzoom", "maxzoom", "items", "background", "time"),
        "tiles",
    }


def test_levels_are_those_of_the_tiles(http: httpx.Client, trees_layer: dict[str, Any]) -> None:
    tileset = http.get("/api/collections/baeume/tiles/WebMercatorQuad/tilejson").json()
    assert trees_layer["tiles"] == {name: tileset[name] for name in ("minzoom", "maxzoom")} | {"former": None}


def test_the_version_before_is_told_where_its_tiles_are_others(portal: Portal) -> None:
    def only_layer() -> dict[str, Any]:
        town, store = load_town(portal.settings), store_of(portal.settings)
        with portal.database.reader.connect() as connection:
            layers = live_publications(connection)
        layer: dict[str, Any]
        (layer,) = map_config(town, layers, tiles=lambda each: tiles_of(store, town.extent, each))["layers"]
        return layer

    portal.publish(AREAS, [area(number) for number in range(3)])
    first = only_layer()
    assert first["tiles"].pop("former") is None
    expected = {"version": 1, "dataDate": first["dataDate"]} | first["tiles"]
    portal.publish(AREAS, [area(number) for number in range(4)])
    assert only_layer()["tiles"]["former"] == expected
    portal.publish(AREAS | {"title": "Andere Worte"}, [area(number) for number in range(4)])
    assert (only_layer()["version"], only_layer()["tiles"]["former"]) == (3, expected), "other words, the same tiles"


def test_only_public_layers(document: dict[str, Any]) -> None:
    assert [layer["id"] for layer in document["layers"]] == ["baeume", "flaechen"]


def test_info_fields_in_their_order(trees_layer: dict[str, Any]) -> None:
    assert trees_layer["fields"] == [
        {"name": "art", "type": "text", "title": {"de": "Art", "en": "Species"}, "unit": None, "codes": None},
        {"name": "höhe", "type": "number", "title": {"de": "Höhe", "en": "Height"}, "unit": "m", "codes": None},
        {
            "name": "zustand",
            "type": "text",
            "title": {"de": "zustand", "en": None},
            "unit": None,
            "codes": {"gut": {"de": "gut", "en": "good"}, "tot": {"de": "tot", "en": "dead"}},
        },
    ]


def test_layer_says_what_the_map_needs(http: httpx.Client, trees_layer: dict[str, Any]) -> None:
    assert trees_layer["title"] == {"de": "Bäume", "en": "Trees"}
    assert (trees_layer["geometry"], trees_layer["group"], trees_layer["quality"]) == ("Point", "umwelt", "sample")
    assert (trees_layer["version"], trees_layer["count"], trees_layer["dataDate"]) == (1, 100, "2024-05-01")
    assert trees_layer["contact"]["office"] == {"de": "Gartenamt", "en": "Parks office"}
    assert {layer["id"].split("-")[0] for layer in trees_layer["style"]} == {"baeume"}
    assert http.get(trees_layer["items"]).json()["numberMatched"] == 100


def test_text_without_translation_has_a_null(document: dict[str, Any]) -> None:
    assert document["layers"][1]["title"] == {"de": "Flächen", "en": None}


def test_internal_names_and_values_are_absent(http: httpx.Client) -> None:
    text = http.get("/map.json").text

    assert CANARY not in text
    assert "melder" not in text


def test_background_layers_keep_the_drawing_order_of_the_town(portal: Portal) -> None:
    for name in ("strassen", "gruen"):
        portal.styled("strassen", "gruen").publish(AREAS | {"id": name}, [area(1)])
    town = load_town(portal.settings)
    with portal.database.reader.connect() as connection:
        document = map_config(town, live_publications(connection))

    assert document["background"] == {"layers": ["gruen", "strassen"], "map": None}
    assert {layer["id"]: layer["background"] for layer in document["layers"]} == {"gruen": True, "strassen": True}


def test_questions_have_an_address_and_the_layers_that_are_live(portal: Portal) -> None:
    portal.styled("wlan").publish(AREAS | {"id": "wlan"}, [area(1)])
    town = load_town(portal.settings)
    with portal.database.reader.connect() as connection:
        questions = map_config(town, live_publications(connection))["questions"]

    assert {question["path"]: question["layers"] for question in questions if question["layers"]} == {"/wlan": ["wlan"]}
    assert [question["id"] for question in questions] == [question.id for question in town.questions]
    assert {"kind": "near", "zoom": 15, "extent": None}.items() <= questions[0].items()
    assert questions[0]["title"] == {"de": "Wo parke ich?", "en": "Where can I park?"}


def test_layer_without_features_has_no_bbox(portal: Portal) -> None:
    portal.publish(TREES, [])
    with portal.database.reader.connect() as connection:
        document = map_config(load_town(portal.settings), live_publications(connection))

    assert (document["layers"][0]["bbox"], document["layers"][0]["count"]) == (None, 0)


def test_zoom_range_is_what_maplibre_shows_at_a_scale() -> None:
    """MapLibre's scale bar: 1:25,000 on 0.28 mm pixels is 7 m per pixel."""
    minzoom, maxzoom = zoom_range(ScaleRange(max=25_000, min=500), 48.69)
    assert minzoom is not None
    assert maxzoom is not None

    metres_per_pixel = 40_075_016.686 * math.cos(math.radians(48.69)) / (512 * 2**minzoom)
    assert metres_per_pixel == pytest.approx(7, rel=0.01)
    assert maxzoom - minzoom == pytest.approx(math.log2(50), abs=0.02)


def test_no_scale_means_every_zoom() -> None:
    assert zoom_range(ScaleRange(), 48.69) == (None, None)


def test_town_is_the_settings_file(document: dict[str, Any], settings: Settings) -> None:
    town = load_town(settings)

    assert document["town"]["title"] == {"de": town.title.de, "en": town.title.en}
    assert document["town"]["extent"] == list(town.extent)
    assert [group["id"] for group in document["groups"]] == [group.id for group in town.groups]
