"""An invented development plan in XPlanGML 6.0: four blocks at a crossing, whose areas tile the plan without a gap."""

import io
import math
from collections.abc import Iterable, Sequence
from itertools import pairwise
from uuid import NAMESPACE_URL, uuid5

from shapely import LineString, Point, Polygon, box
from shapely.geometry.polygon import orient

from pipelines.xplan.parse import parse
from pipelines.xplan.write import write

CENTRE = (510_147.0, 5_392_463.0)
"""Of the plan, in EPSG:25832: farmland of the sample, at the edge of a settlement."""
TURN = math.radians(12)
SIZE = (300.0, 200.0)
"""Metres of the plan from west to east and from south to north before it is turned."""

NAMESPACE = "http://www.xplanung.de/xplangml/6/0"

Place = Point | LineString | Polygon

_WEST, _EAST = [(140, 95), (0, 95), (0, 105), (140, 105)], [(150, 105), (300, 105), (300, 95), (150, 95)]
STREET = Polygon([(150, 0), (140, 0), *_WEST, (140, 200), (150, 200), *_EAST])
AREAS: dict[str, Polygon] = {
    "WA1": box(0, 105, 140, 200),
    "WA2": box(0, 0, 140, 95),
    "WA3": box(150, 0, 215, 95),
    "WEG": box(215, 0, 219, 95),
    "PARK": box(219, 0, 300, 95),
    "MI": box(150, 105, 235, 200),
    "KITA": box(235, 105, 300, 200),
    "STRASSE": STREET,
}
"""They tile the plan; corners where others meet an edge are put into it by :func:`_tiled`."""


def plan() -> bytes:
    """Return the plan as our writer gives it."""
    features = [_plan(), _section(), *_texts(), *_areas(), *_overlays(), *_lines(), *_points()]
    members = "".join(f"<gml:featureMember>{each}</gml:featureMember>" for each in features)
    document = (
        f'<?xml version="1.0"?><xplan:XPlanAuszug xmlns:xplan="{NAMESPACE}" xmlns:gml="http://www.opengis.net/gml/3.2"'
        f' xmlns:xlink="http://www.w3.org/1999/xlink" gml:id="{_id("auszug")}">{members}</xplan:XPlanAuszug>'
    )
    target = io.BytesIO()
    write(parse(io.BytesIO(document.encode()), "plan"), target)
    return target.getvalue()


def _plan() -> str:
    return _feature(
        "BP_Plan",
        "plan",
        _said(name="Hofäcker (Beispieldaten)", nummer="12-3"),
        _said(beschreibung="Frei erfundener Plan zur Vorführung. Er gilt nirgends."),
        _said(technHerstellDatum="2019-01-15", erstellungsMassstab="500"),
        _place(box(0, 0, *SIZE), "raeumlicherGeltungsbereich"),
        *(_link("texte", f"text{number}") for number in (1, 2, 3)),
        _object(
            "gemeinde",
            "XP_Gemeinde",
            ags="08116078",
            gemeindeName="Leinfelden-Echterdingen",
            ortsteilName="Echterdingen",
        ),
        _object("plangeber", "XP_Plangeber", name="Stadt Leinfelden-Echterdingen"),
        _said(planArt="10001", rechtsstand="4000", aufstellungsbeschlussDatum="2017-03-14"),
        _said(auslegungsStartDatum="2018-09-03", auslegungsEndDatum="2018-10-05"),
        _said(satzungsbeschlussDatum="2019-04-02", inkrafttretensDatum="2019-05-17", gruenordnungsplan="false"),
        _object("versionBauNVO", "XP_GesetzlicheGrundlage", name="BauNVO", datum="2017-11-21"),
        _object("versionBauGB", "XP_GesetzlicheGrundlage", name="BauGB", datum="2017-11-03"),
        _link("bereich", "bereich"),
    )


def _section() -> str:
    return _feature("BP_Bereich", "bereich", _said(nummer="0", verfahren="1000"), _link("gehoertZuPlan", "plan"))


TEXTS = {
    "text1": ("1.1", "§ 4 BauNVO", "Im allgemeinen Wohngebiet sind Gartenbaubetriebe und Tankstellen nicht zulässig."),
    "text2": ("2.1", "§ 12 BauNVO", "Garagen und Carports sind nur in den dafür festgesetzten Flächen zulässig."),
    "text3": (
        "3.1",
        "§ 9 (1) 25 BauGB",
        "Je 300 m² Grundstück ist ein heimischer Laubbaum zu pflanzen und zu erhalten.",
    ),
}


def _texts() -> Iterable[str]:
    for name, (key, law, text) in TEXTS.items():
        said = _said(schluessel=key, gesetzlicheGrundlage=law, text=text, rechtscharakter="1000")
        yield _feature("XP_TextAbschnitt", name, said)


HEIGHT = {"WA1": "9.5", "WA2": "8.5", "WA3": "9.5", "MI": "12.5"}


def _areas() -> Iterable[str]:
    dwelling = {"allgArtDerBaulNutzung": "1000", "besondereArtDerBaulNutzung": "1200"}
    yield _building_area("WA1", dwelling | {"GFZ": "0.8", "GRZ": "0.4", "Z": "2"}, bauweise="1000", bebauungsArt="4000")
    yield _building_area("WA2", dwelling | {"GFZ": "0.6", "GRZ": "0.3", "Z": "2"}, bauweise="1000", bebauungsArt="1000")
    yield _building_area("WA3", dwelling | {"GFZ": "1.0", "GRZ": "0.4", "Z": "3"}, bauweise="1000", bebauungsArt="3000")
    mixed = {"allgArtDerBaulNutzung": "2000", "besondereArtDerBaulNutzung": "1500"}
    yield _building_area("MI", mixed | {"GFZ": "1.2", "GRZ": "0.6", "Zmin": "2", "Zmax": "4"}, bauweise="2000")
    kindergarten = _object("zweckbestimmung", "BP_KomplexeZweckbestGemeinbedarf", allgemein="16000")
    tiled = _said(flaechenschluss="true")
    yield _content("BP_GemeinbedarfsFlaeche", "KITA", _tiled("KITA"), tiled, _said(GRZ="0.4", Z="2"), kindergarten)
    park = _object("zweckbestimmung", "BP_KomplexeZweckbestGruen", allgemein="1000")
    yield _content("BP_GruenFlaeche", "PARK", _tiled("PARK"), tiled, park, _said(nutzungsform="2000"))
    plain = _said(flaechenschluss="true", nutzungsform="2000", hatDarstellungMitBesondZweckbest="false")
    yield _content("SO_Strassenverkehr", "STRASSE", _tiled("STRASSE"), plain, _said(name="Hofäckerstraße"))
    footway = _object("artDerFestlegung", "SO_KomplexeZweckbestStrassenverkehr", allgemein="14003")
    special = _said(flaechenschluss="true", nutzungsform="2000", hatDarstellungMitBesondZweckbest="true")
    yield _content("SO_Strassenverkehr", "WEG", _tiled("WEG"), special, footway)


def _building_area(name: str, uses: dict[str, str], **construction: str) -> str:
    height = _object("hoehenangabe", "XP_Hoehenangabe", hoehenbezug="2500", bezugspunkt="6000", hMax=HEIGHT[name])
    texts = [_link("refTextInhalt", each) for each in ("text1", "text2")] if name.startswith("WA") else []
    tiled = _said(flaechenschluss="true")
    return _content(
        "BP_BaugebietsTeilFlaeche", name, _tiled(name), height, *texts, tiled, _said(**uses, **construction)
    )


WINDOWS = {
    "WA1": box(8, 112, 132, 192),
    "WA2": box(8, 8, 132, 88),
    "WA3": box(157, 8, 208, 88),
    "MI": box(150, 105, 228, 192),
}
"""Where may be built within the areas."""


def _overlays() -> Iterable[str]:
    loose = _said(flaechenschluss="false")
    for name, window in WINDOWS.items():
        line = [_link("baulinie", "baulinie")] if name == "MI" else []
        limit = _link("baugrenze", f"baugrenze{name}")
        yield _content("BP_UeberbaubareGrundstuecksFlaeche", f"fenster{name}", window, loose, limit, *line)
    parking = _object("zweckbestimmung", "BP_KomplexeZweckbestNebenanlagen", allgemein="1000")
    yield _content("BP_NebenanlagenFlaeche", "stellplaetze", box(157, 89, 208, 94), loose, parking)
    way = _said(flaechenschluss="false", typ="4000", zugunstenVon="Stadtwerke (erfunden)")
    yield _content("BP_Wegerecht", "leitungsrecht", box(0, 196, 140, 200), way)
    hedge = _said(flaechenschluss="false", massnahme="2000", gegenstand="2100")
    yield _content("BP_AnpflanzungBindungErhaltung", "hecke", box(0, 0, 3, 95), hedge)


def _lines() -> Iterable[str]:
    for name, window in WINDOWS.items():
        outline = (
            LineString([(150, 105), (228, 105), (228, 192), (150, 192)])
            if name == "MI"
            else LineString(window.exterior)
        )
        yield _content("BP_BauGrenze", f"baugrenze{name}", outline)
    yield _content("BP_BauLinie", "baulinie", LineString([(150, 192), (150, 105)]))
    yield _content("BP_NutzungsartenGrenze", "grenze", LineString([(235, 105), (235, 200)]), _said(typ="1000"))
    for number, side in enumerate(_sides(), start=1):
        yield _content("BP_StrassenbegrenzungsLinie", f"strasse{number}", side)


def _sides() -> Iterable[LineString]:
    """The limits of the street inside the plan, block by block."""
    yield LineString([(0, 105), (140, 105), (140, 200)])
    yield LineString([(0, 95), (140, 95), (140, 0)])
    yield LineString([(300, 105), (150, 105), (150, 200)])
    yield LineString([(300, 95), (150, 95), (150, 0)])


def _points() -> Iterable[str]:
    planted = _said(massnahme="2000", gegenstand="1000")
    kept = _said(massnahme="1000", gegenstand="1000")
    for number, x in enumerate(range(15, 135, 20)):
        yield _content("BP_AnpflanzungBindungErhaltung", f"baum{number}", Point(x, 107.5), planted)
    for number, (x, y) in enumerate(((240, 20), (262, 48), (285, 75))):
        yield _content("BP_AnpflanzungBindungErhaltung", f"bestand{number}", Point(x, y), kept)
    yield _content("BP_EinfahrtPunkt", "einfahrt", Point(182, 95), _said(typ="3000"))


def _tiled(name: str) -> Polygon:
    """An area with a corner wherever a corner of another area lies on its edge."""
    corners = {corner for each in AREAS.values() for corner in each.exterior.coords}
    ring = list(AREAS[name].exterior.coords)
    found: list[tuple[float, ...]] = []
    for begin, end in pairwise(ring):
        edge = LineString([begin, end])
        between = [each for each in corners if each not in (begin, end) and edge.distance(Point(each)) == 0]
        found += [begin, *sorted(between, key=lambda each: math.dist(begin, each))]
    return Polygon(found)


def _content(class_name: str, name: str, place: Place, *more: str) -> str:
    common = (_link("gehoertZuBereich", "bereich"), _said(rechtscharakter="1000"), _place(place, "position"))
    levelled = _said(ebene="0") if "flaechenschluss" in "".join(more) else ""
    return _feature(class_name, name, levelled, *common, *more)


def _feature(class_name: str, name: str, *parts: str) -> str:
    return f'<xplan:{class_name} gml:id="{_id(name)}">{"".join(parts)}</xplan:{class_name}>'


def _said(**values: str) -> str:
    units = {"hMax": "m"}
    return "".join(
        f"<xplan:{name}{f' uom="{units[name]}"' if name in units else ''}>{value}</xplan:{name}>"
        for name, value in values.items()
    )


def _object(name: str, class_name: str, /, **values: str) -> str:
    return f"<xplan:{name}><xplan:{class_name}>{_said(**values)}</xplan:{class_name}></xplan:{name}>"


def _link(name: str, target: str) -> str:
    return f'<xplan:{name} xlink:href="#{_id(target)}"/>'


def _place(place: Place, name: str) -> str:
    return f"<xplan:{name}>{_geometry(place)}</xplan:{name}>"


def _geometry(place: Place) -> str:
    srs = f'srsName="EPSG:25832" gml:id="{_id(place.wkt)}"'
    match place:
        case Point():
            return f"<gml:Point {srs}><gml:pos>{_ordinates(place.coords)}</gml:pos></gml:Point>"
        case LineString():
            return f"<gml:LineString {srs}><gml:posList>{_ordinates(place.coords)}</gml:posList></gml:LineString>"
    ring = orient(place).exterior.coords
    return (
        f"<gml:Polygon {srs}><gml:exterior><gml:LinearRing><gml:posList>{_ordinates(ring)}</gml:posList>"
        "</gml:LinearRing></gml:exterior></gml:Polygon>"
    )


def _ordinates(points: Iterable[Sequence[float]]) -> str:
    return " ".join(f"{each:.3f}" for x, y, *_ in points for each in _turned(x, y))


def _turned(x: float, y: float) -> tuple[float, float]:
    """A place of the drawing in EPSG:25832, to the millimetre; what is one point there stays one."""
    x, y = x - SIZE[0] / 2, y - SIZE[1] / 2
    return (
        CENTRE[0] + x * math.cos(TURN) - y * math.sin(TURN),
        CENTRE[1] + x * math.sin(TURN) + y * math.cos(TURN),
    )


def _id(name: str) -> str:
    return f"GML_{uuid5(NAMESPACE_URL, f'geoportal/beispielplan/{name}')}"
