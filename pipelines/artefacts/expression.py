"""MapLibre's style expressions, as far as our styles use them: the value for one feature at one zoom level.

What is not known here gives None, which every caller takes for "not said".
"""

import operator
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any

Properties = Mapping[str, Any]

COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def is_expression(value: object) -> bool:
    """Whether a style value is computed; ``["literal", …]`` is a constant in disguise."""
    return isinstance(value, list) and bool(value) and isinstance(value[0], str) and value[0] != "literal"


def value_for(value: Any, properties: Properties, zoom: float) -> Any:
    """Return a style value for a feature with these properties."""
    if not is_expression(value):
        return value[1] if isinstance(value, list) and value and value[0] == "literal" else value
    name, *parts = value
    evaluate = OPERATORS.get(name)
    if name in COMPARISONS:
        return _compare(COMPARISONS[name], *(value_for(part, properties, zoom) for part in parts[:2]))
    return evaluate(parts, properties, zoom) if evaluate else None


def passes(condition: Any, properties: Properties, zoom: float) -> bool:
    """Whether a filter lets a feature through; one that is not understood lets all."""
    return condition is None or value_for(condition, properties, zoom) is not False


def field_of(value: Any) -> str | None:
    """Return the field that an expression's input reads, however it is wrapped; None for the zoom and constants."""
    if not is_expression(value):
        return None
    if value[0] == "get" and isinstance(value[1], str):
        return value[1]
    return next((found for part in value[1:] if (found := field_of(part))), None)


def _compare(how: Callable[[Any, Any], bool], left: Any, right: Any) -> bool:
    try:
        return how(left, right)
    except TypeError:
        return False


def _get(parts: Sequence[Any], properties: Properties, _: float) -> Any:
    return properties.get(parts[0])


def _match(parts: Sequence[Any], properties: Properties, zoom: float) -> Any:
    given = value_for(parts[0], properties, zoom)
    branches = parts[1:-1]
    for labels, result in zip(branches[::2], branches[1::2], strict=True):
        if given in (labels if isinstance(labels, list) else [labels]):
            return value_for(result, properties, zoom)
    return value_for(parts[-1], properties, zoom)


def _step(parts: Sequence[Any], properties: Properties, zoom: float) -> Any:
    given = value_for(parts[0], properties, zoom)
    found = parts[1]
    for limit, result in zip(parts[2::2], parts[3::2], strict=True):
        if _compare(operator.ge, given, limit):
            found = result
    return value_for(found, properties, zoom)


def _interpolate(parts: Sequence[Any], properties: Properties, zoom: float) -> Any:
    """Numbers are interpolated as the style says, colours take the nearer stop."""
    given = value_for(parts[1], properties, zoom)
    stops = list(zip(parts[2::2], parts[3::2], strict=True))
    if not isinstance(given, int | float) or given <= stops[0][0]:
        return value_for(stops[0][1], properties, zoom)
    for (low, before), (high, after) in pairwise(stops):
        if given <= high:
            first, last = value_for(before, properties, zoom), value_for(after, properties, zoom)
            share = _share(parts[0], given - low, high - low)
            numbers = isinstance(first, int | float) and isinstance(last, int | float)
            return first + share * (last - first) if numbers else (first if share < 0.5 else last)
    return value_for(stops[-1][1], properties, zoom)


def _share(how: Sequence[Any], way: float, length: float) -> float:
    base = how[1] if how[0] == "exponential" and how[1] != 1 else None
    return (base**way - 1) / (base**length - 1) if base else way / length


def _case(parts: Sequence[Any], properties: Properties, zoom: float) -> Any:
    for condition, result in zip(parts[:-1:2], parts[1::2], strict=False):
        if value_for(condition, properties, zoom) is True:
            return value_for(result, properties, zoom)
    return value_for(parts[-1], properties, zoom)


def _coalesce(parts: Sequence[Any], properties: Properties, zoom: float) -> Any:
    values = (value_for(part, properties, zoom) for part in parts)
    return next((value for value in values if value is not None), None)


def _in(parts: Sequence[Any], properties: Properties, zoom: float) -> Any:
    needle, stack = (value_for(part, properties, zoom) for part in parts[:2])
    return needle in stack if isinstance(stack, list) else None


OPERATORS: dict[str, Callable[[Sequence[Any], Properties, float], Any]] = {
    "get": _get,
    "has": lambda parts, properties, _: properties.get(parts[0]) is not None,
    "zoom": lambda _, __, zoom: zoom,
    "match": _match,
    "step": _step,
    "interpolate": _interpolate,
    "case": _case,
    "coalesce": _coalesce,
    "in": _in,
    "!": lambda parts, properties, zoom: value_for(parts[0], properties, zoom) is False,
    "all": lambda parts, properties, zoom: all(passes(part, properties, zoom) for part in parts),
    "any": lambda parts, properties, zoom: any(passes(part, properties, zoom) for part in parts),
}
