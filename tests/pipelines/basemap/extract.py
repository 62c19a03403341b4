"""An extract of OpenStreetMap written by us: the town of the shipped sample data, tagged as mappers would."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

import pyogrio
from shapely import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

from pipelines.settings import ROOT

SOURCES = ROOT / "datasets" / "sources"

ROADS = {
    "autobahn": "motorway",
    "bundesstrasse": "trunk",
    "landesstrasse": "primary",
    "hauptstrasse": "secondary",
    "wohnstrasse": "residential",
    "fussweg": "footway",
}
USES = {"oeffentlich": "public", "gewerbe": "industrial", "wohnen": "residential"}
GREEN = {
    "wald": ("landuse", "forest"),
    "wiese": ("landuse", "meadow"),
    "sportanlage": ("leisure", "pitch"),
    "park": ("leisure", "park"),
    "friedhof": ("landuse", "cemetery"),
    "kleingarten": ("landuse", "allotments"),
}
BUILT = {
    "wohnen": "residential",
    "ortskern": "residential",
    "gewerbe": "commercial",
    "messe": "commercial",
    "flughafen": "industrial",
    "startbahn": "industrial",
}
PLACES = {"stadtteil": "town", "weiler": "hamlet", "hof": "isolated_dwelling", "nachbarort": "village"}

POND = Polygon(
    [(9.130, 48.690), (9.134, 48.690), (9.134, 48.693), (9.130, 48.693)],
    [[(9.131, 48.691), (9.132, 48.691), (9.132, 48.692), (9.131, 48.692)]],
)
"""With an island, so that a relation is needed."""

Tagged = tuple[BaseGeometry, Mapping[str, object]]


def town() -> Iterator[Tagged]:
    """Everything of the sample town that a background map shows, in WGS 84."""
    for row in _source("strassen.gpkg"):
        yield (
            row.geometry,
            {
                "highway": ROADS[row.klasse],
                "name": row.name_,
                "ref": row.nummer,
                "oneway": "yes" if row.einbahn else None,
            },
        )
    for row in _source("gebaeude.fgb"):
        yield row.geometry, {"building": USES.get(row.nutzung, "yes"), "name": row.name_}
    for row in _source("gruen.geojson"):
        key, value = GREEN[row.art]
        yield row.geometry, {key: value, "name": row.name_}
    for row in _source("siedlung.geojson"):
        yield row.geometry, {"landuse": BUILT[row.art], "name": row.name_}
    for row in _source("gewaesser.kml"):
        yield row.geometry, {"waterway": "stream" if row.art == "bach" else "ditch", "name": row.Name}
    for row in _source("bahn.gml"):
        yield row.geometry, {"railway": "rail" if row.art == "sbahn" else "light_rail"}
    for row in _source("orte.geojson"):
        tags = {"railway": "station"} if row.art == "bahnhof" else {"place": PLACES.get(row.art, "locality")}
        yield row.geometry, tags | {"name": row.name_}
    yield POND, {"natural": "water", "name": "Weiher"}


def write(path: Path, things: Iterable[Tagged]) -> Path:
    """Write OSM XML: nodes, then ways, then relations for areas with holes, as GDAL's driver wants them."""
    numbers = count(1)
    nodes: list[str] = []
    ways: list[str] = []
    relations: list[str] = []

    def way(points: Iterable[tuple[float, ...]], tags: str, *, closed: bool) -> int:
        given = list(points)
        references = [next(numbers) for _ in (given[:-1] if closed else given)]
        nodes.extend(
            f'<node id="{number}" lat="{y:.7f}" lon="{x:.7f}"/>'
            for number, (x, y, *_) in zip(references, given, strict=False)
        )
        along = "".join(f'<nd ref="{each}"/>' for each in (references + references[:1] if closed else references))
        ways.append(f'<way id="{(number := next(numbers))}">{along}{tags}</way>')
        return number

    for shape, given in things:
        tags = "".join(f'<tag k="{k}" v={quoteattr(str(v))}/>' for k, v in given.items() if isinstance(v, str) and v)
        match shape:
            case Point():
                nodes.append(f'<node id="{next(numbers)}" lat="{shape.y:.7f}" lon="{shape.x:.7f}">{tags}</node>')
            case LineString():
                way(shape.coords, tags, closed=False)
            case Polygon() if not shape.interiors:
                way(shape.exterior.coords, tags, closed=True)
            case Polygon():
                rings = [("outer", shape.exterior), *(("inner", ring) for ring in shape.interiors)]
                members = "".join(
                    f'<member type="way" ref="{way(ring.coords, "", closed=True)}" role="{role}"/>'
                    for role, ring in rings
                )
                kind = '<tag k="type" v="multipolygon"/>'
                relations.append(f'<relation id="{next(numbers)}">{members}{kind}{tags}</relation>')
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<osm version="0.6" generator="geoportal">'
    path.write_text("\n".join([head, *nodes, *ways, *relations, "</osm>"]), encoding="utf-8")
    return path


def _source(name: str) -> Iterator[Any]:
    options = {"WRITE_GFS": "NO"} if name.endswith(".gml") else {}  # GDAL would write beside the source
    frame = pyogrio.read_dataframe(SOURCES / name, **options).to_crs("EPSG:4326").rename(columns={"name": "name_"})
    yield from frame.itertuples()
