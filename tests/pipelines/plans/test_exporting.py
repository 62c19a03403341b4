from pathlib import Path
from zipfile import ZipFile

import pytest

from pipelines.errors import SourceError
from pipelines.plans.exporting import as_planned_land_use, write_to
from pipelines.plans.file import File
from pipelines.plans.stored import Content
from pipelines.settings import ROOT, Settings

PLAN = (ROOT / "datasets" / "sources" / "bebauungsplan.gml").read_bytes()


def test_a_coordinate_system_that_nobody_knows_is_told() -> None:
    content = Content("P", "", "6.0", PLAN.replace(b"EPSG:25832", b"EPSG:999999"))
    with pytest.raises(SourceError, match="P nennt ein unbekanntes Koordinatensystem"):
        as_planned_land_use(content, Settings())


def test_an_archive_of_planned_land_use_has_the_files_to_which_it_refers(tmp_path: Path) -> None:
    content = Content("P", "", "6.0", PLAN, (File("begruendung.pdf", "application/pdf", b"%PDF-1.7"),))
    found, _ = as_planned_land_use(content, Settings())
    write_to(found.document, found.contents, tmp_path / "plan.zip", found.main)
    with ZipFile(tmp_path / "plan.zip") as archive:
        assert archive.namelist() == ["plu.gml", "begruendung.pdf"]
        assert b"SpatialPlan" in archive.read("plu.gml")
