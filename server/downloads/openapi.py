"""What OpenAPI says about downloads."""

from collections.abc import Mapping
from typing import Any

from pipelines.definition import Dataset
from server.downloads.files import SUFFIXES

Json = dict[str, Any]

CONFORMANCE: tuple[str, ...] = ()
"""No standard has a class for them; INSPIRE's good practice is one of its own."""


def paths(datasets: Mapping[str, Dataset]) -> Json:
    """Return the path items of all layers. Files themselves lie outside the API's address."""
    return {f"/collections/{each.id}/downloads/{{format}}": {"get": _download(each)} for each in datasets.values()}


def _download(dataset: Dataset) -> Json:
    return {
        "summary": f"All of {dataset.title.to('en')} as a file",
        "description": "Leads to the file of the version that is live, whose address never changes its content.",
        "tags": [dataset.id],
        "operationId": f"download{dataset.id.title().replace('_', '')}",
        "parameters": [
            {
                "name": "format",
                "in": "path",
                "required": True,
                "description": "Format of the file. A layer links those that it has (relation `enclosure`).",
                "schema": {"type": "string", "enum": sorted(SUFFIXES.values())},
            },
            {"$ref": "#/components/parameters/f"},
            {"$ref": "#/components/parameters/lang"},
        ],
        "responses": {
            "307": {
                "description": "Where the file is.",
                "headers": {"Location": {"schema": {"type": "string", "format": "uri"}}},
            },
            "400": {"$ref": "#/components/responses/InvalidParameter"},
            "404": {"$ref": "#/components/responses/NotFound"},
            "406": {"$ref": "#/components/responses/NotAcceptable"},
            "503": {"$ref": "#/components/responses/Unavailable"},
        },
    }
