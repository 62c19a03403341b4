"""What keeps a file from becoming a plan of the portal, and what is only told."""

from pathlib import Path

import pytest

from pipelines.errors import RefusedError
from pipelines.plans.importing import check
from pipelines.plans.samples import SAMPLES
from pipelines.settings import Settings


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """The shipped plan in another CRS, with the same numbers."""
    return tmp_path / "plan.gml"


def with_crs(path: Path, crs: str) -> Path:
    path.write_text(SAMPLES[0].read_text("utf-8").replace("EPSG:25832", crs), "utf-8")
    return path


def test_a_plan_that_lies_nowhere_is_refused(changed: Path) -> None:
    path, settings = with_crs(changed, "EPSG:99999"), Settings(home=changed.parent)
    with pytest.raises(RefusedError, match="Ohne lesbaren Geltungsbereich"):
        check(settings, path)
    (plan,) = check(settings, path, force=True).records
    assert plan.scope is None


def test_a_plan_of_the_next_zone_is_taken_over_and_told(changed: Path) -> None:
    found = check(Settings(home=changed.parent), with_crs(changed, "EPSG:25833"))
    assert "town" in {each.rule for each in found.notices}
    at_home = check(Settings(home=changed.parent), SAMPLES[0])
    assert "town" not in {each.rule for each in at_home.notices}
