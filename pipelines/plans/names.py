"""What the collections that are derived from plans are called, and that nobody else's layer is called so."""

import re

from pipelines.errors import UsageError
from pipelines.text import Text
from pipelines.xplan.catalogue import PLANS

OVERVIEW = "plan_objekte"
"""The objects of all plans, as the map draws them."""

DEVELOPMENT_PLANS = "bebauungsplaene"
"""The plans of class BP_Plan; other kinds of plans are called as their class is."""

_DERIVED = re.compile(rf"{OVERVIEW}|{DEVELOPMENT_PLANS}|(?:bp|fp|lp|rp|so|xp)_[a-z0-9_]+")

LONGEST = 49
"""Characters of a layer's id."""


def collection_of(class_name: str) -> str:
    """Return the id of a class's collection: BP_BauGrenze is in bp_baugrenze."""
    return DEVELOPMENT_PLANS if class_name == "BP_Plan" else class_name.lower()[:LONGEST]


def is_derived(dataset_id: str) -> bool:
    """Tell whether a layer of this id is made of plans alone."""
    return bool(_DERIVED.fullmatch(dataset_id))


def refuse_derived(dataset_id: str) -> None:
    """Raise UsageError for a layer that is published plan by plan, with the command that does it."""
    if is_derived(dataset_id):
        raise UsageError(
            Text(
                f"„{dataset_id}“ wird aus den Plänen abgeleitet und nur mit ihnen veröffentlicht.",
                f"“{dataset_id}” is derived from the plans and published with them alone.",
            ),
            Text(
                "„geoportal xplan import“, „xplan rollback“ und „xplan withdraw“ tun das Plan für Plan.",
                "`geoportal xplan import`, `xplan rollback` and `xplan withdraw` do so plan by plan.",
            ),
        )


OF_PLANS = frozenset(map(collection_of, PLANS))
"""The collections whose features are whole plans."""
