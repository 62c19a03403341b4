"""The process ``echo``: what goes in comes out, checked against its description.

It lets clients and test suites try how this API takes inputs of every kind that the standard knows.
"""

from typing import Any

from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from jsonschema.exceptions import best_match  # type: ignore[import-untyped]

from pipelines.text import Language, Text

Json = dict[str, Any]

ID = "echo"
VERSION = "1.0.0"
TITLE = Text("Echo", "Echo")
ABOUT = Text(
    "Gibt geprüfte Eingaben unverändert zurück, zum Ausprobieren von Clients.",
    "Returns checked inputs as they are, for trying out clients.",
)

BBOX: Json = {
    "type": "object",
    "required": ["bbox"],
    "additionalProperties": False,
    "properties": {
        "bbox": {
            "type": "array",
            "items": {"type": "number"},
            "oneOf": [{"minItems": 4, "maxItems": 4}, {"minItems": 6, "maxItems": 6}],
        },
        "crs": {"type": "string", "format": "uri", "default": "http://www.opengis.net/def/crs/OGC/1.3/CRS84"},
    },
}

GEOJSON: Json = {
    "type": "object",
    "format": "geojson-feature",
    "required": ["type", "geometry", "properties"],
    "properties": {
        "type": {"type": "string", "enum": ["Feature"]},
        "geometry": {"type": "object", "nullable": True},
        "properties": {"type": "object", "nullable": True},
    },
}

INPUTS: dict[str, tuple[Text, Json]] = {
    "text": (Text("Ein Text", "A text"), {"type": "string"}),
    "number": (Text("Eine Zahl", "A number"), {"type": "number"}),
    "mixed": (
        Text("Text, Zahl oder Objekt", "A text, a number or an object"),
        {"oneOf": [{"type": "string"}, {"type": "number"}, {"type": "object"}]},
    ),
    "list": (
        Text("Mehrere Zahlen", "Several numbers"),
        {"type": "array", "maxItems": 100, "items": {"type": "integer"}},
    ),
    "box": (Text("Ein Rechteck", "A bounding box"), {"allOf": [{"format": "ogc-bbox"} | BBOX]}),
    "document": (
        Text("Ein Schriftstück", "A document"),
        {"type": "string", "contentMediaType": "text/plain"},
    ),
    "feature": (Text("Ein GeoJSON-Objekt", "A GeoJSON feature"), GEOJSON),
}
"""Title and schema of each input, and of the output of the same name."""


def summary(api: str, language: Language) -> Json:
    """Describe the process in short."""
    url = f"{api}/processes/{ID}"
    return {
        "id": ID,
        "version": VERSION,
        "title": TITLE.to(language),
        "description": ABOUT.to(language),
        "jobControlOptions": ["sync-execute"],
        "outputTransmission": ["value"],
        "links": [{"href": url, "rel": "self", "type": "application/json", "title": TITLE.to(language)}],
    }


def description(api: str, language: Language) -> Json:
    """Describe the process with its inputs and outputs."""
    short = summary(api, language)
    execute = {
        "href": f"{api}/processes/{ID}/execution",
        "rel": "http://www.opengis.net/def/rel/ogc/1.0/execute",
        "type": "application/json",
        "title": Text("Ausführen", "Execute").to(language),
    }
    titled = {name: {"title": title.to(language), "schema": schema} for name, (title, schema) in INPUTS.items()}
    inputs = {name: each | {"minOccurs": 0, "maxOccurs": 1} for name, each in titled.items()}
    return short | {"links": [*short["links"], execute], "inputs": inputs, "outputs": titled}


def complaint(name: str, value: object) -> str | None:
    """Say what is wrong with the value of an input, None if nothing is."""
    error = best_match(_VALIDATORS[name].iter_errors(value))
    return f"{error.json_path}: {error.message}"[:300] if error else None


def _strict(schema: Any) -> Any:
    """Write OpenAPI's ``nullable`` as JSON Schema does."""
    if isinstance(schema, list):
        return [_strict(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    plain = {key: _strict(each) for key, each in schema.items() if key != "nullable"}
    return plain | {"type": [schema["type"], "null"]} if schema.get("nullable") else plain


_VALIDATORS = {name: Draft202012Validator(_strict(schema)) for name, (_, schema) in INPUTS.items()}
