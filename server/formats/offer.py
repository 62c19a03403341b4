"""The forms in which features are offered, by value of ``f`` and by media type."""

from pipelines.text import Text
from server.negotiation import HTML, Offer, Representation

GEOJSON = Representation(
    "json",
    ("json", "geojson"),
    ("application/geo+json", "application/json", "application/vnd.geo+json"),
    Text("GeoJSON"),
)

JSONFG = Representation("jsonfg", ("jsonfg",), ("application/fg+json", "application/vnd.ogc.fg+json"), Text("JSON-FG"))
"""Drafts of OGC 21-045 used the one media type, its publication the other."""

SEQUENCE = Representation(
    "geojsonseq", ("geojsonseq",), ("application/geo+json-seq",), Text("GeoJSON-Folge", "GeoJSON text sequence")
)
CSV = Representation("csv", ("csv",), ("text/csv",), Text("Tabelle (CSV)", "Table (CSV)"))
FLATGEOBUF = Representation("fgb", ("fgb",), ("application/flatgeobuf",), Text("FlatGeobuf"))
GEOPACKAGE = Representation("gpkg", ("gpkg",), ("application/geopackage+sqlite3",), Text("GeoPackage"))

FEATURES: Offer = (GEOJSON, HTML, JSONFG, SEQUENCE, CSV, FLATGEOBUF, GEOPACKAGE)
"""What items and single features are offered as."""

FILES = {each.format: each for each in FEATURES if each not in {GEOJSON, HTML}}
"""Those that this package writes."""

DRIVERS = {"fgb": "FlatGeobuf", "gpkg": "GPKG"}
"""What GDAL writes, by the names of its drivers."""
