"""Small plans for the tests, as text: what a test is about stands in the test."""

import io
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

from pipelines.xplan.model import Document
from pipelines.xplan.parse import parse
from pipelines.xplan.write import write

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<xplan:XPlanAuszug xmlns:xplan="http://www.xplanung.de/xplangml/6/0"'
    ' xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:xlink="http://www.w3.org/1999/xlink" gml:id="A">'
)
FOOT = "</xplan:XPlanAuszug>"
SQUARE = "500000.00 5400000.00 500010.00 5400000.00 500010.00 5400010.00 500000.00 5400010.00 500000.00 5400000.00"
PLAN = (
    '<xplan:BP_Plan gml:id="P"><xplan:name>Weidach</xplan:name><xplan:nummer>12-3</xplan:nummer>'
    '<xplan:bereich xlink:href="#B"/></xplan:BP_Plan>'
)
SECTION = (
    '<xplan:BP_Bereich gml:id="B"><xplan:nummer>1</xplan:nummer><xplan:planinhalt xlink:href="#F"/>'
    '<xplan:gehoertZuPlan xlink:href="#P"/></xplan:BP_Bereich>'
)


def polygon(ring: str = f"<gml:LinearRing><gml:posList>{SQUARE}</gml:posList></gml:LinearRing>") -> str:
    """A polygon with this exterior."""
    return f'<gml:Polygon gml:id="G" srsName="EPSG:25832"><gml:exterior>{ring}</gml:exterior></gml:Polygon>'


def area(more: str = "", position: str = "", gml_id: str = "F") -> str:
    """A building area of section B; ``more`` are properties that come after its geometry."""
    return (
        f'<xplan:BP_BaugebietsTeilFlaeche gml:id="{gml_id}"><xplan:gehoertZuBereich xlink:href="#B"/>'
        f"<xplan:rechtscharakter>1000</xplan:rechtscharakter><xplan:position>{position or polygon()}</xplan:position>"
        f"<xplan:flaechenschluss>true</xplan:flaechenschluss>{more}</xplan:BP_BaugebietsTeilFlaeche>"
    )


def text(*features: str) -> str:
    """A document of these features; of a plan, its section and a building area without any."""
    members = features or (PLAN, SECTION, area())
    return HEAD + "".join(f"<gml:featureMember>{each}</gml:featureMember>" for each in members) + FOOT


def read(document: str | bytes) -> Document:
    """Parse a document given as text."""
    content = document.encode() if isinstance(document, str) else document
    return parse(io.BytesIO(content), "plan.gml")


def written(document: Document) -> bytes:
    """Write a document into memory."""
    file = io.BytesIO()
    write(document, file)
    return file.getvalue()


def content(path: Path) -> bytes:
    """The GML in a file or archive, whatever our own reader makes of it."""
    if path.suffix != ".zip":
        return path.read_bytes()
    with ZipFile(path) as archive:
        return archive.read("xplan.gml")


Zipped = Callable[..., Path]
