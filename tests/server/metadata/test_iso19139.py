"""Records for catalogues, read as catalogues read them."""

import json
from typing import Any

import httpx
import pytest
from lxml import etree
from owslib.iso import MD_Metadata

from server.metadata.iso19139 import SPACES

RECORD = "/api/collections/baeume/metadata"


@pytest.fixture
def record(http: httpx.Client) -> Any:
    answer = http.get(f"{RECORD}?f=iso19139")
    assert answer.headers["Content-Type"] == "application/xml; charset=utf-8"
    assert answer.headers["Content-Language"] == "de"
    return etree.fromstring(answer.content)


def test_a_catalogue_understands_it(http: httpx.Client, record: Any) -> None:
    read = MD_Metadata(record)
    (about,) = read.identification
    assert about.title == "Bäume"
    assert about.abstract == "Alle Bäume < 30 m & ihre Art"
    assert read.languagecode == "ger"
    assert read.hierarchy == "dataset"
    (contact,) = about.contact
    assert (contact.organization, contact.email, contact.role) == (
        "Gartenamt",
        "gartenamt@example.org",
        "pointOfContact",
    )
    assert {(each.date, each.type) for each in about.date} >= {("2024-05-01", "revision")}
    box = about.extent.boundingBox
    layer = http.get("/api/collections/baeume").json()
    assert [float(edge) for edge in (box.minx, box.miny, box.maxx, box.maxy)] == pytest.approx(
        layer["extent"]["spatial"]["bbox"][0], abs=1e-6
    )
    assert about.topiccategory == ["location"]
    assert read.referencesystem.code == "http://www.opengis.net/def/crs/EPSG/0/25832"
    assert read.dataquality.conformancedegree == ["false"]


def test_terms_of_use_can_be_read_by_machines(record: Any) -> None:
    path = "//gmd:useConstraints/following-sibling::gmd:otherConstraints/gco:CharacterString/text()"
    terms = json.loads(record.xpath(path, namespaces=SPACES)[-1])
    assert set(terms) == {"id", "name", "url", "quelle"}
    assert all(terms.values())
    free = record.xpath("//gmx:Anchor/@xlink:href", namespaces=SPACES)
    assert free == ["http://inspire.ec.europa.eu/metadata-codelist/LimitationsOnPublicAccess/noLimitations"]


def test_every_distribution_is_there(http: httpx.Client, record: Any) -> None:
    online = MD_Metadata(record).distribution.online
    assert len(online) == 9
    for each in online:
        assert http.head(each.url).status_code == 200


def test_elements_stand_in_the_order_of_the_schema(record: Any) -> None:
    """gmd/metadataEntity.xsd and gmd/identification.xsd are sequences."""

    def names(node: Any) -> list[str]:
        return list(dict.fromkeys(etree.QName(child).localname for child in node))

    assert names(record) == [
        "fileIdentifier",
        "language",
        "characterSet",
        "hierarchyLevel",
        "contact",
        "dateStamp",
        "metadataStandardName",
        "metadataStandardVersion",
        "referenceSystemInfo",
        "identificationInfo",
        "distributionInfo",
        "dataQualityInfo",
    ]
    (about,) = record.xpath("//gmd:MD_DataIdentification", namespaces=SPACES)
    assert names(about) == [
        "citation",
        "abstract",
        "pointOfContact",
        "resourceMaintenance",
        "descriptiveKeywords",
        "resourceConstraints",
        "spatialRepresentationType",
        "language",
        "characterSet",
        "topicCategory",
        "extent",
    ]


def test_nothing_internal_is_in_it(http: httpx.Client) -> None:
    assert "melder" not in http.get(RECORD).text
    assert http.get("/api/collections/streng_geheim/metadata").status_code == 404


def test_only_xml_is_offered(http: httpx.Client) -> None:
    assert http.get(RECORD, headers={"Accept": "text/xml"}).status_code == 200
    assert http.get(RECORD, headers={"Accept": "text/html"}).status_code == 406
    assert http.get(f"{RECORD}?f=dcat").status_code == 400
