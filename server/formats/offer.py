"""The forms in which features are offered, by value of ``f`` and by media type."""

from pipelines.plans.names import OF_PLANS
from pipelines.text import Text
from server.negotiation import HTML, Offer, Representation, Wanted

RFC7946, FG, FG_PLUS = "rfc7946", "jsonfg", "jsonfg-plus"
"""Profiles of GeoJSON: plain, JSON-FG, and JSON-FG that plain readers can show as well (OGC 21-045r1)."""

GEOJSON = Representation(
    "json",
    ("json", "geojson"),
    ("application/geo+json", "application/json", "application/vnd.geo+json"),
    Text("GeoJSON"),
    (RFC7946, FG, FG_PLUS),
)

JSONFG = Representation(
    "jsonfg", ("jsonfg",), ("application/fg+json", "application/vnd.ogc.fg+json"), Text("JSON-FG"), (FG, FG_PLUS)
)
"""Drafts of OGC 21-045 used these media types; as published, JSON-FG is a profile of GeoJSON."""

SEQUENCE = Representation(
    "geojsonseq", ("geojsonseq",), ("application/geo+json-seq",), Text("GeoJSON-Folge", "GeoJSON text sequence")
)
CSV = Representation("csv", ("csv",), ("text/csv",), Text("Tabelle (CSV)", "Table (CSV)"))
FLATGEOBUF = Representation("fgb", ("fgb",), ("application/flatgeobuf",), Text("FlatGeobuf"))
GEOPACKAGE = Representation("gpkg", ("gpkg",), ("application/geopackage+sqlite3",), Text("GeoPackage"))

XPLANGML = Representation("xplangml", ("xplangml",), ("application/gml+xml",), Text("XPlanGML"))

FEATURES: Offer = (GEOJSON, HTML, JSONFG, SEQUENCE, CSV, FLATGEOBUF, GEOPACKAGE)
"""What items and single features are offered as."""

PLAN: Offer = (*FEATURES, XPLANGML)
"""What a single plan is offered as."""

FILES = {each.format: each for each in FEATURES if each not in {GEOJSON, HTML}}
"""Those that this package writes whatever the profile."""

DRIVERS = {"fgb": "FlatGeobuf", "gpkg": "GPKG"}
"""What GDAL writes, by the names of its drivers."""


def is_file(wanted: Wanted) -> bool:
    """Whether this package writes what is wanted."""
    return wanted.format in FILES or wanted.profile in {FG, FG_PLUS}


def feature_offer(collection: str) -> Offer:
    """Return the forms of a single feature of a collection."""
    return PLAN if collection in OF_PLANS else FEATURES
