"""``styles/<id>.json`` → checked MapLibre layers; a layer without a file is drawn plainly by its geometry."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipelines.definition import Dataset, GeometryType
from pipelines.errors import DefinitionError
from pipelines.settings import Settings
from pipelines.text import Text

Layer = dict[str, Any]
"""One style layer of the MapLibre style specification, without ``source`` and ``source-layer``."""

Style = tuple[Layer, ...]

LAYER_TYPES = frozenset({"circle", "fill", "fill-extrusion", "heatmap", "line", "symbol"})
"""The layer types of the specification that draw vector features."""

LAYER_KEYS = frozenset({"id", "type", "metadata", "minzoom", "maxzoom", "filter", "layout", "paint"})

PLAIN_COLOUR = "#0b5cad"
"""Contrast 6.6:1 on white and 5.6:1 on light map backgrounds (WCAG 1.4.11 asks for 3:1)."""


def load_style(settings: Settings, dataset: Dataset) -> Style:
    """Read the layers that draw ``dataset``, in drawing order.

    A shared style (``style: other`` in the definition) gets layer ids of this dataset.
    Raises DefinitionError with file and layer when the style is wrong or names a field the map cannot see.
    """
    name = dataset.style or dataset.id
    path = _find(settings, name)
    if path is None:
        if dataset.style:
            raise _mistake(settings.style_folders[-1] / f"{name}.json", Text("gibt es nicht", "does not exist"))
        return plain_style(dataset)
    layers = _read(path)
    for mistake in _mistakes(layers, name, dataset):
        raise _mistake(path, mistake)
    return tuple(layer | {"id": dataset.id + layer["id"].removeprefix(name)} for layer in layers)


def plain_style(dataset: Dataset) -> Style:
    """Draw every feature the same way, with the layer's title in the legend."""
    legend = {"de": dataset.title.de, "en": dataset.title.to("en")}
    drawn = [(suffix, kind, paint) for suffix, kind, paint in _PLAIN if kind in _kinds(dataset.geometry)]
    return tuple(
        {"id": f"{dataset.id}-{suffix}", "type": kind, "paint": paint}
        | ({"metadata": {"legend": legend}} if number == 0 else {})
        | (
            {"filter": ["==", ["geometry-type"], "Point"]}
            if dataset.geometry == "Geometry" and kind == "circle"
            else {}
        )
        for number, (suffix, kind, paint) in enumerate(drawn)
    )


def shown_fields(dataset: Dataset, style: Style) -> tuple[str, ...]:
    """Return the public fields that the map needs of every feature: for its look, its time and the info after a tap."""
    wanted = {*dataset.info_fields, *dataset.period_fields, *read_fields(style)}
    return tuple(name for name in dataset.public_fields if name in wanted)


def read_fields(style: Style) -> frozenset[str]:
    """Return the fields by which ``style`` draws features."""
    return frozenset(_fields([layer.get(part) for layer in style for part in ("filter", "layout", "paint")])) - {"id"}


_PLAIN: tuple[tuple[str, str, Layer], ...] = (
    ("flaeche", "fill", {"fill-color": PLAIN_COLOUR, "fill-opacity": 0.25}),
    ("linie", "line", {"line-color": PLAIN_COLOUR, "line-width": 2}),
    (
        "punkt",
        "circle",
        {"circle-color": PLAIN_COLOUR, "circle-radius": 6, "circle-stroke-color": "#ffffff", "circle-stroke-width": 2},
    ),
)


def _kinds(geometry: GeometryType) -> frozenset[str]:
    """Layer types that the plain style draws for this geometry; areas have an outline."""
    if geometry == "Geometry":
        return frozenset({"fill", "line", "circle"})
    if geometry.endswith("Polygon"):
        return frozenset({"fill", "line"})
    return frozenset({"line"}) if geometry.endswith("LineString") else frozenset({"circle"})


def _find(settings: Settings, name: str) -> Path | None:
    paths = [folder / f"{name}.json" for folder in settings.style_folders]
    return next((path for path in reversed(paths) if path.is_file()), None)


def _read(path: Path) -> list[Layer]:
    try:
        layers = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _mistake(path, Text(f"kein lesbares JSON ({error})", f"not readable as JSON ({error})")) from None
    if not isinstance(layers, list) or not layers or not all(isinstance(layer, dict) for layer in layers):
        raise _mistake(path, Text("erwartet wird eine Liste von Ebenen", "expected a list of layers"))
    return layers


def _mistakes(layers: list[Layer], name: str, dataset: Dataset) -> Iterator[Text]:
    ids: set[object] = set()
    for number, layer in enumerate(layers, start=1):
        layer_id = layer.get("id")
        place = layer_id if isinstance(layer_id, str) else f"#{number}"
        if not isinstance(layer_id, str) or not layer_id.startswith(f"{name}-"):
            yield Text(
                f"{place}: id muss mit „{name}-“ beginnen",
                f"{place}: id must start with “{name}-”",
            )
        if layer_id in ids:
            yield Text(f"{place}: diese id gibt es schon", f"{place}: this id exists already")
        ids.add(layer_id)
        yield from (Text(f"{place}: {wrong.de}", f"{place}: {wrong.to('en')}") for wrong in _wrong(layer, dataset))


def _wrong(layer: Layer, dataset: Dataset) -> Iterator[Text]:
    if layer.get("type") not in LAYER_TYPES:
        kinds = ", ".join(sorted(LAYER_TYPES))
        yield Text(f"type muss eines von {kinds} sein", f"type must be one of {kinds}")
    if unknown := sorted(layer.keys() - LAYER_KEYS):
        names = ", ".join(unknown)
        yield Text(f"unbekannte Einträge: {names}", f"unknown entries: {names}")
    if not _legend_ok(layer.get("metadata", {})):
        yield Text(
            "metadata.legend braucht einen deutschen Text (de), metadata.order eine ganze Zahl",
            "metadata.legend needs a German text (de), metadata.order a whole number",
        )
    drawn = [layer.get(part) for part in ("filter", "layout", "paint")]
    if hidden := sorted(set(_fields(drawn)) - dataset.public_fields.keys() - {"id"}):
        names = ", ".join(hidden)
        yield Text(f"keine öffentlichen Felder: {names}", f"not public fields: {names}")


def _legend_ok(metadata: object) -> bool:
    if not isinstance(metadata, dict):
        return False
    legend, order = metadata.get("legend"), metadata.get("order", 0)
    return isinstance(order, int) and (
        legend is None or (isinstance(legend, dict) and isinstance(legend.get("de"), str))
    )


def _fields(value: object) -> Iterator[str]:
    """Yield the properties that the expressions in ``value`` read (``get`` and ``has``, specification v8)."""
    if isinstance(value, dict):
        for part in value.values():
            yield from _fields(part)
    if isinstance(value, list):
        if len(value) == 2 and value[0] in ("get", "has") and isinstance(value[1], str):
            yield value[1]
        for part in value:
            yield from _fields(part)


def _mistake(path: Path, what: Text) -> DefinitionError:
    return DefinitionError(Text(f"{path}: {what.de}.", f"{path}: {what.to('en')}."))
