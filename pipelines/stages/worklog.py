"""What repair tells: one finding for each geometry that was refused or visibly changed."""

from functools import lru_cache
from math import isfinite

import numpy as np
import pandas as pd
import shapely
from geopandas import GeoDataFrame
from numpy.typing import NDArray

from pipelines.report.finding import Finding
from pipelines.stages.coordinates import Geometries
from pipelines.stages.keys import ids
from pipelines.stages.position import Position, in_degrees, middles
from pipelines.stages.work import CLOSED, DIMENSION, INVALID, MIXED, SLIVERS, UNITED, RefusalRule, Work
from pipelines.text import Text

UNITS = ("", " m", " m²")
"""Of sizes, by dimension."""

REFUSALS: dict[RefusalRule, Text] = {
    "geometry-missing": Text("Der Datensatz hat keine (lesbare) Geometrie.", "The record has no (readable) geometry."),
    "coordinates": Text("Eine Koordinate ist keine Zahl.", "A coordinate is not a number."),
    "geometry-place": Text(
        "Die Geometrie liegt nicht in Deutschland; stimmen Koordinatensystem und Achsen?",
        "The geometry does not lie in Germany; are CRS and axes right?",
    ),
    "geometry-dimensions": Text(
        "Ein Punkt der Geometrie hat keine Höhe oder keinen Messwert, die Ebene verlangt {dimensions}.",
        "A vertex of the geometry has no height or measure, the layer wants {dimensions}.",
    ),
    "geometry-invalid": Text(
        "Die Geometrie ist ungültig ({reason}); wo sie repariert wird, wüsste niemand die Messwerte.",
        "The geometry is invalid ({reason}); nobody would know the measures where it is mended.",
    ),
    "geometry-collapsed": Text(
        "Von der Geometrie bleibt nichts, was eine Fläche oder Länge hat.", "Nothing of the geometry has an extent."
    ),
    "geometry-type": Text(
        "Die Geometrie ist von anderer Art: {kind}, erwartet wird {expected}.",
        "The geometry is of another kind: {kind}, expected {expected}.",
    ),
    "geometry-parts": Text(
        "Die Geometrie hat mehrere Teile, die Ebene erlaubt einen; mehrere erlaubt geometry: Multi{expected}.",
        "The geometry has several parts, one is allowed; geometry: Multi{expected} allows several.",
    ),
}
"""Why a record is refused, by rule."""

REPAIRS: dict[int, tuple[str, Text]] = {
    INVALID: (
        "geometry-invalid",
        Text("Die Geometrie war ungültig ({reason}).", "The geometry was invalid ({reason})."),
    ),
    UNITED: (
        "geometry-invalid",
        Text("Teile überlappten sich und sind vereinigt.", "Parts overlapped and are united."),
    ),
    MIXED: ("geometry-mixed", Text("Teile anderer Art sind entfallen.", "Parts of another kind were dropped.")),
    CLOSED: ("geometry-open", Text("Ein Ring war nicht geschlossen.", "A ring was not closed.")),
    SLIVERS: (
        "geometry-invalid",
        Text("Reste, schmaler als 1 cm, sind entfallen.", "Remnants narrower than 1 cm were dropped."),
    ),
}
"""Rule and sentence by what was mended; the first of them names the finding."""

REASONS = {
    "Self-intersection": "der Rand überschneidet sich selbst",
    "Ring Self-intersection": "ein Ring berührt sich selbst",
    "Hole lies outside shell": "ein Loch liegt außerhalb der Fläche",
    "Holes are nested": "ein Loch liegt in einem anderen",
    "Nested shells": "eine Teilfläche liegt in einer anderen",
    "Interior is disconnected": "Löcher zerschneiden die Fläche",
    "Duplicate Rings": "ein Ring kommt doppelt vor",
    "Too few points in geometry component": "ein Teil hat zu wenige Punkte",
}
"""GEOS's reasons why a geometry is not valid, in German; what is missing here stays as it is."""


Numbers = NDArray[np.intp]
"""Places of records in the batch."""

Told = tuple[int, str | None, Position | None, str | None, str | None]
"""Record, feature, position, size before and after."""


def findings(frame: GeoDataFrame, before: Geometries, work: Work) -> list[Finding]:
    """Return a finding per refused or mended record.

    Refused ones have the feature's id, the others get it when ids have been checked. The position is where the
    geometry was invalid, as far as GEOS tells, else its middle. Internal layers' ids, sizes and places stand in no
    finding.
    """
    told = np.flatnonzero(~work.alive | (work.mended != 0))
    if not len(told):
        return []
    records, named, places = frame.index[told].tolist(), _ids(frame, told, work), _places(before[told], told, work)
    sizes = zip(_sizes(before[told], work), _sizes(work.shapes[told], work), strict=True)
    return [
        _refusal(work, at, before[at], (record, key, place, *size))
        if work.refused[at]
        else _repair(int(work.mended[at]), work.reason[at], (record, key, place, *size))
        for at, record, key, place, size in zip(told.tolist(), records, named, places, sizes, strict=True)
    ]


def _refusal(work: Work, at: int, shape: object, told: Told) -> Finding:
    record, feature, place, before, _ = told
    rule = work.rule(at) or "geometry-missing"
    message = _why(
        rule, str(getattr(shape, "geom_type", "–")), work.reason[at], (work.dataset.geometry, work.dataset.dimensions)
    )
    return Finding(record, rule, "refused", message, feature=feature, before=before, position=place)


def _repair(mended: int, reason: str, told: Told) -> Finding:
    record, feature, place, before, after = told
    rule, message = _what(mended, reason)
    return Finding(record, rule, "repaired", message, feature=feature, before=before, after=after, position=place)


@lru_cache(maxsize=1_000)
def _why(rule: RefusalRule, kind: str, reason: str, declared: tuple[str, str]) -> Text:
    return _filled(REFUSALS[rule], reason, kind=kind, expected=declared[0], dimensions=declared[1])


@lru_cache(maxsize=1_000)
def _what(mended: int, reason: str) -> tuple[str, Text]:
    done = [said for bit, said in REPAIRS.items() if mended & bit]
    sentences = [_filled(text, reason) for _, text in done]
    return done[0][0], Text(" ".join(text.de for text in sentences), " ".join(text.to("en") for text in sentences))


def _filled(text: Text, reason: str, **words: str) -> Text:
    german, english = REASONS.get(reason, reason), reason
    return Text(text.de.format(reason=german, **words), text.to("en").format(reason=english, **words))


def _ids(frame: GeoDataFrame, told: Numbers, work: Work) -> list[str | None]:
    """Ids of the refused, whom nobody names later; those of the others may still prove to be taken."""
    found: list[str | None] = [None] * len(told)
    lost = np.flatnonzero(work.refused[told])
    dataset = work.dataset
    if dataset.visibility == "internal" or dataset.is_known_by_position:
        return found
    if not {*dataset.key_fields} <= {*frame.columns}:
        return found
    for at, key in zip(lost.tolist(), ids(frame.iloc[told[lost]], dataset), strict=True):
        found[at] = None if pd.isna(key) else str(key)
    return found


def _places(before: Geometries, told: Numbers, work: Work) -> list[Position | None]:
    if work.dataset.visibility == "internal":
        return [None] * len(told)
    spots = work.spot[told]
    unknown = np.isnan(spots[:, 0])
    spots[unknown] = middles(before[unknown])
    return in_degrees(spots)


def _sizes(shapes: Geometries, work: Work) -> list[str | None]:
    """Area or length as text, with more digits than any finding needs to tell them apart."""
    dimension = DIMENSION[work.dataset.geometry]
    if dimension == 0 or work.dataset.visibility == "internal":
        return [None] * len(shapes)
    with np.errstate(all="ignore"):  # of coordinates that are no numbers, or far beyond the Earth
        values = shapely.area(shapes) if dimension == 2 else shapely.length(shapes)
    return [f"{value:.3f}{UNITS[dimension]}" if isfinite(value) else None for value in values.tolist()]
