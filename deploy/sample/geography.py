"""Where things are in the drawn town: places, boundary, stations, public buildings.

All positions are CRS84: longitude, latitude in degrees. They follow the real town as far as it is generally known
(the stations are those of the state's survey of stops) and are drawn by hand otherwise, to about 50 m.
"""

from dataclasses import dataclass

Position = tuple[float, float]
"""Longitude, latitude in degrees, CRS84."""


def course(text: str) -> tuple[Position, ...]:
    """Read the corners of a line or an area, written "longitude latitude, longitude latitude, …"."""
    pairs = (pair.split() for pair in text.split(", "))
    return tuple((float(longitude), float(latitude)) for longitude, latitude in pairs)


QUARTERS = ("Leinfelden", "Echterdingen", "Musberg", "Stetten")
POSTCODE = "70771"
TOWN = "Leinfelden-Echterdingen"


@dataclass(frozen=True)
class Place:
    """A name on the map; ``rank`` 1 is seen first. ``kind``: stadtteil, weiler, bahnhof, flughafen, messe, hof."""

    name: str
    kind: str
    rank: int
    quarter: str
    position: Position


@dataclass(frozen=True)
class Landmark:
    """A public building at an address; its house coordinate and building stand at ``position``."""

    id: str
    name: str
    street: str
    number: int
    quarter: str
    position: Position


PLACES = (
    Place("Leinfelden", "stadtteil", 1, "Leinfelden", (9.1420, 48.6931)),
    Place("Echterdingen", "stadtteil", 1, "Echterdingen", (9.1664, 48.6884)),
    Place("Musberg", "stadtteil", 1, "Musberg", (9.1195, 48.6946)),
    Place("Stetten", "stadtteil", 1, "Stetten", (9.1630, 48.6680)),
    Place("Unteraichen", "weiler", 2, "Leinfelden", (9.1385, 48.7008)),
    Place("Oberaichen", "weiler", 2, "Leinfelden", (9.1245, 48.7066)),
    Place("Hof", "weiler", 2, "Stetten", (9.1500, 48.6622)),
    Place("Weidach", "weiler", 2, "Stetten", (9.1372, 48.6603)),
    Place("Oberaichen", "bahnhof", 3, "Leinfelden", (9.1275, 48.7053)),
    Place("Leinfelden", "bahnhof", 3, "Leinfelden", (9.1428, 48.6966)),
    Place("Echterdingen", "bahnhof", 3, "Echterdingen", (9.1690, 48.6920)),
    Place("Flughafen/Messe", "bahnhof", 3, "Echterdingen", (9.1928, 48.6905)),
    Place("Flughafen Stuttgart", "flughafen", 2, "Echterdingen", (9.1975, 48.6888)),
    Place("Messe Stuttgart", "messe", 2, "Echterdingen", (9.1880, 48.6952)),
    Place("Eselsmühle", "hof", 4, "Musberg", (9.1110, 48.6838)),
    Place("Mäulesmühle", "hof", 4, "Musberg", (9.1143, 48.6788)),
    Place("Seebruckenmühle", "hof", 4, "Stetten", (9.1192, 48.6710)),
    Place("Schlösslesmühle", "hof", 4, "Stetten", (9.1362, 48.6556)),
)
STATIONS = {place.name: place.position for place in PLACES if place.kind == "bahnhof"}
CENTRES = {place.name: place.position for place in PLACES if place.kind == "stadtteil"}

NEIGHBOURS: dict[str, Position] = {
    "Stuttgart-Vaihingen": (9.1120, 48.7268),
    "Stuttgart-Rohr": (9.1020, 48.7200),
    "Stuttgart-Möhringen": (9.1500, 48.7262),
    "Stuttgart-Fasanenhof": (9.1650, 48.7125),
    "Stuttgart-Plieningen": (9.2060, 48.7045),
    "Filderstadt-Bernhausen": (9.2080, 48.6772),
    "Filderstadt-Plattenhardt": (9.1960, 48.6592),
    "Steinenbronn": (9.1160, 48.6645),
}
"""Names at the edge of the map, so that one sees where the roads lead."""

BOUNDARY: tuple[Position, ...] = (
    (9.1008, 48.7062),
    (9.1012, 48.7094),
    (9.1040, 48.7118),
    (9.1072, 48.7117),
    (9.1115, 48.7112),
    (9.1160, 48.7106),
    (9.1225, 48.7101),
    (9.1290, 48.7094),
    (9.1350, 48.7086),
    (9.1405, 48.7074),
    (9.1470, 48.7064),
    (9.1530, 48.7050),
    (9.1590, 48.7052),
    (9.1660, 48.7040),
    (9.1740, 48.7044),
    (9.1795, 48.7012),
    (9.1860, 48.6992),
    (9.1925, 48.6972),
    (9.1985, 48.6952),
    (9.2028, 48.6926),
    (9.2046, 48.6888),
    (9.2018, 48.6862),
    (9.1960, 48.6850),
    (9.1905, 48.6822),
    (9.1858, 48.6790),
    (9.1828, 48.6748),
    (9.1818, 48.6706),
    (9.1790, 48.6676),
    (9.1766, 48.6642),
    (9.1738, 48.6612),
    (9.1690, 48.6596),
    (9.1642, 48.6582),
    (9.1590, 48.6572),
    (9.1535, 48.6560),
    (9.1480, 48.6552),
    (9.1420, 48.6550),
    (9.1368, 48.6560),
    (9.1310, 48.6596),
    (9.1254, 48.6640),
    (9.1206, 48.6684),
    (9.1166, 48.6722),
    (9.1130, 48.6768),
    (9.1104, 48.6812),
    (9.1084, 48.6850),
    (9.1060, 48.6884),
    (9.1034, 48.6912),
    (9.1016, 48.6946),
    (9.1020, 48.6985),
    (9.1000, 48.7022),
)
"""Corners of the town's boundary, clockwise from the north-west; the A 8 side is straight, the valleys are not."""

STRAIGHT_SIDES = range(3, 18)
"""Sides of the boundary (by first corner) that follow the motorway."""

QUARTER_LINES: tuple[tuple[Position, ...], ...] = (
    (
        (9.1060, 48.6752),
        (9.1180, 48.6772),
        (9.1270, 48.6784),
        (9.1380, 48.6762),
        (9.1500, 48.6778),
        (9.1630, 48.6770),
        (9.1750, 48.6788),
        (9.1850, 48.6770),
        (9.1960, 48.6748),
    ),
    (
        (9.1545, 48.7090),
        (9.1548, 48.7020),
        (9.1530, 48.6960),
        (9.1545, 48.6900),
        (9.1535, 48.6840),
        (9.1512, 48.6760),
    ),
    (
        (9.1080, 48.7150),
        (9.1135, 48.7090),
        (9.1185, 48.7036),
        (9.1240, 48.7008),
        (9.1298, 48.6982),
        (9.1288, 48.6925),
        (9.1300, 48.6850),
        (9.1262, 48.6760),
    ),
)
"""Lines between the quarters; they run past their ends so that they cut."""

LANDMARKS = (
    Landmark("rathaus_leinfelden", "Rathaus Leinfelden", "Marktplatz", 1, "Leinfelden", (9.1441, 48.69385)),
    Landmark(
        "stadtbuecherei_leinfelden", "Stadtbücherei Leinfelden", "Neuer Markt", 1, "Leinfelden", (9.1448, 48.6928)
    ),
    Landmark("vhs", "Volkshochschule", "Neuer Markt", 3, "Leinfelden", (9.1449, 48.6923)),
    Landmark("mobilitaetspunkt", "Mobilitätspunkt Neuer Markt", "Neuer Markt", 6, "Leinfelden", (9.1457, 48.6921)),
    Landmark("filderhalle", "Filderhalle", "Bahnhofstraße", 61, "Leinfelden", (9.1468, 48.6944)),
    Landmark("hallenbad", "Hallenbad", "Lengenfeldstraße", 38, "Leinfelden", (9.1475, 48.6890)),
    Landmark(
        "spielkartenmuseum", "Deutsches Spielkartenmuseum", "Schönbuchstraße", 32, "Leinfelden", (9.1373, 48.6905)
    ),
    Landmark(
        "rathaus_echterdingen", "Rathaus Echterdingen", "Bernhäuser Straße", 13, "Echterdingen", (9.1677, 48.68815)
    ),
    Landmark("zehntscheuer", "Zehntscheuer", "Maiergasse", 8, "Echterdingen", (9.1650, 48.68865)),
    Landmark(
        "stadtbuecherei_echterdingen", "Stadtbücherei Echterdingen", "Maiergasse", 6, "Echterdingen", (9.1655, 48.68875)
    ),
    Landmark("stadtmuseum", "Stadtmuseum", "Hauptstraße", 79, "Echterdingen", (9.1663, 48.6873)),
    Landmark("stadtarchiv", "Stadtarchiv", "Hauptstraße", 83, "Echterdingen", (9.1661, 48.6868)),
    Landmark("goldaeckerhalle", "Goldäckerhalle", "Goldäckerstraße", 32, "Echterdingen", (9.1581, 48.6874)),
    Landmark("musikschule", "Musikschule", "Burgstraße", 10, "Echterdingen", (9.1686, 48.6887)),
    Landmark("festhalle_musberg", "Festhalle Musberg", "Filderstraße", 47, "Musberg", (9.1216, 48.6942)),
    Landmark(
        "altes_rathaus_musberg", "Galerie Altes Rathaus Musberg", "Filderstraße", 44, "Musberg", (9.1205, 48.6950)
    ),
    Landmark("rathaus_stetten", "Verwaltungsstelle Stetten", "Stettener Hauptstraße", 30, "Stetten", (9.1639, 48.6687)),
)

SCHOOLS = (
    Landmark("lus", "Ludwig-Uhland-Schule", "Schimmelwiesenstraße", 18, "Leinfelden", (9.1428, 48.6907)),
    Landmark("ikr", "Immanuel-Kant-Realschule", "Schimmelwiesenstraße", 26, "Leinfelden", (9.1412, 48.6904)),
    Landmark("ikg", "Immanuel-Kant-Gymnasium", "Schimmelwiesenstraße", 32, "Leinfelden", (9.1397, 48.6901)),
    Landmark("eichberg", "Eichbergschule", "Lilienstraße", 20, "Leinfelden", (9.1418, 48.7027)),
    Landmark("zeppelin", "Zeppelinschule", "Zeppelinstraße", 25, "Echterdingen", (9.1708, 48.6947)),
    Landmark("goldwiesen", "Goldwiesenschule", "Goldwiesenstraße", 22, "Echterdingen", (9.1622, 48.6852)),
    Landmark("pmhg", "Philipp-Matthäus-Hahn-Gymnasium", "Goldäckerstraße", 52, "Echterdingen", (9.1584, 48.6856)),
    Landmark("schoenbuch", "Schönbuchschule", "Schulstraße", 24, "Musberg", (9.1185, 48.6973)),
    Landmark("lindach", "Lindachschule", "Lindachstraße", 21, "Stetten", (9.1598, 48.6694)),
)
PRIMARY_SCHOOLS = ("lus", "eichberg", "lindach", "zeppelin", "goldwiesen", "schoenbuch")
"""Ids of the schools that have a district and recommended ways."""
