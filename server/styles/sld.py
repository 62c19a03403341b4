"""Rules as OGC Styled Layer Descriptor 1.1 with Symbology Encoding 1.1."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from lxml import etree
from lxml.builder import ElementMaker

from pipelines.text import Language
from server.styles.rules import Condition, Rule
from server.styles.symbols import Circle, Fill, Label, Line, Marker, Pattern, Symbol

Element = Any
"""An element of lxml, which has no types."""

NAMESPACES = {
    "sld": "http://www.opengis.net/sld",
    "se": "http://www.opengis.net/se",
    "ogc": "http://www.opengis.net/ogc",
    "xlink": "http://www.w3.org/1999/xlink",
}

SLD, SE, OGC = (ElementMaker(namespace=NAMESPACES[name], nsmap=NAMESPACES) for name in ("sld", "se", "ogc"))

COMPARISONS = {
    "==": "PropertyIsEqualTo",
    "<": "PropertyIsLessThan",
    "<=": "PropertyIsLessThanOrEqualTo",
    ">": "PropertyIsGreaterThan",
    ">=": "PropertyIsGreaterThanOrEqualTo",
}

ANCHORS = {"left": ("0", "0.5"), "right": ("1", "0.5"), "top": ("0.5", "1"), "bottom": ("0.5", "0")}

CAPS = {"butt": "butt", "round": "round", "square": "square"}
JOINS = {"miter": "mitre", "round": "round", "bevel": "bevel"}


def write_sld(name: str, title: str, rules: Iterable[Rule], markers: str, language: Language) -> bytes:
    """Return the document; ``name`` is the collection's id, which is also the feature type and the style.

    ``markers`` is the address below which markers lie as ``<shape>-<rrggbb>.svg``: few programs read them inline.
    """
    style = SLD.UserStyle(SE.Name(name), SE.Description(SE.Title(title)), SLD.IsDefault("1"))
    for (layer, _), group in groupby(rules, key=lambda rule: (rule.layer, rule.order)):
        style.append(
            SE.FeatureTypeStyle(
                SE.Name(layer), SE.FeatureTypeName(name), *(_rule(rule, markers, language) for rule in group)
            )
        )
    root = SLD.StyledLayerDescriptor(
        SLD.NamedLayer(SE.Name(name), SE.Description(SE.Title(title)), style), version="1.1.0"
    )
    return to_bytes(root)


def to_bytes(root: Element) -> bytes:
    """Write a document."""
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _rule(rule: Rule, markers: str, language: Language) -> Element:
    low, high = rule.scales
    parts = [SE.Description(SE.Title(rule.title.to(language)))]
    if rule.condition:
        parts.append(OGC.Filter(_condition(rule.condition)))
    if low is not None:
        parts.append(SE.MinScaleDenominator(_number(low)))
    if high is not None:
        parts.append(SE.MaxScaleDenominator(_number(high)))
    return SE.Rule(*parts, _symbolizer(rule.symbol, markers))


def _condition(condition: Condition) -> Element:
    name, *parts = condition
    if name in {"all", "any"}:
        inside = [_condition(part) for part in parts]
        return inside[0] if len(inside) == 1 else (OGC.And if name == "all" else OGC.Or)(*inside)
    if name == "!":
        return OGC.Not(_condition(parts[0]))
    if name == "has":
        return OGC.Not(OGC.PropertyIsNull(OGC.PropertyName(parts[0])))
    field = parts[0][1]
    values = parts[1][1] if isinstance(parts[1], list) else parts[1]
    if name == "in":
        return _condition(["any", *(["==", parts[0], value] for value in values)])
    if name == "!=":  # also true where there is no value, which PropertyIsNotEqualTo leaves open
        return OGC.Not(_condition(["==", parts[0], values]))
    make = getattr(OGC, COMPARISONS[name])
    return make(OGC.PropertyName(field), OGC.Literal(_literal(values)))


def _symbolizer(symbol: Symbol, markers: str) -> Element:
    match symbol:
        case Fill():
            parts = [SE.Fill(_set("fill", symbol.colour), _set("fill-opacity", _number(symbol.opacity)))]
            if symbol.outline:
                stroke = (
                    ("stroke", symbol.outline),
                    ("stroke-opacity", _number(symbol.opacity)),
                    ("stroke-width", "1"),
                )
                parts.append(SE.Stroke(*(_set(key, value) for key, value in stroke)))
            return SE.PolygonSymbolizer(*parts)
        case Pattern():
            said = [SE.Opacity(_number(symbol.opacity))] if symbol.opacity < 1 else []
            tile = _picture(f"{markers}/{symbol.name}", symbol.colour, symbol.size, *said)
            return SE.PolygonSymbolizer(SE.Fill(SE.GraphicFill(tile)))
        case Line():
            return SE.LineSymbolizer(_stroke(symbol))
        case Circle():
            return SE.PointSymbolizer(_disc(symbol))
        case Marker():
            return SE.PointSymbolizer(_picture(f"{markers}/{symbol.shape}", symbol.colour, symbol.size))
        case Label():
            return _text(symbol)


def _picture(name: str, colour: str, size: float, *said: Element) -> Element:
    """A marker or a tile of a pattern, which lies beside the style; ``said`` stands before its size."""
    href = f"{name}-{colour.removeprefix('#')}.svg"
    xlink = f"{{{NAMESPACES['xlink']}}}"
    online = SE.OnlineResource({f"{xlink}type": "simple", f"{xlink}href": href})
    return SE.Graphic(SE.ExternalGraphic(online, SE.Format("image/svg+xml")), *said, SE.Size(_number(size)))


def _stroke(symbol: Line) -> Element:
    said = [
        _set("stroke", symbol.colour),
        _set("stroke-opacity", _number(symbol.opacity)),
        _set("stroke-width", _number(symbol.width)),
        _set("stroke-linejoin", JOINS[symbol.join]),
        _set("stroke-linecap", CAPS[symbol.cap]),
    ]
    if symbol.dash:
        said.append(_set("stroke-dasharray", " ".join(_number(part) for part in symbol.dash)))
    return SE.Stroke(*said)


def _disc(symbol: Circle) -> Element:
    """A mark's outline lies half inside it, MapLibre's outside, so the mark reaches to the middle of the ring."""
    fill = SE.Fill(_set("fill", symbol.colour), _set("fill-opacity", _number(symbol.opacity)))
    mark = SE.Mark(SE.WellKnownName("circle"), fill)
    if symbol.ring_width:
        mark.append(SE.Stroke(_set("stroke", symbol.ring), _set("stroke-width", _number(symbol.ring_width))))
    return SE.Graphic(mark, SE.Size(_number(2 * symbol.radius + symbol.ring_width)))


def _text(symbol: Label) -> Element:
    parts = [OGC.PropertyName(value) if kind == "field" else value for kind, value in symbol.parts]
    label = SE.Label(*parts)  # texts stand between the names of properties, SE 11.4.2
    x, y = symbol.offset
    if symbol.along:
        placement = SE.LinePlacement()
    else:
        across, up = ANCHORS.get(symbol.anchor, ("0.5", "0.5"))
        placement = SE.PointPlacement(
            SE.AnchorPoint(SE.AnchorPointX(across), SE.AnchorPointY(up)),
            SE.Displacement(SE.DisplacementX(_number(x)), SE.DisplacementY(_number(-y))),  # upwards, SE 11.4.4
        )
    said = [label, _font(symbol), SE.LabelPlacement(placement)]
    if symbol.halo_width:
        said.append(SE.Halo(SE.Radius(_number(symbol.halo_width)), SE.Fill(_set("fill", symbol.halo))))
    return SE.TextSymbolizer(*said, SE.Fill(_set("fill", symbol.colour)))


def _font(symbol: Label) -> Element:
    said = [_set("font-family", "Noto Sans")]
    if symbol.italic:
        said.append(_set("font-style", "italic"))
    if symbol.bold:
        said.append(_set("font-weight", "bold"))
    return SE.Font(*said, _set("font-size", _number(symbol.size)))


def _set(name: str, value: str) -> Element:
    return SE.SvgParameter(value, name=name)


def _number(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")


def _literal(value: Any) -> str:
    return ("true" if value else "false") if isinstance(value, bool) else str(value)
