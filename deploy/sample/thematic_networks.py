"""Digital networks: public Wi-Fi and mobile radio."""

from dataclasses import dataclass
from pathlib import Path

from shapely import Point

from deploy.sample.thematic_files import UTM32, Feature, Row, coordinates, write_csv, write_gml
from deploy.sample.thematic_places import at, at_station, beside

TOWN = "Stadt Leinfelden-Echterdingen"
LEINFELDEN, ECHTERDINGEN, MUSBERG, STETTEN = "Leinfelden", "Echterdingen", "Musberg", "Stetten"


@dataclass(frozen=True)
class WifiSite:
    """A square, hall or library; ``reach`` in metres."""

    name: str
    quarter: str
    place: Point
    reception: str
    state: str
    reach: float
    access_points: int


@dataclass(frozen=True)
class RadioSite:
    """A mast or roof with mobile radio, or one that would suit; ``height`` above ground in metres."""

    location: str
    quarter: str
    place: Point
    suitability: str
    technology: str
    height: float
    operator: str
    certificate: str


WIFI = (
    WifiSite("Neuer Markt", LEINFELDEN, at("mobilitaetspunkt", -40, 20), "Außen", "in Betrieb", 62.5, 4),
    WifiSite("Kulturforum", LEINFELDEN, at("rathaus_leinfelden", -70, -30), "Innen", "in Betrieb", 30.0, 3),
    WifiSite("Festhalle Musberg", MUSBERG, at("festhalle_musberg"), "Innen", "in Betrieb", 35.0, 2),
    WifiSite("Zehntscheuer", ECHTERDINGEN, at("zehntscheuer"), "Innen", "in Betrieb", 30.0, 2),
    WifiSite("Goldäckerhalle", ECHTERDINGEN, at("goldaeckerhalle"), "Innen", "in Betrieb", 42.5, 3),
    WifiSite("Stadtbücherei Leinfelden", LEINFELDEN, at("stadtbuecherei_leinfelden"), "Innen", "in Betrieb", 30.0, 3),
    WifiSite(
        "Stadtbücherei Echterdingen", ECHTERDINGEN, at("stadtbuecherei_echterdingen"), "Innen", "in Betrieb", 30.0, 2
    ),
    WifiSite("Marktplatz Leinfelden", LEINFELDEN, at("rathaus_leinfelden", -30, 10), "Außen", "geplant", 55.5, 0),
    WifiSite("Verwaltungsstelle Stetten", STETTEN, at("rathaus_stetten"), "Innen", "geplant", 25.0, 0),
    WifiSite("Bahnhof Echterdingen", ECHTERDINGEN, at_station("Echterdingen", 30, -25), "Außen", "gewünscht", 50.0, 0),
)

RADIO = (
    RadioSite(
        "Rathaus Leinfelden, Dach", LEINFELDEN, at("rathaus_leinfelden"), "bestand_5g", "LTE/5G", 24.0, "A", "erteilt"
    ),
    RadioSite(
        "Gewerbegebiet Max-Lang-Straße",
        LEINFELDEN,
        beside((9.1336, 48.6962)),
        "bestand_5g",
        "LTE/5G",
        28.0,
        "B",
        "erteilt",
    ),
    RadioSite(
        "Bahnhof Oberaichen",
        LEINFELDEN,
        at_station("Oberaichen", 40, 30),
        "bestand_geeignet",
        "LTE",
        18.0,
        "A",
        "erteilt",
    ),
    RadioSite("Filderhalle, Dach", LEINFELDEN, at("filderhalle"), "neu_geeignet", "keine", 20.0, "", "nicht beantragt"),
    RadioSite(
        "Bahnhof Echterdingen",
        ECHTERDINGEN,
        at_station("Echterdingen", -60, 40),
        "bestand_5g",
        "LTE/5G",
        26.0,
        "C",
        "erteilt",
    ),
    RadioSite(
        "Goldäckerhalle, Dach", ECHTERDINGEN, at("goldaeckerhalle"), "neu_geeignet", "keine", 15.0, "C", "beantragt"
    ),
    RadioSite(
        "Gewerbegebiet Echterdingen Nord",
        ECHTERDINGEN,
        beside((9.1724, 48.6990)),
        "bestand_geeignet",
        "LTE",
        31.5,
        "B",
        "erteilt",
    ),
    RadioSite("Stadionstraße", ECHTERDINGEN, beside((9.1568, 48.6836)), "bestand", "LTE", 12.0, "A", "erteilt"),
    RadioSite("Böblinger Straße", MUSBERG, beside((9.1128, 48.6962)), "bestand_geeignet", "LTE", 22.0, "B", "erteilt"),
    RadioSite(
        "Festhalle Musberg", MUSBERG, at("festhalle_musberg"), "neu_geeignet", "keine", 16.0, "", "nicht beantragt"
    ),
    RadioSite(
        "Gewerbegebiet Sielminger Straße",
        STETTEN,
        beside((9.1716, 48.6672)),
        "bestand_5g",
        "LTE/5G",
        27.5,
        "A",
        "erteilt",
    ),
    RadioSite("Weidacher Höhe", STETTEN, beside((9.1392, 48.6618)), "neu_geeignet", "keine", 25.0, "C", "beantragt"),
)


def write(folder: Path) -> None:
    """Write the sources of ``wlan`` and ``mobilfunk``."""
    write_csv(folder / "wlan.csv", [_wifi_row(site) for site in WIFI], encoding="utf-8-sig", decimal=",")
    masts = [_mast(number, site) for number, site in enumerate(RADIO, start=1)]
    write_gml(folder / "mobilfunk.gml", "mobilfunkstandort", masts)


def _wifi_row(site: WifiSite) -> Row:
    easting, northing = coordinates(site.place, UTM32)
    return {
        "Standort": site.name,
        "Stadtteil": site.quarter,
        "Lage": site.reception,
        "Zustand": site.state,
        "Betreiber": TOWN,
        "Reichweite (m)": site.reach,
        "Access Points": site.access_points,
        "Technik-Postfach": "wlan@example.org",
        "Ostwert": easting,
        "Nordwert": northing,
    }


def _mast(number: int, site: RadioSite) -> Feature:
    values: Row = {
        "standortNr": f"MF-{number:03d}",
        "lagebezeichnung": site.location,
        "stadtteil": site.quarter,
        "eignung": site.suitability,
        "technik": site.technology,
        "hoehe": site.height,
        "betreiber": f"Beispielbetreiber {site.operator}" if site.operator else "noch offen",
        "genehmigung": site.certificate,
    }
    return Feature(site.place, values)
