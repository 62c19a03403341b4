"""The process ``echo``: what goes in comes out, checked against its description.

It lets clients and test suites try how this API takes inputs of every kind that the standard knows.
"""

from pipelines.settings import Settings
from pipelines.text import Text
from server.processes.process import Json, Process

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


async def run(values: Json, _: Settings) -> Json:
    """Return the inputs."""
    return values


PROCESS = Process(
    id="echo",
    version="1.0.0",
    title=Text("Echo", "Echo"),
    about=Text(
        "Gibt geprüfte Eingaben unverändert zurück, zum Ausprobieren von Clients.",
        "Returns checked inputs as they are, for trying out clients.",
    ),
    inputs=INPUTS,
    outputs=INPUTS,
    run=run,
)
