"""Is there room for another version? Asked before anything is loaded, since a full disk stops every other program."""

import shutil
from collections.abc import Callable
from pathlib import Path

from pipelines.cluster import embedded_cluster
from pipelines.errors import RefusedError
from pipelines.reading.fetch import Located
from pipelines.settings import Settings
from pipelines.text import Text, figure

FACTORS = {
    ".csv": 12,
    ".fgb": 9,
    ".geojson": 5,
    ".gpkg": 9,
    ".json": 5,
    ".kml": 5,
    ".kmz": 30,
    ".ods": 30,
    ".osm.pbf": 30,
    ".parquet": 25,
    ".shp": 9,
    ".tsv": 12,
    ".xlsx": 30,
    ".zip": 30,
}
"""Bytes of a version per byte of its source. 100,000 areas in a FlatGeobuf of 23 MB made a table of 69 MB with indexes
and feature JSON, and 129 MB of downloads; other formats by how they compare with that one."""

OTHER = 9
RESERVE = 3
"""Free space must be this many times the estimate: sorting, WAL and the version that is still live need room, too."""


def free_space(path: Path) -> int:
    """Return the bytes that are free where ``path`` is or will be."""
    return shutil.disk_usage(next(place for place in (path, *path.parents) if place.exists())).free


def estimate(located: Located) -> int:
    """Return the bytes that the version of a source will take, about."""
    name = next(iter(located.files.values())).name.lower()
    return located.size * next((factor for suffix, factor in FACTORS.items() if name.endswith(suffix)), OTHER)


def check_space(settings: Settings, located: Located, free: Callable[[Path], int] = free_space) -> None:
    """Refuse to load what will not fit.

    Looks at the portal's home, and at the database's disk where the portal runs it: nobody else can ask a server of
    one's own. Raises RefusedError with the numbers.
    """
    needed = RESERVE * estimate(located)
    for place in (settings.home, *([] if settings.database_url else [embedded_cluster(settings).data])):
        if (left := free(place)) < needed:
            raise _full(located, place, left, needed)


def _full(located: Located, place: Path, left: int, needed: int) -> RefusedError:
    size, wanted, free = map(_size, (located.size, needed, left))
    return RefusedError(
        Text(
            f"Für {located.name} ({size.de}) sollen {wanted.de} frei sein; in {place} sind es {free.de}.",
            f"{located.name} ({size.en}) wants {wanted.en} of free space; {place} has {free.en}.",
        ),
        Text(
            "Bitte Platz schaffen; GEOPORTAL_KEEP_VERSIONS und GEOPORTAL_KEEP_BYTES begrenzen, was an alten Fassungen "
            "bleibt. Veröffentlicht bleibt, was es bisher war.",
            "Please make room; GEOPORTAL_KEEP_VERSIONS and GEOPORTAL_KEEP_BYTES limit what is kept of old versions. "
            "What was live stays live.",
        ),
    )


def _size(size: int) -> Text:
    return figure(f"{size / 1e6:.1f} MB" if size < 1e9 else f"{size / 1e9:.1f} GB")
