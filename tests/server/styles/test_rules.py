"""Rules in other forms select and draw what the MapLibre style does: every shipped style, against its evaluation."""

import base64
from collections.abc import Iterator
from typing import Any

import pytest
from lxml import etree

from pipelines.artefacts.expression import passes, value_for
from pipelines.artefacts.swatch import PATTERNS
from pipelines.datasets import load_all
from pipelines.definition import Dataset
from pipelines.settings import Settings
from pipelines.style import load_style
from server.map_config import denominator
from server.styles.qml import expression, write_qml
from server.styles.rules import Rule, translate
from server.styles.sld import NAMESPACES, write_sld
from server.styles.symbols import Circle, Fill, Line, Pattern

SETTINGS = Settings()
DATASETS = [dataset for dataset in load_all(SETTINGS).values() if dataset.visibility == "public"]
LATITUDE = 48.7
UNTRANSLATED = {"orte"}

OGC = f"{{{NAMESPACES['ogc']}}}"


def samples(dataset: Dataset, style: Any) -> Iterator[dict[str, Any]]:
    """Features with every value that the style tells apart, one that it does not know, and none."""
    found: dict[str, set[Any]] = {}

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            for part in value.values():
                walk(part)
        if isinstance(value, list):
            if len(value) > 2 and isinstance(value[1], list) and len(value[1]) == 2 and value[1][0] == "get":
                rest = [part for part in value[2:] if not isinstance(part, list) or part[:1] == ["literal"]]
                labels = [label for part in rest for label in (part[1] if isinstance(part, list) else [part])]
                found.setdefault(value[1][1], set()).update(label for label in labels if not isinstance(label, list))
            for part in value:
                walk(part)

    walk([layer.get(part) for layer in style for part in ("filter", "layout", "paint")])
    yield {}
    for name, values in found.items():
        numbers = [value for value in values if isinstance(value, int | float) and not isinstance(value, bool)]
        around = [number + by for number in numbers for by in (-1, 1)]
        for value in [*values, *around, *([] if numbers else ["gibt es nicht"])]:
            yield {name: value, "name": "Name"}


def matches(node: Any, properties: dict[str, Any]) -> bool:
    """Evaluate a filter of OGC on its own terms."""
    name = node.tag.removeprefix(OGC)
    if name in {"And", "Or"}:
        return (all if name == "And" else any)(matches(part, properties) for part in node)
    if name == "Not":
        return not matches(node[0], properties)
    value = properties.get(node[0].text)
    if name == "PropertyIsNull":
        return value is None
    if value is None:
        return False
    try:
        literal = type(value)(node[1].text) if not isinstance(value, bool) else node[1].text == "true"
    except ValueError:  # a text is no number
        return False
    found: dict[str, bool] = {
        "PropertyIsEqualTo": value == literal,
        "PropertyIsLessThan": value < literal,
        "PropertyIsLessThanOrEqualTo": value <= literal,
        "PropertyIsGreaterThan": value > literal,
        "PropertyIsGreaterThanOrEqualTo": value >= literal,
    }
    return found[name]


@pytest.mark.parametrize("dataset", DATASETS, ids=lambda dataset: dataset.id)
def test_shipped_styles_are_translated(dataset: Dataset) -> None:
    found = translate(load_style(SETTINGS, dataset), dataset, LATITUDE)

    assert bool(found.rules) == (dataset.id not in UNTRANSLATED)
    assert bool(found.reasons) == (dataset.id in UNTRANSLATED)


@pytest.mark.parametrize("dataset", DATASETS, ids=lambda dataset: dataset.id)
def test_a_feature_is_drawn_by_the_same_layers_in_the_same_look(dataset: Dataset) -> None:
    style = load_style(SETTINGS, dataset)
    rules = translate(style, dataset, LATITUDE).rules
    if not rules:
        return
    root = etree.fromstring(write_sld(dataset.id, "t", rules, "https://example.org", "de"))
    written = list(root.iterfind(".//se:Rule", NAMESPACES))
    assert len(written) == len(rules)

    for properties in samples(dataset, style):
        for zoom in (11, 13, 15, 17):
            scale = denominator(zoom, LATITUDE)
            drawn: dict[str, list[Any]] = {}
            for rule, node in zip(rules, written, strict=True):
                low, high = rule.scales
                condition = node.find("ogc:Filter", NAMESPACES)
                inside = (low is None or scale >= low) and (high is None or scale < high)
                if inside and (condition is None or matches(condition[0], properties)):
                    drawn.setdefault(rule.layer, []).append(rule.symbol)
            for layer in style:
                expected = passes(layer.get("filter"), properties, zoom)
                expected &= layer.get("minzoom", 0) <= zoom < layer.get("maxzoom", 25)
                said = {**layer.get("layout", {}), **layer.get("paint", {})}
                symbols = drawn.get(layer["id"], [])
                if not expected:
                    assert symbols == [], (properties, zoom)
                    continue
                for symbol in symbols:
                    _same(symbol, said, properties, zoom)
                seen = [value_for(said.get(name), properties, zoom) for name in ("line-width", "fill-opacity")]
                steps = [value for value in said.values() if isinstance(value, list) and value[:1] == ["step"]]
                if 0 not in seen and not (steps and not properties):
                    assert symbols, (layer["id"], properties, zoom)


def _same(symbol: Any, said: dict[str, Any], properties: dict[str, Any], zoom: float) -> None:
    match symbol:
        case Fill():
            assert symbol.colour == value_for(said["fill-color"], properties, zoom)
            assert symbol.opacity == pytest.approx(value_for(said.get("fill-opacity", 1), properties, zoom))
        case Pattern():
            name = f"{symbol.name}-{symbol.colour.removeprefix('#')}"
            assert name == value_for(said["fill-pattern"], properties, zoom)
            assert symbol.opacity == pytest.approx(value_for(said.get("fill-opacity", 1), properties, zoom))
        case Line():
            assert symbol.colour == value_for(said["line-color"], properties, zoom)
            assert symbol.width == pytest.approx(value_for(said.get("line-width", 1), properties, zoom), abs=0.001)
        case Circle():
            assert symbol.colour == value_for(said["circle-color"], properties, zoom)
            assert symbol.radius == pytest.approx(value_for(said["circle-radius"], properties, zoom), abs=0.001)


@pytest.mark.parametrize(
    ("condition", "text"),
    [
        (["==", ["get", "höhe"], 3], 'coalesce("höhe" = 3, false)'),
        (["!=", ["get", "a"], "x'y"], "\"a\" IS NOT 'x''y'"),
        (["in", ["get", "a"], ["literal", ["x", "y"]]], "coalesce(\"a\" IN ('x', 'y'), false)"),
        (
            ["all", ["has", "a"], ["!", ["==", ["get", "b"], True]]],
            '("a" IS NOT NULL AND NOT coalesce("b" = true, false))',
        ),
    ],
)
def test_conditions_in_the_language_of_qgis(condition: list[Any], text: str) -> None:
    assert expression(condition) == text


@pytest.mark.parametrize("dataset", DATASETS, ids=lambda dataset: dataset.id)
def test_qgis_style_is_whole(dataset: Dataset) -> None:
    rules = translate(load_style(SETTINGS, dataset), dataset, LATITUDE).rules
    root = etree.fromstring(write_qml(rules, dataset.geometry, "de"))
    symbols = {each.get("name"): each for each in root.iterfind("renderer-v2/symbols/symbol")}
    listed = list(root.iterfind("renderer-v2/rules/rule"))
    labels = list(root.iterfind("labeling/rules/rule"))
    passes = [int(symbols[each.get("symbol")].find("layer").get("pass")) for each in listed]

    assert len(listed) + len(labels) == len(rules)
    assert [each.get("symbol") for each in listed] == list(symbols)
    assert passes == sorted(passes)
    assert len({each.get("key") for each in (*listed, *labels)}) <= len(rules)


class TestPatterns:
    """Classes of areas that differ by their pattern, as other programs draw them."""

    GLASFASER = next(dataset for dataset in DATASETS if dataset.id == "glasfaser")

    @pytest.fixture
    def rules(self) -> tuple[Rule, ...]:
        return translate(load_style(SETTINGS, self.GLASFASER), self.GLASFASER, LATITUDE).rules

    def test_sld_fills_areas_with_tiles_that_the_server_gives_out(self, rules: tuple[Rule, ...]) -> None:
        root = etree.fromstring(write_sld("glasfaser", "t", rules, "https://example.org/api/resources", "de"))
        tiles = root.findall(".//se:PolygonSymbolizer/se:Fill/se:GraphicFill/se:Graphic", NAMESPACES)
        addresses = [
            tile.find("se:ExternalGraphic/se:OnlineResource", NAMESPACES).get(f"{{{NAMESPACES['xlink']}}}href")
            for tile in tiles
        ]

        assert "https://example.org/api/resources/schraffur-1d4f86.svg" in addresses
        assert {tile.findtext("se:Size", namespaces=NAMESPACES) for tile in tiles} == {"24"}

    def test_qgis_fills_areas_with_them_and_draws_no_line_around(self, rules: tuple[Rule, ...]) -> None:
        root = etree.fromstring(write_qml(rules, "Polygon", "de"))
        layers = root.findall(".//layer[@class='SVGFill']")
        said = [{option.get("name"): option.get("value") for option in layer[0]} for layer in layers]
        drawn = {base64.b64decode(each["svgFile"].removeprefix("base64:")).decode() for each in said}

        assert any(PATTERNS["kreuze"] in picture and "#2b2b2b" in picture for picture in drawn)
        assert {each["width"] for each in said} == {"24"}
        assert len(root.findall(".//layer[@class='SVGFill']/symbol/layer/Option/Option[@value='no']")) == len(layers)
