"""Parameters of a query as OpenAPI describes them."""

from server.links import Json


def query_parameter(name: str, description: str, schema: Json) -> Json:
    """Describe a parameter; the values of a list stand in one, with commas between them (OpenAPI 3.0, 4.7.12.3)."""
    return {
        "name": name,
        "in": "query",
        "description": description,
        "schema": schema,
        "style": "form",
        "explode": False,
    }


def format_parameter(*names: str) -> Json:
    """Describe ``f``, which has one of these values."""
    description = "Format of the answer. Without it, the Accept header decides."
    return query_parameter("f", description, {"type": "string", "enum": list(names)})
