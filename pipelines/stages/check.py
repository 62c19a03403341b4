"""The layer's contract applied to finished features: their values within the layer, and where they lie.

What a rule needs from other layers is prepared at the first batch and kept for the publication; that no areas
overlap is known only when all are there (:mod:`pipelines.stages.whole`).
"""

from geopandas import GeoDataFrame

from pipelines.definition import Dataset
from pipelines.reading.cell import texts
from pipelines.report.finding import Finding
from pipelines.stages.contract import Check, checks
from pipelines.stages.position import positions
from pipelines.stages.reference import References

Seen = dict[str, tuple[Check, ...]]
"""The checks of a publication once they are prepared, by the layer's id; empty before the first batch."""


def check(
    frame: GeoDataFrame, dataset: Dataset, references: References, seen: Seen
) -> tuple[GeoDataFrame, list[Finding]]:
    """Apply the layer's rules to finished features; a rule's ``action`` says whether what breaks it is refused.

    ``seen`` is one dict per publication, in which unique fields remember their values across batches. Raises
    RefusedError when a layer that a rule names is not published, DefinitionError when it lacks the column named.
    """
    if dataset.id not in seen:
        seen[dataset.id] = tuple(checks(dataset, references))
    findings: list[Finding] = []
    for each in seen[dataset.id]:
        broken = each.test(frame)
        findings += _findings(frame[broken], each, dataset)
        if each.action == "refused":
            frame = frame[~broken]
        elif each.action == "cleared":
            frame = frame.assign(**{each.fields[0]: frame[each.fields[0]].mask(broken)})
    return frame, findings


def _findings(broken: GeoDataFrame, check: Check, dataset: Dataset) -> list[Finding]:
    if broken.empty:
        return []
    public = dataset.visibility == "public"
    places = positions(broken.geometry) if public else [None] * len(broken)
    field = check.fields[0] if len(check.fields) == 1 else None
    return [
        Finding(
            int(record),
            check.rule,
            check.action,
            check.message,
            str(key) if public else None,
            field,
            before,
            position=place,
        )
        for record, key, before, place in zip(
            broken.index, broken["id"], _shown(broken, check, dataset), places, strict=True
        )
    ]


def _shown(broken: GeoDataFrame, check: Check, dataset: Dataset) -> list[str | None]:
    """Return the values that a rule is about, None where one of them is not for everybody to know."""
    if not check.fields or not all(dataset.tells(name) for name in check.fields):
        return [None] * len(broken)
    columns = [texts(broken[name]).fillna("–") for name in check.fields]
    if len(columns) == 1:
        return [str(value) for value in columns[0]]
    named = [name + " = " + column for name, column in zip(check.fields, columns, strict=True)]
    return [", ".join(row) for row in zip(*named, strict=True)]
