"""The schema of Planned Land Use without network: INSPIRE's own file, beside what it imports."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

HERE = Path(__file__).parent / "schemas"
PARTS = {
    "https://inspire.ec.europa.eu/schemas/base/3.3/BaseTypes.xsd": "base.xsd",
    "https://inspire.ec.europa.eu/schemas/base2/2.0/BaseTypes2.xsd": "base2.xsd",
    "https://inspire.ec.europa.eu/schemas/lunom/4.0/LandUseNomenclature.xsd": "lunom.xsd",
    "http://schemas.opengis.net/gml/3.2.1/gml.xsd": "gml.xsd",
}
APPINFO = "http://www.interactive-instruments.de/ShapeChange/AppInfo"


@pytest.fixture(scope="session")
def plu_schema(xsd: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """INSPIRE's PlannedLandUse.xsd, GML by XPlanGML's profile, and of base types what it uses."""
    root = tmp_path_factory.mktemp("plu")
    folder = root / "schemas" / "plu"  # the profile looks for xlink two folders above
    folder.mkdir(parents=True)
    for part in HERE.glob("*.xsd"):
        shutil.copy(part, folder)
    for part in (xsd / "XPlanGML_6_0" / "GmlProfile").iterdir():
        shutil.copy(part, folder / ("profile.xsd" if part.name == "gmlProfilexplan.xsd" else part.name))
    shutil.copytree(xsd / "xlink", root / "xlink")
    tree = etree.parse(xsd / "INSPIRE_PlannedLandUse_4.0.xsd")
    for part in tree.getroot().findall("{http://www.w3.org/2001/XMLSchema}import"):
        if part.get("namespace") == APPINFO:
            tree.getroot().remove(part)
        else:
            part.set("schemaLocation", PARTS[part.get("schemaLocation")])
    tree.write(folder / "plu.xsd")
    return etree.XMLSchema(etree.parse(folder / "plu.xsd"))
