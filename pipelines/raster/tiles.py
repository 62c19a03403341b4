"""Which files a raster lies in: a definition's paths, folders and patterns, as they are on this machine."""

from collections.abc import Iterator, Mapping
from itertools import count, takewhile
from pathlib import Path

from pipelines.definition import RasterQuantity, RasterSource
from pipelines.errors import SourceError, UsageError
from pipelines.reading.formats import RASTER_DRIVERS, suffix
from pipelines.text import Text

LIST = ".csv"
"""Suffix of tables; as a raster, one holds the columns x, y and value of a regular grid."""

RASTERS = frozenset(RASTER_DRIVERS) | {LIST}
"""Suffixes of rasters."""


def raster_files(source: RasterSource, given: Path | None = None) -> dict[str, Path]:
    """Return every tile by its :func:`key`, folders and patterns read from disk in the order of names.

    ``given`` stands in for the definition's places: a folder that holds what the definition names, or the file of
    the only raster. Raises SourceError for folders and patterns without a raster, UsageError when one file is given
    for several rasters.
    """
    return {
        key(quantity, scenario, number): tile
        for quantity, rasters in source.quantities.items()
        for scenario, places in rasters.rasters.items()
        for number, tile in enumerate(_on_disk(_places(source, places, given)), start=1)
    }


def tiles_of(files: Mapping[str, Path], quantity: str, scenario: str) -> list[Path]:
    """Return the tiles of one raster among those that :func:`raster_files` found."""
    names = (key(quantity, scenario, number) for number in count(1))
    return [files[name] for name in takewhile(files.__contains__, names)]


def key(quantity: str, scenario: str, number: int = 1) -> str:
    """Name a tile: the first one of a scenario's depths by the scenario alone."""
    kind = "" if quantity == "depth" else f" {quantity}"
    return f"{scenario}{kind}" + (f" #{number}" if number > 1 else "")


def _places(source: RasterSource, places: tuple[Path, ...], given: Path | None) -> Iterator[Path]:
    if given is None:
        yield from places
    elif given.is_dir():
        yield from (_within(given, place) for place in places)
    elif (named := [path for rasters in source.quantities.values() for path in _all(rasters)])[1:]:
        names = ", ".join(path.name for path in named)
        raise UsageError(
            Text("Diese Ebene besteht aus mehreren Rastern.", "This layer is made of several rasters."),
            Text(f"Bitte einen Ordner angeben, der {names} enthält.", f"Please give a folder that holds {names}."),
        )
    else:
        yield given


def _all(rasters: RasterQuantity) -> list[Path]:
    return [path for tiles in rasters.rasters.values() for path in tiles]


def _within(folder: Path, place: Path) -> Path:
    """A pattern is looked for in a folder of its folder's name, where there is one."""
    nested = folder / place.parent.name
    return (nested if "*" in place.name and nested.is_dir() else folder) / place.name


def _on_disk(places: Iterator[Path]) -> Iterator[Path]:
    for place in places:
        if "*" not in place.name and not place.is_dir():
            yield place
            continue
        found = sorted(place.parent.glob(place.name) if "*" in place.name else place.iterdir())
        rasters = [path for path in found if suffix(path) in RASTERS | {".zip"} and path.is_file()]
        if not rasters:
            raise SourceError(
                Text(f"{place} enthält keine Raster.", f"{place} holds no rasters."),
                Text(f"Gelesen werden {', '.join(sorted(RASTERS))}.", f"Read are {', '.join(sorted(RASTERS))}."),
            )
        yield from rasters
