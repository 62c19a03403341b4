"""Sensors and the LoRaWAN network that carries their readings."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from shapely import Point

from deploy.sample.geography import Position
from deploy.sample.thematic_files import Feature, Row, write_geojson
from deploy.sample.thematic_places import at, beside, building

TOWN = "Stadt Leinfelden-Echterdingen"
UTILITY = "Stadtwerke Leinfelden-Echterdingen"
GATEWAYS = ("rathaus_leinfelden", "goldaeckerhalle", "rathaus_stetten")
WATER_METERS = (
    "lus",
    "ikg",
    "hallenbad",
    "filderhalle",
    "pmhg",
    "zeppelin",
    "goldaeckerhalle",
    "schoenbuch",
    "festhalle_musberg",
    "lindach",
)


@dataclass(frozen=True)
class Site:
    """A place in the street."""

    name: str
    quarter: str
    position: Position


@dataclass(frozen=True)
class Sensor:
    """A device; ``measured`` and ``units`` in the same order, ``reading`` in ``reading_unit``."""

    number: str
    name: str
    quarter: str
    place: Point
    kind: str
    measured: str
    units: str
    operator: str
    state: str = "in_betrieb"
    reading: float | None = None
    reading_unit: str | None = None


TREE_BEDS = (
    Site("Baumbeet Marktplatz", "Leinfelden", (9.1436, 48.6937)),
    Site("Baumbeet Neuer Markt", "Leinfelden", (9.1451, 48.6919)),
    Site("Baumbeet Bernhäuser Straße", "Echterdingen", (9.1686, 48.6876)),
    Site("Baumbeet Filderstraße", "Musberg", (9.1198, 48.6948)),
)
CONTAINERS = (
    Site("Unterflurbehälter Neuer Markt", "Leinfelden", (9.1457, 48.6916)),
    Site("Unterflurbehälter Maiergasse", "Echterdingen", (9.1648, 48.6882)),
    Site("Unterflurbehälter Lindachstraße", "Stetten", (9.1601, 48.6691)),
)
AIR = (
    Site("Luftgüte Echterdinger Straße", "Leinfelden", (9.1489, 48.6930)),
    Site("Luftgüte Hauptstraße", "Echterdingen", (9.1662, 48.6885)),
    Site("Luftgüte Filderstraße", "Musberg", (9.1210, 48.6947)),
    Site("Luftgüte Stettener Hauptstraße", "Stetten", (9.1635, 48.6690)),
)


def write(folder: Path) -> None:
    """Write the source of ``sensoren``."""
    write_geojson(folder / "sensoren.geojson", [_feature(i, sensor) for i, sensor in enumerate(sensors())])


def sensors() -> Iterator[Sensor]:
    """All devices; the water meters tell no consumption, which is personal where somebody lives."""
    yield from _gateways()
    for i, meter in enumerate(WATER_METERS, start=1):
        name, quarter, place = f"Wasserzähler {building(meter).name}", building(meter).quarter, at(meter, -6, 4)
        yield Sensor(f"WZ{i:02d}", name, quarter, place, "wasserzaehler", "Durchfluss", "m³/h", UTILITY)
    yield from _at_tree_beds()
    for i, site in enumerate(CONTAINERS, start=1):
        place = beside(site.position)
        yield Sensor(f"FS{i}", site.name, site.quarter, place, "fuellstand", "Füllstand", "%", TOWN, "in_pruefung")
    quantities = "Feinstaub PM10, Feinstaub PM2,5, Stickstoffdioxid, Lufttemperatur, Luftfeuchte"
    units = "µg/m³, µg/m³, µg/m³, °C, %"
    for i, site in enumerate(AIR, start=1):
        place = beside(site.position)
        yield Sensor(f"LG{i}", site.name, site.quarter, place, "luftguete", quantities, units, TOWN, "geplant")


def _gateways() -> Iterator[Sensor]:
    for i, host in enumerate(GATEWAYS, start=1):
        gateway = Sensor(
            f"GW{i}",
            f"LoRaWAN-Station {building(host).name}",
            building(host).quarter,
            at(host, 8, 6),
            "gateway",
            "Signalstärke",
            "dBm",
            UTILITY,
        )
        yield replace(gateway, reading=-90.0 - i, reading_unit="dBm")


def _at_tree_beds() -> Iterator[Sensor]:
    for i, site in enumerate(TREE_BEDS, start=1):
        moisture = Sensor(
            f"BF{i}",
            site.name,
            site.quarter,
            beside(site.position),
            "bodenfeuchte",
            "Bodenfeuchte, Bodentemperatur",
            "Vol.-%, °C",
            TOWN,
        )
        yield replace(moisture, reading=round(21.4 + 2.3 * i, 1), reading_unit="Vol.-%")
        surface = Sensor(
            f"OT{i}",
            site.name,
            site.quarter,
            beside(site.position, 2, -3),
            "oberflaechentemperatur",
            "Oberflächentemperatur",
            "°C",
            TOWN,
        )
        yield replace(surface, reading=round(11.2 + 0.4 * i, 1), reading_unit="°C")


def _feature(order: int, sensor: Sensor) -> Feature:
    running = sensor.state == "in_betrieb"
    values: Row = {
        "sensor_id": sensor.number,
        "name": sensor.name,
        "stadtteil": sensor.quarter,
        "art": sensor.kind,
        "messgroessen": sensor.measured,
        "einheiten": sensor.units,
        "netz": "offen" if sensor.state == "geplant" else "lorawan",
        "betreiber": sensor.operator,
        "status": sensor.state,
        "zeitpunkt": f"2023-10-31T09:{order * 2:02d}:00Z" if running else None,
        "wert": sensor.reading,
        "wert_einheit": sensor.reading_unit,
        "dev_eui": f"{0xBE15_9E1D_A7E0_0000 + order:016X}" if running else None,
    }
    return Feature(sensor.place, values)
