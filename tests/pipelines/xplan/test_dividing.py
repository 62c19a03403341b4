import re
from pathlib import Path

import pytest

from pipelines.errors import RefusedError
from pipelines.xplan.dividing import divided
from pipelines.xplan.read import opened
from tests.pipelines.xplan.plans import PLAN, SECTION, Zipped, area, text, written

SCAN = (
    "<xplan:refScan><xplan:XP_ExterneReferenz><xplan:referenzURL>{}</xplan:referenzURL></xplan:XP_ExterneReferenz>"
    "</xplan:refScan>"
)


def other(feature: str) -> str:
    """The same feature of a second plan."""
    return re.sub(r'"(#?[PBF])"', r'"\g<1>2"', feature)


def scanned(section: str, name: str) -> str:
    return section.replace("<xplan:planinhalt", SCAN.format(name) + "<xplan:planinhalt")


def archive(zipped: Zipped, *features: str, **files: bytes) -> Path:
    return zipped({"xplan.gml": text(*features).encode()} | {f"{name}.txt": content for name, content in files.items()})


def test_each_plan_gets_its_features_and_the_files_that_it_names(zipped: Zipped) -> None:
    one, two = scanned(SECTION, "one.txt"), other(scanned(SECTION, "two.txt"))
    path = archive(zipped, PLAN, other(PLAN), one, area(), two, other(area()), one=b"1", two=b"2", both=b"3")
    with opened(path) as package:
        first, second = divided(package)
    assert [each.gml_id for each in first.document.features] == ["P", "B", "F"]
    assert [each.gml_id for each in second.document.features] == ["P2", "B2", "F2"]
    assert [sorted(file.name for file in each.attachments) for each in (first, second)] == [
        ["both.txt", "one.txt"],
        ["both.txt", "two.txt"],
    ]
    assert len({first.document.gml_id, second.document.gml_id}) == 2
    assert written(first.document) != written(second.document)


def test_the_only_plan_keeps_all_that_is_in_its_file(zipped: Zipped) -> None:
    with opened(archive(zipped, PLAN, SECTION, area(), '<xplan:XP_PPO gml:id="X"/>', one=b"1")) as package:
        assert divided(package) == [package]


@pytest.mark.parametrize(
    ("features", "told"),
    [
        ((SECTION, area()), "enthält keinen Plan"),
        ((PLAN, other(PLAN), SECTION, '<xplan:XP_PPO gml:id="X"/>'), "1 Objekte gehören zu keinem .* XP_PPO X"),
        ((PLAN, other(PLAN), SECTION, other(SECTION).replace("#F2", "#F"), area()), "gehören zu verschiedenen"),
    ],
)
def test_plans_that_cannot_be_told_apart_are_refused(zipped: Zipped, features: tuple[str, ...], told: str) -> None:
    with opened(archive(zipped, *features)) as package, pytest.raises(RefusedError, match=told):
        divided(package)
