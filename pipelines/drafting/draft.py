"""The story of a plan from tables: definition → records → features with ids → relations → document."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from pipelines.drafting.batches import Batch, batch, targets_of
from pipelines.drafting.definition import PlanDefinition, load_plan
from pipelines.drafting.joining import joined
from pipelines.drafting.lots import Lot, Lots, geometry_of, lots, section_of
from pipelines.drafting.mistakes import Mistakes
from pipelines.drafting.scan import attached, check_place, files_of, scan_reference
from pipelines.drafting.table import single
from pipelines.drafting.values import Filling, Row
from pipelines.errors import RefusedError
from pipelines.plans.exporting import write_to
from pipelines.settings import Settings
from pipelines.storage import STORAGE_SRID
from pipelines.text import Text
from pipelines.xplan.attachment import Attachment
from pipelines.xplan.catalogue import Catalogue, Kind, catalogue
from pipelines.xplan.drawn import drawn, envelope
from pipelines.xplan.model import Document, Feature, Notice, Property, Reference
from pipelines.xplan.write import new_id, write

KINDS = (Text("Punkte", "points"), Text("Linien", "lines"), Text("Flächen", "areas"))


@dataclass(frozen=True)
class Draft:
    """A plan with the files that come with it, and what is unusual."""

    document: Document
    attachments: tuple[Attachment, ...]
    notices: tuple[Notice, ...]

    @property
    def plan(self) -> str:
        """The plan's id."""
        return self.document.features[0].gml_id

    @cached_property
    def content(self) -> bytes:
        """The plan as it is written."""
        file = BytesIO()
        write(self.document, file)
        return file.getvalue()

    def write(self, path: Path) -> None:
        """Write the plan to a .gml, or with its files to a .zip; see :func:`pipelines.plans.exporting.write_to`."""
        write_to(self.content, {each.name: each.path.read_bytes() for each in self.attachments}, path)


def draft(path: Path, settings: Settings) -> Draft:
    """Make the plan that a definition describes; the same definition and records make the same plan.

    Raises DefinitionError with line and entry for what the definition has wrong, SourceError for sources that cannot
    be read or lack a column, RefusedError for records that make no valid feature: all of them, not the first.
    """
    definition = load_plan(path)
    known = catalogue(definition.version)
    return _Drafting(definition, known, settings, Mistakes()).drafted(lots(definition, known, path))


@dataclass(frozen=True)
class _Drafting:
    """One plan while it is made; mistakes in records gather until the end of a step."""

    definition: PlanDefinition
    known: Catalogue
    settings: Settings
    mistakes: Mistakes

    def drafted(self, found: Lots) -> Draft:
        entries = (found.plan, *found.sections, *found.objects)
        batches = [batch(each, self.definition.id, self.settings, self.mistakes) for each in entries]
        targets = targets_of(batches, self.known, self.mistakes)
        self.mistakes.refuse_records(self.definition.id)
        sections = [each.ids[0] for each in batches[1 : 1 + len(found.sections)]]
        filling = Filling(self.known, targets, self.mistakes)
        plan = batches[0].ids[0]
        features = [made for each in batches for made in self._features(each, filling, plan, sections)]
        self.mistakes.refuse_records(self.definition.id)
        return self._finished(features, batches)

    def _features(self, batch: Batch, filling: Filling, plan: str, sections: Sequence[str]) -> Iterator[Feature]:
        lot = batch.lot
        geometry = geometry_of(self.known, lot.class_name)
        relation = section_of(self.known, lot.class_name)
        shapes = batch.table.shapes if batch.table else [None] * len(batch.ids)
        rows = filling.rows(lot.slots, batch.table, lot.class_name)
        for row, (gml_id, shape, own) in enumerate(zip(batch.ids, shapes, rows, strict=True)):
            more: Row = []
            if geometry:
                more += self._geometry(batch, row, geometry, shape)
            if relation and lot.section is not None:
                more.append(Property(relation, Reference(f"#{sections[lot.section]}")))
            if gml_id in sections:
                more.append(Property("gehoertZuPlan", Reference(f"#{plan}")))
                more += map(scan_reference, self.definition.sections[sections.index(gml_id)].scans)
            feature = Feature(lot.class_name, (*own, *more), gml_id)
            self._check_complete(feature, batch.place(row))
            yield feature

    def _geometry(self, batch: Batch, row: int, name: str, given: BaseGeometry | None) -> Iterator[Property]:
        """The geometry of a record, if it is of a kind that its class may have."""
        shape, allowed = single(given), self.known.dimensions(batch.lot.class_name)
        if shape is None:
            if batch.table and self.known.properties(batch.lot.class_name)[name].least:
                self.mistakes.wrong(batch.place(row), Text("keine Geometrie", "no geometry"))
        elif shape.geom_type == "GeometryCollection" or shapely.get_dimensions(shape) not in allowed:
            wanted = [KINDS[each] for each in sorted(allowed)]
            german, english = (" oder ".join(each.de for each in wanted), " or ".join(each.to("en") for each in wanted))
            self.mistakes.wrong(
                batch.place(row),
                Text(f"{shape.geom_type}, erlaubt sind {german}", f"{shape.geom_type}, allowed are {english}"),
            )
        elif not np.isfinite(shapely.get_coordinates(shape)).all():
            self.mistakes.wrong(
                batch.place(row), Text("eine Koordinate ist keine Zahl", "a coordinate is not a number")
            )
        else:
            yield Property(name, drawn(shape, STORAGE_SRID))

    def _check_complete(self, feature: Feature, place: Text) -> None:
        """What the schema demands is there, and no more values than it allows; geometry has told what it lacks."""
        counts = Counter(each.name for each in feature.properties)
        for name, type_ in self.known.properties(feature.class_name).items():
            if counts[name] < type_.least and type_.kind is not Kind.GEOMETRY:
                self.mistakes.wrong(place, Text(f"{name} fehlt", f"{name} is missing"))
            elif type_.most is not None and counts[name] > type_.most:
                allowed = Text(
                    f"{name} hat {counts[name]} Werte, erlaubt ist {type_.most}",
                    f"{name} has {counts[name]} values, allowed is {type_.most}",
                )
                self.mistakes.wrong(place, allowed)

    def _finished(self, features: Sequence[Feature], batches: Sequence[Batch]) -> Draft:
        scans = [scan for section in self.definition.sections for scan in section.scans]
        files = [*(each for scan in scans for each in files_of(scan)), *map(attached, self.definition.files)]
        scope = single(batches[0].table.shapes[0]) if batches[0].table else None
        told = [notice for scan in scans for notice in check_place(scan, scope, self.settings)] if scope else []
        told += [_empty(each.lot) for each in batches if not each.ids]
        shapes = [shape for each in batches if each.table for shape in each.table.shapes]
        west, south, east, north = shapely.total_bounds(shapes).tolist()
        document = Document(
            version=self.known.version,
            namespace=self.known.namespace,
            features=joined(features, self.known),
            gml_id=new_id(self.definition.id),
            properties=(Property("gml:boundedBy", envelope(west, south, east, north, STORAGE_SRID)),),
        )
        return Draft(document, _different(files), tuple(told))


def _empty(lot: Lot) -> Notice:
    message = Text(
        f"{lot.class_name}: die Quelle hat keinen passenden Datensatz.",
        f"{lot.class_name}: the source has no such record.",
    )
    return Notice("empty", message)


def _different(files: Sequence[Attachment]) -> tuple[Attachment, ...]:
    """Each file once. Raises RefusedError for two of one name, of which an archive has room for one."""
    found: dict[str, Attachment] = {}
    for each in files:
        if found.setdefault(each.name, each).path != each.path:
            raise RefusedError(
                Text(f"Zwei Dateien heißen {each.name}.", f"Two files are called {each.name}."),
                Text("In einem XPlanArchiv geht das nicht.", "An XPlanArchiv has no room for both."),
            )
    return tuple(found.values())
