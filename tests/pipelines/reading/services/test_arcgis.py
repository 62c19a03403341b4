"""ArcGIS: pages by offset, by number where the server knows none, errors that come as answers."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from pipelines.definition import TableSource
from pipelines.errors import SourceError
from pipelines.reading.fetch import Located
from pipelines.reading.read import read
from pipelines.reading.services import fetch_features
from tests.pipelines.reading.conftest import HOST, Answer, Peer

Fetch = Callable[..., Path]
SERVICE = "/arcgis/rest/services/Baum/FeatureServer"


@pytest.fixture
def fetch(tmp_path: Path) -> Fetch:
    def run(url: str, layer: str | None = None) -> Path:
        return fetch_features(TableSource(url=url, service="arcgis", layer=layer), tmp_path / "downloads", [HOST])

    return run


@dataclass
class Server:
    """A layer of so many objects, of which every second number is free, as after deletions."""

    total: int = 25
    most: int = 10
    pages: bool = True
    count: int | None = None
    layers: object = None
    about: dict[str, object] = field(default_factory=dict)
    changes: dict[str, object] = field(default_factory=dict)
    without: str = ""

    def __call__(self, path: str, query: dict[str, str]) -> Answer:
        assert query["f"] == "json"
        if query.get("token") != "geheim":
            return self._answered({"error": {"code": 499, "message": "Token Required"}})
        if path == SERVICE:
            return self._answered({"layers": self.layers or [{"id": 0, "name": "Bäume"}, {"id": 4, "name": "Bänke"}]})
        if path == f"{SERVICE}/4":
            return self._answered(self._about() | self.about)
        assert path == f"{SERVICE}/4/query"
        answer = self._query(query) | self.changes
        return self._answered({name: value for name, value in answer.items() if name != self.without})

    def _about(self) -> dict[str, Any]:
        return {
            "name": "Bänke",
            "maxRecordCount": self.most,
            "objectIdField": "OBJECTID",
            "advancedQueryCapabilities": {"supportsPagination": self.pages},
        }

    def _query(self, query: dict[str, str]) -> dict[str, Any]:
        numbers = [2 * number for number in range(self.total)]
        if query.get("returncountonly"):
            return {"count": self.total if self.count is None else self.count}
        if query.get("returnidsonly"):
            return {"objectIdFieldName": "OBJECTID", "objectIds": numbers[::-1]}
        assert query["orderbyfields"] == "OBJECTID"
        if found := re.fullmatch(r"OBJECTID >= (\d+) AND OBJECTID <= (\d+)", query["where"]):
            chosen = [number for number in numbers if int(found[1]) <= number <= int(found[2])]
        else:
            start = int(query["resultoffset"])
            chosen = numbers[start : start + int(query["resultrecordcount"])]
        assert len(chosen) <= self.most
        return {
            "geometryType": "esriGeometryPoint",
            "spatialReference": {"wkid": 25832, "latestWkid": 25832},
            "fields": [
                {"name": "OBJECTID", "type": "esriFieldTypeOID"},
                {"name": "art", "type": "esriFieldTypeString", "length": 20},
            ],
            "features": [
                {
                    "attributes": {"OBJECTID": number, "art": f"Bank {number}"},
                    "geometry": {"x": 510000 + number, "y": 5393000},
                }
                for number in chosen
            ],
        }

    @staticmethod
    def _answered(body: object) -> Answer:
        return 200, {"Content-Type": "application/json"}, json.dumps(body).encode()


@pytest.mark.parametrize("pages", [True, False])
@pytest.mark.parametrize(("path", "layer"), [("/4", None), ("", "4"), ("", "Bänke")])
def test_all_objects_arrive_in_the_server_s_crs(
    peer: Peer, fetch: Fetch, path: str, layer: str | None, *, pages: bool
) -> None:
    peer.answer = Server(pages=pages)

    file = fetch(f"{peer.url}{SERVICE}{path}?token=geheim", layer)

    (frame,) = read(TableSource(url=peer.url, service="arcgis"), Located({"": file}, "a", "", 0, None))
    assert frame["OBJECTID"].astype(int).tolist() == [2 * number for number in range(25)]
    assert frame["art"].iloc[1] == "Bank 2"
    assert frame.crs.to_epsg() == 25832
    assert frame.geometry.iloc[1].x == 510002


@pytest.mark.parametrize(
    ("server", "token", "words"),
    [
        (Server(count=30), "geheim", "liefert 25 Objekte, nennt aber 30"),
        (Server(), "falsch", "Token Required"),
    ],
)
def test_what_goes_wrong_is_told(peer: Peer, fetch: Fetch, server: Server, token: str, words: str) -> None:
    peer.answer = server

    with pytest.raises(SourceError, match=words) as caught:
        fetch(f"{peer.url}{SERVICE}/4?token={token}")
    assert token not in caught.value.to("de")


def test_an_empty_layer_is_no_error(peer: Peer, fetch: Fetch) -> None:
    peer.answer = Server(total=0)

    assert json.loads(fetch(f"{peer.url}{SERVICE}/4?token=geheim").read_text())["features"] == []


def test_a_web_page_is_no_service(peer: Peer, fetch: Fetch) -> None:
    peer.answer = lambda *_: (200, {"Content-Type": "text/html"}, b"<html>Anmeldung</html>")

    with pytest.raises(SourceError, match="nicht die eines solchen Dienstes"):
        fetch(f"{peer.url}{SERVICE}/4")


@pytest.mark.parametrize(
    "server",
    [
        pytest.param(Server(layers=[1, 2]), id="layers without names"),
        pytest.param(Server(layers=5), id="no list of layers"),
        pytest.param(Server(layers=[{"id": "?", "name": "Bänke"}]), id="number that fits no address"),
        pytest.param(Server(about={"fields": [1]}), id="fields without names"),
        pytest.param(Server(about={"maxRecordCount": "viele"}), id="no number of records"),
        pytest.param(Server(about={"maxRecordCount": -1}), id="pages of less than nothing"),
        pytest.param(Server(about={"advancedQueryCapabilities": [1]}), id="no object of capabilities"),
        pytest.param(Server(without="features"), id="no features"),
        pytest.param(Server(without="features", pages=False), id="no features in a range"),
        pytest.param(Server(changes={"features": [1]}), id="features that are none"),
        pytest.param(Server(changes={"features": [{"attributes": [1]}]}), id="attributes without names"),
        pytest.param(Server(changes={"objectIds": 5}, pages=False), id="no list of numbers"),
        pytest.param(Server(changes={"objectIds": [1, "a"]}, pages=False), id="numbers that are none"),
    ],
)
def test_odd_answers_are_told(peer: Peer, fetch: Fetch, server: Server) -> None:
    peer.answer = server

    with pytest.raises(SourceError, match="nicht die eines solchen Dienstes"):
        fetch(f"{peer.url}{SERVICE}?token=geheim", "Bänke")


def test_objects_whose_numbers_are_lists_are_counted(peer: Peer, fetch: Fetch) -> None:
    objects = [{"attributes": {"OBJECTID": [1]}}, {"attributes": {"OBJECTID": [1]}}]
    peer.answer = Server(total=2, changes={"features": objects})

    with pytest.raises(SourceError, match="nur 1 verschiedene"):
        fetch(f"{peer.url}{SERVICE}/4?token=geheim")


def test_an_object_survives_half_an_emoji(peer: Peer, fetch: Fetch) -> None:
    broken = {"attributes": {"OBJECTID": 1, "art": "\ud83d Bank"}, "geometry": {"x": 510_000, "y": 5_393_000}}
    peer.answer = Server(total=1, changes={"features": [broken]})

    file = fetch(f"{peer.url}{SERVICE}/4?token=geheim")

    (frame,) = read(TableSource(url=peer.url, service="arcgis"), Located({"": file}, "a", "", 0, None))
    assert frame["art"].tolist() == ["\ufffd Bank"]
