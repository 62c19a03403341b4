"""Do a layer's rules fit the layer? Whatever a rule names must be there, and be of the kind the rule needs."""

from collections.abc import Iterable, Mapping

from pydantic_core import PydanticCustomError

from pipelines.definition import condition
from pipelines.definition.fields import FieldType
from pipelines.definition.rules import ConditionRule, NearRule, NoOverlapRule, PointInRule, Rule, UniqueRule


def check_rules(rules: Iterable[Rule], layer: str, geometry: str, fields: Mapping[str, FieldType]) -> None:
    """Raise PydanticCustomError at the first rule of ``layer`` that does not fit; its context says where, as ``at``."""
    for place, rule in enumerate(rules):
        if unknown := [name for name in named_fields(rule) if name not in fields]:
            context = {"where": rule.rule, "names": ", ".join(unknown), "at": ("rules", place, _key(rule))}
            raise PydanticCustomError("unknown_fields", "{where} names unknown fields: {names}", context)
        if isinstance(rule, NoOverlapRule) and not geometry.endswith("Polygon"):
            context = {"geometry": geometry, "at": ("rules", place, "rule")}
            raise PydanticCustomError("not_areas", "no_overlap is for areas", context)
        if getattr(rule, "dataset", None) == layer:
            raise PydanticCustomError("own_layer", "names its own layer", {"at": ("rules", place, "dataset")})
        if isinstance(rule, ConditionRule):
            _check_conditions(rule, place, fields)


def named_fields(rule: Rule) -> tuple[str, ...]:
    """The fields of our layer that a rule is about."""
    match rule:
        case UniqueRule(fields=names):
            return names
        case PointInRule(equals=equals) | NearRule(equals=equals):
            return tuple(equals)
        case ConditionRule(where=where, when=when):
            both = [condition.parse(where), *([condition.parse(when)] if when else [])]
            return tuple(dict.fromkeys(condition.properties(both)))
    return ()


def _key(rule: Rule) -> str:
    return {"unique": "fields", "condition": "where"}.get(rule.rule, "equals")


def _check_conditions(rule: ConditionRule, place: int, fields: Mapping[str, FieldType]) -> None:
    for key, written in (("where", rule.where), ("when", rule.when)):
        try:
            if written is not None:
                condition.check(written, fields)
        except condition.ConditionError as error:
            raise error.of(("rules", place, key)) from None
