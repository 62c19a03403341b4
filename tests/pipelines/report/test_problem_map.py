import pytest
import shapely

from pipelines.report.ground import Ground
from pipelines.report.problem_map import APART, LEGIBLE, Kind, glyphs, problem_map
from pipelines.report.spot import Spot

GROUND = Ground(shapely.box(509_000, 5_389_000, 512_000, 5_392_000))
CODES: Kind = ("codes", "refused")
INSIDE: Kind = ("inside", "warned")


def test_near_findings_of_one_rule_are_one_mark() -> None:
    spots = [Spot(*CODES, 9.1404, 48.6604), Spot(*CODES, 9.1405, 48.6605, 9), Spot(*CODES, 9.15, 48.68)]

    drawn = problem_map(GROUND, spots, glyphs([CODES]))

    assert [mark.count for mark in drawn.marks] == [10, 1]
    assert drawn.marks[0].size > drawn.marks[1].size


def test_rules_in_one_place_do_not_hide_each_other() -> None:
    first, second = problem_map(
        GROUND, [Spot(*CODES, 9.14, 48.66), Spot(*INSIDE, 9.14, 48.66)], glyphs([CODES, INSIDE])
    ).marks

    assert first.x == second.x
    assert abs(first.y - second.y) == pytest.approx(APART)
    assert first.glyph != second.glyph


def test_rules_differ_by_shape_and_colour_as_long_as_there_are_any() -> None:
    looks = glyphs([(f"r{number}", "warned") for number in range(64)])

    assert len(set(looks.values())) == 64
    assert len({look.shape for look in list(looks.values())[:8]}) == 8
    assert len({look.colour for look in list(looks.values())[:8]}) == 8


def test_the_border_is_the_ground_and_the_extent_stands_in() -> None:
    border = shapely.Point(510_500, 5_390_500).buffer(1000)
    quarters = (border.intersection(GROUND.extent),)

    assert len(problem_map(Ground(GROUND.extent, (border,), quarters), [], {}).quarters) == 1
    assert problem_map(GROUND, [], {}).border[0].count("L") == 4


def test_a_whole_layer_of_findings_stays_legible() -> None:
    spots = [
        Spot(*kind, 9.13 + x / 1000, 48.65 + y / 1000) for kind in (CODES, INSIDE) for x in range(30) for y in range(20)
    ]

    marks = problem_map(GROUND, spots, glyphs([CODES, INSIDE])).marks

    assert len(marks) <= LEGIBLE
    assert sum(mark.count for mark in marks) == len(spots)
