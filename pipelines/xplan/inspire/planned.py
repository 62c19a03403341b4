"""A plan of XPlanGML → INSPIRE Planned Land Use 4.0, and a list of what has no place there.

The plan is a SpatialPlan, areas of the Flächenschluss are ZoningElements, other provisions SupplementaryRegulations,
texts and documents OfficialDocumentations. Values of provisions are dimensioning indications under their own names.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from lxml import etree

from pipelines.errors import UsageError
from pipelines.settings import Settings
from pipelines.text import Text
from pipelines.xplan.catalogue import SECTIONS
from pipelines.xplan.convert import convert
from pipelines.xplan.geometry import Geometry
from pipelines.xplan.inspire.elements import (
    CODES,
    PLAN_TYPES,
    PLU,
    Element,
    citation,
    code,
    collection,
    identifier,
    inner,
    optional,
    ordinance,
    placed,
    plu,
    void,
)
from pipelines.xplan.inspire.european import European
from pipelines.xplan.inspire.indications import NO_PLACE, STRUCTURE, indications
from pipelines.xplan.inspire.table import OTHER, UNKNOWN, table
from pipelines.xplan.loss import Loss, shown
from pipelines.xplan.model import Document, Feature, Object, Reference
from pipelines.xplan.names import GML_ID
from pipelines.xplan.write import new_id

VERSION = "6.0"
"""The version that the table is about; others are brought to it first."""

NOT_A_DATE = Text("das ist kein Datum", "this is no date")
NO_USE = Text("für diese Nutzung ist kein HILUCS-Wert bekannt", "no value of HILUCS is known for this use")

ZONE = f"{{{PLU}}}ZoningElement"
TEXTS = frozenset({"XP_TextAbschnitt", "XP_BegruendungAbschnitt"})


@dataclass(frozen=True, slots=True)
class Planned:
    """A document of Planned Land Use, and what the plan lost on the way."""

    content: bytes
    losses: tuple[Loss, ...]


def planned(document: Document, namespace: str, settings: Settings) -> Planned:
    """Return a document with one plan as Planned Land Use; ``namespace`` is that of all inspireIds.

    Raises UsageError for landscape plans, which are not planned land use, and for versions without a way to 6.0,
    GeometryError for geometry that has to be moved and cannot be drawn.
    """
    conversion = convert(document, VERSION)
    plans = conversion.document.plans
    if len(plans) != 1 or plans[0].class_name not in table().plans:
        raise UsageError(
            Text(
                "INSPIRE Planned Land Use gibt es nur für je einen BP_, FP_, RP_ oder SO_Plan.",
                "INSPIRE Planned Land Use is for one BP_, FP_, RP_ or SO_Plan.",
            ),
            Text(
                "Landschaftspläne regeln keine Bodennutzung (BNatSchG § 11): sie gehören zum Thema Schutzgebiete.",
                "Landscape plans rule no use of land (BNatSchG § 11): their theme is protected sites.",
            ),
        )
    made = _Planning(conversion.document, plans[0], namespace, settings)
    content = made.content()
    return Planned(content, (*conversion.losses, *made.losses))


class _Planning:
    """One plan on its way; losses gather while its features are written one by one."""

    def __init__(self, document: Document, plan: Feature, namespace: str, settings: Settings) -> None:
        self._document, self._plan, self._namespace = document, plan, namespace
        self._known, self._table = document.catalogue, table()
        self._kind = self._table.plans[plan.class_name]
        self._european = European(document, settings)
        self.losses: list[Loss] = []

    def content(self) -> bytes:
        """The document; the plan comes first, though its members are known last."""
        documents, provisions = list(self._documents()), list(self._provisions())
        members = (self._spatial_plan(documents, provisions), *documents, *provisions)
        root = collection(new_id("plu", self._plan.gml_id, "collection"), members)
        written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
        return written

    def _spatial_plan(self, documents: Sequence[Element], provisions: Sequence[Element]) -> Element:
        plan, kind = self._plan, self._kind
        first, *more = plan.texts("planArt") or [""]
        for each in more:
            self._lose(plan, "planArt", each, NO_PLACE)
        steps = [
            ordinance(day, step) for name, step in self._table.ordinances.items() for day in self._days(plan, name)
        ]
        named = {"name", "nummer", "planArt", "rechtsstand", "raeumlicherGeltungsbereich", "externeReferenz", "texte"}
        dates = {*self._table.begins, *self._table.ends, *self._table.ordinances}
        self._lose_rest(plan, named | dates | STRUCTURE | {"begruendungsTexte"})
        return plu.SpatialPlan(
            {GML_ID: plan.gml_id},
            identifier(plan.gml_id, self._namespace),
            self._extent("extent", plan, "raeumlicherGeltungsbereich"),
            void("beginLifespanVersion"),
            plu.officialTitle(plan.text("name") or plan.gml_id),
            code("levelOfSpatialPlan", f"{CODES}LevelOfSpatialPlanValue/{kind.level}"),
            *self._validity(),
            optional("alternativeTitle", plan.text("nummer")),
            code("planTypeName", PLAN_TYPES + kind.types.get(first, kind.other)),
            self._step,
            void("backgroundMap"),
            *(steps or [void("ordinance")]),
            *([inner("officialDocument", each.get(GML_ID)) for each in documents] or [void("officialDocument")]),
            *(inner("member", each.get(GML_ID)) for each in provisions if each.tag == ZONE),
            *(inner("restriction", each.get(GML_ID)) for each in provisions if each.tag != ZONE),
        )

    def _documents(self) -> Iterator[Element]:
        """Texts, and the documents that the plan refers to."""
        for number, held in enumerate(self._plan.values("externeReferenz")):
            if isinstance(held, Object):
                yield self._official(new_id("plu", self._plan.gml_id, "document", number), "", held)
        for text in self._document.features:
            if text.class_name in TEXTS:
                document = text.first("refText")
                words = " ".join(each for each in (text.text("schluessel"), text.text("text")) if each)
                self._lose_rest(text, {"schluessel", "text", "refText", "rechtscharakter"})
                yield self._official(text.gml_id, words, document if isinstance(document, Object) else None)

    def _official(self, gml_id: str, words: str, held: Object | None) -> Element:
        made = plu.OfficialDocumentation({GML_ID: gml_id}, identifier(gml_id, self._namespace))
        if words:
            made.append(plu.regulationText(words))
        if held is not None:
            name = held.text("referenzName") or held.text("referenzURL") or gml_id
            day = next((each for each in held.texts("datum") if _is_day(each)), None)
            made.append(citation(new_id("plu", gml_id, "citation"), name, day, held.text("referenzURL")))
        return made

    def _provisions(self) -> Iterator[Element]:
        for feature in self._document.features:
            if feature is self._plan or feature.class_name in TEXTS:
                continue
            if feature.class_name in SECTIONS:
                self._lose_rest(feature, STRUCTURE)
            elif not self._known.is_a(feature.class_name, "XP_Objekt") or not list(feature.geometries):
                self._lose(feature, "", feature.class_name, NO_PLACE)
            elif self._is_zone(feature):
                yield self._zone(feature)
            else:
                yield self._regulation(feature)

    def _is_zone(self, feature: Feature) -> bool:
        position = feature.first("position")
        is_area = isinstance(position, Geometry) and position.dimension == 2
        return is_area and feature.text("flaechenschluss") in ("true", "1")

    def _zone(self, feature: Feature) -> Element:
        use = self._table.uses.get(feature.class_name)
        if use is None:
            self._lose(feature, "", feature.class_name, NO_USE)
        values = use.of(feature) if use else (UNKNOWN,)
        return plu.ZoningElement(
            {GML_ID: feature.gml_id},
            identifier(feature.gml_id, self._namespace),
            self._extent("geometry", feature, "position"),
            *self._validity(feature),
            *(code("hilucsLandUse", f"{CODES}HILUCSValue/{each}") for each in values),
            void("beginLifespanVersion"),
            void("hilucsPresence"),
            void("specificLandUse"),
            void("specificPresence"),
            self._nature(feature),
            self._step,
            void("backgroundMap"),
            *indications(self._document, feature, self._lose),
            *self._references(feature),
            inner("plan", self._plan.gml_id),
        )

    def _regulation(self, feature: Feature) -> Element:
        geometry = next(geometry for _, geometry in feature.geometries)
        regulation = self._table.regulations.get(feature.class_name)
        values = regulation.of(feature) if regulation else (OTHER,)
        return plu.SupplementaryRegulation(
            {GML_ID: feature.gml_id},
            *self._validity(feature),
            void("specificSupplementaryRegulation"),
            self._step,
            void("backgroundMap"),
            void("beginLifespanVersion"),
            *indications(self._document, feature, self._lose),
            identifier(feature.gml_id, self._namespace),
            placed("geometry", self._european.geometry(geometry), f"plu/{feature.gml_id}"),
            void("inheritedFromOtherPlans"),
            void("specificRegulationNature"),
            plu.name(feature.class_name),
            self._nature(feature),
            *(code("supplementaryRegulation", f"{CODES}SupplementaryRegulationValue/{each}") for each in values),
            *self._references(feature),
            inner("plan", self._plan.gml_id),
        )

    def _validity(self, feature: Feature | None = None) -> Iterator[Element]:
        """From when to when: as the provision says, else as the plan does."""
        for name, condition, dates in (
            ("validFrom", "startBedingung", self._table.begins),
            ("validTo", "endeBedingung", self._table.ends),
        ):
            held = feature.first(condition) if feature else None
            own = held.text("datumAbsolut") if isinstance(held, Object) else None
            days = [own] if own and _is_day(own) else [day for each in dates for day in self._days(self._plan, each)]
            yield from (plu(name, day) for day in days[:1])

    @property
    def _step(self) -> Element:
        """How far the plan has come; an element has one place, so each is made anew."""
        step = self._kind.steps.get(self._plan.text("rechtsstand") or "")
        return (
            code("processStepGeneral", f"{CODES}ProcessStepGeneralValue/{step}") if step else void("processStepGeneral")
        )

    def _nature(self, feature: Feature) -> Element:
        nature = self._table.natures.get(feature.text("rechtscharakter") or "", "nonBinding")
        return code("regulationNature", f"{CODES}RegulationNatureValue/{nature}")

    def _references(self, feature: Feature) -> Iterator[Element]:
        texts = [value.target for value in feature.values("refTextInhalt") if isinstance(value, Reference)]
        there = [each for each in texts if each in self._document.by_id]
        yield from (inner("officialDocument", str(each)) for each in there)
        if not there:
            yield void("officialDocument")

    def _extent(self, name: str, feature: Feature, of: str) -> Element:
        geometry = feature.first(of)
        if not isinstance(geometry, Geometry):
            raise _without_scope(feature)
        return placed(name, self._european.area(geometry), f"plu/{feature.gml_id}")

    def _days(self, feature: Feature, name: str) -> list[str]:
        return [each for each in feature.texts(name) if _is_day(each)]

    def _lose_rest(self, feature: Feature, said: set[str] | frozenset[str]) -> None:
        for each in feature.properties:
            if each.name not in said and not each.name.startswith("gml:"):
                self._lose(feature, each.name, shown(each.value), NO_PLACE)
        for name in {*self._table.begins, *self._table.ends, *self._table.ordinances} & set(said):
            for text in feature.texts(name):
                if not _is_day(text):
                    self._lose(feature, name, text, NOT_A_DATE)

    def _lose(self, feature: Feature, name: str, value: str, reason: Text) -> None:
        self.losses.append(Loss(feature.gml_id, feature.class_name, name, value, reason))


def _without_scope(feature: Feature) -> UsageError:
    return UsageError(
        Text(
            f"{feature.class_name} {feature.gml_id} hat keine Fläche, die Planned Land Use verlangt.",
            f"{feature.class_name} {feature.gml_id} has no area, which Planned Land Use demands.",
        )
    )


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == len("2026-10-31")
