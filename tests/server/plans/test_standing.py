"""Which of several plans at a place holds: legal status, relations and dates decide."""

from datetime import date
from typing import Any

import pytest

from server.plans.standing import Candidate, roles

TODAY = date(2026, 11, 27)


def plan(plan_id: str, rechtsstand: str | None = "4000", since: str | None = None, **more: Any) -> Candidate:
    plain = {"class_name": "BP_Plan", "name": f"Name {plan_id}", "nummer": plan_id, "amends": (), "amended_by": ()}
    return Candidate(id=plan_id, rechtsstand=rechtsstand, since=since, **(plain | more))


def names(plan_id: str | None = None, nummer: str | None = None, kind: str | None = None) -> dict[str, str | None]:
    return {"id": plan_id, "nummer": nummer, "name": None, "kind": kind}


@pytest.mark.parametrize(
    ("rechtsstand", "since", "role"),
    [
        ("4000", None, "holds"),
        ("45001", None, "holds"),
        ("3000", "2020-01-01", "holds"),
        ("3000", "2030-01-01", "draft"),
        ("3000", None, "draft"),
        ("2400", "2020-01-01", "draft"),
        ("1000", None, "draft"),
        ("50001", "1990-01-01", "superseded"),
        (None, None, "holds"),
        (None, "2030-01-01", "draft"),
        ("unbekannt", None, "draft"),
    ],
)
def test_one_plan_by_itself(rechtsstand: str | None, since: str | None, role: str) -> None:
    assert roles([plan("A", rechtsstand, since)], TODAY) == {"A": role}


@pytest.mark.parametrize("relation", [names("A"), names(nummer="A")])
def test_what_amends_a_plan_stands_beside_it(relation: dict[str, str | None]) -> None:
    old, new = plan("A", since="1990-01-01"), plan("B", since="2010-01-01", amends=[relation])
    assert list(roles([new, old], TODAY).items()) == [("A", "holds"), ("B", "amends")]


def test_the_amended_plan_may_be_the_one_that_says_so() -> None:
    old, new = plan("A", since="1990-01-01", amended_by=[names("B", kind="1000")]), plan("B", since="2010-01-01")
    assert roles([old, new], TODAY) == {"A": "holds", "B": "amends"}


@pytest.mark.parametrize("kind", ["2000", "20001", "3000", "10000"])
def test_what_replaces_a_plan_holds_alone(kind: str) -> None:
    old, new = plan("A"), plan("B", amends=[names("A", kind=kind)])
    assert list(roles([old, new], TODAY).items()) == [("B", "holds"), ("A", "superseded")]


@pytest.mark.parametrize("order", [("A", "B", "C"), ("C", "B", "A")])
def test_an_amendment_that_was_replaced_is_gone(order: tuple[str, ...]) -> None:
    changed, new = plan("B", amends=[names("A", kind="1000")]), plan("C", amends=[names("B", kind="2000")])
    plans = {"A": plan("A"), "B": changed, "C": new}
    assert roles([plans[each] for each in order], TODAY) == {"A": "holds", "B": "superseded", "C": "holds"}


def test_the_later_plan_goes_before_the_earlier() -> None:
    plans = [plan("A", since="1970-01-01"), plan("B", since="2015-01-01"), plan("C", since="1990-01-01")]
    assert list(roles(plans, TODAY).items()) == [("B", "holds"), ("C", "superseded"), ("A", "superseded")]


def test_plans_of_other_kinds_and_drafts_take_nothing_away() -> None:
    wide, draft = (
        plan("F", since="2020-01-01", class_name="FP_Plan"),
        plan("D", "2400", "2026-01-01", amends=[names("A")]),
    )
    assert roles([plan("A", since="1980-01-01"), wide, draft], TODAY) == {"F": "holds", "A": "holds", "D": "draft"}


def test_without_dates_both_hold() -> None:
    assert set(roles([plan("A"), plan("B", since="2000-01-01")], TODAY).values()) == {"holds"}
