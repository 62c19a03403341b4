"""Which CRS a source is in: what the definition declares, what the file says, what its numbers look like.

Real files omit their CRS, name it vaguely (an Esri .prj of Gauß-Krüger without a known datum) or contradict
the definition. Nothing is guessed but the one thing every standard says: degrees are CRS84.
"""

import math
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import shapely
from geopandas import GeoDataFrame
from pyproj import CRS
from pyproj.exceptions import CRSError

from pipelines.errors import DefinitionError, SourceError
from pipelines.text import Text

CRS84 = CRS.from_user_input("OGC:CRS84")
"""Longitude and latitude in degrees on WGS 84, longitude first (RFC 7946, section 4)."""

UNITS = {"degree": math.radians(1), "metre": 1.0, "unity": 1.0}
"""The units that PROJJSON writes as a word; every other one comes with its factor to SI."""

EASTINGS = {
    "EPSG:25832": (200_000, 950_000),
    "EPSG:31467": (3_200_000, 3_900_000),
    "EPSG:4647": (32_200_000, 32_950_000),
}
"""Eastings in metres by which people tell UTM 32, Gauß-Krüger 3 and UTM 32 with its zone in front apart."""

FLATTENING = 1e-3
"""Greatest difference of 1/f between WGS 84 and GRS 80, which count as one; Bessel 1841 is 0.9 away."""


def agreed(declared: str | None, found: CRS | None, frame: GeoDataFrame) -> CRS | None:
    """Return the CRS of ``frame``, None where it holds no coordinates and none is declared.

    The definition names it, else the file, else numbers that look like degrees are CRS84. A file whose CRS
    cannot be identified or does not fit its own numbers counts as one without. Raises SourceError where
    definition and file, or definition and numbers, contradict each other, and where nobody says what
    projected numbers mean, or a file says metres and holds degrees or other metres; DefinitionError where what is
    declared does not exist.
    """
    degrees = looks_like_degrees(frame)
    known = identified(found) if found else None
    if known and degrees is not None and known.is_geographic != degrees:
        known = None  # GDAL reports CRS84 for a GeoJSON without `crs` member, whatever numbers it holds
    if declared:
        return _declared(by_code(declared), known, frame, degrees=degrees)
    if known and degrees is False and (likely := _likely_instead(known, frame)):
        raise _labelled_wrongly(known, likely)
    if known or degrees is None:
        return known
    if degrees and not (found and found.is_projected):
        return CRS84
    raise _degrees_as_metres(found) if found and degrees else _unknown(found, frame)


def looks_like_degrees(frame: GeoDataFrame) -> bool | None:
    """Tell whether the frame's typical coordinates are degrees; None where there are no coordinates.

    The median decides, so that single wrong positions do not.
    """
    corners = shapely.bounds(frame.geometry.to_numpy())[:, :2]
    corners = corners[np.isfinite(corners).all(axis=1)]
    if not len(corners):
        return None
    x, y = np.abs(np.median(corners, axis=0))
    return bool(x <= 180 and y <= 90)


def identified(crs: CRS) -> CRS | None:
    """Return the horizontal CRS with its EPSG code where it has one; None for "undefined" and local systems."""
    flat = _horizontal(crs)
    if not (flat.is_geographic or flat.is_projected) or "undefined" in flat.name.casefold():
        return None
    code = flat.to_epsg(min_confidence=70)
    named = CRS.from_epsg(code) if code else flat
    return named if compatible(named, flat) else flat


def compatible(one: CRS, other: CRS) -> bool:
    """Tell whether two CRS mean the same numbers, by ellipsoid, projection and parameters, not by name.

    WGS 84 and ETRS89 are the same here: they differ by less than a metre, and files mix up their names.
    The order of axes does not count, since coordinates are always read easting or longitude first.
    """
    one, other = _horizontal(one), _horizontal(other)
    if one.is_projected != other.is_projected or not _same_ellipsoid(one, other):
        return False
    if not one.is_projected:
        return True
    first, second = _projection(one), _projection(other)
    return first.keys() == second.keys() and all(np.isclose(first[key], second[key], rtol=1e-9) for key in first)


def _horizontal(crs: CRS) -> CRS:
    while crs.is_bound and crs.source_crs:
        crs = crs.source_crs
    if crs.is_compound:
        return _horizontal(crs.sub_crs_list[0])
    return crs.to_2d() if len(crs.axis_info) == 3 and not crs.is_geocentric else crs


def _same_ellipsoid(one: CRS, other: CRS) -> bool:
    if one.ellipsoid is None or other.ellipsoid is None:
        return False
    return (
        abs(one.ellipsoid.semi_major_metre - other.ellipsoid.semi_major_metre) < 1
        and abs(one.ellipsoid.inverse_flattening - other.ellipsoid.inverse_flattening) < FLATTENING
    )


def _projection(crs: CRS) -> dict[str, float]:
    return dict(_parameters(crs.to_json_dict()["conversion"]))


def _parameters(conversion: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    for parameter in conversion["parameters"]:
        unit = parameter["unit"]
        factor = unit["conversion_factor"] if isinstance(unit, dict) else UNITS[unit]
        yield parameter["name"], parameter["value"] * factor
    yield f"method {conversion['method']['name']}", 1.0


def _declared(declared: CRS, known: CRS | None, frame: GeoDataFrame, *, degrees: bool | None) -> CRS:
    if known and not compatible(declared, known):
        raise SourceError(
            Text(
                f"Die Definition sagt {_name(declared)}, die Datei aber {_name(known)}.",
                f"The definition says {_name(declared)}, but the file says {_name(known)}.",
            ),
            Text("Bitte klären, was stimmt, und crs ändern.", "Please find out which is right, and change crs."),
        )
    if degrees is not None and declared.is_geographic != degrees:
        raise _not_fitting(declared, "EPSG:4326" if degrees else _likely(frame), degrees=degrees)
    return declared


def _not_fitting(declared: CRS, likely: str | None, *, degrees: bool) -> SourceError:
    german, english = ("Grad", "degrees") if degrees else ("Meter", "metres")
    return SourceError(
        Text(
            f"Die Definition sagt {_name(declared)}, die Koordinaten sehen aber nach {german} aus.",
            f"The definition says {_name(declared)}, but the coordinates look like {english}.",
        ),
        _proposal(likely)
        or Text("Bitte crs, x und y in der Definition prüfen.", "Please check crs, x and y in the definition."),
    )


def _degrees_as_metres(found: CRS) -> SourceError:
    return SourceError(
        Text(
            f"Die Datei nennt {_name(found)}, ihre Zahlen sehen aber nach Grad aus.",
            f"The file names {_name(found)}, but its numbers look like degrees.",
        ),
        _proposal("EPSG:4326"),
    )


def _likely(frame: GeoDataFrame) -> str | None:
    """Return the CRS that typical eastings of Germany's west point to, None where there is none."""
    corners = shapely.bounds(frame.geometry.to_numpy())[:, :2]
    easting, northing = np.median(corners[np.isfinite(corners).all(axis=1)], axis=0)
    if not 5_200_000 < northing < 6_150_000:
        return None
    return next((code for code, (west, east) in EASTINGS.items() if west < easting < east), None)


def _likely_instead(known: CRS, frame: GeoDataFrame) -> str | None:
    """Return the CRS that the eastings point to where they cannot be those of the one that the file names."""
    own = next((code for code in EASTINGS if compatible(CRS(code), known)), None)
    likely = _likely(frame) if own else None
    return likely if likely != own else None


def _labelled_wrongly(known: CRS, likely: str) -> SourceError:
    return SourceError(
        Text(
            f"Die Datei nennt {_name(known)}, ihre Zahlen passen aber nicht dazu.",
            f"The file names {_name(known)}, but its numbers do not fit that.",
        ),
        Text(
            f"Sie sehen nach {likely} aus. Bitte das Koordinatensystem in der Datei richtigstellen, etwa in QGIS.",
            f"They look like {likely}. Please set the file's coordinate system right, in QGIS for example.",
        ),
    )


def _proposal(likely: str | None) -> Text | None:
    if likely is None:
        return None
    return Text(
        f"Das sieht nach {likely} aus. Stimmt das, bitte in der Definition angeben: crs: {likely}.",
        f"This looks like {likely}. If so, please state it in the definition: crs: {likely}.",
    )


def _unknown(found: CRS | None, frame: GeoDataFrame) -> SourceError:
    if found and found.is_geographic:
        return SourceError(
            Text(
                f"Die Quelle oder ihr Format nennt „{found.name}“, ihre Zahlen sind aber keine Grad.",
                f"The source or its format says “{found.name}”, but its numbers are no degrees.",
            ),
            _proposal(_likely(frame))
            or Text("Bitte in der Definition angeben: crs.", "Please state it in the definition: crs."),
        )
    named = f" („{found.name}“)" if found else ""
    return SourceError(
        Text(
            f"Die Quelle sagt nicht, in welchem Koordinatensystem ihre Zahlen stehen{named}.",
            f"The source does not say which coordinate system its numbers are in{named}.",
        ),
        _proposal(_likely(frame))
        or Text(
            "Bitte in der Definition angeben: crs: EPSG:25832 (UTM 32) oder crs: EPSG:31467 (Gauß-Krüger 3).",
            "Please state it in the definition: crs: EPSG:25832 (UTM 32) or crs: EPSG:31467 (Gauß-Krüger 3).",
        ),
    )


def by_code(code: str) -> CRS:
    """Return the CRS that a definition declares. Raises DefinitionError unless it has positions in the plane."""
    try:
        crs = CRS.from_user_input(code)
    except CRSError:
        raise _not_declarable(code, Text("gibt es nicht", "does not exist")) from None
    flat = _horizontal(crs)
    if not (flat.is_geographic or flat.is_projected):
        raise _not_declarable(code, Text("beschreibt keine Lage", "has no horizontal positions"))
    return crs


def _not_declarable(code: str, reason: Text) -> DefinitionError:
    return DefinitionError(
        Text(
            f"crs: das Koordinatensystem {code} {reason.de}.", f"crs: the coordinate system {code} {reason.to('en')}."
        ),
        Text("Üblich sind EPSG:25832 (UTM 32) und EPSG:31467.", "Usual ones are EPSG:25832 (UTM 32) and EPSG:31467."),
    )


def from_file(text: str | None) -> CRS | None:
    """Return the CRS that a file's text (EPSG code or WKT) names, None where it is missing or unreadable."""
    if not text:
        return None
    try:
        return CRS.from_user_input(text)
    except CRSError:
        return None


def _name(crs: CRS) -> str:
    authority = crs.to_authority(min_confidence=100)
    return ":".join(authority) if authority else crs.name
