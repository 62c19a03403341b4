"""Rules about features as a whole: where they lie, and what may not be there twice."""

import pandas as pd
import shapely
from geopandas import GeoDataFrame

from pipelines.definition import Dataset, InsideRule, UniqueRule
from pipelines.reading.cell import texts
from pipelines.report.finding import Action, Finding
from pipelines.stages.position import positions
from pipelines.stages.reference import References, reference
from pipelines.text import Text

Seen = dict[int, set[tuple[object, ...]]]
"""Values that earlier batches had, by the rule's place in the definition."""


def check(
    frame: GeoDataFrame, dataset: Dataset, references: References, seen: Seen
) -> tuple[GeoDataFrame, list[Finding]]:
    """Apply the layer's rules to finished features; ``action`` says whether what breaks one is refused.

    ``seen`` is filled with the values of unique fields, so that duplicates are found across batches. A value
    that is missing is not the same as another missing one.
    """
    findings: list[Finding] = []
    for place, rule in enumerate(dataset.rules):
        if isinstance(rule, InsideRule):
            broken = _outside(frame, rule, references)
        else:
            broken = _repeated(frame, rule, seen.setdefault(place, set()))
        findings += _findings(frame[broken.to_numpy()], rule, dataset)
        if rule.action == "refuse":
            frame = frame[~broken.to_numpy()]
    return frame, findings


def _outside(frame: GeoDataFrame, rule: InsideRule, references: References) -> pd.Series:
    """A feature on the very border is inside."""
    area = reference(references, rule.dataset).geometry.union_all().buffer(rule.buffer)
    shapely.prepare(area)
    return pd.Series(~shapely.covers(area, frame.geometry.to_numpy()), index=frame.index)


def _repeated(frame: GeoDataFrame, rule: UniqueRule, seen: set[tuple[object, ...]]) -> pd.Series:
    columns = pd.DataFrame({name: texts(frame[name]) for name in rule.fields}, index=frame.index)
    complete = columns.notna().all(axis=1)
    values = pd.Series(list(columns.itertuples(index=False, name=None)), index=frame.index, dtype=object)
    repeated = complete & (values.duplicated() | values.isin(seen))
    seen.update(values[complete])
    return repeated


def _findings(broken: GeoDataFrame, rule: InsideRule | UniqueRule, dataset: Dataset) -> list[Finding]:
    if broken.empty:
        return []
    public = dataset.visibility == "public"
    places = positions(broken.geometry) if public else [None] * len(broken)
    name, message = _words(rule)
    action: Action = "refused" if rule.action == "refuse" else "warned"
    return [
        Finding(int(record), name, action, message, feature=str(key) if public else None, position=place)
        for record, key, place in zip(broken.index, broken["id"], places, strict=True)
    ]


def _words(rule: InsideRule | UniqueRule) -> tuple[str, Text]:
    if isinstance(rule, InsideRule):
        return "inside", Text(f"Liegt nicht ganz in „{rule.dataset}“.", f"Does not lie within “{rule.dataset}”.")
    fields = ", ".join(rule.fields)
    return "unique", Text(f"{fields}: kommt schon in einem anderen Datensatz vor.", f"{fields}: occurs twice.")
