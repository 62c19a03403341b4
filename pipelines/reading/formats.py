"""The file formats a source may have: known by their suffix, and each read by exactly one reader."""

from pathlib import Path

from pipelines.errors import SourceError
from pipelines.text import Text

DRIVERS = {
    ".gpkg": "GPKG",
    ".shp": "ESRI Shapefile",
    ".geojson": "GeoJSON",
    ".json": "GeoJSON",
    ".gml": "GML",
    ".kml": "LIBKML",
    ".fgb": "FlatGeobuf",
}
"""GDAL driver by suffix. Content that this one driver cannot read is refused, whatever GDAL could make of it."""

RASTER_DRIVERS = {".tif": "GTiff", ".tiff": "GTiff", ".asc": "AAIGrid"}
TEXT_TABLES = frozenset({".csv", ".tsv", ".txt"})
WORKBOOKS = frozenset({".xlsx", ".xlsm"})
TABLES = frozenset(DRIVERS) | TEXT_TABLES | WORKBOOKS
ARCHIVES = frozenset({".zip", ".kmz"})

SIDECARS = {
    ".shp": (".dbf", ".shx", ".prj", ".cpg"),
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
    known = "GeoPackage, Shapefile, GeoJSON, JSON, GML, KML, KMZ, FlatGeobuf, CSV, TSV, XLSX"
    return SourceError(
        Text(f"Das Format von {path.name} wird nicht gelesen.", f"The format of {path.name} is not read."),
        Text(
            f"Gelesen werden {known}, auch als ZIP. Tabellen in .xls oder .ods bitte als .xlsx speichern.",
            f"Read are {known}, zipped or not. Please save .xls and .ods tables as .xlsx.",
        ),
    )
