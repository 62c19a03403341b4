"""The records of each entry, with the gml:ids of the features that they become."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import shapely

from pipelines.drafting.lots import Lot
from pipelines.drafting.mistakes import Mistakes
from pipelines.drafting.table import Table, table
from pipelines.drafting.values import Targets, nullable
from pipelines.reading.cell import texts
from pipelines.settings import Settings
from pipelines.text import Text
from pipelines.xplan.catalogue import Catalogue
from pipelines.xplan.write import new_id


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


def batch(lot: Lot, plan: str, settings: Settings, mistakes: Mistakes) -> Batch:
    """Read the records of a lot of the definition ``plan``.

    They come in the order of their keys, so that a table which is sorted otherwise makes the same plan. Raises what
    :func:`pipelines.drafting.table.table` raises.
    """
    if lot.source is None:
        return _single(lot, plan, None)
    found = table(lot.source, plan, lot.columns(), settings)
    if lot.own_key is not None:
        if (count := len(found.cells)) != 1:
            place = f"{found.name} ({lot.class_name})"
            mistakes.wrong(
                Text(place, place), Text(f"{count} Datensätze statt genau einem", f"{count} records instead of one")
            )
        return _single(lot, plan, found)
    keys = _keys(lot, found, mistakes)
    shapes = shapely.to_wkb(found.shapes, hex=True)
    ids = [new_id(plan, lot.class_name, key or shape or "") for key, shape in zip(keys, shapes, strict=True)]
    order = sorted(range(len(ids)), key=lambda row: (keys[row], ids[row]))
    return Batch(lot, found.taken(order), [keys[row] for row in order], [ids[row] for row in order])


def targets_of(batches: Sequence[Batch], known: Catalogue, mistakes: Mistakes) -> Targets:
    """Return all features by key; two of a class with the same one, or with none and the same geometry, are wrong."""
    by_key: dict[str, dict[str, str]] = defaultdict(dict)
    seen: set[str] = set()
    for each in batches:
        for row, (key, gml_id) in enumerate(zip(each.keys, each.ids, strict=True)):
            if gml_id in seen:
                mistakes.wrong(each.place(row), _twin(key))
            seen.add(gml_id)
            by_key[key][each.lot.class_name] = gml_id
    return Targets(known, by_key)


def _single(lot: Lot, plan: str, found: Table | None) -> Batch:
    key = lot.own_key or ""
    return Batch(lot, found, [key], [new_id(plan, lot.class_name, key)])


def _keys(lot: Lot, found: Table, mistakes: Mistakes) -> list[str]:
    """The key of each record, "" where the entry names no columns for it."""
    columns = [nullable(texts(found.cells[name])) for name in lot.key_columns]
    keys = []
    for row in range(len(found.cells)):
        parts = [column[row] for column in columns]
        if None in parts:
            mistakes.wrong(found.where(row), Text("der Schlüssel fehlt", "the key is missing"))
        keys.append("/".join(each or "" for each in parts))
    return keys


def _twin(key: str) -> Text:
    what = Text(f"den Schlüssel „{key}“", f"the key “{key}”") if key else Text("diese Geometrie", "this geometry")
    return Text(
        f"{what.de} hat schon ein anderes Objekt dieser Klasse",
        f"another feature of this class has {what.to('en')} already",
    )
