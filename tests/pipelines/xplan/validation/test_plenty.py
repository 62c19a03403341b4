"""Plans in which everything meets everything: an end, a count, and a word on what was not looked at."""

import math
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipelines.commands.xplan import xplan
from pipelines.settings import Settings
from pipelines.xplan.validation.coverage import OVERLAP, check_coverage
from pipelines.xplan.validation.geometry import TANGLE, check_geometries
from pipelines.xplan.validation.plenty import MORE, MOST
from pipelines.xplan.validation.rings import CROSSING
from pipelines.xplan.validation.semantics import check_rules
from tests.pipelines.xplan.plans import text
from tests.pipelines.xplan.validation.test_coverage import CLOSES, WHOLE, area, plan, polygon


def square(step: int) -> str:
    """Squares that all overlap, the next a little further than the one before."""
    near, far = step / 100, 50 + step / 100
    return polygon(f"{near} {near} {far} {near} {far} {far} {near} {far} {near} {near}")


def test_overlaps_of_all_with_all_are_told_up_to_a_number() -> None:
    areas = [area(f"F{each}", square(each)) for each in range(150)]

    told = Counter(each.message for each in check_coverage(plan(*areas)))

    assert (told[OVERLAP], told[MORE]) == (MOST, 1)


def test_a_ring_that_crosses_itself_everywhere_is_compared_with_no_other() -> None:
    points = 301
    corners = [2 * math.pi * each * (points // 2) / points for each in range(points)]
    star = " ".join(f"{10 * math.cos(each):.6f} {10 * math.sin(each):.6f}" for each in [*corners, corners[0]])
    subject = plan(area("S", polygon(star)), area("O", polygon(WHOLE)))

    told = Counter(each.message for each in check_geometries(subject))

    assert told == {CROSSING: MOST, MORE: 1, TANGLE: 1}
    assert not list(check_coverage(subject))


def test_an_area_of_points_within_two_millimetres_is_compared_with_no_other() -> None:
    edge = " ".join(f"10 {5 + each / 10_000:.4f}" for each in range(2_000))
    dense = polygon(f"0 0 10 0 {edge} 10 10 0 10 0 0")

    told = [each.message for each in check_geometries(plan(area("D", dense)))]

    assert told == [TANGLE]


def test_a_rule_that_everything_breaks_is_told_up_to_a_number() -> None:
    grz = "<xplan:GRZ>0.4</xplan:GRZ>"
    beneath = [area(f"F{each}", square(each), CLOSES + grz) for each in range(101)]
    upon = [
        area(f"U{each}", square(each), grz).replace("BP_GruenFlaeche", "BP_UeberbaubareGrundstuecksFlaeche")
        for each in range(101)
    ]

    told = [each for each in check_rules(plan(*beneath, *upon)) if each.rule == "4.5.2.4"]

    assert len(told) == MOST + 1
    assert [each.message == MORE for each in told[-2:]] == [False, True]


def test_the_time_of_a_validation_is_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    monkeypatch.setenv("GEOPORTAL_READING_SECONDS", "1")
    path = tmp_path / "plan.gml"
    path.write_text(text(*(area(f"F{each}", square(each)) for each in range(20_000))), "utf-8")

    ended = CliRunner().invoke(xplan, ["validate", str(path)], obj=Settings(home=tmp_path))

    assert ended.exit_code == 2
    assert "dauert länger als 1 s" in ended.output
