"""Plans on the map: their collections behave as all others, and a place tells what the plans state of it."""

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from pipelines.plans.importing import check, save, withdraw
from pipelines.settings import ROOT
from tests.server.samples import Portal
from tests.server.serving import wait_until
from tests.server.tiles.decoding import features

SHIPPED = ROOT / "datasets" / "sources" / "bebauungsplan.gml"
PLAN = "GML_d19a586e-d6d3-5ba7-b5ce-51235a437ec8"
WA = (9.1372, 48.6855)
"""In the first building area of the shipped plan."""

FIELDS = ("plan", "plan_name", "rechtsstand", "klasse", "titel", "text", "zeichen", "rang", "flaechenschluss")


@pytest.fixture(scope="module", autouse=True)
def plan(samples: Portal, http: httpx.Client) -> Iterator[None]:
    """The plan that is shipped."""
    save(samples.settings, samples.database, check(samples.settings, SHIPPED))
    wait_until(lambda: http.get("/api/collections/plan_objekte").status_code == 200)
    yield
    withdraw(samples.settings, samples.database, PLAN)
    wait_until(lambda: http.get("/api/collections/plan_objekte").status_code == 404)


def test_collections_are_listed_with_their_words(http: httpx.Client) -> None:
    found = {each["id"]: each["title"] for each in http.get("/api/collections?f=json&lang=de").json()["collections"]}
    assert found["bebauungsplaene"] == "Bebauungspläne"
    assert found["bp_baugebietsteilflaeche"] == "Baugebiet (Bebauungspläne)"
    layers = {each["id"]: each for each in http.get("/map.json").json()["layers"]}
    assert {layers[name]["group"] for name in ("bebauungsplaene", "plan_objekte", "bp_baugrenze")} == {"bauen"}
    assert layers["plan_objekte"]["geometry"] == "Geometry"


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("plan_objekte/items?zeichen=WA", 3),
        ("plan_objekte/items?filter=rang<20 AND flaechenschluss=TRUE", 8),
        ("bp_baugebietsteilflaeche/items?filter=grz>0.5", 1),
        ("bp_baugebietsteilflaeche/items?besondereartderbaulnutzung=1200", 3),
        ("bebauungsplaene/items?datetime=2019-05-17", 1),
        ("bp_baugrenze/items?bbox=9,48,9.1,48.1", 0),
    ],
)
def test_objects_are_selected_as_all_features(http: httpx.Client, query: str, count: int) -> None:
    assert http.get(f"/api/collections/{query}").json()["numberMatched"] == count


def test_each_collection_counts_its_own_features(http: httpx.Client) -> None:
    """All of them are made of the same plans, and asked for the same box, which holds a part of each."""
    box = f"{WA[0] - 0.01},{WA[1] - 0.01},{WA[0]},{WA[1]}"
    for name in ("bebauungsplaene", "bp_baugrenze", "plan_objekte"):
        counted = http.get(f"/api/collections/{name}/items", params={"bbox": box, "limit": 1}).json()["numberMatched"]
        features = http.get(f"/api/collections/{name}/items", params={"bbox": box, "limit": 1000}).json()["features"]
        assert counted == len(features) > 0, name


def test_fields_have_titles_units_and_codes(http: httpx.Client) -> None:
    said = http.get("/api/collections/bp_baugebietsteilflaeche/queryables?f=json&lang=de").json()["properties"]
    assert said["gfz"]["title"] == "Geschossflächenzahl (GFZ)"
    uses = dict(zip(*(said["besondereartderbaulnutzung"][name] for name in ("enum", "x-ogc-enumNames")), strict=True))
    assert uses["1200"] == "Allgemeines Wohngebiet nach § 4 BauNVO"
    schema = http.get("/api/collections/plan_objekte/schema?f=json").json()
    assert schema["properties"]["geometry"]["format"] == "geometry-any"
    assert set(FIELDS) < schema["properties"].keys()


@pytest.mark.parametrize("form", ["json", "html", "jsonfg", "geojsonseq", "csv", "fgb", "gpkg"])
def test_all_kinds_of_geometry_go_into_every_form(http: httpx.Client, form: str) -> None:
    answer = http.get(f"/api/collections/plan_objekte/items?f={form}")
    assert answer.status_code == 200
    assert len(answer.content) > 2000


def test_the_map_draws_areas_lines_and_points_from_tiles(http: httpx.Client) -> None:
    place = (15, 11296, 17215)  # level, row, column
    answer = http.get("/api/collections/plan_objekte/tiles/WebMercatorQuad/{}/{}/{}".format(*place))
    assert answer.status_code == 200
    found = features(answer.content, "plan_objekte")
    assert {each.removeprefix("Multi") for each in found.geom_type} == {"Polygon", "LineString", "Point"}
    assert {"WA", "MI", "gruen", "verkehr", "baugrenze", "baulinie"} <= set(found["zeichen"])


@pytest.mark.parametrize(("form", "status"), [("mbs", 200), ("sld11", 406), ("qml", 406), ("qlr", 200)])
def test_what_draws_one_kind_of_geometry_alone_says_so(http: httpx.Client, form: str, status: int) -> None:
    assert http.get(f"/api/styles/plan_objekte?f={form}").status_code == status
    assert http.get(f"/api/styles/bp_baugrenze?f={form}").status_code == 200


def test_features_have_pages_and_are_found_by_name(http: httpx.Client) -> None:
    (hit,) = [
        each["properties"]
        for each in http.get("/api/search?q=hofäcker").json()["features"]
        if each["properties"]["layer"] == "bebauungsplaene"
    ]
    assert (hit["title"], hit["feature"]) == ("Hofäcker (Beispieldaten)", PLAN)
    assert "Der Plan ist in Kraft getreten" in http.get(f"/o/bebauungsplaene/{PLAN}").text


def test_there_are_changes_and_no_files_of_whole_layers(http: httpx.Client) -> None:
    said = http.get("/api/collections/bebauungsplaene?f=json").json()
    assert not [link for link in said["links"] if link["rel"] == "enclosure"]
    changes = http.get(f"/api/collections/bebauungsplaene/changes?since={said['version']}").json()
    assert (changes["features"], changes["removed"]) == ([], [])
    assert http.get("/api/collections/bebauungsplaene/changes.atom").status_code == 200


def test_a_place_tells_what_holds_and_what_is_stated_there(http: httpx.Client) -> None:
    said = http.get("/api/plans/at", params={"lon": WA[0], "lat": WA[1]}).json()
    (plan,) = said["plans"]
    assert (plan["id"], plan["role"], plan["rechtsstand"]["code"]) == (PLAN, "holds", "4000")
    assert (plan["inkrafttreten"], plan["baunvo"]) == ("2019-05-17", "BauNVO vom 21.11.2017")
    assert [each["schluessel"] for each in plan["texts"]] == ["1.1", "2.1", "3.1"]
    area = plan["objects"][0]
    assert (area["collection"], area["text"]) == (
        "bp_baugebietsteilflaeche",
        "WA · GRZ 0,4 · GFZ 0,8 · II · o · ED · H ≤ 9,5 m",
    )
    stated = {each["property"]: each for each in area["festsetzungen"]}
    assert stated["GRZ"] == {
        "property": "GRZ",
        "title": "Grundflächenzahl (GRZ)",
        "value": "0.4",
        "words": "0,4",
        "unit": None,
    }
    assert stated["hoehenangabe.hMax"]["words"] == "9,5 m"
    assert http.get(f"/api/collections/{area['collection']}/items/{area['id']}").status_code == 200
    assert said["disclaimer"]["de"] == "Rechtsverbindlich ist allein die ausgefertigte Satzung."
    for link in plan["links"]:
        assert http.get(link["href"]).headers["Content-Type"].partition("; charset")[0] == link["type"]


@pytest.mark.parametrize("place", ["lon=9.0&lat=48.1", "lon=-120&lat=-80", "lon=9.137&lat=48.9"])
def test_where_there_is_no_plan_the_list_is_empty(http: httpx.Client, place: str) -> None:
    answer = http.get(f"/api/plans/at?{place}")
    assert (answer.status_code, answer.json()["plans"]) == (200, [])


@pytest.mark.parametrize(
    "query", ["", "lon=9", "lon=9&lat=x", "lon=nan&lat=48", "lon=inf&lat=48", "lon=9&lat=91", "lon=9&lat=48&x=1"]
)
def test_what_is_no_place_is_refused(http: httpx.Client, query: str) -> None:
    answer = http.get(f"/api/plans/at?{query}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "application/problem+json")


def test_a_plan_has_a_page_with_its_report(http: httpx.Client) -> None:
    said = http.get(f"/api/plans/{PLAN}").json()
    assert (said["id"], said["validation"]["errors"]) == (PLAN, 0)
    assert "Prüfbericht" in http.get(f"/api/plans/{PLAN}?f=html&lang=de").text
    assert http.get("/api/plans/nowhere").status_code == 404


@pytest.mark.parametrize("asked", [{"params": {"f": "xplangml"}}, {"headers": {"Accept": "application/gml+xml"}}])
def test_a_plan_comes_as_xplangml_from_its_collection(http: httpx.Client, asked: dict[str, dict[str, str]]) -> None:
    item = f"/api/collections/bebauungsplaene/items/{PLAN}"
    answer = http.get(item, **asked)  # type: ignore[arg-type]
    assert answer.content == http.get(f"/api/plans/{PLAN}.gml").content
    assert answer.headers["Content-Type"].startswith("application/gml+xml")
    assert "Accept" in re.split(", *", answer.headers["Vary"])
    assert http.get(item.replace("bebauungsplaene", "fp_plan"), **asked).status_code == 404  # type: ignore[arg-type]
    links = {link["type"]: link["href"] for link in http.get(item).json()["links"]}
    assert links["application/gml+xml"].endswith("?f=xplangml")
    operation = http.get("/api/openapi?f=json").json()["paths"]["/collections/bebauungsplaene/items/{featureId}"]["get"]
    assert "application/gml+xml" in operation["responses"]["200"]["content"]
    (form,) = [each for each in operation["parameters"] if each.get("name") == "f"]
    assert "xplangml" in form["schema"]["enum"]


@pytest.mark.parametrize("path", ["bebauungsplaene/items", "bp_baugrenze/items/x", "baeume/items/1"])
def test_what_is_no_plan_does_not_come_as_xplangml(http: httpx.Client, path: str) -> None:
    assert http.get(f"/api/collections/{path}?f=xplangml").status_code == 400


def test_a_map_that_is_open_while_a_plan_comes_draws_on(http: httpx.Client, samples: Portal, tmp_path: Path) -> None:
    before = next(each for each in http.get("/map.json").json()["layers"] if each["id"] == "plan_objekte")["version"]
    second = tmp_path / "zweiter.gml"
    second.write_bytes(SHIPPED.read_bytes().replace(b"GML_", b"GML_zwei_"))
    (imported,) = save(samples.settings, samples.database, check(samples.settings, second)).plans
    wait_until(lambda: "GML_zwei" in http.get("/api/collections/bebauungsplaene/items").text)

    old, never = (http.get(f"/tiles/plan_objekte/{number}/15/17215/11296.mvt") for number in (before, before + 99))
    now = http.get("/api/collections/plan_objekte/tiles/WebMercatorQuad/15/11296/17215")

    withdraw(samples.settings, samples.database, imported[0].plan)
    wait_until(lambda: "GML_zwei" not in http.get("/api/collections/bebauungsplaene/items").text)
    assert (old.status_code, old.headers["cache-control"]) == (200, "no-cache")
    assert old.content == now.content
    assert len(features(old.content, "plan_objekte").query("zeichen == 'MI'")) == 2
    assert never.status_code == 404
