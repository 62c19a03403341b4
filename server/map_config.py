"""``/map.json``: everything the map client needs to know, from the town's settings and the live layers."""

import math
from collections.abc import Callable, Container, Iterable
from typing import Any

from pipelines.basemap.archive import Basemap
from pipelines.definition import Contact, Dataset, Field, ScaleRange
from pipelines.publication import Publication
from pipelines.text import Text
from pipelines.town import Question, Town
from server.background.documents import background_config
from server.rectangle import EARTH_RADIUS
from server.tiles.levels import Former, Tiles

Json = dict[str, Any]

PIXEL = 0.00028
"""Metres; OGC's standardised rendering pixel."""

TILE = 512
"""Pixels of a tile at MapLibre's zoom levels."""


FindTiles = Callable[[Publication], Tiles | None]
"""Tells what tiles there are of a layer, None where it has none."""


def map_config(
    town: Town,
    publications: Iterable[Publication],
    basemap: Basemap | None = None,
    tiles: FindTiles = lambda _: None,
) -> Json:
    """Describe the map: town, questions, background, theme groups and public layers.

    Without ``basemap``, the built map, our own layers stand in for it. Without ``tiles`` nobody serves any.
    """
    layers = {each.dataset.id: each for each in publications if each.dataset.visibility == "public"}
    background = background_config(town.background, basemap, layers)
    return {
        "town": _town(town),
        "questions": [_question(question, layers) for question in town.questions],
        "background": background,
        "groups": [{"id": group.id, "title": _words(group.title)} for group in town.groups],
        "layers": [
            _layer(each, town, tiles(each), background=name in background["layers"]) for name, each in layers.items()
        ],
    }


def zoom_range(scale: ScaleRange, latitude: float) -> tuple[float | None, float | None]:
    """Return the zoom levels between which MapLibre draws a layer with this range of scales.

    At zoom z one CSS pixel is cos(φ) · 2πR / (512 · 2^z) metres wide on the ground, and 1:n means that a pixel of
    0.28 mm shows n times its width. Both are equal at z = log2(cos(φ) · 2πR / (512 · 0.00028 · n)).
    """

    def zoom(limit: int | None) -> float | None:
        return round(math.log2(denominator(0, latitude) / limit), 2) if limit else None

    return zoom(scale.max), zoom(scale.min)


def denominator(zoom: float, latitude: float) -> float:
    """Return n of the scale 1:n at a zoom level; see :func:`zoom_range`."""
    return math.cos(math.radians(latitude)) * 2 * math.pi * EARTH_RADIUS / (TILE * PIXEL * 2**zoom)


def _town(town: Town) -> Json:
    return {
        "name": town.name,
        "ags": town.ags,
        "title": _words(town.title),
        "description": _words(town.description),
        "extent": list(town.extent),
        "centre": list(town.centre),
        "zoom": town.zoom,
        "colours": {"primary": town.colours.primary, "accent": town.colours.accent},
        "logo": "/logo.svg" if town.logo else None,
        "contact": _contact(town.contact),
        "imprint": town.imprint,
        "privacy": town.privacy,
        "accessibility": town.accessibility,
    }


def _question(question: Question, live: Container[str]) -> Json:
    return {
        "id": question.id,
        "path": f"/{question.id}",
        "kind": question.kind,
        "title": _words(question.title),
        "text": _words(question.text),
        "layers": [name for name in question.layers if name in live],
        "zoom": question.zoom,
        "extent": list(question.extent) if question.extent else None,
    }


def _layer(layer: Publication, town: Town, tiles: Tiles | None, *, background: bool) -> Json:
    dataset = layer.dataset
    licence = dataset.licence or town.licence
    minzoom, maxzoom = zoom_range(dataset.scale, town.centre[1])
    return {
        "id": dataset.id,
        "version": layer.version,
        "title": _words(dataset.title),
        "description": _words(dataset.description),
        "group": dataset.group,
        "geometry": dataset.geometry,
        "style": list(layer.style),
        "fields": _fields(dataset),
        "quality": dataset.quality,
        "licence": {"title": licence.title, "url": licence.url, "attribution": licence.attribution},
        "contact": _contact(dataset.contact or town.contact),
        "dataDate": layer.data_date.isoformat() if layer.data_date else None,
        "checkedAt": layer.checked_at.isoformat(),
        "bbox": list(layer.bbox) if layer.bbox else None,
        "count": layer.count,
        "minzoom": minzoom,
        "maxzoom": maxzoom,
        "items": f"/api/collections/{dataset.id}/items",
        "tiles": _levels(tiles.levels) | {"former": _former(tiles.former)} if tiles else None,
        "background": background,
        "time": {"start": dataset.time.start, "end": dataset.time.end} if dataset.time else None,
    }


def _levels(levels: tuple[int, int]) -> Json:
    return {"minzoom": levels[0], "maxzoom": levels[1]}


def _former(former: Former | None) -> Json | None:
    if former is None:
        return None
    dated = former.data_date.isoformat() if former.data_date else None
    return {"version": former.version, "dataDate": dated} | _levels(former.levels)


def _fields(dataset: Dataset) -> list[Json]:
    public = dataset.public_fields
    return [_field(name, public[name]) for name in dataset.info_fields if name in public]


def _field(name: str, field: Field) -> Json:
    codes = {code: _words(value.label) for code, value in field.codes.values.items()} if field.codes else None
    title = _words(field.title) if field.title else {"de": name, "en": None}
    return {"name": name, "type": field.type, "title": title, "unit": field.unit, "codes": codes}


def _contact(contact: Contact) -> Json:
    return {"office": _words(contact.office), "email": contact.email, "phone": contact.phone, "url": contact.url}


def _words(text: Text) -> Json:
    return {"de": text.de, "en": text.en}
