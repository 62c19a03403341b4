"""One small layer of trees in the town, written in every format that towns have."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import geopandas as gpd
import openpyxl
import pandas as pd
import shapely
from geopandas import GeoDataFrame

LARGE_INTEGERS = {"TARGET_ARCGIS_VERSION": "ARCGIS_PRO_3_2_OR_LATER"}
SPECIES = ("Ahorn", "Blutbuche", "Weißdorn", "Säulenpappel")
COUNT = 12
EAST, NORTH = 509_000, 5_393_000


def layer() -> GeoDataFrame:
    """Trees in the middle of the town, in EPSG:25832."""
    numbers = range(COUNT)
    columns = {
        "Baum-Nr.": [f"B{number:03}" for number in numbers],
        "Baumart": [SPECIES[number % len(SPECIES)] for number in numbers],
        "Höhe (m)": [12.5 + number for number in numbers],
        "Pflanzjahr": [1990 + number for number in numbers],
        "Bearbeiter": [f"Muster{number}" for number in numbers],
    }
    points = shapely.points([EAST + 20 * number for number in numbers], NORTH)
    return gpd.GeoDataFrame(columns, geometry=points, crs=25832)


def short() -> GeoDataFrame:
    """The same with names that every format takes."""
    return layer().set_axis(["nr", "art", "hoehe", "jahr", "bearb", "geometry"], axis=1)


def with_driver(name: str, **options: object) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        short().to_file(folder / name, **options)
        return folder / name

    return write


def in_degrees(name: str, **options: object) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        short().to_crs(4326).to_file(folder / name, **options)
        return folder / name

    return write


def kmz(folder: Path) -> Path:
    """KML packed as Google Earth does."""
    in_degrees("doc.kml", driver="LIBKML")(folder)
    with ZipFile(folder / "baeume.kmz", "w") as archive:
        archive.write(folder / "doc.kml", "doc.kml")
    return folder / "baeume.kmz"


def zipped(write: Callable[[Path], Path]) -> Callable[[Path], Path]:
    """Pack all that was written; folders, too."""

    def run(folder: Path) -> Path:
        inner = folder / "packed"
        inner.mkdir()
        write(inner)
        with ZipFile(folder / "baeume.zip", "w") as archive:
            for path in inner.rglob("*"):
                archive.write(path, path.relative_to(inner))
        return folder / "baeume.zip"

    return run


def table() -> pd.DataFrame:
    frame = layer()
    return pd.DataFrame(frame.drop(columns="geometry")).assign(
        Rechtswert=frame.geometry.x, Hochwert=frame.geometry.y, Gepflanzt=[date(2020, 5, 1 + n) for n in range(COUNT)]
    )


def csv_german(folder: Path) -> Path:
    written = table().assign(Gepflanzt=lambda each: [day.strftime("%d.%m.%Y") for day in each["Gepflanzt"]])
    written.to_csv(folder / "baeume.csv", sep=";", decimal=",", index=False, encoding="cp1252")
    return folder / "baeume.csv"


def csv_thousands(folder: Path) -> Path:
    frame = layer()
    lines = ["nr;Rechtswert;Hochwert"]
    for number, point in enumerate(frame.geometry):
        x, y = (f"{value:,.2f}".translate(str.maketrans(",.", ".,")) for value in (point.x, point.y))
        lines.append(f"B{number};{x};{y}")
    (folder / "baeume.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder / "baeume.txt"


def csv_degrees(folder: Path) -> Path:
    frame = layer().to_crs(4326)
    written = pd.DataFrame(frame.drop(columns="geometry")).assign(lon=frame.geometry.x, lat=frame.geometry.y)
    written.to_csv(folder / "baeume.csv", index=False, encoding="utf-8-sig")
    return folder / "baeume.csv"


def csv_swapped(folder: Path) -> Path:
    frame = layer().to_crs(4326)
    written = pd.DataFrame({"nr": range(COUNT), "lon": frame.geometry.y, "lat": frame.geometry.x})
    written.to_csv(folder / "baeume.csv", index=False)
    return folder / "baeume.csv"


def csv_wkt(folder: Path) -> Path:
    frame = layer()
    pd.DataFrame({"nr": range(COUNT), "geom": frame.geometry.to_wkt()}).to_csv(
        folder / "baeume.tsv", sep="\t", index=False
    )
    return folder / "baeume.tsv"


def csv_wkb(folder: Path) -> Path:
    geometry = shapely.set_srid(layer().geometry.to_numpy(), 25832)
    binary = shapely.to_wkb(geometry, hex=True, include_srid=True)
    pd.DataFrame({"nr": range(COUNT), "geom": binary}).to_csv(folder / "baeume.csv", index=False)
    return folder / "baeume.csv"


def csv_pair(folder: Path) -> Path:
    """Both coordinates in one cell, latitude first, as people copy them from a map in the browser."""
    points = layer().to_crs(4326).geometry
    lines = [f"B{number};{point.y:.6f}, {point.x:.6f};1,5" for number, point in enumerate(points)]
    (folder / "baeume.csv").write_text("\n".join(["nr;Koordinaten;Höhe", *lines]) + "\n", encoding="utf-8")
    return folder / "baeume.csv"


def csv_angles(folder: Path) -> Path:
    """Degrees, minutes and seconds without any sign, as surveyors' programs write them."""
    points = layer().to_crs(4326).geometry
    lines = [f"B{number};{_angle(point.y)};{_angle(point.x)}" for number, point in enumerate(points)]
    (folder / "baeume.csv").write_text("\n".join(["nr;Breite;Länge", *lines]) + "\n", encoding="utf-8")
    return folder / "baeume.csv"


def _angle(degrees: float) -> str:
    seconds = degrees * 3600
    return f"{seconds // 3600:.0f} {seconds // 60 % 60:.0f} {seconds % 60:.4f}".replace(".", ",")


def csv_groups(folder: Path) -> Path:
    """A header of two rows, and a delimiter at the end of each line."""
    points = layer().geometry
    lines = [f"B{number};0,5;{1 + number};{point.x};{point.y};" for number, point in enumerate(points)]
    header = ["nr;Größe;;Lage;;", ";Stamm;Krone;x;y;"]
    (folder / "baeume.csv").write_text("\n".join([*header, *lines]) + "\n", encoding="utf-8")
    return folder / "baeume.csv"


def csv_utf16(folder: Path) -> Path:
    table().to_csv(folder / "baeume.csv", sep="\t", index=False, encoding="utf-16")
    return folder / "baeume.csv"


def workbook(folder: Path) -> Path:
    """Title, merged cells, a header in row 4 with line breaks, on the second sheet."""
    book = openpyxl.Workbook()
    book.active.title = "Deckblatt"
    book.active.append(["Baumkataster"])
    sheet = book.create_sheet("Bäume")
    sheet.append(["Bäume der Stadt, Stand 2026"])
    sheet.merge_cells("A1:F1")
    sheet.append([])
    sheet.append([None, "Bestand"])
    written = table()
    sheet.append([name.replace("Höhe (m)", "Höhe\n(m)") for name in written.columns])
    for row in written.itertuples(index=False):
        sheet.append(list(row))
    book.save(folder / "baeume.xlsx")
    return folder / "baeume.xlsx"


def spreadsheet(folder: Path) -> Path:
    """An .ods as LibreOffice writes it, made by hand."""
    written = table().drop(columns="Gepflanzt")
    rows = [[str(name) for name in written.columns], *written.to_numpy().tolist()]
    cells = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="Bäume">{cells}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    with ZipFile(folder / "baeume.ods", "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return folder / "baeume.ods"


def _ods_cell(value: object) -> str:
    if isinstance(value, int | float):
        kind = f'office:value-type="float" office:value="{value}"'
    else:
        kind = 'office:value-type="string"'
    return f"<table:table-cell {kind}><text:p>{value}</text:p></table:table-cell>"


def parquet(folder: Path) -> Path:
    layer().to_parquet(folder / "baeume.parquet")
    return folder / "baeume.parquet"


def geojson_crs(name: str) -> Callable[[Path], Path]:
    """The old ``crs`` member, in one of its spellings."""

    def write(folder: Path) -> Path:
        document = json.loads(short().to_json(to_wgs84=False))
        document["crs"] = {"type": "name", "properties": {"name": name}}
        (folder / "baeume.geojson").write_text(json.dumps(document), encoding="utf-8")
        return folder / "baeume.geojson"

    return write


def esri_json(folder: Path) -> Path:
    frame = short()
    fields = [
        {"name": "nr", "type": "esriFieldTypeString", "length": 9},
        {"name": "jahr", "type": "esriFieldTypeInteger"},
    ]
    features = [
        {"attributes": {"nr": row.nr, "jahr": row.jahr}, "geometry": {"x": row.geometry.x, "y": row.geometry.y}}
        for row in frame.itertuples()
    ]
    document = {
        "geometryType": "esriGeometryPoint",
        "spatialReference": {"wkid": 25832},
        "fields": fields,
        "features": features,
    }
    (folder / "baeume.json").write_text(json.dumps(document), encoding="utf-8")
    return folder / "baeume.json"


def topojson(folder: Path) -> Path:
    frame = short().to_crs(4326)
    points = [
        {"type": "Point", "coordinates": [row.geometry.x, row.geometry.y], "properties": {"nr": row.nr, "art": row.art}}
        for row in frame.itertuples()
    ]
    objects = {"baeume": {"type": "GeometryCollection", "geometries": points}}
    document = {"type": "Topology", "objects": objects, "arcs": []}
    (folder / "baeume.json").write_text(json.dumps(document), encoding="utf-8")
    return folder / "baeume.json"


def gpx(folder: Path) -> Path:
    """Places that only their position tells apart."""
    points = layer().to_crs(4326).geometry
    places = "".join(f'<wpt lat="{point.y}" lon="{point.x}"><name>Bank</name></wpt>' for point in points)
    (folder / "baenke.gpx").write_text(
        f'<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">{places}</gpx>', encoding="utf-8"
    )
    return folder / "baenke.gpx"


def records(folder: Path) -> Path:
    frame = short().to_crs(4326)
    rows = [{"nr": row.nr, "ort": {"lat": row.geometry.y, "lng": row.geometry.x}} for row in frame.itertuples()]
    (folder / "baeume.json").write_text(json.dumps({"stand": "2026", "baeume": rows}), encoding="utf-8")
    return folder / "baeume.json"


def dxf(folder: Path) -> Path:
    lines = short().geometry.buffer(5).boundary
    gpd.GeoDataFrame({"Layer": ["WEGE"] * COUNT}, geometry=lines, crs=25832).to_file(folder / "wege.dxf", driver="DXF")
    return folder / "wege.dxf"


def gml_adv(folder: Path) -> Path:
    """GML 2 with a CRS under the surveying authorities' own name."""
    members = "".join(
        f"<gml:featureMember><a:baum><a:nr>0{number}</a:nr><a:ort>"
        '<gml:Point srsName="urn:adv:crs:ETRS89_UTM32">'
        f"<gml:coordinates>{EAST + number},{NORTH}</gml:coordinates></gml:Point></a:ort></a:baum></gml:featureMember>"
        for number in range(COUNT)
    )
    (folder / "baeume.gml").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><wfs:FeatureCollection xmlns:wfs="http://www.opengis.net/wfs" '
        f'xmlns:gml="http://www.opengis.net/gml" xmlns:a="http://example.org/a">{members}</wfs:FeatureCollection>',
        encoding="utf-8",
    )
    return folder / "baeume.gml"


def parking(folder: Path) -> Path:
    """DATEX II v2 with static parking records."""
    places = short().to_crs(4326)
    entries = "".join(
        f'<parkingRecord xsi:type="UrbanParkingSite" id="P{number}" version="1"><parkingName><values>'
        f'<value lang="de">Parkhaus {number}</value></values></parkingName>'
        f'<parkingNumberOfSpaces>{100 + number}</parkingNumberOfSpaces><parkingLocation xsi:type="Point">'
        f"<pointByCoordinates><pointCoordinates><latitude>{point.y}</latitude><longitude>{point.x}</longitude>"
        "</pointCoordinates></pointByCoordinates></parkingLocation></parkingRecord>"
        for number, point in enumerate(places.geometry)
    )
    (folder / "parken.xml").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><d2LogicalModel xmlns="http://datex2.eu/schema/2/2_0" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" modelBaseVersion="2">{entries}</d2LogicalModel>',
        encoding="utf-8",
    )
    return folder / "parken.xml"


def cadastre(folder: Path) -> Path:
    """A piece of ALKIS as NAS: parcels with a key that begins with zero."""
    parcels = "".join(
        f'<wfs:member><AX_Flurstueck gml:id="DEBWtest{number:08}"><position><gml:Surface '
        'srsName="urn:adv:crs:ETRS89_UTM32"><gml:patches><gml:PolygonPatch><gml:exterior><gml:LinearRing>'
        f"<gml:posList>{_square(EAST + 20 * number, NORTH)}</gml:posList></gml:LinearRing></gml:exterior>"
        "</gml:PolygonPatch></gml:patches></gml:Surface></position>"
        f"<gemarkung><AX_Gemarkung_Schluessel><land>08</land></AX_Gemarkung_Schluessel></gemarkung>"
        f"<flurstueckskennzeichen>081234___{number:05}______</flurstueckskennzeichen></AX_Flurstueck></wfs:member>"
        for number in range(COUNT)
    )
    (folder / "alkis.xml").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><AX_Bestandsdatenauszug '
        'xmlns="http://www.adv-online.de/namespaces/adv/gid/6.0" xmlns:gml="http://www.opengis.net/gml/3.2" '
        'xmlns:wfs="http://www.opengis.net/wfs/2.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        'xsi:schemaLocation="http://www.adv-online.de/namespaces/adv/gid/6.0 NAS-Operationen.xsd">'
        f"<enthaelt><wfs:FeatureCollection>{parcels}</wfs:FeatureCollection></enthaelt></AX_Bestandsdatenauszug>",
        encoding="utf-8",
    )
    return folder / "alkis.xml"


def _square(x: float, y: float) -> str:
    corners = ((x, y), (x + 10, y), (x + 10, y + 10), (x, y + 10), (x, y))
    return " ".join(f"{east} {north}" for east, north in corners)


FILES: dict[str, Callable[[Path], Path]] = {
    "GeoPackage": with_driver("baeume.gpkg"),
    "Shapefile": with_driver("baeume.shp"),
    "zipped Shapefile": zipped(with_driver("baeume.shp", encoding="cp1252")),
    "zipped File Geodatabase": zipped(with_driver("baeume.gdb", driver="OpenFileGDB", **LARGE_INTEGERS)),
    "MapInfo TAB": with_driver("baeume.tab", driver="MapInfo File"),
    "zipped MapInfo TAB": zipped(with_driver("baeume.tab", driver="MapInfo File")),
    "MapInfo MIF": with_driver("baeume.mif", driver="MapInfo File"),
    "SpatiaLite": with_driver("baeume.sqlite", driver="SQLite", SPATIALITE="YES"),
    "FlatGeobuf": with_driver("baeume.fgb"),
    "GeoParquet": parquet,
    "GML 3": with_driver("baeume.gml", driver="GML"),
    "GML 2 of the AdV": gml_adv,
    "GeoJSON with crs member": with_driver("baeume.geojson"),
    "GeoJSON with EPSG:25832": geojson_crs("EPSG:25832"),
    "GeoJSON with a URN": geojson_crs("urn:ogc:def:crs:EPSG::25832"),
    "GeoJSON after RFC 7946": in_degrees("baeume.geojson", RFC7946="YES"),
    "GeoJSON sequence": in_degrees("baeume.geojsonl", driver="GeoJSONSeq"),
    "GeoJSON sequence with separators": in_degrees("baeume.ndjson", driver="GeoJSONSeq", RS="YES"),
    "Esri JSON": esri_json,
    "TopoJSON": topojson,
    "JSON list": records,
    "KML": in_degrees("baeume.kml", driver="LIBKML"),
    "KMZ": kmz,
    "GPX": gpx,
    "DXF": dxf,
    "CSV in German": csv_german,
    "CSV with thousands": csv_thousands,
    "CSV in degrees": csv_degrees,
    "CSV with swapped columns": csv_swapped,
    "CSV with WKT": csv_wkt,
    "CSV with EWKB": csv_wkb,
    "CSV with both coordinates in a cell": csv_pair,
    "CSV in degrees, minutes and seconds": csv_angles,
    "CSV with a header of two rows": csv_groups,
    "CSV in UTF-16": csv_utf16,
    "XLSX": workbook,
    "ODS": spreadsheet,
    "DATEX II": parking,
    "ALKIS NAS": cadastre,
}
"""How each kind of file is written into a folder."""
