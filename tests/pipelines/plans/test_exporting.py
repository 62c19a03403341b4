import pytest

from pipelines.errors import SourceError
from pipelines.plans.exporting import as_planned_land_use
from pipelines.plans.stored import Content
from pipelines.settings import ROOT, Settings

PLAN = (ROOT / "datasets" / "sources" / "bebauungsplan.gml").read_bytes()


def test_a_coordinate_system_that_nobody_knows_is_told() -> None:
    content = Content("P", "", "6.0", PLAN.replace(b"EPSG:25832", b"EPSG:999999"))
    with pytest.raises(SourceError, match="P nennt ein unbekanntes Koordinatensystem"):
        as_planned_land_use(content, Settings())
