"""A pair of tables → what is different: counts in one join over the hashes, details of some, GeoJSON of all."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from psycopg.rows import class_row, dict_row
from sqlalchemy import Connection

from pipelines.compare.model import Changes, Counts, FeatureChange, FieldChange
from pipelines.compare.pair import Pair
from pipelines.driver import driver

SHOWN = 100
"""Features per kind of change that a report itemises; the GeoJSON holds all."""

ALL = 2**62

BATCH = 2_000
"""Differences that come from the server at once."""


def compare(connection: Connection, pair: Pair, version: int | None) -> Changes:
    """Compare both sides; ``version`` is the number of the old one."""
    with driver(connection).cursor(row_factory=class_row(Counts)) as cursor:
        counts = cursor.execute(pair.statement("compare_count.sql")).fetchone()
    return Changes(
        dataset=pair.new.dataset.id,
        version=version,
        counts=counts or Counts(0, 0, 0, 0),
        fields_added=pair.fields_added,
        fields_removed=pair.fields_removed,
        first=tuple(_features(connection, pair, SHOWN)),
    )


def note_changes(connection: Connection, pair: Pair, version: int) -> Counts:
    """Note each difference in ``portal.feature_change`` as brought by ``version``, and count them."""
    with driver(connection).cursor(row_factory=class_row(Counts)) as cursor:
        parameters = {"dataset": pair.new.dataset.id, "version": version}
        return cursor.execute(pair.statement("compare_record.sql"), parameters).fetchone() or Counts(0, 0, 0, 0)


def write_geojson(connection: Connection, pair: Pair, target: Path) -> int:
    """Write every difference as a GeoJSON feature, one by one as the database finds them; return their number.

    Its shape is the new one (of a removed feature the old one), ``before`` beside its properties the old one.
    """
    count = 0
    with target.open("w", encoding="utf-8") as file:
        file.write('{"type":"FeatureCollection","features":[\n')
        for change in _features(connection, pair, ALL):
            file.write(",\n" if count else "")
            file.write(json.dumps(_feature(change), ensure_ascii=False, separators=(",", ":")))  # dump() is slower
            count += 1
        file.write("\n]}\n")
    return count


def _features(connection: Connection, pair: Pair, shown: int) -> Iterator[FeatureChange]:
    with driver(connection).cursor("changes", row_factory=dict_row) as cursor:  # named: rows stay at the server
        cursor.itersize = BATCH
        for row in cursor.execute(pair.statement("compare_details.sql"), {"shown": shown}):
            yield _change(row, pair)


def _change(row: dict[str, Any], pair: Pair) -> FeatureChange:
    before, after = row["before"] or {}, row["after"] or {}
    names = row["fields"] if row["change"] == "changed" else pair.told
    place = {}
    if pair.is_public:
        position = (round(row["longitude"], 7), round(row["latitude"], 7))
        place = {"position": position, "before": row["shape_before"], "after": row["shape_after"]}
    return FeatureChange(
        feature=row["feature"],
        change=row["change"],
        fields=tuple(FieldChange(name, before.get(name), after.get(name)) for name in names),
        moved=_rounded(row["moved"]),
        size_before=_rounded(row["size_before"]),
        size_after=_rounded(row["size_after"]),
        **place,
    )


def _rounded(metres: float | None) -> float | None:
    """Coordinates are kept to the millimetre, so no more is known."""
    return None if metres is None else round(metres, 3)


def _feature(change: FeatureChange) -> dict[str, Any]:
    properties = {key: value for key, value in change.to_json().items() if key not in {"feature", "fields", "position"}}
    for field in change.fields:
        properties |= {f"{field.field} vorher": field.before, f"{field.field} nachher": field.after}
    shape = change.after or change.before
    return {
        "type": "Feature",
        "id": change.feature,
        "geometry": shape,
        "properties": properties,
        "before": change.before,
    }
