"""What the tests of OGC's requirements share."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

Json = dict[str, Any]
Get = Callable[..., Json]

COLLECTIONS = ("baeume", "flaechen")


@pytest.fixture(scope="session")
def get(http: httpx.Client) -> Get:
    """Fetch a document of the API as JSON."""

    def fetch(path: str = "", **parameters: object) -> Json:
        answer = http.get(f"/api{path}", params={name: str(value) for name, value in parameters.items()})
        assert answer.status_code == 200, answer.text
        found: Json = answer.json()
        return found

    return fetch


@pytest.fixture(scope="session")
def document(get: Get) -> Json:
    """The OpenAPI document."""
    return get("/openapi")


@pytest.fixture(scope="session")
def parameters(document: Json) -> Callable[[str], dict[str, Json]]:
    """The declared parameters of GET on a path, by name."""

    def declared(path: str) -> dict[str, Json]:
        found = {}
        for each in document["paths"][path]["get"]["parameters"]:
            name = each.get("$ref", "").rpartition("/")[2]
            parameter = document["components"]["parameters"][name] if name else each
            found[parameter["name"]] = parameter
        return found

    return declared
