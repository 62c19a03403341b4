"""What is derived from a plan: rows for the collections, what is stated of each object, what is said of the plan."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote

from shapely.geometry.base import BaseGeometry

from pipelines.plans.collections import GEOMETRIES, geometry_of
from pipelines.plans.columns import BOOLEANS, Value, columns_of
from pipelines.plans.names import OVERVIEW, collection_of
from pipelines.plans.placement import Placed, Placement
from pipelines.plans.stating import spoken, statements
from pipelines.plans.symbol import inscription, symbol
from pipelines.text import Text
from pipelines.xplan.catalogue import PLANS
from pipelines.xplan.model import Document, Feature, Notice, Object, Reference
from pipelines.xplan.titles import class_title

Json = dict[str, Any]

TEXTS = "XP_TextAbschnitt"
AMENDS = ("aendert", "aendertPlan")
AMENDED_BY = ("wurdeGeaendertVon", "wurdeGeaendertVonPlan")
"""Relations between plans: up to 5.4, and in 6.0."""

ANNOUNCEMENT = "5000"
"""XP_ExterneReferenzTyp: the text by which the town announces the publication of a draft (BauGB § 3 (2))."""

BAUNVO = ("versionBauNVO", "versionBauNVODatum", "versionBauNVOText")
"""Which BauNVO holds: said of the plan, or of its section, as an object, a day, or a text, version by version."""


@dataclass(frozen=True)
class Row:
    """One feature of a collection; ``values`` are those of its fields by name."""

    id: str
    geometry: BaseGeometry
    values: Mapping[str, Value]


@dataclass(frozen=True)
class Part:
    """What a plan has in one collection."""

    rows: tuple[Row, ...]

    @property
    def used(self) -> frozenset[str]:
        """The columns that have a value somewhere."""
        return frozenset(name for row in self.rows for name, value in row.values.items() if value is not None)


@dataclass(frozen=True)
class Content:
    """All of one plan: ``parts`` by collection, what is stated ``objects`` by object, ``about`` of the plan itself."""

    parts: Mapping[str, Part]
    objects: Mapping[str, Json]
    about: Json
    notices: tuple[Notice, ...]


def content(document: Document, plan: str, files: Sequence[str], placed: Placement) -> Content:
    """Derive all of a document with one plan; ``files`` are the names of its attachments."""
    (feature,) = document.plans
    about = _about(document, feature)
    name = feature.text("name") or feature.text("nummer") or plan
    objects = [each for each in placed.objects if each.feature.class_name not in PLANS]
    parts = {}
    rows = tuple(_overview(document, feature, plan, name, each) for each in objects)
    if rows:
        parts[OVERVIEW] = Part(rows)
    notices = list(placed.notices)
    for class_name in dict.fromkeys(each.feature.class_name for each in placed.objects):
        of_class = [each for each in placed.objects if each.feature.class_name == class_name]
        fitting = [each for each in of_class if _fits(each)]
        notices += [_misfit(each.feature) for each in of_class if not _fits(each)]
        found = tuple(
            _row(document, each, _said(document, feature, plan, name, each, about, files)) for each in fitting
        )
        if found:
            parts[collection_of(class_name)] = Part(found)
    stated = {each.id: _stated(document, each.feature) for each in objects}
    return Content(parts, stated, about, tuple(notices))


def _fits(each: Placed) -> bool:
    wanted = geometry_of(each.feature.class_name)
    return wanted in {"Geometry", GEOMETRIES[frozenset({each.dimension})]}


def _row(document: Document, each: Placed, said: Mapping[str, Value]) -> Row:
    columns = columns_of(each.feature.class_name)
    values = {name: column.value(document, each.feature) for name, column in columns.items()}
    return Row(each.id, each.geometry, {**values, **said})


def _said(  # noqa: PLR0913, PLR0917 - of the plan and of the object
    document: Document, feature: Feature, plan: str, name: str, each: Placed, about: Json, files: Sequence[str]
) -> Mapping[str, Value]:
    """What is not among the properties."""
    if each.feature is not feature:
        text = inscription(document, each.feature)
        return {"plan": plan, "plan_name": name, "gml_id": each.feature.gml_id, "inschrift": text}
    address = f"/api/plans/{plan}"
    out = about["participation"] or {}
    return {
        "plan": plan,
        "baunvo": about["baunvo"],
        "xplanung": document.version,
        "beteiligung_von": _day(out.get("from")),
        "beteiligung_bis": _day(out.get("to")),
        "beteiligung": out.get("url"),
        "seite": address,
        "gml": f"{address}.gml",
        "archiv": f"{address}.zip",
        "anlagen": " ".join(f"{address}/attachments/{quote(file)}" for file in files) or None,
    }


def _overview(document: Document, plan_feature: Feature, plan: str, name: str, each: Placed) -> Row:
    drawn = symbol(each.feature, each.dimension)
    return Row(
        each.id,
        each.geometry,
        {
            "plan": plan,
            "plan_name": name,
            "rechtsstand": plan_feature.text("rechtsstand"),
            "klasse": each.feature.class_name,
            "titel": class_title(each.feature.class_name).de,
            "text": inscription(document, each.feature),
            "zeichen": drawn.zeichen,
            "rang": drawn.rang,
            "flaechenschluss": _tiles(document, each),
        },
    )


def _tiles(document: Document, each: Placed) -> bool:
    """Whether an area is part of the tiling of its plan: as it says, or as its class always is on the ground."""
    stated = BOOLEANS.get(each.feature.text("flaechenschluss") or "")
    on_ground = (each.feature.text("ebene") or "0") == "0"
    always = document.catalogue.is_a(each.feature.class_name, "BP_Flaechenschlussobjekt") and on_ground
    return each.dimension == 2 and (always if stated is None else stated)


def _stated(document: Document, feature: Feature) -> Json:
    return {
        "festsetzungen": [each.to_json() for each in statements(document, feature)],
        "texts": list(_texts(document, feature)),
    }


def _about(document: Document, feature: Feature) -> Json:
    return {
        "inkrafttreten": feature.text("inkrafttretensDatum") or feature.text("wirksamkeitsDatum"),
        "baunvo": _baunvo(document, feature),
        "amends": list(_related(feature, AMENDS)),
        "amended_by": list(_related(feature, AMENDED_BY)),
        "participation": _participation(feature),
        "texts": list(_of_all(document, feature)),
    }


def _baunvo(document: Document, feature: Feature) -> str | None:
    sections = [each for each in document.features if each.class_name.endswith("_Bereich")]
    said = (_version(document, held, name) for held in (feature, *sections) for name in BAUNVO)
    return next((each for each in said if each), None)


def _version(document: Document, held: Feature, name: str) -> str | None:
    """A law's name and day, however the version of XPlanGML has them."""
    law = held.first(name)
    if isinstance(law, Object):
        return " vom ".join(each for part in ("name", "datum") if (each := spoken(document, law, part))) or None
    return spoken(document, held, name)


def _related(feature: Feature, names: Sequence[str]) -> Iterator[Json]:
    for held in (each for name in names for each in feature.values(name)):
        if isinstance(held, Object):
            reference = held.first("verbundenerPlan")
            yield {
                # without a fragment it is the address of a file, which tells less than number and name
                "id": reference.href.partition("#")[2] or None if isinstance(reference, Reference) else None,
                "nummer": held.text("nummer"),
                "name": held.text("planName"),
                "kind": held.text("aenderungsArt") or held.text("rechtscharakter"),
            }


def _participation(feature: Feature) -> Json | None:
    """The last time that a draft is out, and the page of it where the plan names one in the web."""
    begins, ends = feature.texts("auslegungsStartDatum"), feature.texts("auslegungsEndDatum")
    if not begins and not ends:
        return None
    named = (each for each in feature.values("externeReferenz") if isinstance(each, Object))
    pages = (each.text("referenzURL") or "" for each in named if each.text("typ") == ANNOUNCEMENT)
    return {
        "from": begins[-1] if begins else None,
        "to": ends[-1] if ends else None,
        "url": next((page for page in pages if page.startswith(("https://", "http://"))), None),
    }


def _of_all(document: Document, feature: Feature) -> Iterator[Json]:
    """The texts for the whole plan: those that it or its sections name, and those that nothing names."""
    sections = [each for each in document.features if each.class_name.endswith("_Bereich")]
    named = {id(found) for each in document.features for found in _text_features(document, each)}
    whole = [found for each in (feature, *sections) for found in _text_features(document, each)]
    whole += [each for each in document.of_class(TEXTS) if id(each) not in named]
    yield from (_text(each) for each in {id(each): each for each in whole}.values())


def _texts(document: Document, feature: Feature) -> Iterator[Json]:
    yield from map(_text, _text_features(document, feature))


def _text_features(document: Document, feature: Feature) -> Iterator[Feature]:
    for _, reference in feature.references:
        target = document.target(reference)
        if target is not None and document.catalogue.is_a(target.class_name, TEXTS):
            yield target


def _text(feature: Feature) -> Json:
    return {"schluessel": feature.text("schluessel"), "text": feature.text("text") or ""}


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _misfit(feature: Feature) -> Notice:
    return Notice(
        "geometry",
        Text(
            f"{feature.class_name} hat eine andere Art von Geometrie als seine Klasse und fehlt in deren Sammlung.",
            f"{feature.class_name} has another kind of geometry than its class and is missing in its collection.",
        ),
        feature.gml_id,
        feature.line,
    )
