"""What plans and provisions of XPlanGML 6.0 are in Planned Land Use: read from mapping/plu.json.

The table is our own. Kinds of plans are those of the XLeitstelle's register, uses those of INSPIRE's HILUCS,
regulations those of its SupplementaryRegulationValue, in the spelling of the guidelines (D2.8.III.4, annex C).
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from pipelines.xplan.model import Feature, Literal, Object

UNKNOWN = "6_6_NotKnownUse"
"""HILUCS for areas whose use the plan does not tell, or the table does not know."""

OTHER = "10_OtherSupplementaryRegulation"
"""For provisions that the list of INSPIRE has no better value for."""


@dataclass(frozen=True, slots=True)
class PlanKind:
    """One class of plans: its level, and by its codes what kind of plan it is and how far it has come."""

    level: str
    types: Mapping[str, str]
    other: str
    steps: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Use:
    """Values of one class in a list: by the codes of properties, the first that has one decides, else ``otherwise``.

    A code stands for its narrower ones, which begin with its four digits, as well.
    """

    by: Mapping[str, Mapping[str, tuple[str, ...]]]
    otherwise: tuple[str, ...]

    def of(self, feature: Feature) -> tuple[str, ...]:
        """Return the values of a feature in the order of its codes, each once."""
        for name, table in self.by.items():
            codes = list(_codes(feature, name))
            found = [value for code in codes for value in table.get(code, table.get(code[:4], ()))]
            if found:
                return tuple(dict.fromkeys(found))
        return self.otherwise


@dataclass(frozen=True)
class Table:
    """The whole mapping; ``natures`` by rechtscharakter, ``ordinances`` names the steps that dates stand for."""

    plans: Mapping[str, PlanKind]
    begins: tuple[str, ...]
    ends: tuple[str, ...]
    ordinances: Mapping[str, str]
    natures: Mapping[str, str]
    uses: Mapping[str, Use]
    regulations: Mapping[str, Use]


@cache
def table() -> Table:
    """Return the mapping from XPlanGML 6.0."""
    text = files("pipelines.xplan").joinpath("mapping", "plu.json").read_text("utf-8")
    read: dict[str, Any] = json.loads(text)
    return Table(
        plans={
            name: PlanKind(each["level"], each["types"], each["type"], each["steps"])
            for name, each in read["plans"].items()
        },
        begins=tuple(read["begins"]),
        ends=tuple(read["ends"]),
        ordinances=read["ordinances"],
        natures=read["natures"],
        uses={name: _use(each) for name, each in read["uses"].items()},
        regulations={name: _use(each) for name, each in read["regulations"].items()},
    )


def _use(written: dict[str, Any]) -> Use:
    by = {
        name: {code: _values(value) for code, value in codes.items()} for name, codes in written.get("by", {}).items()
    }
    return Use(by, _values(written.get("else", UNKNOWN)))


def _values(written: str | list[str]) -> tuple[str, ...]:
    return (written,) if isinstance(written, str) else tuple(written)


def _codes(feature: Feature, name: str) -> Iterator[str]:
    """Codes of a property; those of a use with its details stand in it as ``allgemein``."""
    for value in feature.values(name):
        if isinstance(value, Literal):
            yield value.text.strip()
        elif isinstance(value, Object) and (code := value.text("allgemein")):
            yield code
