"""Which layers a file has, and which of them is read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pyogrio
from pyogrio.errors import DataLayerError

from pipelines.errors import SourceError
from pipelines.reading.formats import suffix
from pipelines.text import Text

OFTEN_EMPTY = frozenset({"GPX", "OSM"})
"""Drivers that name every layer and column the format can have, whether or not the file holds any of it."""


VERTICES = frozenset({"route_points", "track_points"})
"""Layers with the vertices of a GPX file's lines, which are layers, too: nobody means them unless they say so."""


@dataclass(frozen=True)
class Layer:
    """A layer of a file: its name, and GDAL's word for its geometry type, None for tables without geometry."""

    name: str
    geometry: str | None


def layers(path: Path, options: Mapping[str, str]) -> Iterator[Layer]:
    """Yield a file's layers; to be called under guard.

    ``list_layers`` takes no open options, and without WRITE_GFS=NO GDAL writes a .gfs beside a GML file.
    """
    if "WRITE_GFS" not in options:
        yield from (Layer(str(name), kind) for name, kind in pyogrio.list_layers(path))
        return
    for place in count():
        try:
            info = pyogrio.read_info(path, layer=place, **options)
        except DataLayerError:
            return
        yield Layer(info["layer_name"], info["geometry_type"])


def chosen(path: Path, driver: str, wanted: str | None, options: Mapping[str, str]) -> str:
    """Return the layer to read: the named one, else the only one, else the only one with geometry.

    Of formats that name layers they do not hold, only those with records count. Raises SourceError that lists the
    layers and the key to set. To be called under guard.
    """
    there = list(layers(path, options))
    names = [layer.name for layer in there]
    if wanted is not None and (wanted in names or len(names) != 1 or suffix(path) == ".gpkg"):
        if wanted in names:
            return wanted
        raise _no_layer(path, names, Text(f"keine Ebene „{wanted}“", f"no layer “{wanted}”"))
    if driver in OFTEN_EMPTY and wanted is None:
        there = [layer for layer in there if layer.name not in VERTICES and holds_records(path, layer.name, options)]
        names = [layer.name for layer in there] or names[:1]
    spatial = [layer.name for layer in there if layer.geometry]
    if len(names) == 1 or len(spatial) == 1:
        return names[0] if len(names) == 1 else spatial[0]
    what = Text("mehrere Ebenen", "several layers") if names else Text("keine Ebene", "no layer")
    raise _no_layer(path, names, what)


def holds_records(path: Path, layer: str, options: Mapping[str, str]) -> bool:
    """Tell whether a layer has a record at all. To be called under guard."""
    _, ids, _, _ = pyogrio.raw.read(path, layer=layer, max_features=1, return_fids=True, columns=[], **options)
    return len(ids) > 0


def _no_layer(path: Path, names: list[str], what: Text) -> SourceError:
    listed = ", ".join(names) or "–"
    return SourceError(
        Text(f"{path.name} hat {what.de}. Vorhanden: {listed}.", f"{path.name} has {what.en}. There is: {listed}."),
        Text("Bitte layer in der Definition setzen.", "Please set layer in the definition."),
    )
