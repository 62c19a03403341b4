from collections import Counter

from pipelines.settings import ROOT
from pipelines.xplan.validation.listing import listing
from pipelines.xplan.validation.semantics import RULES
from pipelines.xplan.validation.uncovered import UNCOVERED

OFFICIAL = ROOT.parent / "shared" / "xplan" / "rules" / "konformitaetsbedingungen_60.txt"


def test_the_page_of_rules_is_up_to_date() -> None:
    assert (ROOT / "docs" / "xplan-rules.md").read_text("utf-8") == listing()


def test_a_number_binds_each_class_once() -> None:
    assert max(Counter((rule.number, rule.of) for rule in RULES).values()) == 1
    assert not {rule.number for rule in RULES} & {each.number for each in UNCOVERED}
