"""The objects of a plan on the map: linear, valid copies of their geometry in EPSG:25832, each with its own id."""

import uuid
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import shapely
from pyproj.exceptions import CRSError
from shapely.geometry.base import BaseGeometry

from pipelines.errors import SourceError
from pipelines.plans.record import EUROPE, USABLE
from pipelines.settings import Settings
from pipelines.text import Text
from pipelines.xplan.crs import epsg
from pipelines.xplan.geometry import Geometry
from pipelines.xplan.linear import GeometryError, shape
from pipelines.xplan.model import Document, Feature, Notice
from pipelines.xplan.placing import moved


@dataclass(frozen=True)
class Placed:
    """One object with its place: ``dimension`` is 0 for points, 1 for lines, 2 for areas; geometries are multiple."""

    id: str
    feature: Feature
    geometry: BaseGeometry
    dimension: int


@dataclass(frozen=True)
class Placement:
    """The objects of a plan that have a place, in its order, and notices of those that should and have none."""

    objects: tuple[Placed, ...]
    notices: tuple[Notice, ...]


def placement(document: Document, plan: str, settings: Settings) -> Placement:
    """Place all objects of a document with one plan; the plan itself gets ``plan`` as id."""
    notices: list[Notice] = []
    drawn = list(_drawn(document, notices))
    shapes = _in_storage(drawn, settings, notices)
    ids = dict(zip((id(feature) for feature in document.features), _ids(document, plan), strict=True))
    objects = []
    for feature, _, _ in drawn:
        found = shapes.get(id(feature))
        fitting = _valid(found) if found is not None else None
        if fitting is not None:
            objects.append(Placed(ids[id(feature)], feature, fitting, int(shapely.get_dimensions(fitting))))
        elif found is not None:
            notices.append(_nowhere(feature))
    return Placement(tuple(objects), tuple(notices))


def own_id(plan: str, gml_id: str, taken: Collection[str]) -> str:
    """Return the gml:id, or where another object has it, or no address can hold it, a UUIDv5 of plan and gml:id."""
    if USABLE.fullmatch(gml_id) and gml_id not in taken:
        return gml_id
    return f"GML_{uuid.uuid5(uuid.NAMESPACE_URL, f'{plan}#{gml_id}')}"


def _ids(document: Document, plan: str) -> Iterator[str]:
    plans, seen = set(map(id, document.plans)), set[str]()
    for place, feature in enumerate(document.features):
        if id(feature) in plans:
            yield plan
            continue
        found = own_id(plan, feature.gml_id, seen | {plan})
        found = own_id(plan, f"{feature.gml_id}#{place}", ()) if found in seen else found
        seen.add(found)
        yield found


def _drawn(document: Document, notices: list[Notice]) -> Iterator[tuple[Feature, BaseGeometry, int]]:
    """Objects with their shapes and the EPSG codes of these."""
    default = document.srs_name or ""
    for feature in document.features:
        geometry: Geometry | None = next((each for _, each in feature.geometries), None)
        if geometry is None:
            continue
        code = epsg(geometry.any_srs_name or default)
        try:
            drawn = shape(geometry)
        except GeometryError as error:
            notices.append(Notice("geometry", error.message, feature.gml_id, feature.line))
            continue
        if code is None:
            notices.append(_nowhere(feature))
        else:
            yield feature, drawn, code


def _in_storage(
    drawn: list[tuple[Feature, BaseGeometry, int]], settings: Settings, notices: list[Notice]
) -> Mapping[int, BaseGeometry]:
    """Shapes in EPSG:25832 by feature; all of one CRS are moved at once."""
    found: dict[int, BaseGeometry] = {}
    for code in dict.fromkeys(code for _, _, code in drawn):
        group = [(feature, shape) for feature, shape, own in drawn if own == code]
        try:
            shapes = moved([shape for _, shape in group], code, settings)
        except (SourceError, CRSError):
            notices += [_nowhere(feature) for feature, _ in group]
            continue
        found |= {id(feature): shape for (feature, _), shape in zip(group, shapes, strict=True)}
    return found


MULTIPLE = (shapely.MultiPoint, shapely.MultiLineString, shapely.MultiPolygon)


def _valid(found: BaseGeometry) -> BaseGeometry | None:
    """The parts of the highest dimension, mended, outer rings counter-clockwise (RFC 7946, 3.1.6)."""
    if found.is_empty or not np.isfinite(found.bounds).all() or not EUROPE.covers(shapely.box(*found.bounds)):
        return None
    valid = found if found.is_valid else shapely.make_valid(found, method="structure", keep_collapsed=False)
    parts = shapely.get_parts(_flat(valid))
    if not len(parts):
        return None
    dimensions = shapely.get_dimensions(parts)
    highest = int(dimensions.max())
    return MULTIPLE[highest](shapely.orient_polygons(parts[dimensions == highest]).tolist())


def _flat(found: BaseGeometry) -> BaseGeometry:
    """Collections within collections become one; rings, which no layer has, become lines."""
    parts = shapely.get_parts(shapely.get_parts(found)).tolist()
    lines = [shapely.LineString(each.coords) if each.geom_type == "LinearRing" else each for each in parts]
    return shapely.GeometryCollection([each for each in lines if not each.is_empty])


def _nowhere(feature: Feature) -> Notice:
    return Notice(
        "place",
        Text(
            f"{feature.class_name} fehlt auf der Karte: seine Lage ergibt dort keinen Ort.",
            f"{feature.class_name} is missing on the map: its position makes no place there.",
        ),
        feature.gml_id,
        feature.line,
    )
