"""Links of a KML file to other files, which are counted and never followed."""

from pathlib import Path
from xml.parsers import expat

LINK = "networklink"
"""OGC 12-007r2 (KML 2.3), section 9.10; Google Earth minds no capitals."""


def links_in(path: Path) -> int:
    """Return how many NetworkLinks a well-formed file has."""
    found = 0

    def started(name: str, _: object) -> None:
        nonlocal found
        found += name.rpartition(":")[2].lower() == LINK

    parser = expat.ParserCreate()
    parser.StartElementHandler = started
    with path.open("rb") as file:
        parser.ParseFile(file)
    return found
