"""Links of documents, by relation."""

from typing import Any

OGC = "http://www.opengis.net/def/rel/ogc/1.0/"


def links(document: dict[str, Any], relation: str) -> list[dict[str, Any]]:
    found = [link for link in document["links"] if link["rel"] == relation]
    assert found, f"no link {relation}"
    return found


def types(document: dict[str, Any], relation: str) -> set[str]:
    return {link["type"] for link in links(document, relation)}
