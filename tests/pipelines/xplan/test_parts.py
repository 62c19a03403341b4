import re

from pipelines.xplan.parts import loose, parts
from tests.pipelines.xplan.plans import PLAN, SECTION, area, read, text


def other(feature: str) -> str:
    """The same feature of a second plan."""
    return re.sub(r'"(#?[PBF])"', r'"\g<1>2"', feature)


def test_each_plan_has_what_relations_join_to_it() -> None:
    one, two = parts(read(text(PLAN, other(PLAN), SECTION, area(), other(SECTION), other(area()))))
    assert [feature.gml_id for feature in one.features] == ["P", "B", "F"]
    assert [feature.gml_id for feature in two.features] == ["P2", "B2", "F2"]


def test_plans_that_amend_each_other_stay_apart() -> None:
    amended = (
        "<xplan:aendert><xplan:XP_VerbundenerPlan><xplan:planName>Alt</xplan:planName>"
        '<xplan:verbundenerPlan xlink:href="#P2"/></xplan:XP_VerbundenerPlan></xplan:aendert><xplan:bereich'
    )
    document = read(text(PLAN.replace("<xplan:bereich", amended), SECTION, area(), other(PLAN), other(SECTION)))
    assert [[feature.gml_id for feature in part.features] for part in parts(document)] == [
        ["P", "B", "F"],
        ["P2", "B2"],
    ]


def test_relations_in_one_direction_are_enough() -> None:
    text_of_plan = '<xplan:XP_TextAbschnitt gml:id="T"><xplan:text>Text</xplan:text></xplan:XP_TextAbschnitt>'
    plan = PLAN.replace("<xplan:bereich", '<xplan:texte xlink:href="#T"/><xplan:bereich')
    document = read(text(plan, SECTION, area(), text_of_plan, '<xplan:XP_PPO gml:id="X"/>'))
    (part,) = parts(document)
    assert [feature.gml_id for feature in part.features] == ["P", "B", "F", "T"]
    assert [feature.gml_id for feature in loose(document)] == ["X"]
