"""What was found, as GeoJSON that people's programs and QGIS read without knowing the search."""

from collections.abc import Sequence
from typing import Any

from pipelines.text import Language
from pipelines.town import Town
from server.places.place import address
from server.search.reading import Hit

Json = dict[str, Any]


def collection(hits: Sequence[Hit], town: Town, base: str, language: Language) -> Json:
    """Write a FeatureCollection; ``base`` is the portal's address."""
    features = [_feature(hit, town, base, language) for hit in hits]
    return {"type": "FeatureCollection", "features": features, "numberReturned": len(features)}


def _feature(hit: Hit, town: Town, base: str, language: Language) -> Json:
    dataset = hit.layer.dataset
    is_layer = hit.kind == "layer"
    properties: Json = {
        "kind": hit.kind,
        "layer": dataset.id,
        "feature": hit.feature,
        "title": dataset.title.to(language) if is_layer else hit.label,
        "subtitle": _group(dataset.group, town, language) if is_layer else _subtitle(hit, dataset.title.to(language)),
        "link": _link(hit, base),
    }
    if hit.metres is not None:
        properties["distance"] = round(hit.metres)
    place = {"type": "Point", "coordinates": [round(number, 7) for number in hit.position]} if hit.position else None
    box = {"bbox": [round(number, 7) for number in hit.extent]} if hit.extent else {}
    return {"type": "Feature", "id": _id(hit), **box, "geometry": place, "properties": properties}


def _id(hit: Hit) -> str:
    """Features are named as in the map's addresses, ``schulen:pmhg``."""
    if hit.kind == "layer":
        return hit.layer.dataset.id
    return f"{hit.layer.dataset.id}:{hit.feature or ', '.join(filter(None, (hit.label, hit.place)))}"


def _subtitle(hit: Hit, layer: str) -> str:
    """An address or a street is told by where it is, everything else by what it is, too."""
    if hit.kind == "feature":
        return " · ".join(filter(None, (layer, hit.place)))
    return hit.place or layer


def _group(group_id: str, town: Town, language: Language) -> str:
    return next((group.title.to(language) for group in town.groups if group.id == group_id), "")


def _link(hit: Hit, base: str) -> str:
    """Where people see it: a feature's page, else the map."""
    if hit.feature is not None:
        return address(base, hit.layer.dataset.id, hit.feature)
    if hit.position:
        return f"{base}/#map=17/{hit.position[1]:.5f}/{hit.position[0]:.5f}"
    return f"{base}/?ebenen={hit.layer.dataset.id}"
