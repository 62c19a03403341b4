"""MapLibre layers → rules as SLD and QGIS have them: which features, at which scales, drawn how.

Exact are classes, filters, colours, labels and scale limits. What grows with the zoom is cut into steps, one per whole
zoom level, each with the value of that level. A layer that needs more than that has no rules, and says why.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from pipelines.artefacts.expression import is_expression, value_for
from pipelines.definition import Dataset, Field
from pipelines.style import Layer, Style
from pipelines.text import Text
from server.map_config import denominator
from server.styles.drawing import ASIDE, Inexact, drawn_as
from server.styles.symbols import Symbol

Condition = list[Any]
"""A MapLibre expression of ==, in, has, <, <=, >, >=, !, all, any on fields and constants."""

COMPARED = frozenset({"==", "!=", "<", "<=", ">", ">="})
LEVELS = (0, 24)

OTHER = Text("andere", "other")


@dataclass(frozen=True)
class Rule:
    """One class of one layer. ``scales`` are the denominators from and below which it is drawn, None without limit.

    Rules of one ``layer`` and ``order`` are drawn together, over all before them.
    """

    layer: str
    order: float
    title: Text
    condition: Condition | None
    scales: tuple[float | None, float | None]
    symbol: Symbol


@dataclass(frozen=True)
class Translation:
    """Rules in drawing order; ``reasons`` say why there are none, ``notes`` what is not the same."""

    rules: tuple[Rule, ...]
    reasons: tuple[Text, ...]
    notes: tuple[Text, ...]


@dataclass(frozen=True)
class _Class:
    title: Text
    condition: Condition | None
    sample: dict[str, Any]


STEPPED = Text(
    "Was mit dem Zoom wächst, ist je ganzer Zoomstufe gleich groß.",
    "What grows with the zoom has one size per whole zoom level.",
)


MIXED = Text("Punkte, Linien und Flächen liegen in einer Ebene", "points, lines and areas lie in one layer")
"""SLD and QML draw one kind of geometry."""


def translate(style: Style, dataset: Dataset, latitude: float) -> Translation:
    """Return the rules of a published style; ``latitude`` (degrees) relates zoom levels to scales."""
    rules: list[Rule] = []
    reasons: list[Text] = [MIXED] if dataset.geometry == "Geometry" else []
    for layer in style:
        try:
            rules += _rules(layer, dataset, latitude)
        except Inexact as finding:
            reasons.append(Text(f"{layer['id']}: {finding.reason.de}", f"{layer['id']}: {finding.reason.to('en')}"))
    stepped = any(_stops(value) for layer in style for value in _said(layer).values())
    return Translation(() if reasons else tuple(rules), tuple(reasons), (STEPPED,) if stepped else ())


def _rules(layer: Layer, dataset: Dataset, latitude: float) -> Iterator[Rule]:
    if layer["type"] in {"heatmap", "fill-extrusion"}:
        raise Inexact(Text(f"„{layer['type']}“ kennt nur die Karte", f"only the map knows “{layer['type']}”"))
    said, base = _said(layer), _checked(layer.get("filter"))
    legend = layer.get("metadata", {}).get("legend")
    title = Text(legend["de"], legend.get("en")) if legend else dataset.title
    bands = list(_bands(layer, said))
    key = said.pop("line-sort-key", 0)
    found = _classes(said | {"line-sort-key": key}, dataset, title)
    for order, each in sorted(((_order(key, each.sample), each) for each in found), key=lambda pair: pair[0]):
        condition = _both(base, each.condition)
        drawn = [(low, high, drawn_as(layer["type"], said, each.sample, at)) for low, high, at in bands]
        for symbol, group in groupby(drawn, key=lambda band: band[2]):
            steps = list(group)
            low, high = steps[0][0], steps[-1][1]
            scales = _scale(high, latitude), _scale(low, latitude)
            for one in symbol:
                yield Rule(layer["id"], order, each.title, condition, scales, one)


def _order(key: Any, sample: dict[str, Any]) -> float:
    found = value_for(key, sample, LEVELS[0])
    return float(found) if isinstance(found, int | float) else 0.0


def _said(layer: Layer) -> dict[str, Any]:
    return {**layer.get("layout", {}), **layer.get("paint", {})}


def _scale(zoom: float | None, latitude: float) -> float | None:
    """A hair larger: MapLibre counts the lower zoom in and the upper one out, SLD and QGIS the other way round."""
    return None if zoom is None else denominator(zoom, latitude) * (1 + 1e-6)


def _bands(layer: Layer, said: dict[str, Any]) -> Iterator[tuple[float | None, float | None, float]]:
    """From, to and at which zoom level something is drawn: between two stops once per whole level."""
    low, high = layer.get("minzoom"), layer.get("maxzoom")
    stops = [stop for value in said.values() for stop in _stops(value)]
    if not stops:
        yield low, high, low or LEVELS[0]
        return
    first = max(low or LEVELS[0], math.floor(min(stops)))
    last = min(high or LEVELS[1], math.ceil(max(stops)))
    edges = [level - 0.5 for level in range(math.floor(first) + 1, math.ceil(last) + 1)]
    edges = [edge for edge in edges if (low is None or edge > low) and (high is None or edge < high)]
    for begin, end in zip([low, *edges], [*edges, high], strict=True):
        if begin is None:
            at: float = first
        elif end is None:
            at = max(last, begin)
        else:
            at = round((begin + end) / 2)
        yield begin, end, min(max(at, begin or at), end or at)


def _stops(value: Any) -> list[float]:
    """The zoom levels at which a value bends."""
    if not is_expression(value):
        return []
    if value[0] == "interpolate" and value[2] == ["zoom"]:
        return [float(stop) for stop in value[3::2]]
    if value[0] == "step" and value[1] == ["zoom"]:
        return [float(stop) for stop in value[3::2]]
    return [stop for part in value[1:] for stop in _stops(part)]


def _classes(said: dict[str, Any], dataset: Dataset, title: Text) -> list[_Class]:
    """The classes into which a layer's looks divide the features; one without a condition where they do not."""
    divisions = [found for name, value in said.items() if name not in ASIDE for found in _divisions(value)]
    fields = {field for _, field, _ in divisions}
    if not divisions:
        return [_Class(title, None, {})]
    if len(fields) > 1 or len({kind for kind, _, _ in divisions}) > 1:
        names = ", ".join(sorted(fields))
        raise Inexact(Text(f"hängt von mehreren Feldern ab: {names}", f"depends on several fields: {names}"))
    kind, name, _ = divisions[0]
    field = dataset.fields.get(name) or Field()
    parts = [part for _, _, parts in divisions for part in parts]
    return _steps(name, field, sorted(set(parts))) if kind == "step" else _matches(name, field, said, parts)


def _divisions(value: Any) -> Iterator[tuple[str, str, list[Any]]]:
    """Each match or step on a field within a value, with its labels or limits."""
    if not is_expression(value):
        return
    name, *parts = value
    if name in {"match", "step"} and parts[0] != ["zoom"]:
        if not (isinstance(parts[0], list) and len(parts[0]) == 2 and parts[0][0] == "get"):
            raise Inexact(Text(f"„{name}“ über einem berechneten Wert", f"“{name}” on a computed value"))
        given = parts[1:-1:2] if name == "match" else parts[2::2]
        labels = [label for each in given for label in (each if isinstance(each, list) else [each])]
        yield name, parts[0][1], labels
        results = parts[2:-1:2] + parts[-1:] if name == "match" else parts[1::2]
        for result in results:
            yield from _divisions(result)
    elif name in {"interpolate", "step"}:
        if name == "interpolate" and parts[1] != ["zoom"]:
            raise Inexact(Text("stetiger Verlauf über ein Feld", "a continuous range over a field"))
        for part in parts[2:] if name == "interpolate" else parts[1:]:
            yield from _divisions(part)
    else:
        raise Inexact(Text(f"Ausdruck „{name}“", f"expression “{name}”"))


def _matches(name: str, field: Field, said: dict[str, Any], labels: list[Any]) -> list[_Class]:
    """One class for values that look the same in everything."""
    known = list(dict.fromkeys(labels))
    looks = {label: _look(said, {name: label}) for label in known}
    groups: dict[str, list[Any]] = {}
    for label in known:
        groups.setdefault(looks[label], []).append(label)
    classes = [
        _Class(_joined([_labelled(field, value) for value in group]), _one_of(name, group), {name: group[0]})
        for group in groups.values()
    ]
    return [*classes, _Class(OTHER, ["!", _one_of(name, known)], {name: None})]


def _look(said: dict[str, Any], sample: dict[str, Any]) -> str:
    levels = sorted({float(LEVELS[0]), *(stop for value in said.values() for stop in _stops(value))})
    return repr([[value_for(value, sample, level) for value in said.values()] for level in levels])


def _steps(name: str, field: Field, limits: Sequence[float]) -> list[_Class]:
    unit = f" {field.unit}" if field.unit else ""
    read = ["get", name]
    classes = [_Class(Text(f"unter {limits[0]:g}{unit}", f"below {limits[0]:g}{unit}"), ["<", read, limits[0]], {})]
    for low, high in zip(limits, [*limits[1:], None], strict=True):
        if high is None:
            words, condition = Text(f"ab {low:g}{unit}", f"{low:g}{unit} and more"), [">=", read, low]
        else:
            words = Text(f"{low:g} bis unter {high:g}{unit}", f"{low:g} to under {high:g}{unit}")
            condition = ["all", [">=", read, low], ["<", read, high]]
        classes.append(_Class(words, condition, {name: low}))
    classes[0] = replace(classes[0], sample={name: limits[0] - 1})
    return classes


def _one_of(name: str, values: list[Any]) -> Condition:
    read = ["get", name]
    return ["==", read, values[0]] if len(values) == 1 else ["in", read, ["literal", values]]


def _labelled(field: Field, value: Any) -> Text:
    if field.codes and str(value) in field.codes.values:
        return field.codes.values[str(value)].label
    return {True: Text("ja", "yes"), False: Text("nein", "no")}.get(value, Text(str(value), str(value)))


def _joined(texts: list[Text]) -> Text:
    return Text(", ".join(text.de for text in texts), ", ".join(text.to("en") for text in texts))


def _both(first: Condition | None, second: Condition | None) -> Condition | None:
    return ["all", first, second] if first and second else first or second


def _checked(condition: Any) -> Condition | None:
    """Return a filter when all of it can be said elsewhere. Raises Inexact."""
    if condition is None:
        return None
    name, *parts = condition
    if name in {"all", "any", "!"}:
        for part in parts:
            _checked(part)
        return list(condition)
    if name == "has" and isinstance(parts[0], str):
        return list(condition)
    read = parts[0] if parts else None
    of_field = isinstance(read, list) and len(read) == 2 and read[0] == "get"
    constant = len(parts) == 2 and (not isinstance(parts[1], list) or parts[1][0] == "literal")
    if of_field and constant and (name in COMPARED or name == "in"):
        return list(condition)
    raise Inexact(Text(f"Filter „{name}“", f"filter “{name}”"))
