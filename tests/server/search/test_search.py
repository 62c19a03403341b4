"""GET /api/search: what people type, and what they expect to find first."""

from typing import Any
from urllib.parse import quote

import httpx
import pyogrio
import pytest
from pyproj import Transformer

from pipelines import run
from tests.server.samples import CANARY, Portal
from tests.server.search.conftest import WIFI, feature
from tests.server.serving import wait_until

TO_DEGREES = Transformer.from_crs(25832, 4326, always_xy=True)


def position(east: float, north: float) -> str:
    """Longitude and latitude of the point so many metres from the town hall, as ``near`` has them."""
    longitude, latitude = TO_DEGREES.transform(510_000 + east, 5_393_000 + north)
    return f"{longitude},{latitude}"


TOWN_HALL = position(0, 0)


def find(visitor: httpx.Client, words: str, **parameters: Any) -> list[dict[str, Any]]:
    answer = visitor.get("/api/search", params={"q": words} | parameters)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["features"]
    return found


def titles(visitor: httpx.Client, words: str, **parameters: Any) -> list[str]:
    return [each["properties"]["title"] for each in find(visitor, words, **parameters)]


@pytest.mark.parametrize(
    ("words", "title"),
    [
        pytest.param("haupt", "Hauptstraße", id="beginning of a street"),
        pytest.param("HAUPTSTR", "Hauptstraße", id="abbreviated"),
        pytest.param("hauptstrasse", "Hauptstraße", id="ss"),
        pytest.param("schoenbuchstraße", "Schönbuchstr.", id="oe, and written out"),
        pytest.param("Schonbuchstr", "Schönbuchstr.", id="without dots"),
        pytest.param("max lang str", "Max-Lang-Straße", id="parted by blanks"),
        pytest.param("maxlangstraße 5", "Max-Lang-Straße 5", id="not parted"),
        pytest.param("Hauptstraße 12", "Hauptstraße 12", id="address"),
        pytest.param("hauptstr. 7a", "Hauptstraße 7 a", id="suffix"),
        pytest.param("Haupstraße 12", "Hauptstraße 12", id="letter left out"),
        pytest.param("Haubtstrase 3", "Hauptstraße 3", id="two wrong letters"),
        pytest.param("3 goetheweg", "Goetheweg 3", id="number first"),
        pytest.param("kant", "Kant-Schule", id="feature"),
        pytest.param("bücherei", "Stadtbücherei", id="end of a compound"),
        pytest.param("Stadtbucherei", "Stadtbücherei", id="dots left out"),
        pytest.param("bad", "Hallenbad", id="short end of a compound"),
        pytest.param("wlan", "Öffentliches WLAN", id="layer by title"),
        pytest.param("internet", "Öffentliches WLAN", id="layer by keyword"),
        pytest.param("canteen", "Schulen", id="layer by the other language's description"),
        pytest.param("schule musberg", "Schönbuchschule", id="layer and place"),
        pytest.param("Hauptstraße 12 qwrtzpfg", "Hauptstraße 12", id="address and a word of nothing"),
        pytest.param("qwrtzpfg kant", "Kant-Schule", id="word of nothing first"),
        pytest.param("wlan qwrtzpfg musberg", "Hallenbad", id="layer, word of nothing and place"),
        pytest.param("wlan in musberg", "Hallenbad", id="layer, small word and place"),
    ],
)
def test_what_is_meant_comes_first(visitor: httpx.Client, words: str, title: str) -> None:
    assert titles(visitor, words)[0] == title


def test_a_name_comes_before_what_mentions_it(visitor: httpx.Client) -> None:
    kinds = [each["properties"]["kind"] for each in find(visitor, "Hauptstraße", limit=50)]

    assert kinds[:2] == ["street", "street"]
    assert "feature" in kinds
    assert kinds.index("feature") > 1


def test_houses_come_in_order(visitor: httpx.Client) -> None:
    assert titles(visitor, "goetheweg 1", limit=6)[:4:2] == ["Goetheweg 1", "Goetheweg 10"]


def test_a_quarter_chooses_among_streets_of_one_name(visitor: httpx.Client) -> None:
    found = [find(visitor, words)[0]["properties"] for words in ("Goetheweg 3 Musberg", "musberg goetheweg")]

    assert [(each["title"], each["subtitle"]) for each in found] == [
        ("Goetheweg 3", "Musberg"),
        ("Goetheweg", "Musberg"),
    ]


def test_who_names_no_number_gets_streets_and_no_houses(visitor: httpx.Client) -> None:
    assert {each["properties"]["kind"] for each in find(visitor, "musberg", limit=50)} == {"street", "feature"}


@pytest.mark.parametrize(
    "words",
    ["", "  ", "gibtesnicht", "gibtesnicht qwrtzpfg 5", "!!! ???", "' OR 1=1 --", "a:* & !b", "%", "\\", "☃"],
)
def test_nothing_is_found_without_a_fuss(visitor: httpx.Client, words: str) -> None:
    assert find(visitor, words) == []


def test_an_answer_says_what_was_found(visitor: httpx.Client, town_url: str) -> None:
    answer = visitor.get("/api/search", params={"q": "stadtbücherei", "near": TOWN_HALL})
    (found,) = answer.json()["features"]
    properties = found["properties"]

    assert answer.headers["Content-Type"] == "application/geo+json"
    assert found["id"] == f"wlan:{properties['feature']}"
    assert found["geometry"]["type"] == "Point"
    assert len(found["bbox"]) == 4
    assert properties | {"feature": None, "distance": None, "link": None} == {
        "kind": "feature",
        "layer": "wlan",
        "feature": None,
        "title": "Stadtbücherei",
        "subtitle": "Öffentliches WLAN · Echterdingen",
        "link": None,
        "distance": None,
    }
    assert properties["distance"] == pytest.approx(57, abs=1)
    assert properties["link"] == f"{town_url}/o/wlan/{quote(properties['feature'])}"
    assert visitor.get(f"/api/collections/wlan/items/{properties['feature']}").status_code == 200


def test_what_has_no_feature_leads_to_the_map(visitor: httpx.Client, town_url: str) -> None:
    layer, street = (find(visitor, words)[0] for words in ("schulen", "goetheweg"))

    assert (layer["id"], layer["geometry"], layer["properties"]["feature"]) == ("schulen", None, None)
    assert layer["properties"]["link"] == f"{town_url}/?ebenen=schulen"
    assert layer["properties"]["subtitle"] == "Schule und Kinder"
    assert street["id"] == "adressen:Goetheweg, Echterdingen"
    assert street["properties"]["link"].startswith(f"{town_url}/#map=17/48.")


def test_layers_are_named_in_the_language_of_the_reader(visitor: httpx.Client) -> None:
    assert titles(visitor, "public wi-fi", lang="en")[0] == "Public Wi-Fi"


def test_the_nearest_of_equals_comes_first(visitor: httpx.Client) -> None:
    near = position(5_000, 0)
    found = [each["properties"] for each in find(visitor, "Hauptstraße 3", near=near)]

    assert [each["subtitle"] for each in found[:2]] == ["Musberg", "Echterdingen"]
    assert found[0]["distance"] == pytest.approx(60, abs=2)
    assert titles(visitor, "wlan", near=near)[:2] == ["Öffentliches WLAN", "Hallenbad"]


def test_what_is_near(visitor: httpx.Client) -> None:
    found = [each["properties"] for each in visitor.get("/api/search", params={"near": TOWN_HALL}).json()["features"]]
    distances = [each["distance"] for each in found]

    assert [each["title"] for each in found][:4] == ["Stadtbücherei", "Kant-Schule", "Hallenbad", "Schönbuchschule"]
    assert distances == sorted(distances)


def test_what_is_near_in_one_layer(visitor: httpx.Client) -> None:
    answer = visitor.get("/api/search", params={"near": TOWN_HALL, "collections": "schulen", "limit": 1})

    assert [each["properties"]["title"] for each in answer.json()["features"]] == ["Kant-Schule"]


def test_a_box_leaves_out_what_lies_elsewhere(visitor: httpx.Client) -> None:
    west, south = position(-100, -100).split(",")
    east, north = position(1_000, 1_000).split(",")
    box = f"{west},{south},{east},{north}"
    found = find(visitor, "Hauptstraße", bbox=box, limit=50)

    assert {each["properties"]["subtitle"].split(" · ")[-1] for each in found} == {"Echterdingen"}
    assert find(visitor, "Hauptstraße", bbox="0,0,1,1") == []
    assert titles(visitor, "schulen", bbox=box)[0] == "Schulen"


def test_some_layers_alone(visitor: httpx.Client) -> None:
    layers = {each["properties"]["layer"] for each in find(visitor, "musberg", collections="schulen,wlan")}

    assert layers == {"schulen", "wlan"}


def test_nothing_internal_and_nothing_of_old_versions_is_found(visitor: httpx.Client) -> None:
    for words in (CANARY, CANARY[:6], f"{CANARY} des Amts", "Altes Gymnasium", "amtlich"):
        answer = visitor.get("/api/search", params={"q": words})
        assert CANARY not in answer.text
        assert "Altes" not in answer.text
    near = visitor.get("/api/search", params={"near": TOWN_HALL, "limit": 50}).text
    assert CANARY not in near
    assert "Altes" not in near


def test_another_continent_is_near_to_nothing(visitor: httpx.Client) -> None:
    far = visitor.get("/api/search", params={"q": "Gymnasium", "near": "-74,40"}).json()["features"]

    assert [each["properties"]["title"] for each in far] == titles(visitor, "Gymnasium")
    assert all("distance" not in each["properties"] for each in far)
    assert visitor.get("/api/search", params={"near": "-74,40"}).json()["features"] == []


def test_markup_stays_text(visitor: httpx.Client) -> None:
    assert titles(visitor, "<script>alert(1)</script>") == ["<script>alert(1)</script>"]


@pytest.mark.parametrize(
    ("parameters", "part"),
    [
        pytest.param({"q": "x" * 201}, "höchstens 200 Zeichen", id="long"),
        pytest.param({"q": "a " * 13}, "12 Wörter", id="many words"),
        pytest.param({"q": "a\0"}, "Nullzeichen", id="NUL"),
        pytest.param({"q": "a", "near": "9.1"}, "near: Erwartet werden Länge", id="one number"),
        pytest.param({"q": "a", "near": "9.1,x"}, "near: Erwartet werden Länge", id="no number"),
        pytest.param({"q": "a", "bbox": "1,2,3"}, "bbox: Erwartet werden vier", id="half a box"),
        pytest.param({"q": "a", "limit": "0"}, "limit: Erwartet wird eine ganze Zahl", id="no limit"),
        pytest.param({"q": "a", "collections": "amtlich"}, "„amtlich“ gibt es hier nicht", id="internal layer"),
        pytest.param({"q": "a", "f": "xml"}, "f: Erwartet wird json oder geojson", id="format"),
        pytest.param({"q": "a", "query": "b"}, "Diesen Parameter „query“ gibt es hier nicht", id="unknown"),
    ],
)
def test_what_cannot_be_answered_is_refused(visitor: httpx.Client, parameters: dict[str, str], part: str) -> None:
    answer = visitor.get("/api/search", params=parameters)

    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "application/problem+json")
    assert part in answer.json()["detail"]


def test_more_than_the_limit_is_lowered(visitor: httpx.Client) -> None:
    assert len(find(visitor, "Hauptstraße 1", limit=1000)) <= 50


def test_an_answer_is_asked_about_again(visitor: httpx.Client) -> None:
    first = visitor.get("/api/search", params={"q": "kant"})
    again = visitor.get("/api/search", params={"q": "kant"}, headers={"If-None-Match": first.headers["ETag"]})

    assert (first.headers["Cache-Control"], first.headers["Access-Control-Allow-Origin"]) == ("no-cache", "*")
    assert (again.status_code, again.content) == (304, b"")


def test_gdal_and_with_it_qgis_reads_an_answer(town_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "GDAL_HTTP_PROXY"):
        monkeypatch.delenv(name, raising=False)

    frame = pyogrio.read_dataframe(f"{town_url}/api/search?q=Hauptstra%C3%9Fe%203&near={TOWN_HALL}")

    assert frame["title"].tolist()[:2] == ["Hauptstraße 3", "Hauptstraße 3"]
    assert (frame.crs.to_epsg(), frame.geometry.iloc[0].geom_type) == (4326, "Point")
    assert frame["distance"].iloc[0] < frame["distance"].iloc[1]


def test_what_is_published_is_found_at_once(small_town: Portal, visitor: httpx.Client) -> None:
    places = [feature(0, 0, name="Zeppelinplatz", ortsteil=None, bemerkung=None)]
    small_town.styled("wlan2").publish(WIFI | {"id": "wlan2"}, places)
    wait_until(lambda: titles(visitor, "zeppelin") == ["Zeppelinplatz"])
    run.withdraw(small_town.database, "wlan2")
    wait_until(lambda: titles(visitor, "zeppelin") == [])


def test_many_words_are_many_however_they_are_parted(visitor: httpx.Client) -> None:
    assert visitor.get("/api/search", params={"q": "-".join(["weg"] * 12)}).status_code == 200
    assert visitor.get("/api/search", params={"q": "-".join(["weg"] * 13)}).status_code == 400
