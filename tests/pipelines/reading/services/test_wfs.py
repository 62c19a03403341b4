"""WFS 2.0 and 1.1: capabilities, pages, exceptions, and XML that is not to be trusted."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipelines.definition import TableSource
from pipelines.errors import SourceError
from pipelines.reading.fetch import Located
from pipelines.reading.read import read
from pipelines.reading.services import fetch_features
from tests.pipelines.reading.conftest import HOST, Answer, Peer

Fetch = Callable[..., Path]
TYPES = ("stadt:Baeume", "stadt:Baenke")


@pytest.fixture
def fetch(tmp_path: Path) -> Fetch:
    def run(url: str, layer: str | None = "Baeume") -> Path:
        return fetch_features(TableSource(url=url, service="wfs", layer=layer), tmp_path / "downloads", [HOST])

    return run


@dataclass
class Server:
    """A WFS; ``most`` features come at a time, however many are asked for."""

    peer: Peer
    version: str = "2.0.0"
    total: int = 25
    most: int = 10
    matched: str | None = None
    address: str | None = None
    before: str = ""

    def __call__(self, _: str, query: dict[str, str]) -> Answer:
        assert query["service"] == "WFS"
        if query.get("map") != "stadt":
            text = "<o:ExceptionText>map fehlt</o:ExceptionText>"
            return self._xml(f'<o:ExceptionReport xmlns:o="{OWS}">{text}</o:ExceptionReport>')
        return self._xml(self._capabilities() if query["request"] == "GetCapabilities" else self._features(query))

    def _capabilities(self) -> str:
        kinds = "".join(f"<FeatureType><Name>{name}</Name></FeatureType>" for name in TYPES)
        address = self.address or f"{self.peer.url}/wfs?map=stadt&amp;"
        return (
            f'<w:WFS_Capabilities version="{self.version}" xmlns:w="http://www.opengis.net/wfs/2.0" '
            f'xmlns:o="{OWS}" xmlns:xlink="http://www.w3.org/1999/xlink"><o:OperationsMetadata>'
            f'<o:Operation name="GetFeature"><o:DCP><o:HTTP><o:Get xlink:href="{address}"/></o:HTTP></o:DCP>'
            f"</o:Operation></o:OperationsMetadata><FeatureTypeList>{kinds}</FeatureTypeList></w:WFS_Capabilities>"
        )

    def _features(self, query: dict[str, str]) -> str:
        old, hits = self.version < "2", query.get("resulttype") == "hits"
        assert query["typename" if old else "typenames"] == TYPES[0]
        start = int(query.get("startindex", 0))
        asked = int(query.get("count", self.total))
        end = self.total if old else min(start + min(self.most, asked), self.total)
        members = [] if hits else [self._member(number, old=old) for number in range(start, end)]
        matched = self.matched or str(self.total)
        if old:
            counts = f'numberOfFeatures="{matched if hits else len(members)}"'
            inner = f"<gml:featureMembers>{''.join(members)}</gml:featureMembers>"
        else:
            counts = f'numberMatched="{matched}" numberReturned="{len(members)}"'
            inner = "".join(f"<wfs:member>{one}</wfs:member>" for one in members)
        return (
            f'<wfs:FeatureCollection xmlns:wfs="http://www.opengis.net/wfs/2.0" xmlns:stadt="urn:stadt" '
            f'xmlns:gml="http://www.opengis.net/gml{"" if old else "/3.2"}" '
            f'timeStamp="2026-01-01T00:00:0{start % 10}Z" {counts}>{inner}</wfs:FeatureCollection>'
        )

    @staticmethod
    def _member(number: int, *, old: bool) -> str:
        name = "" if old else f'gml:id="p{number}" '
        return (
            f'<stadt:Baeume gml:id="b{number}"><stadt:nr>{number}</stadt:nr>'
            f"<stadt:art>Linde &amp; Straße</stadt:art><stadt:lage>"
            f'<gml:Point {name}srsName="urn:ogc:def:crs:EPSG::25832">'
            f"<gml:pos>{510000 + number} 5393000</gml:pos></gml:Point></stadt:lage></stadt:Baeume>"
        )

    def _xml(self, content: str) -> Answer:
        return 200, {"Content-Type": "text/xml"}, f'<?xml version="1.0"?>{self.before}{content}'.encode()


OWS = "http://www.opengis.net/ows/1.1"


@pytest.mark.parametrize("version", ["2.0.0", "1.1.0"])
@pytest.mark.parametrize("layer", ["Baeume", "stadt:Baeume"])
def test_all_features_arrive_whatever_the_page_s_size(peer: Peer, fetch: Fetch, version: str, layer: str) -> None:
    peer.answer = Server(peer, version)

    file = fetch(f"{peer.url}/wfs?map=stadt", layer)

    (frame,) = read(TableSource(url=peer.url, service="wfs"), Located({"": file}, "a", "", 0, None))
    assert file.name == "Baeume.gml"
    assert frame["nr"].astype(int).tolist() == list(range(25))
    assert frame["art"].unique().tolist() == ["Linde & Straße"]
    assert frame.crs.to_epsg() == 25832
    assert frame.geometry.iloc[2].x == 510002


def test_the_same_features_make_the_same_file(peer: Peer, fetch: Fetch) -> None:
    peer.answer = Server(peer)
    first = fetch(f"{peer.url}/wfs?map=stadt").read_bytes()
    peer.answer = Server(peer, most=7)

    assert fetch(f"{peer.url}/wfs?map=stadt").read_bytes() == first


@pytest.mark.parametrize("matched", ["unknown", "²", "9" * 5000], ids=["unknown", "no digit", "endless"])
def test_an_unknown_number_is_no_error(peer: Peer, fetch: Fetch, matched: str) -> None:
    peer.answer = Server(peer, matched=matched)

    assert fetch(f"{peer.url}/wfs?map=stadt").read_text().count("<stadt:nr>") == 25


@pytest.mark.parametrize("version", ["2.0.0", "1.1.0"])
def test_a_number_that_does_not_agree_is_told(peer: Peer, fetch: Fetch, tmp_path: Path, version: str) -> None:
    peer.answer = Server(peer, version, matched="26")

    with pytest.raises(SourceError, match="liefert 25 Objekte, nennt aber 26"):
        fetch(f"{peer.url}/wfs?map=stadt")
    assert not list((tmp_path / "downloads").iterdir())


def test_an_exception_is_told_in_the_server_s_words(peer: Peer, fetch: Fetch) -> None:
    peer.answer = Server(peer)

    with pytest.raises(SourceError, match="map fehlt"):
        fetch(f"{peer.url}/wfs")


def test_an_unknown_type_lists_those_there_are(peer: Peer, fetch: Fetch) -> None:
    peer.answer = Server(peer)

    with pytest.raises(SourceError, match="Vorhanden: stadt:Baenke, stadt:Baeume"):
        fetch(f"{peer.url}/wfs?map=stadt", "Wege")


@pytest.mark.parametrize("address", ["http://169.254.169.254/wfs", "http://10.0.0.1/wfs", "file:///etc/passwd"])
def test_capabilities_do_not_lead_into_the_inner_network(peer: Peer, fetch: Fetch, address: str) -> None:
    peer.answer = Server(peer, address=address)

    with pytest.raises(SourceError, match=r"internen Netz|nicht abrufbar"):
        fetch(f"{peer.url}/wfs?map=stadt")


@pytest.mark.parametrize(
    "types",
    [
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>',
    ],
)
def test_entities_are_refused(peer: Peer, fetch: Fetch, types: str) -> None:
    peer.answer = Server(peer, before=types)

    with pytest.raises(SourceError, match="DOCTYPE"):
        fetch(f"{peer.url}/wfs?map=stadt")


def test_what_is_no_xml_is_no_service(peer: Peer, fetch: Fetch) -> None:
    peer.answer = lambda *_: (200, {}, b"guten Tag")

    with pytest.raises(SourceError, match="nicht die eines solchen Dienstes"):
        fetch(peer.url)


@pytest.mark.parametrize("address", ["http://[::1", "http://xn--a/wfs"])
def test_an_address_that_is_none_is_told(peer: Peer, fetch: Fetch, address: str) -> None:
    peer.answer = Server(peer, address=address)

    with pytest.raises(SourceError, match="nicht die eines solchen Dienstes"):
        fetch(f"{peer.url}/wfs?map=stadt")


def test_the_address_for_features_may_hold_any_parameter(peer: Peer, fetch: Fetch) -> None:
    peer.answer = Server(peer, address=f"{peer.url}/proxy?url=wfs&amp;map=stadt")

    fetch(f"{peer.url}/wfs?map=stadt")

    assert peer.requests[-1][1]["url"] == "wfs"
