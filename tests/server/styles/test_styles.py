"""Styles over HTTP: their forms, legends and links, and what is refused."""

import json
import re
from typing import Any

import httpx
import pytest
from lxml import etree

from pipelines.artefacts.store import FOLDER
from server.styles.documents import MBS_TYPE, QLR_TYPE, QML_TYPE, SLD_TYPE
from server.styles.sld import NAMESPACES
from tests.server.samples import Portal
from tests.server.styles.conftest import TREE_STYLE

BASE = "https://karte.example.org/portal"


def get(client: httpx.Client, path: str, **headers: str) -> Any:
    answer = client.get(path, headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_mapbox_style_is_whole(client: httpx.Client) -> None:
    style = get(client, "/api/styles/baeume")

    assert style["version"] == 8
    assert style["name"] == "Bäume"
    tiles = style["sources"]["baeume"]
    assert tiles["url"] == f"{BASE}/api/collections/baeume/tiles/WebMercatorQuad/tilejson"
    assert client.get(tiles["url"].removeprefix(BASE)).json()["vector_layers"][0]["id"] == "baeume"
    assert [layer["source-layer"] for layer in style["layers"]] == ["baeume", "baeume"]
    added = {"source", "source-layer"}
    assert [{k: v for k, v in layer.items() if k not in added} for layer in style["layers"]] == TREE_STYLE


def test_layers_without_tiles_come_from_items(client: httpx.Client) -> None:
    source = get(client, "/api/styles/flaechen")["sources"]["flaechen"]

    assert source["type"] == "geojson"
    assert source["data"].startswith(f"{BASE}/api/collections/flaechen/items?")


def test_sprite_holds_the_markers(client: httpx.Client) -> None:
    sprite = get(client, "/api/styles/baeume")["sprite"].removeprefix(BASE)

    for scale, ratio in (("", 1), ("@2x", 2)):
        index = get(client, f"{sprite}{scale}.json")
        picture = client.get(f"{sprite}{scale}.png")
        assert index.keys() == {"raute-882255", "kreis-117733"}
        assert picture.content.startswith(b"\x89PNG")
        width, height = (int.from_bytes(picture.content[at : at + 4]) for at in (16, 20))
        assert (width, height) == (48 * ratio, 24 * ratio)
        assert all(each["pixelRatio"] == ratio and each["x"] + each["width"] <= width for each in index.values())
    assert client.get("/api/styles/flaechen/sprite.json").status_code == 404
    assert client.get("/api/styles/baeume/sprite@3x.png").status_code == 404


def test_sld_selects_and_draws(client: httpx.Client) -> None:
    answer = client.get("/api/styles/baeume?f=sld11")
    root = etree.fromstring(answer.content)
    rules = root.findall(".//se:Rule", NAMESPACES)
    markers = root.findall(".//se:OnlineResource", NAMESPACES)

    assert answer.headers["Content-Type"] == SLD_TYPE
    assert root.get("version") == "1.1.0"
    assert {each.text for each in root.iterfind(".//se:FeatureTypeName", NAMESPACES)} == {"baeume"}
    assert [each.text for each in rules[0].iterfind(".//ogc:*", NAMESPACES) if (each.text or "").strip()] == [
        "zustand",
        "tot",
    ]
    for each in markers:
        href = each.get(f"{{{NAMESPACES['xlink']}}}href")
        picture = client.get(href.removeprefix(BASE))
        assert picture.headers["Content-Type"].startswith("image/svg+xml")
        assert etree.fromstring(picture.content) is not None
    label = root.find(".//se:Label", NAMESPACES)
    assert (label.text, label[0].text) == ("Baum: ", "art")


def test_order_of_elements_is_that_of_the_schema(client: httpx.Client) -> None:
    """Symbology Encoding 1.1: RuleType, TextSymbolizerType, GraphicType."""
    root = etree.fromstring(client.get("/api/styles/baeume?f=sld11").content)
    orders = {
        "Rule": "Name Description Filter MinScaleDenominator MaxScaleDenominator PointSymbolizer TextSymbolizer",
        "TextSymbolizer": "Label Font LabelPlacement Halo Fill",
        "Graphic": "ExternalGraphic Mark Opacity Size",
        "FeatureTypeStyle": "Name Description FeatureTypeName Rule",
        "UserStyle": "Name Description IsDefault FeatureTypeStyle",
    }
    for name, order in orders.items():
        for node in [each for each in root.iter() if etree.QName(each).localname == name]:
            places = [order.split().index(etree.QName(child).localname) for child in node]
            assert places == sorted(places)


def test_definition_for_qgis_names_this_api(client: httpx.Client) -> None:
    answer = client.get("/api/styles/baeume?f=qlr")
    root = etree.fromstring(answer.content)
    layer = root.find("maplayers/maplayer")
    source = layer.findtext("datasource")

    assert answer.headers["Content-Type"] == QLR_TYPE
    assert layer.findtext("provider") == "OAPIF"
    assert f"url='{BASE}/api'" in source
    assert "typename='baeume'" in source
    assert root.find("layer-tree-group/layer-tree-layer").get("id") == layer.findtext("id")
    assert layer.find("renderer-v2").get("type") == "RuleRenderer"
    assert layer.find("labeling") is not None


def test_what_only_the_map_can_draw_is_said(client: httpx.Client) -> None:
    about = get(client, "/api/styles/flaechen/metadata", **{"Accept-Language": "en"})

    assert [each["link"]["type"] for each in about["stylesheets"]] == [MBS_TYPE]
    assert [each["title"] for each in about["missing"]] == ["SLD 1.1", "QGIS style (QML)"]
    assert "heatmap" in about["missing"][0]["reasons"][0]
    for form in ("sld11", "qml"):
        answer = client.get(f"/api/styles/flaechen?f={form}")
        assert answer.status_code == 406
        assert "heatmap" in answer.json()["detail"]
    definition = etree.fromstring(client.get("/api/styles/flaechen?f=qlr").content)
    assert definition.find("maplayers/maplayer/renderer-v2") is None


def test_pages_for_people(client: httpx.Client) -> None:
    """Asked for by ``f`` or ``Accept``, linked both ways; the rules are those of SLD and QML."""
    for path in ("/api/styles", "/api/styles/baeume/metadata", "/api/collections/baeume/styles"):
        page = client.get(path, headers={"Accept": "text/html"})
        assert page.headers["Content-Type"] == "text/html; charset=utf-8"
        assert page.text == client.get(f"{path}?f=html").text
        assert f'rel="alternate" type="application/json" href="{BASE}{path}?f=json' in page.text
        assert (BASE + path + "?f=html", "text/html") in alternates(get(client, path))


def alternates(document: Any) -> set[tuple[str, str]]:
    return {(link["href"], link["type"]) for link in document["links"] if link["rel"] == "alternate"}


def test_page_of_a_style_shows_its_rules_and_forms(client: httpx.Client) -> None:
    page = client.get("/api/styles/baeume/metadata?f=html&lang=en").text

    assert "<code>coalesce(&#34;zustand&#34; = &#39;tot&#39;, false)</code>" in page
    assert page.count("marker</td>") == 2  # dead and other, of whatever size
    assert page.count("label</td>") == 1
    assert len(re.findall(r"1 : 4[45],\d{3} and larger", page)) == 2  # zoom 12 in the town's latitude
    for form in ("mbs", "sld11", "qml", "qlr"):
        assert f'href="/portal/api/styles/baeume?f={form}"' in page
    heat = client.get("/api/styles/flaechen/metadata?f=html&lang=de").text
    assert "Nicht als SLD 1.1: flaechen-waerme: „heatmap“ kennt nur die Karte." in heat
    assert "<table>" not in heat


def test_forms_are_negotiated(client: httpx.Client) -> None:
    for media_type in (MBS_TYPE, QML_TYPE, QLR_TYPE, SLD_TYPE):
        answer = client.get("/api/styles/baeume", headers={"Accept": media_type.split(";")[0]})
        assert answer.headers["Content-Type"] == media_type
        assert "Accept" in answer.headers["Vary"]
    assert client.get("/api/styles/baeume", headers={"Accept": "image/png"}).status_code == 406


@pytest.mark.parametrize(("kind", "media_type"), [("svg", "image/svg+xml"), ("png", "image/png")])
def test_legend_is_the_one_drawn_at_publication(
    client: httpx.Client, styled: Portal, kind: str, media_type: str
) -> None:
    folder = styled.settings.home / FOLDER / "baeume" / "1"
    answer = client.get("/api/collections/baeume/styles/baeume/legend", params={"f": kind, "lang": "en"})

    assert answer.headers["Content-Type"].startswith(media_type)
    assert answer.content == (folder / f"legend_en.{kind}").read_bytes()
    assert (
        client.get("/api/styles/baeume/thumbnail", params={"f": kind}).content
        == (folder / f"thumbnail.{kind}").read_bytes()
    )


def test_legend_is_drawn_where_its_file_is_gone(client: httpx.Client, styled: Portal) -> None:
    path = styled.settings.home / FOLDER / "flaechen" / "1" / "legend_de.svg"
    before = path.read_bytes()
    path.unlink()
    try:
        assert client.get("/api/styles/flaechen/legend").content == before
    finally:
        path.write_bytes(before)


def test_every_link_leads_somewhere(client: httpx.Client) -> None:
    for page in ("/api/styles", "/api/collections/baeume/styles", "/api/styles/baeume/metadata"):
        document = get(client, page)
        links = [*document["links"], *(link for each in document.get("styles", []) for link in each["links"])]
        links += [each["link"] for each in document.get("stylesheets", [])]
        for link in links:
            assert link["href"].startswith(f"{BASE}/api/"), link
            path = link["href"].removeprefix(BASE)
            if path == "/api/collections/baeume":  # another part of the server
                continue
            answer = client.get(path)
            assert answer.status_code == 200, link
            assert answer.headers["Content-Type"].replace("; charset=utf-8", "") == link["type"]


def test_req_core_styles_success(client: httpx.Client) -> None:
    listed = get(client, "/api/styles")["styles"]

    assert [each["id"] for each in listed] == ["baeume", "flaechen"]
    for each in listed:
        relations = [link["rel"] for link in each["links"]]
        assert {"stylesheet", "preview", "describedby"} <= set(relations)
    assert get(client, "/api/collections/baeume/styles")["default"] == "baeume"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/styles/fehlt", 404),
        ("/api/styles/fehlt/metadata", 404),
        ("/api/styles/fehlt/sprite.json", 404),
        ("/api/collections/fehlt/styles", 404),
        ("/api/collections/baeume/styles/flaechen", 404),
        ("/api/resources/kreis.svg", 404),
        ("/api/resources/herz-ff0000.svg", 404),
        ("/api/styles?foo=1", 400),
        ("/api/styles/baeume?foo=1", 400),
        ("/api/styles/baeume?f=css", 400),
        ("/api/styles/baeume/legend?f=gif", 400),
    ],
)
def test_refused(client: httpx.Client, path: str, status: int) -> None:
    answer = client.get(path)

    assert answer.status_code == status
    assert json.loads(answer.content)["status"] == status
