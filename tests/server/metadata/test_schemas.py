"""Records against the XML schemas of ISO 19139, which pycsw brings along: nothing is fetched."""

from importlib.util import find_spec
from pathlib import Path

import httpx
import pytest
from lxml import etree

PYCSW = find_spec("pycsw")
"""Installed for this alone, without what it needs to run, which is much: ``pip install --no-deps pycsw``."""

pytestmark = pytest.mark.skipif(PYCSW is None, reason="the schemas are not here: pip install --no-deps pycsw")


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    """The schemas of 2007, with which INSPIRE's and GDI-DE's validators judge."""
    assert PYCSW
    assert PYCSW.origin
    (path,) = Path(PYCSW.origin).parent.rglob("19139/20070417/gmx/gmx.xsd")
    return etree.XMLSchema(etree.parse(path, etree.XMLParser(no_network=True)))


@pytest.mark.parametrize("collection", ["baeume", "flaechen"])
def test_records_are_valid(http: httpx.Client, schema: etree.XMLSchema, collection: str) -> None:
    record = etree.fromstring(http.get(f"/api/collections/{collection}/metadata").content)

    schema.validate(record)
    assert [str(each) for each in schema.error_log] == []


def test_what_is_not_valid_is_seen(http: httpx.Client, schema: etree.XMLSchema) -> None:
    record = etree.fromstring(http.get("/api/collections/baeume/metadata").content)
    record.append(record[0])

    assert not schema.validate(record)
