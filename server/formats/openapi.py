"""What OpenAPI says about the forms of features."""

from typing import Any

from server.formats import jsonfg
from server.formats.offer import FEATURES, FILES
from server.negotiation import Offer
from server.parameter import format_parameter

Json = dict[str, Any]

CONFORMANCE = jsonfg.CONFORMANCE


def form_parameter(offer: Offer = FEATURES) -> Json:
    """Return the parameter ``f`` of features."""
    return format_parameter(*(name for each in offer for name in each.names))


def contents() -> Json:
    """Return the content of an answer by media type, GeoJSON and HTML aside."""
    binary = {"type": "string", "format": "binary"}
    schemas = {"jsonfg": {"type": "object"}, "csv": {"type": "string"}, "geojsonseq": {"type": "string"}}
    return {name: {"schema": schemas.get(form, binary)} for form, each in FILES.items() for name in each.media_types}
