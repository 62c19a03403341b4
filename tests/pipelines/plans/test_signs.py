"""Symbols of plans: each has words, and the shipped style draws it."""

import json
from collections.abc import Iterator
from typing import Any

from pipelines.plans.signs import SIGNS
from pipelines.plans.symbol import KEYS
from pipelines.settings import ROOT

UNDRAWN = {"geltungsbereich", "bereich", "nicht_ueberbaubar", "strassenkoerper"}
"""The layer of plans draws their scope; what may not be built on is what is left."""


def named(value: Any) -> Iterator[str]:
    """The keys in filters on ``zeichen``."""
    if isinstance(value, list) and value[:1] in (["=="], ["in"]) and value[1] == ["get", "zeichen"]:
        keys = value[2][1] if isinstance(value[2], list) else [value[2]]
        yield from keys
    elif isinstance(value, list):
        for part in value:
            yield from named(part)


def test_every_symbol_has_words() -> None:
    assert SIGNS.keys() == KEYS


def test_style_draws_every_symbol_and_no_other() -> None:
    style = json.loads((ROOT / "styles" / "plan_objekte.json").read_text(encoding="utf-8"))

    assert {key for layer in style for key in named(layer.get("filter"))} == KEYS - UNDRAWN
