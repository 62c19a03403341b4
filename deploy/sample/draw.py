"""Write the sources of the drawn map: ``python -m deploy.sample.draw [folder]``.

The town's real outline, streets and names were followed from general knowledge, nothing was copied from a survey or
another map; houses, numbers, districts, ways and water depths are made up. The same program writes the same bytes
again, so that a change of the map can be reviewed.
"""

import sys
from pathlib import Path

import pyogrio
import rasterio
from geopandas import GeoDataFrame

from deploy.sample import heavy_rain
from deploy.sample.addresses import StreetKey, addresses
from deploy.sample.borders import quarters, school_districts, town
from deploy.sample.buildings import buildings
from deploy.sample.geography import NEIGHBOURS, PLACES, POSTCODE, QUARTERS, SCHOOLS, TOWN
from deploy.sample.landscape import brooks, greens
from deploy.sample.line_files import write_gml, write_kml
from deploy.sample.plan import plan
from deploy.sample.projection import curve, point
from deploy.sample.roads import LIGHT_RAIL, RAILWAY, TUNNEL_FROM
from deploy.sample.school_routes import school_routes
from deploy.sample.settlements import settlements
from deploy.sample.streets import streets
from deploy.sample.terrain import grid
from deploy.sample.thematic_files import (
    GAUSS_KRUEGER,
    UTM32,
    Feature,
    Row,
    write_csv,
    write_geojson,
    write_geopackage,
    write_shapefile,
)

SOURCES = Path(__file__).resolve().parents[2] / "datasets" / "sources"
AGS = "08116078"
HECTARE = 10_000.0
WEBSITE = "https://www.leinfelden-echterdingen.de/Startseite/Buerger/Schulen.html"


def write(folder: Path) -> None:
    """Write every source into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    write_texts(folder)
    _write_area(folder / "stadtgebiet.gpkg")
    _write_streets(folder / "strassen.gpkg")
    _write_buildings(folder / "gebaeude.fgb")
    _write_districts(folder / "schulbezirke.zip")
    for scenario in heavy_rain.SCENARIOS:
        _write_depths(folder / f"starkregen_{scenario}.tif", scenario)


def write_texts(folder: Path) -> None:
    """Write the sources in text formats, whose bytes depend on nothing but these programs."""
    _write_brooks(folder / "gewaesser.kml")
    _write_greens(folder / "gruen.geojson")
    (folder / "bebauungsplan.gml").write_bytes(plan())
    _write_settlements(folder / "siedlung.geojson")
    _write_railway(folder / "bahn.gml")
    _write_places(folder / "orte.geojson")
    _write_addresses(folder / "adressen.csv")
    _write_routes(folder / "schulwege.gml")


def _write_area(path: Path) -> None:
    """Boundary, quarters and a table about them in one GeoPackage, as surveying offices keep them."""
    outline = Feature(town(), {"ags": AGS, "name": TOWN, "flaeche_ha": _hectares(town().area)})
    parts = [
        Feature(area, {"schluessel": f"{AGS}-{number}", "name": name, "flaeche_ha": _hectares(area.area)})
        for number, (name, area) in enumerate(quarters().items(), start=1)
    ]
    about: list[Row] = [
        {"merkmal": "stand", "wert": "2023-10-31"},
        {"merkmal": "herkunft", "wert": "für dieses Geoportal gezeichnet, Beispieldaten"},
        {"merkmal": "bezugssystem", "wert": UTM32},
    ]
    write_geopackage(path, {"stadtgrenze": [outline], "stadtteile": parts}, {"metadaten": about})


def _write_streets(path: Path) -> None:
    features = [
        Feature(
            street.line,
            {
                "schluessel": f"S{number:04}",
                "name": street.name,
                "klasse": street.road_class,
                "nummer": street.number,
                "tempo": street.speed,
                "einbahn": street.oneway,
                "ortsteil": street.quarter,
            },
        )
        for number, street in enumerate(streets(), start=1)
    ]
    write_geopackage(path, {"strassen": features}, {})


def _write_buildings(path: Path) -> None:
    """FlatGeobuf, since it is the smallest of the formats for so many outlines."""
    houses = buildings()
    columns = {
        "kennung": [f"G{number:05}" for number in range(1, len(houses) + 1)],
        "nutzung": [house.use for house in houses],
        "name": [house.name for house in houses],
        "geschosse": [house.storeys for house in houses],
    }
    frame = GeoDataFrame(columns, geometry=[house.footprint for house in houses], crs=UTM32)
    pyogrio.write_dataframe(frame, path, driver="FlatGeobuf", SPATIAL_INDEX="NO")


def _write_brooks(path: Path) -> None:
    features = [
        Feature(
            course,
            {
                "name": brook.name or None,
                "gewaesser_id": f"GW{number:02}",
                "art": brook.kind,
                "laenge_m": round(course.length),
            },
        )
        for number, (brook, course) in enumerate(brooks(), start=1)
    ]
    write_kml(path, "Bäche und Gräben", features)


def _write_greens(path: Path) -> None:
    features = [
        Feature(
            area,
            {
                "id": f"GR{number:02}",
                "name": green.name,
                "art": green.kind,
                "flaeche_ha": _hectares(area.area),
            },
        )
        for number, (green, area) in enumerate(greens(), start=1)
    ]
    write_geojson(path, features, UTM32)


def _write_settlements(path: Path) -> None:
    features = [
        Feature(part.area, {"id": f"SI{number:02}", "name": part.name, "art": part.kind})
        for number, part in enumerate(settlements(), start=1)
    ]
    write_geojson(path, features, UTM32)


def _write_railway(path: Path) -> None:
    tracks = (
        ("B1", "S-Bahn Stuttgart – Filderstadt", "sbahn", False, RAILWAY[: TUNNEL_FROM + 1]),
        ("B2", "S-Bahn Stuttgart – Filderstadt", "sbahn", True, RAILWAY[TUNNEL_FROM:]),
        ("B3", "Stadtbahn Leinfelden – Möhringen", "stadtbahn", False, LIGHT_RAIL),
    )
    features = [
        Feature(curve(track), {"kennung": key, "name": name, "art": kind, "tunnel": tunnel})
        for key, name, kind, tunnel, track in tracks
    ]
    write_gml(path, "Gleis", features)


def _write_places(path: Path) -> None:
    features = [
        Feature(
            point(place.position),
            {"name": place.name, "art": place.kind, "rang": place.rank, "ortsteil": place.quarter},
        )
        for place in PLACES
    ]
    features += [
        Feature(point(position), {"name": name, "art": "nachbarort", "rang": 3, "ortsteil": None})
        for name, position in NEIGHBOURS.items()
    ]
    write_geojson(path, features)


def _write_addresses(path: Path) -> None:
    """In the columns of the surveying authorities' Hauskoordinaten: key parts, number, coordinates, names."""
    found = addresses()
    keys = sorted({StreetKey(address.quarter, address.street) for address in found})
    rows: list[Row] = [
        {
            "NBA": "B",
            "OI": f"DEBWMUSTER{number:06}",
            "QUA": "A",
            "LAN": AGS[:2],
            "RBZ": AGS[2],
            "KRS": AGS[3:5],
            "GMD": AGS[5:],
            "OTT": f"{QUARTERS.index(address.quarter) + 1:04}",
            "SSS": f"{keys.index(StreetKey(address.quarter, address.street)) + 1:05}",
            "HNR": address.number,
            "ADZ": address.suffix,
            "OSTWERT": address.place.x,
            "NORDWERT": address.place.y,
            "STN": address.street,
            "PLZ": POSTCODE,
            "ONM": TOWN,
            "POT": address.quarter,
        }
        for number, address in enumerate(found, start=1)
    ]
    write_csv(path, rows, encoding="utf-8-sig", delimiter=";", decimal=",")


def _write_districts(path: Path) -> None:
    names = {school.id: school.name for school in SCHOOLS}
    features = [
        Feature(area, {"SCHUL_ID": school, "SCHULE": names[school], "WEBSITE": WEBSITE})
        for school, area in school_districts().items()
    ]
    write_shapefile(path, features, GAUSS_KRUEGER)


def _write_routes(path: Path) -> None:
    features = [
        Feature(
            route.line,
            {
                "weg_id": f"SW{number:02}",
                "name": f"{route.start} – {route.school.name}",
                "schul_id": route.school.id,
                "schule": route.school.name,
                "laenge_m": route.length,
                "gehzeit_min": route.minutes,
                "querungen": route.crossings,
                "gefahren": route.hazards,
            },
        )
        for number, route in enumerate(school_routes(), start=1)
    ]
    write_gml(path, "Schulweg", features)


def _write_depths(path: Path, scenario: str) -> None:
    depth = heavy_rain.depths(scenario)
    with rasterio.open(
        path,
        "w",
        driver="GTiff",
        height=depth.shape[0],
        width=depth.shape[1],
        count=1,
        dtype="float32",
        crs=UTM32,
        transform=grid().transform,
        nodata=heavy_rain.NODATA,
        compress="deflate",
        predictor=3,
        zlevel=9,
        tiled=True,
    ) as raster:
        raster.write(depth, 1)
        raster.set_band_description(1, "Überflutungstiefe in m")


def _hectares(square_metres: float) -> float:
    return round(square_metres / HECTARE, 2)


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else SOURCES)
