"""Streets drawn by hand: what a resident expects to find. The streets between them come from ``streets.py``."""

from dataclasses import dataclass
from typing import Literal

from deploy.sample.geography import Position, course

RoadClass = Literal["autobahn", "bundesstrasse", "landesstrasse", "hauptstrasse", "wohnstrasse", "fussweg"]
SPEED: dict[RoadClass, int] = {
    "autobahn": 120,
    "bundesstrasse": 100,
    "landesstrasse": 50,
    "hauptstrasse": 50,
    "wohnstrasse": 30,
}
"""Usual speed limit in km/h; footpaths have none."""


@dataclass(frozen=True)
class Road:
    """A street by name; ``number`` is the road number (A 8), ``speed`` in km/h where it is not the usual one."""

    name: str
    road_class: RoadClass
    quarter: str
    points: tuple[Position, ...]
    number: str | None = None
    speed: int | None = None


LEINFELDEN = "Leinfelden"
ECHTERDINGEN = "Echterdingen"
MUSBERG = "Musberg"
STETTEN = "Stetten"

THROUGH_ROADS = (
    Road(
        "A 8",
        "autobahn",
        LEINFELDEN,
        course(
            "9.0700 48.7330, 9.0800 48.7290, 9.0880 48.7238, 9.0960 48.7172, 9.1040 48.7134, 9.1120 48.7124, "
            "9.1225 48.7112, 9.1350 48.7096, 9.1470 48.7074, 9.1590 48.7061, 9.1680 48.7050, 9.1757 48.7034, "
            "9.1810 48.7018, 9.1865 48.7001, 9.1930 48.6980, 9.2000 48.6958, 9.2100 48.6930"
        ),
        "A 8",
    ),
    Road(
        "B 27",
        "bundesstrasse",
        ECHTERDINGEN,
        course(
            "9.1700 48.7300, 9.1735 48.7200, 9.1752 48.7120, 9.1757 48.7034, 9.1765 48.6980, 9.1776 48.6920, "
            "9.1776 48.6860, 9.1768 48.6800, 9.1757 48.6740, 9.1752 48.6680, 9.1738 48.6625, 9.1712 48.6560, "
            "9.1680 48.6500"
        ),
        "B 27",
    ),
    Road(
        "Böblinger Straße",
        "landesstrasse",
        MUSBERG,
        course(
            "9.1160 48.6946, 9.1120 48.6960, 9.1075 48.6972, 9.1020 48.6984, 9.0930 48.7000, 9.0800 48.7014, "
            "9.0700 48.7010"
        ),
        "L 1192",
    ),
    Road(
        "Filderstraße",
        "landesstrasse",
        MUSBERG,
        course("9.1288 48.6938, 9.1240 48.6943, 9.1195 48.6948, 9.1160 48.6946"),
        "L 1192",
    ),
    Road(
        "Musberger Straße",
        "landesstrasse",
        LEINFELDEN,
        course("9.1446 48.6933, 9.1405 48.6931, 9.1372 48.6930, 9.1338 48.6931, 9.1288 48.6938"),
        "L 1192",
    ),
    Road(
        "Echterdinger Straße",
        "landesstrasse",
        LEINFELDEN,
        course("9.1446 48.6933, 9.1490 48.6929, 9.1518 48.6922, 9.1546 48.6915"),
        "L 1192",
    ),
    Road(
        "Leinfelder Straße",
        "landesstrasse",
        ECHTERDINGEN,
        course("9.1664 48.6897, 9.1630 48.6900, 9.1590 48.6905, 9.1546 48.6915"),
        "L 1192",
    ),
    Road(
        "Plieninger Straße",
        "landesstrasse",
        ECHTERDINGEN,
        course(
            "9.1664 48.6897, 9.1700 48.6896, 9.1745 48.6899, 9.1776 48.6903, 9.1812 48.6913, 9.1845 48.6928, "
            "9.1900 48.6929, 9.1960 48.6932, 9.2020 48.6945, 9.2100 48.6985"
        ),
        "L 1192",
    ),
    Road(
        "Stuttgarter Straße",
        "landesstrasse",
        ECHTERDINGEN,
        course("9.1669 48.6922, 9.1675 48.6938, 9.1692 48.6968, 9.1715 48.7002, 9.1757 48.7034"),
        "L 1208",
    ),
    Road(
        "Hauptstraße",
        "landesstrasse",
        ECHTERDINGEN,
        course("9.1669 48.6922, 9.1664 48.6897, 9.1661 48.6881, 9.1657 48.6864, 9.1650 48.6846"),
        "L 1208",
    ),
    Road(
        "Tübinger Straße",
        "landesstrasse",
        ECHTERDINGEN,
        course("9.1650 48.6846, 9.1638 48.6825, 9.1612 48.6799, 9.1580 48.6781"),
        "L 1208",
    ),
    Road(
        "L 1208",
        "landesstrasse",
        LEINFELDEN,
        course(
            "9.1580 48.6781, 9.1530 48.6760, 9.1465 48.6746, 9.1380 48.6736, 9.1290 48.6724, 9.1215 48.6710, "
            "9.1150 48.6690, 9.1060 48.6672, 9.0960 48.6640"
        ),
        "L 1208",
        speed=100,
    ),
    Road(
        "Echterdinger Ei",
        "landesstrasse",
        ECHTERDINGEN,
        course(
            "9.1781 48.7030, 9.1778 48.70363, 9.1769 48.7042, 9.1757 48.70455, 9.1745 48.7046, 9.1736 48.70432, "
            "9.1733 48.7038, 9.1736 48.70317, 9.1745 48.7026, 9.1757 48.70225, 9.1769 48.7022, 9.1778 48.70248, "
            "9.1781 48.7030"
        ),
        speed=60,
    ),
    Road(
        "Stettener Straße",
        "landesstrasse",
        ECHTERDINGEN,
        course("9.1650 48.6846, 9.1656 48.6820, 9.1652 48.6785, 9.1642 48.6745"),
        "L 1209",
    ),
    Road(
        "Stettener Hauptstraße",
        "landesstrasse",
        STETTEN,
        course("9.1631 48.6652, 9.1634 48.6680, 9.1636 48.6710, 9.1642 48.6745"),
        "L 1209",
    ),
    Road(
        "Plattenhardter Straße",
        "landesstrasse",
        STETTEN,
        course("9.1631 48.6652, 9.1640 48.6626, 9.1668 48.6592, 9.1715 48.6545, 9.1760 48.6505"),
        "L 1209",
    ),
)

MAIN_STREETS = (
    Road(
        "Stuttgarter Straße",
        "hauptstrasse",
        LEINFELDEN,
        course(
            "9.1446 48.6933, 9.1453 48.6952, 9.1457 48.6975, 9.1462 48.7010, 9.1462 48.7040, 9.1456 48.7068, "
            "9.1452 48.7110, 9.1448 48.7180"
        ),
    ),
    Road(
        "Bahnhofstraße",
        "hauptstrasse",
        LEINFELDEN,
        course("9.1408 48.6958, 9.1430 48.6957, 9.1453 48.6952, 9.1480 48.6944, 9.1518 48.6922"),
    ),
    Road(
        "Rohrer Straße",
        "hauptstrasse",
        LEINFELDEN,
        course(
            "9.1408 48.6958, 9.1390 48.6969, 9.1366 48.6982, 9.1330 48.7008, 9.1295 48.7031, 9.1255 48.7053, "
            "9.1222 48.7070, 9.1185 48.7091, 9.1150 48.7108, 9.1110 48.7138, 9.1075 48.7170"
        ),
    ),
    Road(
        "Max-Lang-Straße",
        "hauptstrasse",
        LEINFELDEN,
        course("9.1338 48.6931, 9.1342 48.6948, 9.1351 48.6964, 9.1366 48.6982"),
    ),
    Road(
        "Unteraicher Straße",
        "hauptstrasse",
        LEINFELDEN,
        course("9.1390 48.6969, 9.1386 48.6985, 9.1383 48.7005, 9.1388 48.7035, 9.1402 48.7062"),
    ),
    Road(
        "Waldenbucher Straße",
        "hauptstrasse",
        LEINFELDEN,
        course("9.1312 48.6935, 9.1304 48.6890, 9.1280 48.6830, 9.1245 48.6770, 9.1215 48.6710"),
        speed=70,
    ),
    Road(
        "Vaihinger Straße",
        "hauptstrasse",
        LEINFELDEN,
        course("9.1255 48.7053, 9.1265 48.7063, 9.1264 48.7078, 9.1242 48.7096"),
    ),
    Road(
        "Oberaicher Straße",
        "hauptstrasse",
        MUSBERG,
        course("9.1240 48.6943, 9.1236 48.6975, 9.1230 48.7020, 9.1222 48.7070"),
    ),
    Road(
        "Bernhäuser Straße",
        "hauptstrasse",
        ECHTERDINGEN,
        course(
            "9.1661 48.6881, 9.1700 48.6873, 9.1745 48.6860, 9.1776 48.6851, 9.1840 48.6836, 9.1910 48.6812, "
            "9.2000 48.6782, 9.2100 48.6755"
        ),
    ),
    Road("Zeppelinstraße", "hauptstrasse", ECHTERDINGEN, course("9.1675 48.6938, 9.1705 48.6942, 9.1745 48.6944")),
    Road(
        "Sielminger Straße",
        "hauptstrasse",
        STETTEN,
        course("9.1634 48.6680, 9.1680 48.6676, 9.1720 48.6669, 9.1752 48.6662, 9.1830 48.6640, 9.1920 48.6622"),
    ),
    Road(
        "Weidacher Steige",
        "hauptstrasse",
        STETTEN,
        course("9.1634 48.6680, 9.1592 48.6660, 9.1540 48.6642, 9.1485 48.6628, 9.1425 48.6613, 9.1370 48.6604"),
    ),
    Road(
        "Flughafenstraße",
        "hauptstrasse",
        ECHTERDINGEN,
        course("9.1845 48.6928, 9.1868 48.6916, 9.1920 48.6913, 9.1975 48.6912, 9.2030 48.6908"),
    ),
    Road(
        "Messeallee",
        "hauptstrasse",
        ECHTERDINGEN,
        course("9.1812 48.6913, 9.1822 48.6945, 9.1836 48.6978, 9.1872 48.6978, 9.1930 48.6962, 9.1960 48.6932"),
    ),
)

LOCAL_STREETS = (
    Road("Neuer Markt", "fussweg", LEINFELDEN, course("9.1446 48.6933, 9.1453 48.6926, 9.1454 48.6914")),
    Road("Marktplatz", "wohnstrasse", LEINFELDEN, course("9.1446 48.6933, 9.1440 48.6936, 9.1428 48.6937"), speed=20),
    Road(
        "Schimmelwiesenstraße",
        "wohnstrasse",
        LEINFELDEN,
        course("9.1454 48.6906, 9.1420 48.6901, 9.1385 48.6897, 9.1350 48.6895, 9.1305 48.6894"),
    ),
    Road(
        "Schönbuchstraße",
        "wohnstrasse",
        LEINFELDEN,
        course("9.1372 48.6930, 9.1368 48.6912, 9.1366 48.6896, 9.1360 48.6872"),
    ),
    Road(
        "Lengenfeldstraße",
        "wohnstrasse",
        LEINFELDEN,
        course("9.1490 48.6929, 9.1485 48.6905, 9.1481 48.6882, 9.1468 48.6866"),
    ),
    Road("Kornblumenstraße", "wohnstrasse", LEINFELDEN, course("9.1395 48.6898, 9.1398 48.6882, 9.1404 48.6866")),
    Road("Nikolaus-Otto-Straße", "wohnstrasse", LEINFELDEN, course("9.1459 48.6988, 9.1490 48.6987, 9.1530 48.6982")),
    Road("Friedrich-List-Straße", "wohnstrasse", LEINFELDEN, course("9.1461 48.7005, 9.1500 48.7004, 9.1534 48.7000")),
    Road("Fasanenweg", "wohnstrasse", LEINFELDEN, course("9.1462 48.7022, 9.1505 48.7021, 9.1532 48.7018")),
    Road(
        "Meisenweg",
        "wohnstrasse",
        LEINFELDEN,
        course("9.1490 48.6987, 9.1500 48.7004, 9.1505 48.7021, 9.1502 48.7040"),
    ),
    Road("Lilienstraße", "wohnstrasse", LEINFELDEN, course("9.1385 48.7020, 9.1410 48.7022, 9.1438 48.7021")),
    Road("Maiergasse", "wohnstrasse", ECHTERDINGEN, course("9.1662 48.6886, 9.1645 48.6883, 9.1630 48.6880"), speed=20),
    Road("Burgstraße", "wohnstrasse", ECHTERDINGEN, course("9.1680 48.6897, 9.1682 48.6887, 9.1681 48.6877")),
    Road(
        "Bahnhofstraße",
        "wohnstrasse",
        ECHTERDINGEN,
        course("9.1668 48.6914, 9.1690 48.6913, 9.1722 48.6909, 9.1745 48.6899"),
    ),
    Road(
        "Goldäckerstraße",
        "wohnstrasse",
        ECHTERDINGEN,
        course("9.1590 48.6905, 9.1589 48.6880, 9.1592 48.6850, 9.1600 48.6826"),
    ),
    Road("Goldwiesenstraße", "wohnstrasse", ECHTERDINGEN, course("9.1650 48.6846, 9.1625 48.6848, 9.1592 48.6847")),
    Road("Stadionstraße", "wohnstrasse", ECHTERDINGEN, course("9.1638 48.6825, 9.1600 48.6826, 9.1560 48.6834")),
    Road("Dieselstraße", "wohnstrasse", ECHTERDINGEN, course("9.1692 48.6968, 9.1720 48.6966, 9.1752 48.6967")),
    Road("Gutenbergstraße", "wohnstrasse", ECHTERDINGEN, course("9.1705 48.6987, 9.1730 48.6985, 9.1752 48.6986")),
    Road(
        "Schulstraße",
        "wohnstrasse",
        MUSBERG,
        course("9.1195 48.6948, 9.1186 48.6961, 9.1176 48.6977, 9.1170 48.6992"),
    ),
    Road("Mühlweg", "wohnstrasse", MUSBERG, course("9.1160 48.6946, 9.1143 48.6912, 9.1122 48.6872, 9.1112 48.6840")),
    Road(
        "Lindachstraße",
        "wohnstrasse",
        STETTEN,
        course("9.1635 48.6690, 9.1610 48.6690, 9.1580 48.6688, 9.1556 48.6683"),
    ),
    Road("Jahnstraße", "wohnstrasse", STETTEN, course("9.1637 48.6714, 9.1605 48.6716, 9.1572 48.6712")),
    Road(
        "Bundeswanderweg",
        "fussweg",
        MUSBERG,
        course(
            "9.1351 48.6964, 9.1320 48.6955, 9.1288 48.6925, 9.1252 48.6898, 9.1200 48.6878, 9.1155 48.6848, "
            "9.1148 48.6808, 9.1172 48.6762, 9.1206 48.6722, 9.1262 48.6668, 9.1320 48.6616, 9.1380 48.6572, "
            "9.1440 48.6545, 9.1510 48.6500"
        ),
    ),
    Road(
        "Sandweg",
        "fussweg",
        LEINFELDEN,
        course("9.1430 48.6864, 9.1412 48.6834, 9.1398 48.6800, 9.1418 48.6765, 9.1440 48.6742"),
    ),
    Road(
        "Bannholzweg",
        "fussweg",
        LEINFELDEN,
        course("9.1468 48.6866, 9.1470 48.6836, 9.1484 48.6800, 9.1465 48.6746"),
    ),
    Road("Aichweg", "fussweg", LEINFELDEN, course("9.1264 48.7062, 9.1300 48.7057, 9.1345 48.7040, 9.1388 48.7035")),
    Road(
        "Hagenbuchallee",
        "fussweg",
        LEINFELDEN,
        course("9.1304 48.6890, 9.1325 48.6840, 9.1345 48.6800, 9.1342 48.6770, 9.1330 48.6730"),
    ),
    Road("Seeweg", "fussweg", LEINFELDEN, course("9.1245 48.6770, 9.1292 48.6778, 9.1342 48.6770, 9.1418 48.6765")),
    Road(
        "Alte Poststraße",
        "fussweg",
        STETTEN,
        course("9.1530 48.6760, 9.1510 48.6722, 9.1450 48.6696, 9.1380 48.6662, 9.1320 48.6616"),
    ),
    Road(
        "Filderweg",
        "fussweg",
        STETTEN,
        course("9.1642 48.6745, 9.1690 48.6750, 9.1757 48.6740, 9.1830 48.6752, 9.1880 48.6800"),
    ),
    Road(
        "Riedenberger Weg",
        "fussweg",
        ECHTERDINGEN,
        course("9.1534 48.7000, 9.1580 48.6985, 9.1640 48.6980, 9.1692 48.6968"),
    ),
    Road(
        "Sportparkweg",
        "fussweg",
        ECHTERDINGEN,
        course("9.1481 48.6882, 9.1515 48.6878, 9.1550 48.6878, 9.1589 48.6880"),
    ),
)

ROADS = THROUGH_ROADS + MAIN_STREETS + LOCAL_STREETS
RAILWAY: tuple[Position, ...] = course(
    "9.1060 48.7235, 9.1085 48.7180, 9.1105 48.7150, 9.1140 48.7124, 9.1185 48.7101, 9.1225 48.7080, "
    "9.1250 48.7067, 9.1275 48.7053, 9.1310 48.7034, 9.1345 48.7010, 9.1375 48.6989, 9.1400 48.6976, "
    "9.1428 48.6966, 9.1456 48.6960, 9.1490 48.6953, 9.1540 48.6943, 9.1610 48.6931, 9.1690 48.6920, "
    "9.1740 48.6915, 9.1780 48.6911, 9.1850 48.6907, 9.1928 48.6905, 9.1990 48.6898"
)
TUNNEL_FROM = 19
"""From this point of ``RAILWAY`` on the line runs under the trade fair and the airport."""
LIGHT_RAIL: tuple[Position, ...] = course(
    "9.1432 48.6968, 9.1443 48.6978, 9.1448 48.7000, 9.1449 48.7040, 9.1443 48.7070, 9.1432 48.7110, 9.1425 48.7180"
)
