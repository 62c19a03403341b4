"""What answers about plans look like, as OpenAPI says it."""

from typing import Any

Json = dict[str, Any]

TEXT: Json = {"type": "string"}
NULLABLE: Json = TEXT | {"nullable": True}

SHEET: Json = {
    "type": "object",
    "nullable": True,
    "description": "The scanned sheets of the plan as tiles of WebMercatorQuad, null where it has none with a place.",
    "required": ["tiles", "minzoom", "maxzoom", "bounds"],
    "properties": {
        "tiles": TEXT | {"description": "Address with {z}, {y} and {x}; pictures of 256 by 256 pixels in WebP."},
        "minzoom": {"type": "integer"},
        "maxzoom": {"type": "integer"},
        "bounds": {"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 4},
    },
}

NAMED: Json = {
    "id": TEXT,
    "name": NULLABLE,
    "nummer": NULLABLE,
    "class": TEXT,
    "sample": {"type": "boolean", "description": "Whether the plan is invented, shipped to be looked at."},
}
"""What every answer says of a plan."""

PLAN: Json = {
    "type": "object",
    "required": [
        *(*NAMED, "version"),
        *("rechtsstand", "dates", "bbox", "number", "links"),
    ],
    "properties": NAMED
    | {
        "version": TEXT | {"description": "Version of XPlanGML."},
        "rechtsstand": {
            "type": "object",
            "nullable": True,
            "required": ["code", "words"],
            "properties": {"code": TEXT, "words": TEXT},
        },
        "dates": {"type": "object", "additionalProperties": {"type": "array", "items": TEXT}},
        "bbox": {"type": "array", "nullable": True, "items": {"type": "number"}, "minItems": 4, "maxItems": 4},
        "number": {"type": "integer", "minimum": 1, "description": "Which version of the plan is live."},
        "imported": TEXT | {"format": "date-time"},
        "validation": {"type": "object"},
        "sheet": SHEET,
        "links": {"$ref": "#/components/schemas/links"},
    },
}

ANSWER: Json = {
    "type": "object",
    "required": ["plans", "numberReturned", "links"],
    "properties": {
        "plans": {"type": "array", "items": PLAN},
        "numberReturned": {"type": "integer", "minimum": 0},
        "links": {"$ref": "#/components/schemas/links"},
    },
}

STATEMENT: Json = {
    "type": "object",
    "required": ["property", "title", "value", "words", "unit"],
    "properties": {
        "property": TEXT | {"description": "Name in XPlanGML; dots lead into nested objects."},
        "title": TEXT,
        "value": TEXT | {"description": "As the plan writes it."},
        "words": TEXT,
        "unit": NULLABLE,
    },
}

CLAUSE: Json = {
    "type": "object",
    "required": ["schluessel", "text"],
    "properties": {"schluessel": NULLABLE, "text": TEXT},
}

OBJECT: Json = {
    "type": "object",
    "required": ["collection", "id", "class", "title", "text", "zeichen", "festsetzungen", "texts"],
    "properties": {
        "collection": TEXT,
        "id": TEXT,
        "class": TEXT,
        "title": TEXT,
        "text": NULLABLE | {"description": "The inscription, as plans have it."},
        "zeichen": TEXT | {"description": "Key of the symbol."},
        "festsetzungen": {"type": "array", "items": STATEMENT},
        "texts": {"type": "array", "items": CLAUSE},
    },
}

PLAN_AT: Json = {
    "type": "object",
    "required": [
        *(*NAMED, "rechtsstand", "inkrafttreten", "baunvo"),
        *("role", "links", "objects", "texts"),
    ],
    "properties": NAMED
    | {
        "rechtsstand": {
            "type": "object",
            "nullable": True,
            "required": ["code", "de"],
            "properties": {"code": TEXT, "de": TEXT},
        },
        "inkrafttreten": NULLABLE,
        "baunvo": NULLABLE,
        "role": {"type": "string", "enum": ["holds", "amends", "draft", "superseded"]},
        "amends": {"type": "array", "items": {"type": "object"}},
        "amended_by": {"type": "array", "items": {"type": "object"}},
        "participation": {"type": "object", "nullable": True},
        "links": {"$ref": "#/components/schemas/links"},
        "sheet": SHEET,
        "objects": {"type": "array", "items": OBJECT},
        "texts": {"type": "array", "items": CLAUSE},
    },
}

AT: Json = {
    "type": "object",
    "required": ["plans", "disclaimer", "contact", "links"],
    "properties": {
        "plans": {"type": "array", "items": PLAN_AT},
        "disclaimer": {"type": "object", "required": ["de", "en"], "properties": {"de": TEXT, "en": TEXT}},
        "contact": {
            "type": "object",
            "required": ["name", "email", "phone", "url"],
            "properties": {"name": TEXT, "email": NULLABLE, "phone": NULLABLE, "url": NULLABLE},
        },
        "links": {"$ref": "#/components/schemas/links"},
    },
}
