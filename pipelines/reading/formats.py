"""The file formats a source may have: known by their suffix, and each read by exactly one reader."""

from pathlib import Path

from pipelines.errors import SourceError
from pipelines.text import Text

GEOJSON = ("GeoJSON", "GeoJSONSeq", "ESRIJSON", "TopoJSON")

KINDS: dict[str, tuple[str, ...]] = {
    ".gpkg": ("GPKG",),
    ".sqlite": ("SQLite",),
    ".db": ("SQLite",),
    ".shp": ("ESRI Shapefile",),
    ".gdb": ("OpenFileGDB",),
    ".tab": ("MapInfo File",),
    ".mif": ("MapInfo File",),
    ".geojson": GEOJSON,
    ".json": (*GEOJSON, "records"),
    ".topojson": ("TopoJSON",),
    ".geojsonl": ("GeoJSONSeq", "GeoJSON"),
    ".geojsons": ("GeoJSONSeq", "GeoJSON"),
    ".ndjson": ("GeoJSONSeq", "GeoJSON"),
    ".gml": ("GML", "NAS"),
    ".xml": ("GML", "NAS", "DATEX II"),
    ".kml": ("LIBKML",),
    ".gpx": ("GPX",),
    ".dxf": ("DXF",),
    ".fgb": ("FlatGeobuf",),
    ".pbf": ("OSM",),
    ".osm": ("OSM",),
    ".parquet": ("parquet",),
    ".geoparquet": ("parquet",),
    ".csv": ("csv",),
    ".tsv": ("csv",),
    ".txt": ("csv",),
    ".xlsx": ("xlsx",),
    ".xlsm": ("xlsx",),
    ".ods": ("ods",),
    ".xls": ("xls",),
}
"""Which kinds of file a suffix may stand for, the usual one first; each kind has exactly one reader.

A kind that is spelt as a GDAL driver is read by this driver alone. Where a suffix is shared, the content decides
(signatures.py); content that is none of them is refused, whatever GDAL could make of it.
"""

RASTER_DRIVERS = {".tif": "GTiff", ".tiff": "GTiff", ".asc": "AAIGrid", ".xyz": "XYZ"}
WORKBOOKS = frozenset({".xlsx", ".xlsm", ".ods", ".xls"})
TABLES = frozenset(KINDS)
ARCHIVES = frozenset({".zip", ".kmz"})
FOLDERS = frozenset({".gdb"})
"""Kinds that are a folder of files; in an archive, all files of the folder belong to it."""

WEAK = frozenset({".txt", ".xml", ".db"})
"""Suffixes that as often hold a note, metadata or a cache of pictures: in an archive, data only if nothing else is."""

SIDECARS = {
    ".shp": (".dbf", ".shx", ".prj", ".cpg"),
    ".tab": (".dat", ".map", ".id", ".ind"),
    ".mif": (".mid",),
    ".tif": (".tfw", ".prj"),
    ".tiff": (".tfw", ".prj"),
    ".asc": (".prj",),
}
"""Files beside the main one that belong to it. Nothing else beside it counts, so no overview or mask file can
bring in another format."""


def suffix(path: Path) -> str:
    """Return the suffix that tells the format, in lower case."""
    return path.suffix.lower()


def family(path: Path) -> list[Path]:
    """Return the file and its sidecars that exist, whatever the case of their suffixes, main file first."""
    wanted = SIDECARS.get(suffix(path), ())
    siblings = sorted(path.parent.iterdir()) if wanted else []
    return [path, *(other for other in siblings if other.stem == path.stem and suffix(other) in wanted)]


def unsupported(path: Path) -> SourceError:
    """Return the error for a file in no known format."""
    known = (
        "GeoPackage, Shapefile, File Geodatabase (.gdb, ZIP), MapInfo TAB, MIF, SpatiaLite, GeoJSON, TopoJSON, "
        "Esri JSON, GML, NAS, KML, KMZ, GPX, DXF, FlatGeobuf, GeoParquet, OSM PBF, DATEX II, CSV, TSV, JSON, XLSX, "
        "ODS, GeoTIFF, ESRI ASCII, XYZ"
    )
    return SourceError(
        Text(f"Das Format von {path.name} wird nicht gelesen.", f"The format of {path.name} is not read."),
        Text(
            f"Gelesen werden {known}, auch als ZIP. Eine Zeichnung (.dwg) bitte als .dxf ausgeben, "
            "ein anderes Archiv (.gz, .7z, .rar) auspacken.",
            f"Read are {known}, zipped or not. Please export a drawing (.dwg) as .dxf, and unpack other archives "
            "(.gz, .7z, .rar).",
        ),
    )
