"""The story of a plan from tables: definition → records → features with ids → relations → document."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from pipelines.drafting.definition import PlanDefinition, load_plan
from pipelines.drafting.joining import joined
from pipelines.drafting.lots import Lot, Lots, geometry_of, lots, section_of
from pipelines.drafting.mistakes import Mistakes
from pipelines.drafting.scan import attached, check_place, files_of, scan_reference
from pipelines.drafting.table import Table, single, table
from pipelines.drafting.values import Filling, Row, Targets, nullable
from pipelines.plans.exporting import write_to
from pipelines.reading.cell import texts
from pipelines.settings import Settings
from pipelines.tables import STORAGE_SRID
from pipelines.text import Text
from pipelines.xplan.attachment import Attachment
from pipelines.xplan.catalogue import Catalogue, catalogue
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


@dataclass(frozen=True)
class Batch:
    """A lot with its records; ``keys`` and ``ids`` (gml:ids) are theirs, a key is empty where a record has none."""

    lot: Lot
    table: Table | None
    keys: Sequence[str]
    ids: Sequence[str]

    def place(self, row: int) -> Text:
        """Say where a feature comes from."""
        name = self.lot.class_name
        if self.table is None:
            return Text(name, name)
        where = self.table.where(row)
        return Text(f"{where.de} ({name})", f"{where.to('en')} ({name})")


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
        batches = [self._batch(each) for each in (found.plan, *found.sections, *found.objects)]
        targets = self._targets(batches)
        self.mistakes.refuse_records(self.definition.id)
        sections = [batch.ids[0] for batch in batches[1 : 1 + len(found.sections)]]
        filling = Filling(self.known, targets, self.mistakes)
        features = [each for batch in batches for each in self._features(batch, filling, batches[0].ids[0], sections)]
        self.mistakes.refuse_records(self.definition.id)
        return self._finished(features, batches)

    def _batch(self, lot: Lot) -> Batch:
        """Read the records of an entry, in the order of their keys: a table sorted otherwise makes the same plan."""
        if lot.source is None:
            return Batch(lot, None, [lot.own_key or ""], [self._id(lot, lot.own_key or "")])
        found = table(lot.source, self.definition.id, lot.columns(), self.settings)
        if lot.own_key is not None:
            if len(found.cells) != 1:
                self._wrong(
                    Text(f"{found.name} ({lot.class_name})", f"{found.name} ({lot.class_name})"),
                    Text(
                        f"{len(found.cells)} Datensätze statt genau einem", f"{len(found.cells)} records instead of one"
                    ),
                )
            return Batch(lot, found, [lot.own_key], [self._id(lot, lot.own_key)])
        keys = self._keys(lot, found)
        ids = [
            self._id(lot, key or hex_ or "")
            for key, hex_ in zip(keys, shapely.to_wkb(found.shapes, hex=True), strict=True)
        ]
        order = sorted(range(len(ids)), key=lambda row: (keys[row], ids[row]))
        return Batch(lot, found.taken(order), [keys[row] for row in order], [ids[row] for row in order])

    def _keys(self, lot: Lot, found: Table) -> list[str]:
        """The key of each record, "" where the entry names no columns for it."""
        columns = [nullable(texts(found.cells[name])) for name in lot.key_columns]
        keys = []
        for row in range(len(found.cells)):
            parts = [column[row] for column in columns]
            if None in parts:
                self._wrong(found.where(row), Text("der Schlüssel fehlt", "the key is missing"))
            keys.append("/".join(each or "" for each in parts))
        return keys

    def _id(self, lot: Lot, key: str) -> str:
        return new_id(self.definition.id, lot.class_name, key)

    def _targets(self, batches: Sequence[Batch]) -> Targets:
        """All features by key; two of a class with the same one, or the same geometry and none, are a mistake."""
        by_key: dict[str, dict[str, str]] = defaultdict(dict)
        seen: set[str] = set()
        for batch in batches:
            for row, (key, gml_id) in enumerate(zip(batch.keys, batch.ids, strict=True)):
                if gml_id in seen:
                    what = (
                        Text(f"den Schlüssel „{key}“", f"the key “{key}”")
                        if key
                        else Text("diese Geometrie", "this geometry")
                    )
                    self._wrong(
                        batch.place(row),
                        Text(
                            f"{what.de} hat schon ein anderes Objekt dieser Klasse",
                            f"another feature of this class has {what.en}",
                        ),
                    )
                seen.add(gml_id)
                by_key[key][batch.lot.class_name] = gml_id
        return Targets(self.known, by_key)

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
                self._wrong(batch.place(row), Text("keine Geometrie", "no geometry"))
        elif shape.geom_type == "GeometryCollection" or shapely.get_dimensions(shape) not in allowed:
            wanted = [KINDS[each] for each in sorted(allowed)]
            german, english = (" oder ".join(each.de for each in wanted), " or ".join(each.to("en") for each in wanted))
            self._wrong(
                batch.place(row),
                Text(f"{shape.geom_type}, erlaubt sind {german}", f"{shape.geom_type}, allowed are {english}"),
            )
        elif not np.isfinite(shapely.get_coordinates(shape)).all():
            self._wrong(batch.place(row), Text("eine Koordinate ist keine Zahl", "a coordinate is not a number"))
        else:
            yield Property(name, drawn(shape, STORAGE_SRID))

    def _check_complete(self, feature: Feature, place: Text) -> None:
        """What the schema demands is there, and no more values than it allows."""
        for type_ in self.known.properties(feature.class_name).values():
            count = len(feature.values(type_.name))
            if count < type_.least and type_.name != geometry_of(self.known, feature.class_name):
                self._wrong(place, Text(f"{type_.name} fehlt", f"{type_.name} is missing"))
            elif type_.most is not None and count > type_.most:
                said = Text(f"{type_.name} hat {count} Werte statt {type_.most}", f"{type_.name} has {count} values")
                self._wrong(place, said)

    def _finished(self, features: Sequence[Feature], batches: Sequence[Batch]) -> Draft:
        scans = [scan for section in self.definition.sections for scan in section.scans]
        files = [*(each for scan in scans for each in files_of(scan)), *map(attached, self.definition.files)]
        scope = single(batches[0].table.shapes[0]) if batches[0].table else None
        told = [notice for scan in scans for notice in check_place(scan, scope, self.settings)] if scope else []
        told += [_empty(batch.lot) for batch in batches if not batch.ids]
        shapes = [shape for each in batches if each.table for shape in each.table.shapes]
        west, south, east, north = shapely.total_bounds(shapes).tolist()
        document = Document(
            version=self.known.version,
            namespace=self.known.namespace,
            features=joined(features, self.known),
            gml_id=new_id(self.definition.id),
            properties=(Property("gml:boundedBy", envelope(west, south, east, north, STORAGE_SRID)),),
        )
        return Draft(document, tuple({each.name: each for each in files}.values()), tuple(told))

    def _wrong(self, place: Text, said: Text) -> None:
        self.mistakes.in_records.append(Text(f"{place.de}: {said.de}.", f"{place.to('en')}: {said.to('en')}."))


def _empty(lot: Lot) -> Notice:
    message = Text(
        f"{lot.class_name}: die Quelle hat keinen passenden Datensatz.",
        f"{lot.class_name}: the source has no such record.",
    )
    return Notice("empty", message)
