"""Where people live and work: outlines of the built-up areas with the names of their streets."""

from dataclasses import dataclass
from typing import Literal

from deploy.sample.geography import Position, course

Use = Literal["wohnen", "kern", "gewerbe"]


@dataclass(frozen=True)
class Neighbourhood:
    """A built-up area whose streets run in a bent grid.

    ``bearing`` in degrees: direction of the long streets, counter-clockwise from east. ``spacing`` in metres:
    between long streets and between cross streets. ``names`` are given to the streets from the longest on, and
    there are no more streets than names. Where areas overlap, the first one says how people build.
    """

    name: str
    quarter: str
    use: Use
    outline: tuple[Position, ...]
    bearing: float
    spacing: tuple[float, float]
    names: tuple[str, ...]


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split(", "))


NEIGHBOURHOODS = (
    Neighbourhood(
        "Neuer Markt",
        "Leinfelden",
        "kern",
        course("9.1446 48.6933, 9.1462 48.6931, 9.1462 48.6911, 9.1444 48.6912"),
        0,
        (70, 70),
        (),
    ),
    Neighbourhood(
        "Leinfelden Süd",
        "Leinfelden",
        "wohnen",
        course(
            "9.1312 48.6932, 9.1372 48.6929, 9.1446 48.6932, 9.1454 48.6914, 9.1484 48.6906, 9.1480 48.6882, "
            "9.1462 48.6864, 9.1404 48.6864, 9.1345 48.6868, 9.1308 48.6888"
        ),
        -4,
        (72, 190),
        _names(
            "Lindenstraße, Ulmenweg, Lärchenweg, Ahornweg, Eschenweg, Rötlestraße, Buchenweg, Gartenstraße, "
            "Kastanienweg, Birkenweg, Tannenweg, Erlenweg, Eichenweg, Haselweg, Weißdornweg, Holunderweg, "
            "Schlehenweg, Ginsterweg, Wacholderweg, Hainbuchenweg"
        ),
    ),
    Neighbourhood(
        "Leinfelden Ost",
        "Leinfelden",
        "wohnen",
        course("9.1484 48.6928, 9.1518 48.6922, 9.1540 48.6915, 9.1536 48.6898, 9.1520 48.6886, 9.1484 48.6884"),
        -8,
        (75, 170),
        _names(
            "Karlsruher Straße, Heidelberger Straße, Mannheimer Straße, Freiburger Straße, Konstanzer Straße, "
            "Badener Straße, Lahrer Weg, Kehler Weg"
        ),
    ),
    Neighbourhood(
        "Leinfelden Mitte",
        "Leinfelden",
        "kern",
        course("9.1366 48.6932, 9.1446 48.6934, 9.1453 48.6951, 9.1408 48.6957, 9.1380 48.6968, 9.1364 48.6955"),
        4,
        (78, 150),
        _names(
            "Hohenheimer Straße, Uhlandstraße, Schillerstraße, Goethestraße, Mörikestraße, Hauffstraße, "
            "Lessingstraße, Hölderlinweg, Kernerweg, Kleiststraße"
        ),
    ),
    Neighbourhood(
        "Leinfelden Nordost",
        "Leinfelden",
        "kern",
        course("9.1447 48.6934, 9.1490 48.6930, 9.1516 48.6924, 9.1480 48.6943, 9.1454 48.6951"),
        -10,
        (75, 140),
        _names("Ulmer Straße, Blaubeurer Weg, Ehinger Weg, Laupheimer Weg"),
    ),
    Neighbourhood(
        "Gewerbegebiet Max-Lang-Straße",
        "Leinfelden",
        "gewerbe",
        course(
            "9.1294 48.6938, 9.1338 48.6932, 9.1343 48.6950, 9.1366 48.6982, 9.1352 48.6988, 9.1320 48.6972, "
            "9.1296 48.6955"
        ),
        62,
        (130, 200),
        _names(
            "Robert-Bosch-Straße, Carl-Benz-Straße, Siemensstraße, Wankelstraße, Junkersstraße, Porschestraße, Boschweg"
        ),
    ),
    Neighbourhood(
        "Unteraichen",
        "Leinfelden",
        "wohnen",
        course(
            "9.1352 48.7018, 9.1380 48.6998, 9.1400 48.6984, 9.1428 48.6974, 9.1442 48.6990, 9.1445 48.7042, "
            "9.1408 48.7046, 9.1398 48.7060, 9.1362 48.7048"
        ),
        6,
        (72, 160),
        _names(
            "Rosenstraße, Tulpenstraße, Nelkenstraße, Dahlienstraße, Asternweg, Veilchenweg, Narzissenweg, "
            "Irisweg, Krokusweg, Malvenweg, Enzianweg, Primelweg, Mohnweg, Akeleiweg, Anemonenweg, Lupinenweg, "
            "Fliederweg, Jasminweg"
        ),
    ),
    Neighbourhood(
        "Gewerbegebiet Unteraichen",
        "Leinfelden",
        "gewerbe",
        course("9.1460 48.6968, 9.1536 48.6952, 9.1540 48.7036, 9.1500 48.7044, 9.1463 48.7046"),
        0,
        (125, 230),
        _names(
            "Magellanstraße, Humboldtstraße, Kolumbusstraße, Markgröninger Weg, Vasco-da-Gama-Straße, "
            "Amundsenstraße, Nansenstraße, Cookstraße, Heyerdahlweg, Barentsweg, Marco-Polo-Weg, Nachtigalstraße"
        ),
    ),
    Neighbourhood(
        "Oberaichen",
        "Leinfelden",
        "wohnen",
        course(
            "9.1200 48.7088, 9.1228 48.7070, 9.1258 48.7052, 9.1292 48.7034, 9.1272 48.7016, 9.1236 48.7022, "
            "9.1212 48.7040, 9.1192 48.7068"
        ),
        -32,
        (72, 170),
        _names(
            "Amselweg, Drosselweg, Finkenweg, Lerchenweg, Meisenstraße, Schwalbenweg, Starenweg, Zeisigweg, Kuckucksweg"
        ),
    ),
    Neighbourhood(
        "Oberaichen Nord",
        "Leinfelden",
        "wohnen",
        course(
            "9.1228 48.7084, 9.1256 48.7069, 9.1284 48.7054, 9.1312 48.7040, 9.1318 48.7056, 9.1280 48.7076, "
            "9.1246 48.7094"
        ),
        -33,
        (72, 170),
        _names("Spechtweg, Falkenstraße, Habichtweg, Bussardweg, Sperberweg, Milanweg"),
    ),
    Neighbourhood(
        "Echterdingen Ortskern",
        "Echterdingen",
        "kern",
        course(
            "9.1616 48.6902, 9.1664 48.6897, 9.1702 48.6895, 9.1700 48.6874, 9.1661 48.6880, 9.1656 48.6858, "
            "9.1622 48.6862, 9.1612 48.6880"
        ),
        -6,
        (62, 110),
        _names(
            "Obergasse, Schloßstraße, Kirchstraße, Hirschstraße, Bismarckstraße, Waldhornstraße, Brunnengasse, "
            "Zehntgasse, Schmiedgasse, Hintere Gasse, Martin-Luther-Straße, Pfarrgasse, Spitalgasse, Webergasse"
        ),
    ),
    Neighbourhood(
        "Echterdingen West",
        "Echterdingen",
        "wohnen",
        course(
            "9.1576 48.6904, 9.1614 48.6901, 9.1610 48.6880, 9.1620 48.6862, 9.1652 48.6850, 9.1638 48.6826, "
            "9.1600 48.6824, 9.1580 48.6832, 9.1574 48.6866"
        ),
        2,
        (72, 165),
        _names(
            "Reutestraße, Christophstraße, Steinbeisstraße, Silcherstraße, Mozartstraße, Beethovenstraße, "
            "Bachstraße, Haydnstraße, Brahmsweg, Regerweg, Händelweg, Schubertstraße, Lortzingweg, Telemannweg, "
            "Schumannweg, Wagnerstraße"
        ),
    ),
    Neighbourhood(
        "Echterdingen Mitte",
        "Echterdingen",
        "wohnen",
        course("9.1562 48.6934, 9.1610 48.6926, 9.1668 48.6917, 9.1664 48.6899, 9.1610 48.6904, 9.1560 48.6914"),
        -10,
        (70, 150),
        _names(
            "Gartenstraße, Heilbronner Straße, Hegelstraße, Schellingstraße, Fichteweg, Kantstraße, Keplerstraße, "
            "Daimlerstraße, Leibnizstraße"
        ),
    ),
    Neighbourhood(
        "Echterdingen Nord",
        "Echterdingen",
        "wohnen",
        course(
            "9.1598 48.6938, 9.1668 48.6926, 9.1745 48.6922, 9.1748 48.6944, 9.1742 48.6962, 9.1694 48.6964, "
            "9.1650 48.6966, 9.1600 48.6960"
        ),
        -3,
        (70, 160),
        _names(
            "Eckenerstraße, Dornierstraße, Otto-Lilienthal-Straße, Hangleiterstraße, Parsevalweg, Luftschiffweg, "
            "Fuggerstraße, Welfenstraße, Staufenstraße, Zollernstraße, Teckstraße, Achalmweg"
        ),
    ),
    Neighbourhood(
        "Echterdingen Ost",
        "Echterdingen",
        "wohnen",
        course(
            "9.1669 48.6916, 9.1745 48.6911, 9.1768 48.6908, 9.1768 48.6856, 9.1745 48.6862, 9.1702 48.6876, "
            "9.1704 48.6896, 9.1668 48.6900"
        ),
        -4,
        (70, 150),
        _names(
            "Kanalstraße, Esslinger Straße, Nürtinger Straße, Kirchheimer Straße, Göppinger Straße, "
            "Plochinger Weg, Wendlinger Weg, Denkendorfer Weg, Köngener Weg, Neuhauser Straße, Wolfschluger Weg, "
            "Ruiter Weg, Kemnater Straße, Scharnhauser Weg, Nellinger Straße"
        ),
    ),
    Neighbourhood(
        "Echterdingen Süd",
        "Echterdingen",
        "wohnen",
        course(
            "9.1660 48.6879, 9.1690 48.6872, 9.1768 48.6850, 9.1762 48.6820, 9.1700 48.6814, 9.1660 48.6814, "
            "9.1652 48.6846"
        ),
        -16,
        (72, 160),
        _names(
            "Albstraße, Neuffenstraße, Uracher Straße, Limburgstraße, Rechbergstraße, Staufeneckstraße, "
            "Lichtensteinstraße, Jusiweg, Rossbergweg, Hohenzollernstraße, Achalmstraße, Breitensteinweg, "
            "Beurener Straße, Hepsisauweg, Owener Straße, Gutenberger Weg"
        ),
    ),
    Neighbourhood(
        "Gewerbegebiet Echterdingen Nord",
        "Echterdingen",
        "gewerbe",
        course("9.1694 48.6968, 9.1756 48.6966, 9.1752 48.7018, 9.1722 48.7004"),
        0,
        (110, 210),
        _names("Ottostraße, Lessweg, Borsigstraße, Zeißstraße"),
    ),
    Neighbourhood(
        "Musberg Süd",
        "Musberg",
        "wohnen",
        course(
            "9.1162 48.6944, 9.1196 48.6946, 9.1240 48.6941, 9.1286 48.6936, 9.1280 48.6914, 9.1214 48.6906, "
            "9.1180 48.6914, 9.1154 48.6926"
        ),
        -5,
        (70, 150),
        _names(
            "Karlstraße, Steinstraße, Lindenstraße, Laiblestraße, Ulrichstraße, Örlesweg, Turnierweg, Talblick, "
            "Eichwaldweg, Kirchplatz, Rosenweg, Gaisgasse, Schönaicher Weg, Bachhalde"
        ),
    ),
    Neighbourhood(
        "Musberg Nord",
        "Musberg",
        "wohnen",
        course(
            "9.1120 48.6962, 9.1162 48.6948, 9.1196 48.6950, 9.1240 48.6945, 9.1254 48.6950, 9.1252 48.6976, "
            "9.1236 48.6998, 9.1168 48.6996, 9.1136 48.6982"
        ),
        -8,
        (72, 150),
        _names(
            "Sonnenbühl, Panoramaweg, Ahornstraße, Waldenserweg, Hermann-Löns-Weg, Wielandstraße, Hebelstraße, "
            "Schwabstraße, Gerokweg, Hartmannweg, Spitzweg, Kerneräcker, Vischerweg, Storzweg, Ganghoferweg"
        ),
    ),
    Neighbourhood(
        "Stetten",
        "Stetten",
        "wohnen",
        course(
            "9.1558 48.6716, 9.1600 48.6720, 9.1640 48.6730, 9.1676 48.6722, 9.1680 48.6678, 9.1676 48.6648, "
            "9.1642 48.6632, 9.1624 48.6640, 9.1590 48.6660, 9.1556 48.6652"
        ),
        3,
        (72, 155),
        _names(
            "Hofäckerstraße, Kirchgasse, Brühlstraße, Bärenhofstraße, Weinbergstraße, Riegeläckerstraße, Bauweg, "
            "Zeiläckerweg, Filderblickweg, Krautgasse, Ringweg, Ackerweg, Krumme Gasse, Backhausweg, Kelterweg, "
            "Rainäckerweg, Rosenäckerweg, Wiesenweg, Lehenweg, Mittlerer Weg, Kirschenweg, Apfelweg, Birnenweg, "
            "Quittenweg, Zwetschgenweg, Mostweg, Erntestraße"
        ),
    ),
    Neighbourhood(
        "Gewerbegebiet Sielminger Straße",
        "Stetten",
        "gewerbe",
        course("9.1684 48.6700, 9.1746 48.6694, 9.1744 48.6640, 9.1690 48.6644"),
        -5,
        (120, 200),
        _names(
            "Maybachstraße, Röntgenstraße, Otto-Hahn-Straße, Liebigstraße, Heinkelstraße, Messerschmittstraße, "
            "Planckstraße, Hertzweg"
        ),
    ),
    Neighbourhood(
        "Hof",
        "Stetten",
        "wohnen",
        course("9.1476 48.6640, 9.1552 48.6664, 9.1556 48.6646, 9.1528 48.6616, 9.1478 48.6604"),
        14,
        (72, 160),
        _names("Hofstraße, Schafgasse, Rehwiesenweg, Dachsweg, Fuchsweg, Hasenweg, Wieselweg, Igelweg, Marderweg"),
    ),
    Neighbourhood(
        "Weidach",
        "Stetten",
        "wohnen",
        course("9.1340 48.6614, 9.1382 48.6626, 9.1430 48.6632, 9.1434 48.6604, 9.1388 48.6590, 9.1346 48.6592"),
        10,
        (72, 150),
        _names(
            "Weidachstraße, Kapellenweg, Schwarzdornweg, Höhenweg, Jägerweg, Haldenweg, Buchhaldenweg, Mahdenweg, "
            "Schlehenrain, Waldblick, Talweg, Köhlerweg"
        ),
    ),
)
