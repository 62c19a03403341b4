"""What is selected of a feature → GeoJSON text, written by PostGIS."""

from geoalchemy2.functions import ST_AsGeoJSON, ST_FlipCoordinates, ST_ForcePolygonCCW, ST_Transform
from sqlalchemy import ColumnElement, Subquery, Text, cast, func
from sqlalchemy.dialects.postgresql import JSON

from server.crs import CRS84
from server.query import FeatureQuery


def written(page: Subquery, query: FeatureQuery) -> ColumnElement[str]:
    """The finished text where it fits; else its parts, so that every form holds the same properties."""
    if query.crs == CRS84 and query.geometry and query.properties is None:
        return page.c.geojson
    properties = cast(page.c.geojson, JSON)["properties"]
    return func.concat(
        '{"type":"Feature","id":',
        func.to_json(page.c.id),
        ',"geometry":',
        _geometry(page, query),
        ',"properties":',
        properties if query.properties is None else _selected(properties, query.properties),
        "}",
    )


def _geometry(page: Subquery, query: FeatureQuery) -> ColumnElement[object]:
    if not query.geometry:
        return cast("null", Text)
    if query.crs == CRS84:
        return cast(page.c.geojson, JSON)["geometry"]
    shape = ST_ForcePolygonCCW(ST_Transform(page.c.geom, query.crs.srid))
    return ST_AsGeoJSON(ST_FlipCoordinates(shape) if query.crs.flipped else shape, query.crs.decimals, 0)


def _selected(properties: ColumnElement[object], names: tuple[str, ...]) -> ColumnElement[str]:
    """Joined piece by piece: json_build_object takes no more than fifty pairs."""
    text: ColumnElement[str] = cast("{", Text)
    for number, name in enumerate(names):
        value = func.coalesce(cast(properties[name], Text), "null")
        text = text + ("," if number else "") + func.to_json(cast(name, Text)).cast(Text) + ":" + value
    return text + "}"
