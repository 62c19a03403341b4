"""What is asked of each server: the same question in each one's own words."""

from dataclasses import dataclass, field

from pyproj import Transformer

from benchmarks.serving.data import SCHEMA, degrees
from benchmarks.serving.load import Shot

ITEMS = {
    "ours": "/api/collections/buildings/items?f=json&",
    "pygeoapi": "/collections/buildings/items?f=json&",
    "tipg": f"/collections/{SCHEMA}.buildings/items?f=geojson&",
    "pg_featureserv": f"/collections/{SCHEMA}.buildings/items.json?",
}

TILES = {
    "ours": ("/api/collections/buildings/tiles/WebMercatorQuad/", "z..'/'..y..'/'..x"),
    "pygeoapi": ("/collections/buildings/tiles/WebMercatorQuad/", "z..'/'..y..'/'..x..'?f=mvt'"),
    "tipg": (f"/collections/{SCHEMA}.buildings/tiles/WebMercatorQuad/", "z..'/'..x..'/'..y"),
    "martin": ("/buildings/", "z..'/'..x..'/'..y"),
}

SHARE = 0.03
"""Of the layer's area, in a small box."""

WORLD = 20_037_508.342789244
"""Half the width of Web Mercator's square, in metres."""


@dataclass(frozen=True)
class Question:
    """One row of the table: who is asked what, and how many times a peer's rate ours must reach."""

    what: str
    shots: dict[str, Shot]
    bars: dict[str, float] = field(default_factory=dict)


def uncached() -> list[Question]:
    """What is answered anew each time."""
    without = _asked("limit=10&", random_box=True)
    without["ours"] = _random_box(ITEMS["ours"] + "limit=10&skipCount=true&bbox=")
    counted = {name: shot for name, shot in _asked("limit=10&", random_box=True).items() if name != "pg_featureserv"}
    return [
        Question("items limit=100", _asked("limit=100"), {"pygeoapi": 60, "tipg": 12, "pg_featureserv": 2}),
        Question(
            "items limit=1000, box around most of the layer",
            _asked(f"limit=1000&bbox={_most()}"),
            {"pygeoapi": 20, "tipg": 8, "pg_featureserv": 1.5},
        ),
        Question("items limit=10, random boxes of 3 %, exact count", counted, {"pygeoapi": 30}),
        Question("items limit=10, random boxes of 3 %, no count", without, {"pg_featureserv": 1}),
        Question(
            "random tiles of levels 14 and 15, made anew",
            {name: _random_tile(*path) for name, path in TILES.items()},
            {"pygeoapi": 15, "martin": 1},
        ),
    ]


def tile_in_the_middle() -> tuple[int, int, int]:
    """Level, column and row of a tile of level 14 that is full of buildings."""
    west, north, east, south = _columns_and_rows(14)
    return 14, (west + east) // 2, (north + south) // 2


def _asked(parameters: str, *, random_box: bool = False) -> dict[str, Shot]:
    if random_box:
        return {name: _random_box(f"{path}{parameters}bbox=") for name, path in ITEMS.items()}
    return {name: Shot(path + parameters) for name, path in ITEMS.items()}


def _most() -> str:
    west, south, east, north = degrees()
    rim = 0.02
    box = (
        west + (east - west) * rim,
        south + (north - south) * rim,
        east - (east - west) * rim,
        north - (north - south) * rim,
    )
    return ",".join(f"{each:.6f}" for each in box)


def _random_box(path: str) -> Shot:
    west, south, east, north = degrees()
    wide, high = (east - west) * SHARE**0.5, (north - south) * SHARE**0.5
    lua = f"""
function path()
  local x = {west} + math.random() * {east - west - wide}
  local y = {south} + math.random() * {north - south - high}
  return string.format('{path}%.6f,%.6f,%.6f,%.6f', x, y, x + {wide}, y + {high})
end"""
    return Shot("", lua)


def _random_tile(path: str, rest: str) -> Shot:
    ranges = "; ".join(f"r[{level}] = {{{', '.join(map(str, _columns_and_rows(level)))}}}" for level in (14, 15))
    lua = f"""
local r = {{}}; {ranges}
function path()
  local z = math.random(14, 15)
  local x, y = math.random(r[z][1], r[z][3]), math.random(r[z][2], r[z][4])
  return '{path}'..{rest}
end"""
    return Shot("", lua)


def _columns_and_rows(level: int) -> tuple[int, int, int, int]:
    """First column and row, last column and row of the tiles within the square."""
    west, south, east, north = degrees()
    transformer = Transformer.from_crs(4326, 3857, always_xy=True)
    (left, bottom), (right, top) = transformer.transform(west, south), transformer.transform(east, north)
    size = 2 * WORLD / 2**level
    columns = [int((each + WORLD) / size) for each in (left, right)]
    rows = [int((WORLD - each) / size) for each in (top, bottom)]
    return columns[0], rows[0], columns[1], rows[1]
