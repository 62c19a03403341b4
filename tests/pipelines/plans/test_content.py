import pytest

from pipelines.plans.content import content
from pipelines.plans.placement import Placement
from tests.pipelines.xplan.plans import PLAN, SECTION, read, text


@pytest.mark.parametrize(
    ("href", "found"), [("#Q", "Q"), ("other.gml#Q", "Q"), ("https://geo.example/plans/12.gml", None), ("12.gml", None)]
)
def test_a_related_plan_is_told_by_its_id_where_the_relation_has_one(href: str, found: str | None) -> None:
    related = (
        "<xplan:aendert><xplan:XP_VerbundenerPlan><xplan:planName>Alt</xplan:planName><xplan:nummer>12</xplan:nummer>"
        f'<xplan:verbundenerPlan xlink:href="{href}"/></xplan:XP_VerbundenerPlan></xplan:aendert>'
    )
    document = read(text(PLAN.replace("<xplan:bereich", f"{related}<xplan:bereich"), SECTION))
    about = content(document, "P", (), Placement((), ())).about
    assert about["amends"] == [{"id": found, "nummer": "12", "name": "Alt", "kind": None}]


@pytest.mark.parametrize(
    ("page", "told"), [("https://stadt.example/12", "https://stadt.example/12"), ("javascript:alert(1)", None)]
)
def test_a_draft_that_is_out_names_its_days_and_page(page: str, told: str | None) -> None:
    out = (
        f"<xplan:externeReferenz><xplan:XP_SpezExterneReferenz><xplan:referenzURL>{page}</xplan:referenzURL>"
        "<xplan:typ>5000</xplan:typ></xplan:XP_SpezExterneReferenz></xplan:externeReferenz>"
        "<xplan:auslegungsStartDatum>2026-11-02</xplan:auslegungsStartDatum>"
        "<xplan:auslegungsEndDatum>2026-12-04</xplan:auslegungsEndDatum>"
    )
    document = read(text(PLAN.replace("<xplan:bereich", f"{out}<xplan:bereich"), SECTION))
    about = content(document, "P", (), Placement((), ())).about
    assert about["participation"] == {"from": "2026-11-02", "to": "2026-12-04", "url": told}
