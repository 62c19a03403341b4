"""Plans for everybody: the list, each as XPlanGML and XPlanArchiv, attachments as downloads and never as pages."""

import io
import json
import math
from collections.abc import Iterator
from typing import Any
from zipfile import ZipFile

import httpx
import numpy as np
import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from lxml import etree
from rasterio.io import MemoryFile
from rasterio.transform import from_origin

from pipelines.plans.importing import check, save, withdraw
from pipelines.plans.stored import live_document, live_planned_land_use
from tests.pipelines.xplan.plans import PLAN, SECTION, area, polygon, text
from tests.server.samples import Portal
from tests.server.serving import wait_until

SCOPE = f"<xplan:raeumlicherGeltungsbereich>{polygon()}</xplan:raeumlicherGeltungsbereich>"
STATE = "<xplan:rechtsstand>4000</xplan:rechtsstand><xplan:inkrafttretensDatum>2020-01-31</xplan:inkrafttretensDatum>"
HTML = b"%PDF-1.7 <html><script>alert(1)</script></html>"
SCAN = (
    "<xplan:refScan><xplan:XP_ExterneReferenz><xplan:referenzName>Blatt</xplan:referenzName>"
    "<xplan:referenzURL>plan.tif</xplan:referenzURL></xplan:XP_ExterneReferenz></xplan:refScan><xplan:planinhalt"
)


def sheet() -> bytes:
    """A scan of 12 m around the plan's square, in one colour."""
    profile = {"driver": "GTiff", "width": 120, "height": 120, "count": 3, "dtype": "uint8", "crs": 25832}
    with MemoryFile() as file:
        with file.open(**profile, transform=from_origin(499999, 5400011, 0.1, 0.1)) as target:
            target.write(np.full((3, 120, 120), 200, dtype=np.uint8))
        return bytes(file.read())


FILES = {"anlagen/Begr\u00fcndung 1.pdf": HTML, "plan.tif": sheet(), "text.txt": b"<html>"}


@pytest.fixture(scope="module", autouse=True)
def plan(samples: Portal, http: httpx.Client, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A plan with three attachments."""
    path = tmp_path_factory.mktemp("plans") / "plan.zip"
    gml = text(
        PLAN.replace("<xplan:bereich", f"{SCOPE}{STATE}<xplan:bereich"),
        SECTION.replace("<xplan:planinhalt", SCAN),
        area(),
    ).replace('"P"', '"W.12"')
    with ZipFile(path, "w") as archive:
        archive.writestr("xplan.gml", gml.replace('"#P"', '"#W.12"'))
        for name, content in FILES.items():
            archive.writestr(name, content)
    save(samples.settings, samples.database, check(samples.settings, path, force=True))
    wait_until(lambda: http.get("/api/collections/bebauungsplaene").status_code == 200)
    yield "W.12"
    withdraw(samples.settings, samples.database, "W.12")
    wait_until(lambda: http.get("/api/collections/bebauungsplaene").status_code == 404)


@pytest.fixture
def listed(http: httpx.Client) -> dict[str, Any]:
    answer = http.get("/api/plans")
    assert answer.headers["Content-Type"] == "application/json"
    (found,) = answer.json()["plans"]
    assert isinstance(found, dict)
    return found


def test_the_list_says_what_holds_where(listed: dict[str, Any]) -> None:
    assert {name: listed[name] for name in ("id", "name", "nummer", "class", "version", "number")} == {
        "id": "W.12",
        "name": "Weidach",
        "nummer": "12-3",
        "class": "BP_Plan",
        "version": "6.0",
        "number": 1,
    }
    assert listed["rechtsstand"] == {"code": "4000", "words": "Der Plan ist in Kraft getreten"}
    assert listed["dates"] == {"inkrafttretensDatum": ["2020-01-31"]}
    assert listed["bbox"] == pytest.approx([9.0, 48.753013, 9.000136, 48.753103], abs=1e-6)


def test_people_get_a_page_with_everything_to_download(http: httpx.Client, listed: dict[str, Any]) -> None:
    page = http.get("/api/plans?f=html&lang=de").text
    assert "Rechtsverbindlich ist allein die ausgefertigte Satzung." in page
    assert "Der Plan ist in Kraft getreten" in page
    links = listed["links"]
    assert isinstance(links, list)
    assert all(f'href="{httpx.URL(link["href"]).raw_path.decode()}"' in page for link in links)


def test_the_list_is_as_declared_and_found_from_the_landing_page(http: httpx.Client) -> None:
    document = http.get("/api/openapi?f=json").json()
    answer = document["paths"]["/plans"]["get"]["responses"]["200"]
    schema = json.loads(
        json.dumps(answer["content"]["application/json"]["schema"]).replace('"nullable": true', '"x": 1')
    )
    listed = http.get("/api/plans").json()
    complete = json.loads(json.dumps(listed))
    assert None not in complete["plans"][0].values()
    Draft202012Validator(schema | {"components": document["components"]}).validate(complete)
    assert "/api/plans" in {httpx.URL(link["href"]).path for link in http.get("/api?f=json").json()["links"]}


def test_every_link_leads_to_what_it_promises(http: httpx.Client, listed: dict[str, Any]) -> None:
    links = listed["links"]
    assert isinstance(links, list)
    assert len(links) == 4 + len(FILES)
    for link in links:
        answer = http.get(link["href"])
        assert answer.status_code == 200
        assert answer.headers["Content-Type"].partition("; charset")[0] == link["type"]
        assert link.get("length", len(answer.content)) == len(answer.content)


def test_the_document_is_the_stored_one(samples: Portal, http: httpx.Client, plan: str) -> None:
    answer = http.get(f"/api/plans/{plan}.gml")
    with samples.database.reader.connect() as connection:
        content = live_document(connection, plan)
    assert content
    assert answer.content == content.document
    assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''W.12.gml"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_its_scan_is_given_out_as_tiles_that_never_change(http: httpx.Client, listed: dict[str, Any]) -> None:
    sheet = listed["sheet"]
    assert sheet["bounds"] == pytest.approx([9.0, 48.753013, 9.000136, 48.753103], abs=2e-6)
    west, _, _, north = sheet["bounds"]
    z = sheet["maxzoom"]
    x = int((west + 1e-5 + 180) / 360 * 2**z)
    y = int((1 - math.asinh(math.tan(math.radians(north - 1e-5))) / math.pi) / 2 * 2**z)
    answer = http.get(sheet["tiles"].format(z=z, y=y, x=x))
    assert answer.headers["Content-Type"] == "image/webp"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert len(answer.content) > 100
    beside = http.get(sheet["tiles"].format(z=z, y=y, x=x + 100))
    assert (beside.status_code, beside.headers["Content-Type"]) == (200, "image/webp")
    assert len(beside.content) < 50
    (at,) = http.get("/api/plans/at?lon=9.00005&lat=48.75305").json()["plans"]
    assert at["sheet"] == sheet
    version = sheet["tiles"].split("/")[-4]
    for path in ("0/0/x", "0/1/0", "99/0/0", "0/0/99999999999"):
        assert http.get(f"/api/plans/W.12/tiles/{version}/{path}").status_code == 404
    for path in (f"W.12/tiles/0000/{z}/{y}/{x}", f"nowhere/tiles/{version}/{z}/{y}/{x}", f"%00/tiles/{version}/0/0/0"):
        assert http.get(f"/api/plans/{path}").status_code == 404


def test_the_archive_has_the_plan_and_what_came_with_it(http: httpx.Client, plan: str) -> None:
    answer = http.get(f"/api/plans/{plan}.zip")
    assert "Content-Encoding" not in answer.headers
    assert int(answer.headers["Content-Length"]) == len(answer.content)
    with ZipFile(io.BytesIO(answer.content)) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    assert found == FILES | {"xplan.gml": http.get(f"/api/plans/{plan}.gml").content}


def test_it_is_given_out_as_planned_land_use(samples: Portal, http: httpx.Client, plan: str) -> None:
    answer = http.get(f"/api/plans/{plan}.plu.gml")
    assert answer.headers["Content-Type"] == "application/gml+xml; version=3.2"
    assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''W.12.plu.gml"
    root = etree.fromstring(answer.content)
    plu = "{http://inspire.ec.europa.eu/schemas/plu/4.0}"
    assert [each[0].tag for each in root] == [f"{plu}SpatialPlan", f"{plu}ZoningElement"]
    namespaces = {each.text for each in root.iter("{http://inspire.ec.europa.eu/schemas/base/3.3}namespace")}
    assert namespaces == {str(http.base_url.join("/api/plans"))}
    with samples.database.reader.connect() as connection:
        moved = live_planned_land_use(connection, plan, "https://geo.example/a&b")
    assert moved
    assert etree.fromstring(moved.document).findtext(".//{*}namespace") == "https://geo.example/a&b"
    assert http.get("/api/plans/nowhere.plu.gml").status_code == 404


@pytest.mark.parametrize("name", sorted(FILES))
def test_attachments_are_stored_and_never_shown(http: httpx.Client, plan: str, name: str) -> None:
    answer = http.get(f"/api/plans/{plan}/attachments/{name}")
    assert answer.content == FILES[name]
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers.get_list("Content-Security-Policy") == ["sandbox; default-src 'none'"]
    assert answer.headers.get_list("X-Content-Type-Options") == ["nosniff"]
    assert not answer.headers["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("path", ["", "/W.12.gml", "/W.12.zip", "/W.12/attachments/text.txt"])
def test_what_the_client_has_is_not_sent_again(http: httpx.Client, path: str) -> None:
    first = http.get(f"/api/plans{path}")
    again = http.get(f"/api/plans{path}", headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    head = http.head(f"/api/plans{path}")
    assert (head.headers["ETag"], head.content) == (first.headers["ETag"], b"")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nowhere.gml", 404),
        ("/nowhere.zip", 404),
        ("/W.12.pdf", 404),
        ("/W.12/attachments/other.txt", 404),
        ("/W.12/attachments/../../../etc/passwd", 404),
        ("/W.12/attachments/%2e%2e%2ftext.txt", 404),
        ("/%00.gml", 404),
        ("/W.12.gml?x=1", 400),
        ("?x=1", 400),
        ("?f=xml", 400),
    ],
)
def test_what_is_not_there_is_a_problem(http: httpx.Client, path: str, status: int) -> None:
    answer = http.get(f"/api/plans{path}", headers={"If-None-Match": "*"})
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
