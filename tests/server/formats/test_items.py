"""Features in every form, read back by the programs that people read them with."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pyogrio
import pytest
import shapely

from server.formats.jsonfg import time_of
from server.formats.offer import FEATURES

ITEMS = "/api/collections/baeume/items"
AREAS = "/api/collections/flaechen/items"
UTM = "http://www.opengis.net/def/crs/EPSG/0/25832"
ETRS89 = "http://www.opengis.net/def/crs/EPSG/0/4258"
QUERY = "limit=7&offset=3&sortby=-nummer&bbox=9,48,10,49&zustand=gut"


@pytest.fixture
def expected(http: httpx.Client) -> list[dict[str, Any]]:
    """The same page as GeoJSON."""
    features: list[dict[str, Any]] = http.get(f"{ITEMS}?{QUERY}").json()["features"]
    assert len(features) == 7
    return features


def stored(answer: httpx.Response, folder: Path) -> Path:
    """Store an answer under the name that it proposes, as a browser would."""
    assert answer.status_code == 200, answer.text
    path = folder / answer.headers["Content-Disposition"].split('filename="')[1].removesuffix('"')
    path.write_bytes(answer.content)
    return path


@pytest.mark.parametrize("name", ["fgb", "gpkg"])
def test_gdal_files_hold_the_same_page(
    http: httpx.Client, tmp_path: Path, expected: list[dict[str, Any]], name: str
) -> None:
    path = stored(http.get(f"{ITEMS}?{QUERY}&f={name}"), tmp_path)
    assert path.name == f"baeume.{name}"
    frame = pyogrio.read_dataframe(path)
    assert pyogrio.read_info(path)["layer_name"] == "baeume"
    assert set(frame["id"]) == {each["id"] for each in expected}  # FlatGeobuf's index has an order of its own
    by_id = frame.set_index("id")
    for each in expected:
        record, properties = by_id.loc[each["id"]], each["properties"]
        assert shapely.get_coordinates(record.geometry).round(7).tolist() == [each["geometry"]["coordinates"]]
        assert record["art"] == properties["art"]
        assert record["geschützt"] == properties["geschützt"]
        assert (record["höhe"] == properties["höhe"]) or properties["höhe"] is None
        assert str(record["gepflanzt"])[:10] == (properties["gepflanzt"] or "NaT")
    assert str(frame.dtypes["geprüft"]).startswith("datetime64")


@pytest.mark.parametrize("name", ["fgb", "gpkg"])
@pytest.mark.parametrize(("crs", "code"), [(UTM, 25832), (ETRS89, 4258), (None, 4326)])
def test_gdal_files_say_their_crs_and_put_east_first(
    http: httpx.Client, tmp_path: Path, name: str, crs: str | None, code: int
) -> None:
    answer = http.get(AREAS, params={"f": name} | ({"crs": crs} if crs else {}))
    assert answer.headers["Content-Crs"] == f"<{crs or 'http://www.opengis.net/def/crs/OGC/1.3/CRS84'}>"
    frame = pyogrio.read_dataframe(stored(answer, tmp_path))
    west, south, east, north = frame.to_crs(25832).total_bounds
    assert (west, south, east, north) == pytest.approx((510000, 5394000, 510790, 5394040), abs=0.02)
    assert frame.crs.to_epsg() == code or frame.crs.to_authority() == ("OGC", "CRS84")


@pytest.mark.parametrize("name", ["fgb", "gpkg", "csv", "geojsonseq", "jsonfg"])
def test_an_empty_page_is_a_file_too(http: httpx.Client, tmp_path: Path, name: str) -> None:
    answer = http.get(f"{ITEMS}?f={name}&art=Palme")
    assert answer.status_code == 200
    if name in {"fgb", "gpkg", "csv"}:
        assert len(pyogrio.read_dataframe(stored(answer, tmp_path))) == 0
    else:
        assert not answer.content or answer.json()["features"] == []


@pytest.mark.parametrize("name", ["fgb", "gpkg", "csv"])
def test_without_geometry_there_are_only_fields(http: httpx.Client, tmp_path: Path, name: str) -> None:
    path = stored(http.get(f"{ITEMS}?f={name}&skipGeometry=true&properties=jahr,art&limit=3"), tmp_path)
    frame = pyogrio.read_dataframe(path)
    assert [column for column in frame.columns if not frame[column].isna().all()] == ["id", "jahr", "art"]
    assert len(frame) == 3


def test_sequences_are_the_features_of_the_page(
    http: httpx.Client, tmp_path: Path, expected: list[dict[str, Any]]
) -> None:
    answer = http.get(f"{ITEMS}?{QUERY}&f=geojsonseq")
    assert answer.headers["Content-Type"] == "application/geo+json-seq"
    texts = answer.text.split("\x1e")
    assert texts[0] == ""
    assert [json.loads(text) for text in texts[1:]] == expected
    assert all(text.endswith("\n") for text in texts[1:])
    assert pyogrio.read_info(stored(answer, tmp_path), layer=0)["features"] == 7


def test_csv_has_fields_place_and_geometry(http: httpx.Client, tmp_path: Path, expected: list[dict[str, Any]]) -> None:
    answer = http.get(f"{ITEMS}?{QUERY}&f=csv")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8; header=present"
    records = list(csv.DictReader(io.StringIO(answer.text)))
    assert [record["id"] for record in records] == [each["id"] for each in expected]
    for record, each in zip(records, expected, strict=True):
        assert [float(record["lon"]), float(record["lat"])] == each["geometry"]["coordinates"]
        assert shapely.from_wkt(record["wkt"]) == shapely.geometry.shape(each["geometry"])
        assert record["geprüft"] == (each["properties"]["geprüft"] or "")
        assert record["höhe"] == ("" if each["properties"]["höhe"] is None else str(each["properties"]["höhe"]))
        assert record["geschützt"] == str(each["properties"]["geschützt"]).lower()
    frame = pyogrio.read_dataframe(stored(answer, tmp_path), AUTODETECT_TYPE="YES")
    assert frame["jahr"].tolist() == [each["properties"]["jahr"] for each in expected]
    assert frame.geometry.geom_type.unique().tolist() == ["Point"]


def test_csv_of_areas_has_a_point_on_each(http: httpx.Client) -> None:
    records = list(csv.DictReader(io.StringIO(http.get(AREAS, params={"f": "csv", "crs": UTM}).text)))
    for record in records:
        assert shapely.from_wkt(record["wkt"]).contains(shapely.Point(float(record["x"]), float(record["y"])))


class TestJsonFg:
    def test_in_crs84_the_geometry_is_geojson(self, http: httpx.Client, expected: list[dict[str, Any]]) -> None:
        answer = http.get(f"{ITEMS}?{QUERY}&f=jsonfg")
        data = answer.json()
        assert answer.headers["Content-Type"] == "application/fg+json"
        assert "http://www.opengis.net/spec/json-fg-1/1.0/conf/core" in data["conformsTo"]
        assert (data["featureType"], data["geometryDimension"], data["numberReturned"]) == ("baeume", 0, 7)
        assert "coordRefSys" not in data
        for each, plain in zip(data["features"], expected, strict=True):
            assert each["place"] is None
            assert (each["geometry"], each["properties"]) == (plain["geometry"], plain["properties"])
        assert data["links"][0]["type"] == "application/fg+json"

    def test_elsewhere_it_is_a_place(self, http: httpx.Client, tmp_path: Path) -> None:
        answer = http.get(AREAS, params={"f": "jsonfg", "crs": ETRS89})
        data = answer.json()
        assert data["coordRefSys"] == ETRS89
        assert {each["geometry"] for each in data["features"]} == {None}
        latitude, longitude = data["features"][0]["place"]["coordinates"][0][0]
        assert (latitude, longitude) == pytest.approx((48.7, 9.1), abs=0.1)
        frame = pyogrio.read_dataframe(stored(answer, tmp_path))
        west, south, _, _ = frame.to_crs(25832).total_bounds
        assert (west, south) == pytest.approx((510000, 5394000), abs=0.02)

    def test_time_runs_from_the_earliest_to_the_latest_date(self, http: httpx.Client) -> None:
        data = http.get(f"{ITEMS}?f=jsonfg&limit=100&properties=art").json()
        times = {each["id"]: each["time"] for each in data["features"]}
        assert times["B/000"] is None
        assert times["B/001"] == {"interval": ["2001-03-15", "2024-05-02"]}
        assert times["B/004"] == {"date": "2004-03-15"}
        assert times["B/005"] == {"timestamp": "2024-05-06T10:00:00Z"}
        assert {tuple(each["properties"]) for each in data["features"]} == {("art",)}

    def test_one_feature_is_a_document_of_its_own(self, http: httpx.Client) -> None:
        answer = http.get("/api/collections/baeume/items/B%2F001?f=jsonfg")
        assert answer.json()["type"] == "Feature"
        assert answer.json()["featureType"] == "baeume"
        assert answer.json()["conformsTo"]

    def test_both_of_its_media_types_are_understood(self, http: httpx.Client) -> None:
        for name in ("application/fg+json", "application/vnd.ogc.fg+json"):
            answer = http.get(f"{ITEMS}?limit=1", headers={"Accept": name})
            assert (answer.headers["Content-Type"], answer.json()["featureType"]) == (name, "baeume")


@pytest.mark.parametrize("form", FEATURES, ids=lambda form: form.format)
@pytest.mark.parametrize("path", [f"{ITEMS}?limit=2", "/api/collections/baeume/items/B%2F001?lang=en"])
def test_accept_and_f_and_links_agree(http: httpx.Client, form: Any, path: str) -> None:
    asked = http.get(path, headers={"Accept": form.media_type})
    joiner = "&" if "?" in path else "?"
    named = http.get(f"{path}{joiner}f={form.name}")
    for answer in (asked, named):
        assert answer.status_code == 200
        assert answer.headers["Content-Type"].startswith(form.media_type)
        assert "Accept" in answer.headers["Vary"]
    assert asked.headers["Content-Language"] == ("en" if "lang=en" in path else "de")
    assert {"GET", "HEAD"} <= set(http.options(path).headers["Allow"].split(", "))


@pytest.mark.parametrize("path", [ITEMS, f"{ITEMS}/B%2F001"])
def test_every_form_links_all_others(http: httpx.Client, path: str) -> None:
    links = http.get(path).json()["links"]
    forms = [link for link in links if link["rel"] in {"self", "alternate"}]
    assert links[0]["rel"] == "self"
    assert [link["type"] for link in forms] == [form.media_type for form in FEATURES]
    for link in forms:
        answer = http.get(link["href"])
        assert answer.headers["Content-Type"].startswith(link["type"])


def test_answers_without_links_inside_have_them_in_the_header(http: httpx.Client) -> None:
    answer = http.get(f"{ITEMS}?f=csv&limit=10&offset=20&sortby=jahr")
    links = {link["rel"]: str(link["url"]) for link in answer.links.values() if link["rel"] != "alternate"}
    assert set(links) == {"self", "prev", "next", "collection"}
    assert links["self"].endswith(f"{ITEMS}?f=csv&limit=10&offset=20&sortby=jahr")
    ids = [line.split(",")[0] for line in http.get(links["next"]).text.splitlines()[1:]]
    following = http.get(f"{ITEMS}?limit=10&offset=30&sortby=jahr").json()["features"]
    assert [json.loads(each) for each in ids] == [each["id"] for each in following]
    assert "after=" not in links["next"]
    last = http.get(f"{ITEMS}?f=csv&limit=10&offset=90")
    assert "next" not in last.links
    assert "prev" in last.links


@pytest.mark.parametrize("name", ["jsonfg", "geojsonseq", "csv"])
def test_following_next_visits_every_feature_once(http: httpx.Client, name: str) -> None:
    answer = http.get(f"{ITEMS}?f={name}&limit=30")
    found: list[str] = []
    while True:
        texts: dict[str, Callable[[str], list[str]]] = {
            "jsonfg": lambda text: [each["id"] for each in json.loads(text)["features"]],
            "geojsonseq": lambda text: [json.loads(each)["id"] for each in text.split("\x1e")[1:]],
            "csv": lambda text: [each["id"] for each in csv.DictReader(io.StringIO(text))],
        }
        found += texts[name](answer.text)
        if "next" not in answer.links:
            break
        assert "after=" in answer.links["next"]["url"]
        answer = http.get(answer.links["next"]["url"])
    assert found == [each["id"] for each in http.get(f"{ITEMS}?limit=100").json()["features"]]


@pytest.mark.parametrize("name", ["jsonfg", "geojsonseq", "csv", "fgb", "gpkg"])
class TestCaching:
    def test_what_is_known_is_not_sent_again(self, http: httpx.Client, name: str) -> None:
        answer = http.get(f"{ITEMS}?f={name}&limit=2")
        again = http.get(f"{ITEMS}?f={name}&limit=2", headers={"If-None-Match": answer.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["ETag"] == answer.headers["ETag"]
        other = http.get(f"{ITEMS}?f={name}&limit=3", headers={"If-None-Match": answer.headers["ETag"]})
        assert other.status_code == 200

    def test_head_tells_without_sending(self, http: httpx.Client, name: str) -> None:
        got, told = (http.request(method, f"{ITEMS}?f={name}&limit=2") for method in ("GET", "HEAD"))
        assert not told.content
        same = ("Content-Type", "ETag", "Content-Crs", "Content-Disposition")
        assert [told.headers[each] for each in same] == [got.headers[each] for each in same]

    def test_wrong_requests_are_refused_with_a_reason(self, http: httpx.Client, name: str) -> None:
        for wrong, status in {
            f"{ITEMS}?f={name}&limit=0": 400,
            f"{ITEMS}?f={name}&unbekannt=1": 400,
            f"{ITEMS}/B%2F999?f={name}": 404,
            f"/api/collections/streng_geheim/items?f={name}": 404,
        }.items():
            answer = http.get(wrong)
            assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/problem+json")


def test_what_is_not_offered_is_named(http: httpx.Client) -> None:
    answer = http.get(ITEMS, headers={"Accept": "application/gml+xml"})
    assert answer.status_code == 406
    assert all(form.media_type in answer.json()["detail"] for form in FEATURES)
    assert http.get(f"{ITEMS}?f=gml").status_code == 400
    assert http.get("/api/collections?f=csv").status_code == 400


def test_a_moment_at_the_end_of_time_is_the_last_day() -> None:
    properties = {"von": "2024-03-01", "bis": "9999-12-31T23:59:59Z"}

    assert time_of(properties, {"von": "date", "bis": "datetime"}) == {"interval": ["2024-03-01", "9999-12-31"]}
