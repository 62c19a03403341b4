"""What the background map shows: its layers, and which OpenStreetMap tags become which kind in them.

A rule reads ``key → value → (kind, lowest level)``; the first rule that knows a feature's tag decides. Levels are
MapLibre's, whose tiles are 512 pixels wide. What no rule knows is not on the map.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

ATTRIBUTION = "© OpenStreetMap-Mitwirkende (ODbL)"
"""As the licence (ODbL 1.0, 4.3) and the OpenStreetMap Foundation's guideline ask for."""

LOW, HIGH = 5, 14
"""Levels with tiles: from a state down to a grid of 0.4 m, which nearer views enlarge."""

Kinds = Mapping[str, tuple[str, int]]


@dataclass(frozen=True)
class Layer:
    """One layer of the tiles: made of a layer of GDAL's OSM driver, with these attributes besides ``kind``.

    ``others`` is what a value means that its rule does not name, per key; ``needs`` are tags without which a feature is
    another layer's (None: with any value), ``without`` values that leave it out. ``sized`` areas are first shown where
    they are large enough to be seen. ``ranked`` features have a number, 1 the most important, by the order of kinds.
    """

    id: str
    source: str
    rules: Mapping[str, Kinds]
    attributes: tuple[str, ...] = ()
    others: Mapping[str, tuple[str, int]] = MappingProxyType({})
    needs: Mapping[str, str | None] = MappingProxyType({})
    without: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    sized: bool = False
    ranked: bool = False

    @property
    def kinds(self) -> tuple[str, ...]:
        """All kinds, in the order of the rules."""
        named = [kind for values in self.rules.values() for kind, _ in values.values()]
        return tuple(dict.fromkeys([*named, *(kind for kind, _ in self.others.values())]))


def _all(kind: str, low: int, *values: str) -> dict[str, tuple[str, int]]:
    return dict.fromkeys(values, (kind, low))


AREAS = Layer(
    "areas",
    "multipolygons",
    {
        "landuse": {
            **_all("wood", 5, "forest"),
            **_all("farmland", 9, "farmland", "farmyard", "greenhouse_horticulture"),
            **_all("grass", 9, "grass", "meadow", "village_green", "recreation_ground", "greenfield"),
            **_all("orchard", 9, "orchard", "vineyard", "plant_nursery"),
            **_all("garden", 11, "allotments", "flowerbed"),
            **_all("cemetery", 10, "cemetery"),
            **_all("residential", 5, "residential"),
            **_all("industrial", 7, "industrial", "commercial", "retail", "railway", "quarry", "landfill", "depot"),
            **_all("public", 10, "education", "institutional", "religious"),
        },
        "natural": {
            **_all("wood", 5, "wood"),
            **_all("grass", 9, "grassland", "heath", "scrub"),
            **_all("wetland", 9, "wetland"),
            **_all("bare", 9, "sand", "beach", "scree", "bare_rock", "shingle"),
        },
        "leisure": {
            **_all("park", 9, "park", "common", "dog_park"),
            **_all("garden", 11, "garden"),
            **_all("sport", 11, "pitch", "sports_centre", "stadium", "track", "golf_course", "playground"),
        },
        "amenity": {
            **_all("public", 10, "school", "kindergarten", "university", "college", "hospital", "grave_yard"),
            **_all("parking", 13, "parking"),
        },
        "tourism": _all("park", 11, "zoo"),
        "aeroway": _all("industrial", 9, "aerodrome", "apron"),
        "highway": _all("square", 13, "pedestrian", "footway"),
        "man_made": _all("square", 13, "bridge", "pier"),
    },
    ("name",),
    sized=True,
)

WATER = Layer(
    "water",
    "multipolygons",
    {
        "natural": _all("water", 5, "water"),
        "waterway": _all("water", 5, "riverbank", "dock"),
        "landuse": _all("basin", 9, "basin", "reservoir"),
        "leisure": _all("pool", 13, "swimming_pool"),
    },
    ("name",),
    sized=True,
)

WATERWAYS = Layer(
    "waterways",
    "lines",
    {
        "waterway": {
            **_all("river", 8, "river"),
            **_all("canal", 9, "canal"),
            **_all("stream", 12, "stream"),
            **_all("ditch", 14, "ditch", "drain"),
        }
    },
    ("name", "tunnel"),
)

BUILDINGS = Layer(
    "buildings",
    "multipolygons",
    {
        "amenity": _all(
            "public",
            13,
            *("school", "kindergarten", "university", "college", "hospital", "townhall", "library", "police"),
            *("fire_station", "place_of_worship", "community_centre", "theatre", "courthouse", "arts_centre"),
        ),
        "building": {
            **_all(
                "public",
                13,
                *("church", "cathedral", "chapel", "mosque", "synagogue", "school", "kindergarten", "university"),
                *("hospital", "public", "civic", "government", "train_station", "museum", "castle"),
            ),
            **_all("work", 13, "industrial", "commercial", "retail", "office", "warehouse", "supermarket", "factory"),
            **_all("minor", 14, "garage", "garages", "shed", "carport", "roof", "hut", "greenhouse", "service"),
        },
    },
    ("name", "number"),
    others={"building": ("building", 13)},
    needs={"building": None},
    without={"building": ("no",)},
    sized=True,
)

ROADS = Layer(
    "roads",
    "lines",
    {
        "highway": {
            **_all("motorway", 5, "motorway"),
            **_all("trunk", 6, "trunk"),
            **_all("primary", 8, "primary"),
            **_all("secondary", 9, "secondary"),
            **_all("tertiary", 11, "tertiary"),
            **_all("link", 11, "motorway_link", "trunk_link", "primary_link", "secondary_link", "tertiary_link"),
            **_all("minor", 12, "residential", "unclassified", "living_street", "road"),
            **_all("pedestrian", 13, "pedestrian"),
            **_all("service", 13, "service"),
            **_all("track", 13, "track"),
            **_all("cycleway", 13, "cycleway"),
            **_all("path", 13, "path", "footway", "bridleway"),
            **_all("steps", 14, "steps"),
        }
    },
    ("name", "ref", "tunnel", "bridge", "oneway"),
    without={
        "footway": ("sidewalk", "crossing"),  # the street beside them is drawn
        "service": ("parking_aisle", "drive-through"),
        "indoor": ("yes",),
    },
    ranked=True,
)

RAILWAYS = Layer(
    "railways",
    "lines",
    {
        "railway": {
            **_all("rail", 8, "rail"),
            **_all("light", 10, "light_rail", "subway", "narrow_gauge", "funicular"),
            **_all("tram", 12, "tram"),
        },
    },
    ("tunnel", "bridge"),
    without={"service": ("siding", "spur", "crossover")},
)

STATIONS = Layer(
    "stations",
    "points",
    {
        "railway": {
            **_all("station", 11, "station"),
            **_all("halt", 12, "halt"),
            **_all("tram", 14, "tram_stop"),
        }
    },
    ("name",),
    ranked=True,
)

PLACES = Layer(
    "places",
    "points",
    {
        "place": {
            **_all("city", 5, "city"),
            **_all("town", 7, "town"),
            **_all("village", 10, "village"),
            **_all("suburb", 10, "suburb", "borough"),
            **_all("quarter", 12, "quarter"),
            **_all("hamlet", 12, "hamlet", "isolated_dwelling", "farm"),
            **_all("neighbourhood", 13, "neighbourhood"),
            **_all("locality", 14, "locality"),
        }
    },
    ("name", "population"),
    ranked=True,
)

BOUNDARIES = Layer(
    "boundaries",
    "lines",
    {"admin_level": {"2": ("country", 5), "4": ("state", 5), "6": ("district", 8), "8": ("municipality", 11)}},
    needs={"boundary": "administrative"},
)

NUMBERS = Layer("numbers", "points", {}, ("number",), others={"addr_housenumber": ("number", 14)})

LAYERS = (AREAS, WATER, WATERWAYS, BOUNDARIES, BUILDINGS, ROADS, RAILWAYS, STATIONS, PLACES, NUMBERS)
"""From below to above, as styles draw them."""
