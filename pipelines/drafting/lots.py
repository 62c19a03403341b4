"""The entries of a definition, checked by the catalogue: of which class their features are, and what fills them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.datasets import Location, mistaken
from pipelines.definition import TableSource
from pipelines.drafting.definition import ObjectEntry, PlanDefinition, SectionEntry
from pipelines.drafting.mistakes import Mistakes, Place, near
from pipelines.drafting.template import Slot, Templates
from pipelines.text import Text
from pipelines.xplan.catalogue import PLANS, SECTIONS, VERSIONS, Catalogue, Kind
from pipelines.xplan.mapping import mapping

SCAN = "refScan"


@dataclass(frozen=True)
class Lot:
    """The features of one entry.

    Where ``own_key`` is set there is one feature, and a source has one record; else there is one for each record,
    told apart by ``key_columns``, or by its geometry. ``section`` is the place of its Bereich in the list of
    sections, from 0; None for what lies in none.
    """

    class_name: str
    source: TableSource | None
    slots: tuple[Slot, ...]
    own_key: str | None = None
    key_columns: tuple[str, ...] = ()
    section: int | None = None

    def columns(self) -> Iterator[str]:
        """Names of all columns that it needs."""
        yield from self.key_columns
        yield from (name for slot in self.slots for name in slot.columns())


@dataclass(frozen=True)
class Lots:
    """All of a plan."""

    plan: Lot
    sections: tuple[Lot, ...]
    objects: tuple[Lot, ...]


def lots(definition: PlanDefinition, known: Catalogue, path: Path) -> Lots:
    """Check all entries. Raises DefinitionError that names each mistake with its line in the file ``path``."""
    mistakes = Mistakes()
    found = _Reading(definition, known, mistakes).lots()
    if mistakes.in_definition:
        raise mistaken(path, mistakes.in_definition)
    return found


def geometry_of(known: Catalogue, class_name: str) -> str | None:
    """Return the name of a class's geometry property, None where it has none."""
    properties = known.properties(class_name).values()
    return next((each.name for each in properties if each.kind is Kind.GEOMETRY), None)


def section_of(known: Catalogue, class_name: str) -> str | None:
    """Return the relation of a class to its Bereich (gehoertZuBereich), None where it has none."""
    above = {ancestor for each in SECTIONS for ancestor in known.lineage(each)}
    properties = known.properties(class_name).values()
    return next((each.name for each in properties if each.kind is Kind.REFERENCE and each.target in above), None)


@dataclass(frozen=True)
class _Reading:
    definition: PlanDefinition
    known: Catalogue
    mistakes: Mistakes

    def lots(self) -> Lots:
        given = self.definition
        plan, section = given.plan.class_, given.plan.class_.replace("_Plan", "_Bereich")
        if plan not in PLANS:
            said = Text(f"{plan} ist keine Klasse von Plänen{near(plan, PLANS).de}", f"{plan} is no class of plans")
            self._at("plan", "class").wrong(said)
            plan, section = "BP_Plan", "BP_Bereich"
        scope = self._slots(plan, given.plan.properties, ("plan",), frozenset({"bereich"}), has_table=True)
        return Lots(
            Lot(plan, given.plan.source, scope, own_key=""),
            tuple(self._section(section, number, each) for number, each in enumerate(given.sections)),
            tuple(self._object(number, each) for number, each in enumerate(given.objects)),
        )

    def _section(self, name: str, number: int, entry: SectionEntry) -> Lot:
        made = {"gehoertZuPlan", "planinhalt", "praesentationsobjekt", *([SCAN] if entry.scans else [])}
        where = ("sections", number)
        slots = self._slots(name, entry.properties, where, frozenset(made), has_table=entry.source is not None)
        return Lot(name, entry.source, slots, own_key=str(number + 1))

    def _object(self, number: int, entry: ObjectEntry) -> Lot:
        where, name = ("objects", number), entry.class_
        if self._check_class(name, where):
            self._check_entry(entry, where)
            relation = section_of(self.known, name)
            properties = _closing(self.known, name) | entry.properties
            made = frozenset([relation] if relation else [])
            slots = self._slots(name, properties, where, made, has_table=entry.source is not None)
            section = entry.section - 1 if relation else None
            if entry.source is None:
                return Lot(name, None, slots, own_key="/".join(entry.key), section=section)
            return Lot(name, entry.source, slots, key_columns=entry.key, section=section)
        return Lot(name, None, ())

    def _slots(
        self, name: str, given: dict[str, Any], where: Location, made: frozenset[str], *, has_table: bool
    ) -> tuple[Slot, ...]:
        place = self._at(*where, "properties")
        geometry = geometry_of(self.known, name)
        slots = Templates(self.known).slots(name, given, place, made=made | ({geometry} if geometry else set()))
        if not has_table:
            for slot in slots:
                if any(True for _ in slot.columns()):
                    said = Text("ohne source gibt es keine Spalten", "without a source there are no columns")
                    (place / slot.type.name).wrong(said)
        return slots

    def _check_class(self, name: str, where: Location) -> bool:
        place, found = self._at(*where, "class"), self.known.classes.get(name)
        if found is None:
            place.wrong(self._no_class(name))
        elif not found.is_feature or found.is_abstract or name in PLANS | SECTIONS:
            place.wrong(Text(f"{name} ist keine Klasse von Planinhalten", f"{name} is no class of a plan's contents"))
        else:
            return True
        return False

    def _no_class(self, name: str) -> Text:
        """Say that a class is not there; what another version calls it, or what is spelt like it."""
        version = self.known.version
        renamed = [
            table.classes[name] for old in VERSIONS if (table := mapping(old, version)) and name in table.classes
        ]
        if renamed:
            hint = Text(f"; dort heißt sie {renamed[-1]}", f"; there it is called {renamed[-1]}")
        else:
            classes = self.known.classes.values()
            hint = near(name, (each.name for each in classes if each.is_feature and not each.is_abstract))
        return Text(
            f"XPlanGML {version} hat keine Klasse {name}{hint.de}", f"XPlanGML {version} has no class {name}{hint.en}"
        )

    def _check_entry(self, entry: ObjectEntry, where: Location) -> None:
        geometry, place = geometry_of(self.known, entry.class_), self._at(*where)
        if entry.section > len(self.definition.sections):
            said = Text("einen solchen Bereich gibt es unter sections nicht", "there is no such Bereich under sections")
            (place / "section").wrong(said)
        if geometry and entry.source is None:
            said = Text(f"{entry.class_} braucht Geometrie, also source", f"{entry.class_} needs geometry, so a source")
            (place / "class").wrong(said)
        if not geometry and not entry.key:
            said = Text(
                "key fehlt: ohne Geometrie hat das Objekt sonst keine Kennung",
                "key is missing: without geometry the feature has no other id",
            )
            place.wrong(said)
        if entry.source and entry.source.take.inside:
            said = Text("take.inside gibt es nur für Ebenen", "take.inside is for layers only")
            (place / "source" / "take").wrong(said)

    def _at(self, *where: str | int) -> Place:
        return Place(self.mistakes, where)


def _closing(known: Catalogue, name: str) -> dict[str, Any]:
    """Whether areas of a class take part in the Flächenschluss, where the class says so (rules 4.1.6.1 and 4.1.7.1)."""
    kinds = {ancestor.partition("_")[2] for ancestor in known.lineage(name)}
    if "flaechenschluss" not in known.properties(name):
        return {}
    if "Flaechenschlussobjekt" in kinds:
        return {"flaechenschluss": True}
    return {"flaechenschluss": False} if "Ueberlagerungsobjekt" in kinds else {}
