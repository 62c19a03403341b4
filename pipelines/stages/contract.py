"""A layer's contract as tests of batches, one per rule of a field or of the layer, and what is said where it breaks."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

import pandas as pd
from geopandas import GeoDataFrame

from pipelines.definition import (
    ConditionRule,
    Dataset,
    Field,
    InsideRule,
    NearRule,
    NoOverlapRule,
    PointInRule,
    Rule,
    UniqueRule,
)
from pipelines.definition.agreement import named_fields
from pipelines.report.finding import Action
from pipelines.stages.condition import truth
from pipelines.stages.days import beyond, out_of_force
from pipelines.stages.reference import References
from pipelines.stages.spatial import Mask, Test, inside, near, point_in
from pipelines.stages.unique import unique
from pipelines.text import Text


@dataclass(frozen=True)
class Check:
    """One test of features: its rule, the fields it is about, what is said and what is done where it is broken."""

    rule: str
    test: Test
    fields: tuple[str, ...]
    message: Text
    action: Action


def checks(dataset: Dataset, references: References) -> Iterator[Check]:
    """Prepare the tests for one publication: what they need from other layers, and memory for what is unique.

    Raises RefusedError when a layer that a rule names is not published, DefinitionError when it lacks a column.
    """
    yield from _of_fields(dataset)
    yield from _of_layer(dataset, references)


def _of_fields(dataset: Dataset) -> Iterator[Check]:
    """Checks of single fields that need the finished value or the whole layer."""
    for name, field in dataset.fields.items():
        action: Action = "cleared" if field.on_error == "clear" else "refused"
        if any(field.days):
            yield Check(
                "range",
                _on(name, partial(beyond, first=field.days[0], last=field.days[1])),
                (name,),
                _days_allowed(name, field),
                action,
            )
        if field.codes:
            day = dataset.data_date or datetime.now(UTC).date()
            message = Text(f"{name}: der Code galt am {day:%d.%m.%Y} nicht.", f"{name}: no code in force on {day}.")
            yield Check(
                "code-validity",
                _on(name, partial(out_of_force, codes=field.codes, day=day)),
                (name,),
                message,
                "warned",
            )
        if field.unique:
            yield Check("unique", unique((name,)), (name,), _twice(name), action)


def _on(name: str, test: Callable[[pd.Series], Mask]) -> Test:
    return lambda frame: test(frame[name])


def _of_layer(dataset: Dataset, references: References) -> Iterator[Check]:
    for rule in dataset.rules:
        if not isinstance(rule, NoOverlapRule):
            action: Action = "refused" if rule.action == "refuse" else "warned"
            yield Check(rule.rule, _test(rule, references), named_fields(rule), _message(rule), action)


def _test(rule: Rule, references: References) -> Test:
    match rule:
        case InsideRule():
            return inside(rule, references)
        case PointInRule():
            return point_in(rule, references)
        case NearRule():
            return near(rule, references)
        case UniqueRule():
            return unique(rule.fields)
        case ConditionRule():
            return partial(_contradicts, rule)
    message = f"{rule.rule} is no rule about single features"
    raise AssertionError(message)


def _contradicts(rule: ConditionRule, frame: GeoDataFrame) -> Mask:
    """Only what is false breaks a condition, and only where its own condition is true; the unknown is neither."""
    table = pd.DataFrame(frame.drop(columns="geom"))
    broken = ~truth(rule.where, table)
    if rule.when:
        broken &= truth(rule.when, table)
    false: Mask = broken.to_numpy(dtype=bool, na_value=False)
    return false


def _days_allowed(name: str, field: Field) -> Text:
    first, last = ("…" if day is None else f"{day:%d.%m.%Y}" for day in field.days)
    least, most = ("…" if day is None else day.isoformat() for day in field.days)
    return Text(
        f"{name}: erwartet wird ein Tag von {first} bis {last}.", f"{name}: expected a day from {least} to {most}."
    )


def _twice(*fields: str) -> Text:
    names = ", ".join(fields)
    return Text(f"{names}: kommt schon in einem anderen Datensatz vor.", f"{names}: occurs twice.")


def _message(rule: Rule) -> Text:
    if isinstance(rule, ConditionRule):
        return rule.message or _unmet(rule)
    match rule:
        case InsideRule(dataset=other):
            return Text(f"Liegt nicht ganz in „{other}“.", f"Does not lie within “{other}”.")
        case PointInRule(dataset=other, equals=equals):
            return _with_equal(Text(f"Liegt in keiner Fläche von „{other}“", f"Lies in no area of “{other}”"), equals)
        case NearRule(dataset=other, within=within, equals=equals):
            metres = f"{within:g}"
            place = Text(
                f"Im Umkreis von {metres.replace('.', ',')} m liegt nichts aus „{other}“",
                f"Nothing of “{other}” lies within {metres} m",
            )
            return _with_equal(place, equals)
        case UniqueRule(fields=fields):
            return _twice(*fields)
    return Text(rule.rule)


def _unmet(rule: ConditionRule) -> Text:
    german, english = (f" (wenn {rule.when})", f" (when {rule.when})") if rule.when else ("", "")
    return Text(f"Nicht erfüllt ist: {rule.where}{german}.", f"Does not hold: {rule.where}{english}.")


def _with_equal(place: Text, equals: dict[str, str]) -> Text:
    if not equals:
        return Text(f"{place.de}.", f"{place.en}.")
    pairs = ", ".join(f"{other} = {ours}" for ours, other in equals.items())
    return Text(f"{place.de} mit {pairs}.", f"{place.en} with {pairs}.")
