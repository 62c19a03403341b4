"""What OpenAPI says about records for catalogues."""

from collections.abc import Mapping
from typing import Any

from pipelines.definition import Dataset

Json = dict[str, Any]

CONFORMANCE = (
    "http://inspire.ec.europa.eu/id/spec/oapif-download/1.0/req/pre-defined",
    "http://inspire.ec.europa.eu/id/spec/oapif-download/1.0/req/multilinguality",
    "http://inspire.ec.europa.eu/id/spec/oapif-download/1.0/req/geojson",
    "http://inspire.ec.europa.eu/id/spec/oapif-download/1.0/req/bulk-download",
)
"""INSPIRE's good practice for OGC API Features as download service, version 1.0."""


def paths(datasets: Mapping[str, Dataset]) -> Json:
    """Return the path items of all layers."""
    return {f"/collections/{each.id}/metadata": {"get": _metadata(each)} for each in datasets.values()}


def _metadata(dataset: Dataset) -> Json:
    forms = {"type": "string", "enum": ["iso19139", "xml"]}
    content = {name: {"schema": {"type": "string"}} for name in ("application/xml", "text/xml")}
    return {
        "summary": f"Metadata of {dataset.title.to('en')}",
        "description": "The layer's record for catalogues: ISO 19115 in the XML of ISO/TS 19139, in German.",
        "tags": [dataset.id],
        "operationId": f"get{dataset.id.title().replace('_', '')}Metadata",
        "parameters": [
            {"name": "f", "in": "query", "description": "Format of the answer.", "schema": forms},
            {"$ref": "#/components/parameters/lang"},
        ],
        "responses": {
            "200": {"description": "The record.", "content": content},
            "400": {"$ref": "#/components/responses/InvalidParameter"},
            "404": {"$ref": "#/components/responses/NotFound"},
            "406": {"$ref": "#/components/responses/NotAcceptable"},
            "503": {"$ref": "#/components/responses/Unavailable"},
        },
    }
