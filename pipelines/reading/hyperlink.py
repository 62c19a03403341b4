"""Where cells of an Excel sheet lead when they are clicked: a second value, which the cell itself need not show."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from urllib.parse import unquote
from xml.sax.saxutils import unescape
from zipfile import ZipFile

from openpyxl.packaging.relationship import get_dependents, get_rels_path
from openpyxl.utils.cell import range_boundaries

from pipelines.reading.merged import Row

HYPERLINK = re.compile(rb"<(?:\w+:)?hyperlink\s([^>]*)>")
PLACE = re.compile(rb'\bref="([A-Z]+\d+)')
"""Of a range, the first cell stands for all."""
RELATION = re.compile(rb':id="([^"]*)"')
ANCHOR = re.compile(rb'\blocation="([^"]*)"')
SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*:(?://)?")

Targets = Mapping[int, Mapping[int, str]]
"""Addresses by row and column, both counted from 1."""


def targets(archive: ZipFile, sheet: str, hyperlinks: Iterable[bytes]) -> Targets:
    """Return where the ``hyperlinks``, attributes of their tags, lead; those to places in the same workbook are none.

    ``sheet`` is the archive's member that has them. Raises what a broken archive raises.
    """
    member = get_rels_path(sheet)
    relations = get_dependents(archive, member) if member in archive.namelist() else ()
    addresses = {each.Id: each.Target for each in relations if each.TargetMode == "External"}
    found: dict[int, dict[int, str]] = defaultdict(dict)
    for attributes in hyperlinks:
        place, relation = PLACE.search(attributes), RELATION.search(attributes)
        address = addresses.get(relation[1].decode()) if relation else None
        if place and address:
            column, row, *_ = range_boundaries(place[1].decode("ascii"))
            anchor = ANCHOR.search(attributes)
            found[row][column] = f"{address}#{unescape(anchor[1].decode())}" if anchor else address
    return dict(found)


def unseen(row: Row, addresses: Mapping[int, str]) -> int:
    """Count the addresses, by column, that their cells do not show themselves, as a column of web addresses does."""
    shown = ("".join(map(str, filter(None, row[column - 1 : column]))) for column in addresses)
    return sum(_plain(text) != _plain(address) for text, address in zip(shown, addresses.values(), strict=True))


def _plain(address: str) -> str:
    """Leave out what Excel adds to an address that somebody typed."""
    return SCHEME.sub("", unquote(address).strip().casefold()).rstrip("/")
