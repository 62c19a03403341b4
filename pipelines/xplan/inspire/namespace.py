"""The namespace of all inspireIds of a document. What is kept leaves it open, as the portal's address may change."""

from xml.sax.saxutils import escape

OPEN = "urn:open"
"""Stands in a document for the namespace that is not known yet."""


def with_namespace(document: bytes, namespace: str) -> bytes:
    """Return a document, made with the namespace OPEN, with another one."""
    return document.replace(_element(OPEN), _element(namespace))


def _element(namespace: str) -> bytes:
    """As :func:`pipelines.xplan.inspire.planned.planned` writes it; no text of a plan can look so."""
    return f"<base:namespace>{escape(namespace)}</base:namespace>".encode()
