"""A layer as an ISO 19115 record in the XML of ISO/TS 19139, as GDI-DE's conventions ask for data of the public sector.

The record is in German, the language of the data. Terms of use stand twice, as text and as JSON, by which portals of
open data recognise a licence (GDI-DE, Konventionen zu Metadaten, Nutzungsbedingungen).
"""

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree
from lxml.builder import ElementMaker

from pipelines.definition import Contact, Dataset, Licence
from pipelines.publication import Publication
from pipelines.storage import STORAGE_SRID, Box
from server.links import Json
from server.metadata import words

GMD, GCO = "http://www.isotc211.org/2005/gmd", "http://www.isotc211.org/2005/gco"
GMX, XLINK = "http://www.isotc211.org/2005/gmx", "http://www.w3.org/1999/xlink"
SPACES = {"gmd": GMD, "gco": GCO, "gmx": GMX, "xlink": XLINK}
CODES = "http://standards.iso.org/iso/19139/resources/gmxCodelists.xml"
LANGUAGES = "http://www.loc.gov/standards/iso639-2/"

type Element = Any
"""lxml ships no types."""

gmd, gco, gmx = (ElementMaker(namespace=each, nsmap=SPACES) for each in (GMD, GCO, GMX))


@dataclass(frozen=True)
class Record:
    """What a record is made of. ``address`` is the collection's, ``key`` a name of the layer that never changes."""

    layer: Publication
    contact: Contact
    licence: Licence
    extent: Box
    address: str
    key: str
    downloads: Sequence[Json]

    @property
    def dataset(self) -> Dataset:
        """The layer's public definition."""
        return self.layer.dataset


def write(record: Record) -> bytes:
    """Write the record as XML, its elements in the order that the schema wants."""
    root = gmd.MD_Metadata(
        gmd.fileIdentifier(_text(str(uuid.uuid5(uuid.NAMESPACE_URL, f"{record.key}#metadata")))),
        gmd.language(_language()),
        gmd.characterSet(_code("MD_CharacterSetCode", "utf8")),
        gmd.hierarchyLevel(_code("MD_ScopeCode", "dataset")),
        gmd.contact(_party(record.contact)),
        gmd.dateStamp(gco.Date(record.layer.published_at.date().isoformat())),
        gmd.metadataStandardName(_text("ISO 19115/19119")),
        gmd.metadataStandardVersion(_text("2003/Cor.1:2006, 2005/Amd.1:2008")),
        gmd.referenceSystemInfo(_reference_system()),
        gmd.identificationInfo(_identification(record)),
        gmd.distributionInfo(_distribution(record)),
        gmd.dataQualityInfo(_quality(record.dataset)),
    )
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8"))


def _identification(record: Record) -> Element:
    dataset = record.dataset
    topic = words.THEMES[dataset.inspire_theme][1] if dataset.inspire_theme else _topic(dataset)
    return gmd.MD_DataIdentification(
        gmd.citation(_citation(record)),
        gmd.abstract(_text(dataset.description.de.strip())),
        gmd.pointOfContact(_party(record.contact)),
        gmd.resourceMaintenance(_maintenance(dataset)),
        *(gmd.descriptiveKeywords(each) for each in _keywords(dataset)),
        *map(gmd.resourceConstraints, _constraints(record.licence)),
        gmd.spatialRepresentationType(_code("MD_SpatialRepresentationTypeCode", "vector")),
        gmd.language(_language()),
        gmd.characterSet(_code("MD_CharacterSetCode", "utf8")),
        gmd.topicCategory(gmd.MD_TopicCategoryCode(topic)),
        gmd.extent(_extent(record.extent)),
    )


def _topic(dataset: Dataset) -> str:
    return words.TOPICS.get(dataset.dcat_theme, words.OTHER_TOPIC) if dataset.dcat_theme else words.OTHER_TOPIC


def _citation(record: Record) -> Element:
    layer = record.layer
    dates = [("publication", layer.published_at.date().isoformat())]
    dates += [("revision", layer.data_date.isoformat())] if layer.data_date else []
    return gmd.CI_Citation(
        gmd.title(_text(record.dataset.title.de)),
        *(_date(value, kind) for kind, value in dates),
        gmd.identifier(gmd.MD_Identifier(gmd.code(_text(record.address)))),
    )


def _date(value: str, kind: str) -> Element:
    return gmd.date(
        gmd.CI_Date(gmd.date(gco.Date(value)), gmd.dateType(_code("CI_DateTypeCode", kind))),
    )


def _maintenance(dataset: Dataset) -> Element:
    frequency = words.FREQUENCIES.get(dataset.update_frequency, "unknown")
    return gmd.MD_MaintenanceInformation(
        gmd.maintenanceAndUpdateFrequency(_code("MD_MaintenanceFrequencyCode", frequency))
    )


def _keywords(dataset: Dataset) -> list[Element]:
    found = [_keyword([*dataset.keywords, "opendata"], None)]
    if dataset.inspire_theme:
        found.append(_keyword([words.THEMES[dataset.inspire_theme][0]], words.THESAURUS))
        found.append(_keyword(["inspireidentifiziert"], None))
    if dataset.hvd_category:
        found.append(_keyword([words.HVD[dataset.hvd_category]], words.HVD_THESAURUS))
    return found


def _keyword(names: Sequence[str], thesaurus: tuple[str, str] | None) -> Element:
    listed = [gmd.keyword(_text(name)) for name in names]
    if thesaurus is None:
        return gmd.MD_Keywords(*listed)
    title, day = thesaurus
    citation = gmd.CI_Citation(gmd.title(_text(title)), _date(day, "publication"))
    return gmd.MD_Keywords(*listed, gmd.type(_code("MD_KeywordTypeCode", "theme")), gmd.thesaurusName(citation))


def _constraints(licence: Licence) -> list[Element]:
    said = {"id": licence.id, "name": licence.title, "url": licence.url, "quelle": licence.attribution}
    none = gmx.Anchor("Es gelten keine Zugriffsbeschränkungen")
    none.set(f"{{{XLINK}}}href", NO_LIMITATIONS)
    return [
        gmd.MD_LegalConstraints(
            gmd.accessConstraints(_code("MD_RestrictionCode", "otherRestrictions")), gmd.otherConstraints(none)
        ),
        gmd.MD_LegalConstraints(
            gmd.useConstraints(_code("MD_RestrictionCode", "otherRestrictions")),
            gmd.otherConstraints(_text(f"Nutzungsbedingungen: {licence.title}, {licence.url}")),
            gmd.otherConstraints(_text(f"Quellenvermerk: {licence.attribution}")),
            gmd.otherConstraints(_text(json.dumps(said, ensure_ascii=False))),
        ),
    ]


NO_LIMITATIONS = "http://inspire.ec.europa.eu/metadata-codelist/LimitationsOnPublicAccess/noLimitations"


def _extent(box: Box) -> Element:
    west, south, east, north = (gco.Decimal(f"{edge:.6f}") for edge in box)
    edges = gmd.EX_GeographicBoundingBox(
        gmd.westBoundLongitude(west),
        gmd.eastBoundLongitude(east),
        gmd.southBoundLatitude(south),
        gmd.northBoundLatitude(north),
    )
    return gmd.EX_Extent(gmd.geographicElement(edges))


def _distribution(record: Record) -> Element:
    formats = [("GeoJSON", "RFC 7946"), *((str(each["title"]), "unbekannt") for each in record.downloads)]
    service = ("OGC API – Features", record.address, "information")
    files = [(str(each["title"]), str(each["href"]), "download") for each in record.downloads]
    online = [gmd.onLine(_resource(*each)) for each in (service, *files)]
    return gmd.MD_Distribution(
        *(gmd.distributionFormat(_format(*each)) for each in formats),
        gmd.transferOptions(gmd.MD_DigitalTransferOptions(*online)),
    )


def _format(name: str, version: str) -> Element:
    return gmd.MD_Format(gmd.name(_text(name)), gmd.version(_text(version)))


def _resource(name: str, address: str, function: str) -> Element:
    return gmd.CI_OnlineResource(
        gmd.linkage(gmd.URL(address)),
        gmd.name(_text(name)),
        gmd.function(_code("CI_OnLineFunctionCode", function)),
    )


def _quality(dataset: Dataset) -> Element:
    """INSPIRE asks every record to say whether its data are harmonised; ours are in the town's own model."""
    lineage = dataset.lineage.de.strip() if dataset.lineage else "Daten der Kommune; zur Herkunft ist nichts angegeben."
    return gmd.DQ_DataQuality(
        gmd.scope(gmd.DQ_Scope(gmd.level(_code("MD_ScopeCode", "dataset")))),
        gmd.report(gmd.DQ_DomainConsistency(gmd.result(_conformance()))),
        gmd.lineage(gmd.LI_Lineage(gmd.statement(_text(lineage)))),
    )


def _conformance() -> Element:
    regulation = "VERORDNUNG (EG) Nr. 1089/2010 DER KOMMISSION vom 23. November 2010"
    return gmd.DQ_ConformanceResult(
        gmd.specification(gmd.CI_Citation(gmd.title(_text(regulation)), _date("2010-12-08", "publication"))),
        gmd.explanation(_text("Die Daten sind nicht in das Datenmodell von INSPIRE überführt.")),
        gmd("pass", gco.Boolean("false")),
    )


def _party(contact: Contact) -> Element:
    address = [gmd.electronicMailAddress(_text(contact.email))] if contact.email else []
    phone = [gmd.phone(gmd.CI_Telephone(gmd.voice(_text(contact.phone))))] if contact.phone else []
    online = [gmd.onlineResource(gmd.CI_OnlineResource(gmd.linkage(gmd.URL(contact.url))))] if contact.url else []
    return gmd.CI_ResponsibleParty(
        gmd.organisationName(_text(contact.office.de)),
        gmd.contactInfo(gmd.CI_Contact(*phone, gmd.address(gmd.CI_Address(*address)), *online)),
        gmd.role(_code("CI_RoleCode", "pointOfContact")),
    )


def _reference_system() -> Element:
    code = f"http://www.opengis.net/def/crs/EPSG/0/{STORAGE_SRID}"
    identifier = gmd.RS_Identifier(gmd.code(_text(code)))
    return gmd.MD_ReferenceSystem(gmd.referenceSystemIdentifier(identifier))


def _language() -> Element:
    return gmd.LanguageCode("ger", codeList=LANGUAGES, codeListValue="ger")


def _code(name: str, value: str) -> Element:
    return gmd(name, value, codeList=f"{CODES}#{name}", codeListValue=value)


def _text(value: str) -> Element:
    return gco.CharacterString(value)
