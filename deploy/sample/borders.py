"""The town's boundary, its four quarters and the districts of its primary schools, cut from one set of lines."""

import random
from collections.abc import Iterable
from functools import cache

import numpy as np
from shapely import LineString, Point, Polygon, unary_union
from shapely.geometry.base import BaseGeometry
from shapely.ops import polygonize

from deploy.sample.geography import BOUNDARY, CENTRES, PRIMARY_SCHOOLS, QUARTER_LINES, SCHOOLS, STRAIGHT_SIDES, Position
from deploy.sample.projection import Path, curve, path, point, rugged
from deploy.sample.roads import RAILWAY, THROUGH_ROADS

GRID = 0.01
"""Corners lie on whole centimetres, so that neighbours share them exactly."""


@cache
def quarters() -> dict[str, Polygon]:
    """The four quarters by name, in EPSG:25832; together they are the town, without gap or overlap."""
    return {
        name: _join(face for face in _faces() if outline.contains(face.representative_point()))
        for name, outline in _quarter_outlines().items()
    }


@cache
def town() -> Polygon:
    """The town's area in EPSG:25832, with a corner wherever two quarters meet at its edge."""
    return _join(_faces())


@cache
def school_districts() -> dict[str, Polygon]:
    """The district of each primary school by its id: Leinfelden is cut by the railway, Echterdingen by the L 1192."""
    districts: dict[str, Polygon] = {}
    for quarter, area in quarters().items():
        schools = {s.id: point(s.position) for s in SCHOOLS if s.quarter == quarter and s.id in PRIMARY_SCHOOLS}
        districts |= _around([face for face in _faces() if area.contains(face.representative_point())], schools)
    return {school: districts[school] for school in PRIMARY_SCHOOLS}


def _around(faces: list[Polygon], schools: dict[str, Point]) -> dict[str, Polygon]:
    """The face of each school; a face without a school goes where it shares the longest border."""
    districts = {school: next(f for f in faces if f.contains(place)) for school, place in schools.items()}
    for face in faces:
        if not any(face.contains(place) for place in schools.values()):
            nearest = max(districts, key=lambda school: districts[school].intersection(face).length)
            districts[nearest] = _join([districts[nearest], face])
    return districts


@cache
def _faces() -> tuple[Polygon, ...]:
    """Everything the lines cut the town into; areas made of whole faces share every corner with their neighbours."""
    railway = curve(RAILWAY).intersection(_quarter_outlines()["Leinfelden"].buffer(5))
    return tuple(_cut([_outline(), *_quarter_lines(), railway, LineString(np.round(path(_cross_town()), 2))]))


@cache
def _quarter_outlines() -> dict[str, Polygon]:
    faces = _cut([_outline(), *_quarter_lines()])
    return {name: next(face for face in faces if face.contains(point(place))) for name, place in CENTRES.items()}


def _cut(lines: Iterable[BaseGeometry]) -> list[Polygon]:
    return list(polygonize(unary_union(list(lines), grid_size=GRID)))


def _join(faces: Iterable[Polygon]) -> Polygon:
    area = unary_union(list(faces))
    if not isinstance(area, Polygon):
        raise TypeError("the drawn lines leave an area in several parts")
    return area


def _cross_town() -> tuple[Position, ...]:
    parts = {road.name: road.points for road in THROUGH_ROADS if road.number == "L 1192"}
    west, east = parts["Leinfelder Straße"][::-1], parts["Plieninger Straße"][1:]
    return ((9.1510, 48.6925), *west, *east)


def _outline() -> LineString:
    corners = path([*BOUNDARY, BOUNDARY[0]])
    sides: list[Path] = []
    for i in range(len(BOUNDARY)):
        side = corners[i : i + 2]
        sides.append(
            side[:1] if i in STRAIGHT_SIDES else rugged(side, random.Random(f"side {i}"), levels=2, roughness=0.1)[:-1]
        )
    ring = np.vstack([*sides, corners[:1]])
    return LineString(np.round(ring, 2))


def _quarter_lines() -> list[LineString]:
    rough = (
        rugged(path(corners), random.Random(f"quarter line {i}"), levels=2, roughness=0.08)
        for i, corners in enumerate(QUARTER_LINES)
    )
    return [LineString(np.round(line, 2)) for line in rough]
