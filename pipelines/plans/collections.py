"""The collections that are derived from plans, as layers: of plans, of objects of one class, and of all objects.

A collection has the fields that its plans make use of, so that no layer has a hundred empty ones; a plan that states
something new adds its column. The kept model is the document: see :mod:`pipelines.plans.stored`.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from pipelines.definition import Code, CodeList, Dataset, Field, GeometryType, ScaleRange, TableSource
from pipelines.plans.columns import codes_of, columns_of
from pipelines.plans.names import DEVELOPMENT_PLANS, OVERVIEW, collection_of
from pipelines.plans.signs import SIGNS
from pipelines.text import Text
from pipelines.town import Town
from pipelines.xplan.catalogue import PLANS, SECTIONS, VERSIONS, catalogue
from pipelines.xplan.titles import class_title

GROUP = "bauen"
"""The theme of the shipped town under which plans are listed; other towns' last one stands in."""

CLOSE = ScaleRange(max=25_000)
"""Where single objects of a plan are seen."""

KINDS: Mapping[str, Text] = {
    "BP": Text("Bebauungspläne", "development plans"),
    "FP": Text("Flächennutzungspläne", "land use plans"),
    "LP": Text("Landschaftspläne", "landscape plans"),
    "RP": Text("Regionalpläne", "regional plans"),
    "SO": Text("sonstige Pläne", "other plans"),
    "XP": Text("alle Pläne", "all plans"),
}
"""Kinds of plans by the prefix of their classes."""

GEOMETRIES: Mapping[frozenset[int], GeometryType] = {
    frozenset({0}): "MultiPoint",
    frozenset({1}): "MultiLineString",
    frozenset({2}): "MultiPolygon",
}

RECHTSSTAND = Field(
    title=Text("Rechtsstand", "Legal status"),
    codes=codes_of(("BP_Rechtsstand", "FP_Rechtsstand", "LP_Rechtsstand", "RP_Rechtsstand")),
)
"""Of a plan, with the codes of all kinds of plans; those of BP come first where a code has two meanings."""

OF_PLANS: Mapping[str, Field] = {
    "plan": Field(title=Text("Kennung", "Id")),
    "name": Field(title=Text("Name", "Name")),
    "nummer": Field(title=Text("Nummer", "Number")),
    "rechtsstand": RECHTSSTAND,
    "inkrafttretensdatum": Field(type="date", title=Text("Inkrafttreten", "In force since")),
    "baunvo": Field(title=Text("BauNVO in der Fassung", "Version of BauNVO")),
    "xplanung": Field(title=Text("Version von XPlanGML", "Version of XPlanGML")),
    "beteiligung_von": Field(type="date", title=Text("Veröffentlichung im Internet ab", "Published for comments from")),
    "beteiligung_bis": Field(
        type="date", title=Text("Veröffentlichung im Internet bis", "Published for comments until")
    ),
    "beteiligung": Field(type="url", title=Text("Seite der Beteiligung", "Page for comments")),
    "seite": Field(title=Text("Plan mit Prüfbericht", "Plan with its report")),
    "gml": Field(title=Text("XPlanGML", "XPlanGML")),
    "archiv": Field(title=Text("XPlanArchiv", "XPlanArchiv")),
    "anlagen": Field(title=Text("Anlagen", "Attachments")),
}
"""What is said of every plan. Addresses begin with the portal's own path, as it may be reached under several."""

OF_OBJECTS: Mapping[str, Field] = {
    "plan": Field(title=Text("Kennung des Plans", "Id of the plan")),
    "plan_name": Field(title=Text("Plan", "Plan")),
    "gml_id": Field(title=Text("Kennung im Plan", "Id in the plan")),
    "inschrift": Field(title=Text("Inschrift", "Inscription")),
}
"""What is said of every object of a class besides its properties."""

OF_OVERVIEW: Mapping[str, Field] = {
    "plan": OF_OBJECTS["plan"],
    "plan_name": OF_OBJECTS["plan_name"],
    "rechtsstand": RECHTSSTAND,
    "klasse": Field(title=Text("Klasse", "Class")),
    "titel": Field(title=Text("Bezeichnung", "What it is")),
    "text": Field(title=Text("Inschrift", "Inscription")),
    "zeichen": Field(
        title=Text("Planzeichen", "Symbol"),
        codes=CodeList(values={key: Code(label=words) for key, words in SIGNS.items()}),
    ),
    "rang": Field(type="integer", title=Text("Reihenfolge der Darstellung", "Order of drawing")),
    "flaechenschluss": Field(type="boolean", title=Text("Flächenschluss", "Part of the tiling")),
}


def overview(town: Town) -> Dataset:
    """Return the layer of all objects of all plans; the map draws its tiles, so it has few fields."""
    return _dataset(
        town,
        OVERVIEW,
        Text("Inhalte der Bebauungspläne und anderer Pläne", "Contents of development and other plans"),
        Text(
            "Alle Objekte aller veröffentlichten Pläne mit Planzeichen und Inschrift. "
            "Rechtsverbindlich ist allein die ausgefertigte Satzung.",
            "All objects of all published plans with symbol and inscription. "
            "Only the signed and sealed by-law itself is legally binding.",
        ),
        "Geometry",
        OF_OVERVIEW,
        ("titel", "zeichen", "text", "plan_name", "rechtsstand"),
    )


def of_class(town: Town, class_name: str, used: Iterable[str]) -> Dataset:
    """Return the layer of one class with the columns that are ``used``, in the order of the catalogue."""
    is_plan = class_name in PLANS
    first, wanted = OF_PLANS if is_plan else OF_OBJECTS, set(used)
    columns = {name: each.field for name, each in columns_of(class_name).items() if name in wanted}
    fields = {**first, **{name: field for name, field in columns.items() if name not in first}}
    info = ("name", "nummer", "rechtsstand", "inkrafttretensdatum", "baunvo") if is_plan else ("inschrift", "plan_name")
    kind = KINDS[class_name.partition("_")[0]]
    return _dataset(
        town,
        collection_of(class_name),
        _plans_title(class_name) if is_plan else _title(class_name, kind),
        _description(class_name, kind),
        geometry_of(class_name),
        fields,
        info,
        search=("name", "nummer") if is_plan else (),
    )


@cache
def _classes() -> Mapping[str, str]:
    known = [each for version in map(catalogue, VERSIONS) for each in version.classes.values()]
    return {collection_of(each.name): each.name for each in known if each.is_feature and not each.is_abstract}


def class_of(collection: str) -> str:
    """Return the class whose objects a collection has. Raises KeyError for the overview and other layers."""
    return _classes()[collection]


def geometry_of(class_name: str) -> GeometryType:
    """Return the geometry that objects of a class have in all versions, ``Geometry`` where it may be any."""
    if class_name in PLANS | SECTIONS:  # the catalogue tells by base classes, which those of objects alone have
        return "MultiPolygon"
    known = [each for each in map(catalogue, VERSIONS) if class_name in each.classes]
    found = frozenset[int]().union(*(each.dimensions(class_name) for each in known))
    return GEOMETRIES.get(found, "Geometry")


def _plans_title(class_name: str) -> Text:
    kind = KINDS[class_name.partition("_")[0]]
    english = kind.to("en")
    return Text(kind.de[0].upper() + kind.de[1:], english[0].upper() + english[1:])


def _title(class_name: str, kind: Text) -> Text:
    title = class_title(class_name)
    return Text(f"{title.de} ({kind.de})", f"{title.to('en')} ({kind.to('en')})")


def _description(class_name: str, kind: Text) -> Text:
    return Text(
        f"Objekte der Klasse {class_name} von XPlanung, aus den veröffentlichten Plänen abgeleitet ({kind.de}). "
        "Bögen sind als Sehnen gezeichnet; unverändert steht alles im XPlanGML des Plans.",
        f"Objects of XPlanung's class {class_name}, derived from the published plans ({kind.to('en')}). "
        "Arcs are drawn as chords; everything is unaltered in the plan's XPlanGML.",
    )


def _dataset(  # noqa: PLR0913, PLR0917 - what makes one layer differ from another
    town: Town,
    dataset_id: str,
    title: Text,
    description: Text,
    geometry: GeometryType,
    fields: Mapping[str, Field],
    info: tuple[str, ...],
    search: tuple[str, ...] = (),
) -> Dataset:
    groups = [each.id for each in town.groups]
    return Dataset(
        id=dataset_id,
        title=title,
        description=description,
        group=GROUP if GROUP in groups else groups[-1],
        source=TableSource(path=Path("XPlanGML")),
        geometry=geometry,
        fields=dict(fields),
        key="plan" if dataset_id == DEVELOPMENT_PLANS else tuple(fields)[:1],
        info=info,
        search=search,
        tiles="dynamic",
        scale=CLOSE if dataset_id == OVERVIEW else ScaleRange(),
        keywords=("Bebauungsplan", "XPlanung"),
        inspire_theme="lu",
        update_frequency="IRREG",
    )
