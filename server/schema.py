"""A layer's public fields as JSON Schema, for programs (types) and for people (titles, units, codes)."""

from typing import Any

from pipelines.definition import Dataset, FieldType
from pipelines.text import Language, Text

Json = dict[str, Any]

GEOMETRY = Text("Geometrie", "Geometry")

JSON_TYPES: dict[FieldType, dict[str, str]] = {
    "text": {"type": "string"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "boolean": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
    "datetime": {"type": "string", "format": "date-time"},
    "url": {"type": "string", "format": "uri"},
    "email": {"type": "string", "format": "email"},
    "phone": {"type": "string"},
    "hours": {"type": "string", "format": "opening-hours"},
}
"""JSON Schema of a field's values."""


FORMATS = {"Geometry": "geometry-any"}
"""Formats of geometries that are not called as their type is (OGC API Features, Part 5)."""


def properties_schema(dataset: Dataset) -> dict[str, Json]:
    """Return the JSON Schema of every public field."""
    return {name: dict(JSON_TYPES[field.type]) for name, field in dataset.public_fields.items()}


def feature_schema(dataset: Dataset) -> Json:
    """Return the JSON Schema of one feature in the dialect of OpenAPI 3.0."""
    properties = {name: schema | {"nullable": True} for name, schema in properties_schema(dataset).items()}
    return {
        "type": "object",
        "required": ["type", "id", "geometry", "properties"],
        "properties": {
            "type": {"type": "string", "enum": ["Feature"]},
            "id": {"type": "string"},
            "geometry": {"type": "object", "nullable": True},
            "properties": {"type": "object", "properties": properties},
        },
    }


def described(properties: dict[str, Json], dataset: Dataset, language: Language) -> dict[str, Json]:
    """Add what the definition says about each field, and the kind of geometry.

    Source of the keywords: OGC API Features, Part 5 (x-ogc-role, x-ogc-unit, geometry formats).
    """
    geometry: Json = {
        "title": GEOMETRY.to(language),
        "format": FORMATS.get(dataset.geometry, f"geometry-{dataset.geometry.lower()}"),
    }
    geometry["x-ogc-role"] = "primary-geometry"
    fields = {name: schema for name, schema in properties.items() if name in dataset.public_fields}
    described = {name: _field(dataset, name, each, language) for name, each in fields.items()}
    ordered = {"geometry": geometry} | described
    return {name: each | {"x-ogc-propertySeq": place} for place, (name, each) in enumerate(ordered.items(), 1)}


def _field(dataset: Dataset, name: str, schema: Json, language: Language) -> Json:
    field = dataset.public_fields[name]
    more: Json = {"title": field.title.to(language) if field.title else name}
    if name == dataset.key:
        more["x-ogc-role"] = "id"
    if field.unit:
        more["x-ogc-unit"] = field.unit
    if field.codes:
        more["enum"] = list(field.codes.values)
        more["x-ogc-enumNames"] = [code.label.to(language) for code in field.codes.values.values()]
    return schema | more
