"""Rules as a QGIS layer style (QML), read by QGIS 3: rule-based symbols, drawn in the map's order, and labels."""

import base64
import math
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from lxml import etree
from lxml.builder import E

from pipelines.definition import GeometryType
from pipelines.text import Language
from server.styles.markers import image
from server.styles.rules import Condition, Rule
from server.styles.sld import Element, to_bytes
from server.styles.symbols import Circle, Fill, Label, Line, Marker, Pattern, Symbol

VERSION = "3.28.0-Firenze"

KINDS = {"Point": "marker", "LineString": "line", "Polygon": "fill"}
"""QGIS's word for a symbol on a geometry."""

CAPS = {"butt": "flat", "round": "round", "square": "square"}
OPERATORS = {"==": "=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}

QUADRANTS = {"bottom": "1", "right": "3", "center": "4", "left": "5", "top": "7"}
"""In which of nine places around a point a label is; MapLibre's anchor names the side of it that is at the point."""

ALONG, AROUND = "3", "1"
"""Placements: curved along a line, at an offset from a point."""


def write_qml(rules: Sequence[Rule], geometry: GeometryType, language: Language) -> bytes:
    """Return the document."""
    root = E.qgis(*style_parts(rules, geometry, language), version=VERSION, styleCategories="Symbology|Labeling")
    root.set("labelsEnabled", "1" if _labels(rules) else "0")
    return to_bytes(root)


def style_parts(rules: Sequence[Rule], geometry: GeometryType, language: Language) -> list[Element]:
    """Return renderer and labelling, as they also stand in a layer definition."""
    drawn = [rule for rule in rules if not isinstance(rule.symbol, Label)]
    passes = {key: number for number, key in enumerate(dict.fromkeys((rule.layer, rule.order) for rule in drawn))}
    kind = KINDS[geometry.removeprefix("Multi")]
    symbols = [
        _symbol(str(number), kind, rule.symbol, passes[rule.layer, rule.order]) for number, rule in enumerate(drawn)
    ]
    listed = [_rule(rule, number, language, symbol=str(number)) for number, rule in enumerate(drawn)]
    renderer = etree.Element("renderer-v2", type="RuleRenderer", symbollevels="1", forceraster="0", enableorderby="0")
    renderer.extend([E.rules(*listed, key=_key("rules")), E.symbols(*symbols)])
    return [renderer, _labelling(_labels(rules), language)] if _labels(rules) else [renderer]


def expression(condition: Condition) -> str:
    """Return a condition in QGIS's language; a comparison with no value is false there, not unknown."""
    name, *parts = condition
    if name in {"all", "any"}:
        return "(" + (" AND " if name == "all" else " OR ").join(expression(part) for part in parts) + ")"
    if name == "!":
        return f"NOT {expression(parts[0])}"
    if name == "has":
        return f"{_field(parts[0])} IS NOT NULL"
    field = _field(parts[0][1])
    values = parts[1][1] if isinstance(parts[1], list) else parts[1]
    if name == "in":
        return f"coalesce({field} IN ({', '.join(_literal(value) for value in values)}), false)"
    if name == "!=":
        return f"{field} IS NOT {_literal(values)}"
    return f"coalesce({field} {OPERATORS[name]} {_literal(values)}, false)"


def _labels(rules: Iterable[Rule]) -> list[Rule]:
    return [rule for rule in rules if isinstance(rule.symbol, Label)]


def _rule(rule: Rule, number: int, language: Language, **more: str) -> Element:
    low, high = rule.scales
    said = {"key": _key(f"{rule.layer} {number}"), "label": rule.title.to(language)} | more
    if rule.condition:
        said["filter"] = expression(rule.condition)
    if low is not None:
        said["scalemindenom"] = str(math.ceil(low))
    if high is not None:
        said["scalemaxdenom"] = str(math.ceil(high))  # QGIS reads whole numbers
    return E.rule(**said)


def _symbol(name: str, kind: str, symbol: Symbol, number: int) -> Element:
    alpha = f"{symbol.opacity:g}" if isinstance(symbol, Pattern) else "1"
    found = etree.Element("symbol", name=name, type=kind, alpha=alpha, clip_to_extent="1", force_rhr="0")
    name_of, said = _layer(symbol)
    options = [E.Option(name=key, value=value, type="QString") for key, value in said.items()]
    layer = etree.SubElement(found, "layer", enabled="1", locked="0")
    layer.set("class", name_of)
    layer.set("pass", str(number))
    layer.append(E.Option(*options, type="Map"))
    if isinstance(symbol, Pattern):
        layer.append(_no_outline(name))
    return found


def _no_outline(name: str) -> Element:
    """QGIS draws a line around a pattern unless the symbol inside says how."""
    line = E.layer(E.Option(E.Option(name="line_style", value="no", type="QString"), type="Map"), enabled="1")
    line.set("class", "SimpleLine")
    return E.symbol(line, name=f"@{name}@0", type="line", alpha="1")


def _layer(symbol: Symbol) -> tuple[str, dict[str, str]]:
    match symbol:
        case Fill():
            outline = {"outline_style": "no"}
            if symbol.outline:
                colour = _colour(symbol.outline, symbol.opacity)
                outline = {"outline_style": "solid", "outline_color": colour, "outline_width": "1"}
            said = {"color": _colour(symbol.colour, symbol.opacity), "style": "solid", "outline_width_unit": "Pixel"}
            return "SimpleFill", said | outline
        case Line():
            said = {
                "line_color": _colour(symbol.colour, symbol.opacity),
                "line_width": f"{symbol.width:g}",
                "line_width_unit": "Pixel",
                "line_style": "solid",
                "capstyle": CAPS[symbol.cap],
                "joinstyle": symbol.join,
            }
            if symbol.dash:
                dash = ";".join(f"{part:g}" for part in symbol.dash)
                said |= {"use_custom_dash": "1", "customdash": dash, "customdash_unit": "Pixel"}
            return "SimpleLine", said
        case Circle():
            return "SimpleMarker", {
                "name": "circle",
                "color": _colour(symbol.colour, symbol.opacity),
                "size": f"{2 * symbol.radius + symbol.ring_width:g}",
                "size_unit": "Pixel",
                "outline_style": "solid" if symbol.ring_width else "no",
                "outline_color": _colour(symbol.ring),
                "outline_width": f"{symbol.ring_width:g}",
                "outline_width_unit": "Pixel",
            }
        case Marker():
            picture = _inline(symbol.shape, symbol.colour)
            return "SvgMarker", {"name": picture, "size": f"{symbol.size:g}", "size_unit": "Pixel"}
        case Pattern():
            tile = _inline(symbol.name, symbol.colour)
            return "SVGFill", {"svgFile": tile, "width": f"{symbol.size:g}", "pattern_width_unit": "Pixel"}
        case Label():
            raise TypeError


def _inline(name: str, colour: str) -> str:
    return "base64:" + base64.b64encode(image(name, colour).encode()).decode()


def _labelling(rules: Sequence[Rule], language: Language) -> Element:
    listed = []
    for number, rule in enumerate(rules):
        found = _rule(rule, number, language)
        found.set("description", found.attrib.pop("label"))
        if isinstance(rule.symbol, Label):
            found.append(_settings(rule.symbol))
        listed.append(found)
    return E.labeling(E.rules(*listed, key=_key("labels")), type="rule-based")


def _settings(symbol: Label) -> Element:
    text = etree.Element(
        "text-style",
        fieldName=_text(symbol),
        isExpression="1",
        fontFamily="Noto Sans",
        fontSize=f"{symbol.size:g}",
        fontSizeUnit="Pixel",
        fontWeight="75" if symbol.bold else "50",
        fontItalic="1" if symbol.italic else "0",
        textColor=_colour(symbol.colour),
        textOpacity="1",
    )
    etree.SubElement(
        text,
        "text-buffer",
        bufferDraw="1" if symbol.halo_width else "0",
        bufferSize=f"{symbol.halo_width:g}",
        bufferSizeUnits="Pixel",
        bufferColor=_colour(symbol.halo),
    )
    x, y = symbol.offset
    placement = E.placement(
        placement=ALONG if symbol.along else AROUND,
        quadOffset=QUADRANTS.get(symbol.anchor, QUADRANTS["center"]),
        xOffset=f"{x:g}",
        yOffset=f"{y:g}",
        offsetUnits="Pixel",
    )
    return E.settings(text, placement, calloutType="simple")


def _text(symbol: Label) -> str:
    """``concat`` takes a missing value for an empty text, as MapLibre does."""
    parts = [_field(value) if kind == "field" else _literal(value) for kind, value in symbol.parts]
    return parts[0] if len(parts) == 1 else f"concat({', '.join(parts)})"


def _field(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    return "NULL" if value is None else "'" + str(value).replace("\\", "\\\\").replace("'", "''") + "'"


def _colour(colour: str, opacity: float = 1) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"{red},{green},{blue},{round(255 * opacity)}"


def _key(name: str) -> str:
    return "{" + str(uuid5(NAMESPACE_URL, name)) + "}"
