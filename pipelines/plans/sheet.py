"""Scanned sheets of a plan (refScan): pictures with a place, read row by row and put on EPSG:25832.

What is read here is a stranger's: to be called confined.
"""

import math
import tempfile
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from affine import Affine
from numpy.typing import NDArray
from pyproj.exceptions import CRSError
from rasterio.enums import ColorInterp
from rasterio.errors import NotGeoreferencedWarning, RasterioError
from rasterio.windows import Window

from pipelines.definition import TableSource
from pipelines.errors import SourceError
from pipelines.reading.formats import suffix
from pipelines.settings import Settings
from pipelines.stages.operation import operation_of
from pipelines.stages.transform import movement
from pipelines.text import Text
from pipelines.xplan.attachment import TYPES
from pipelines.xplan.documents import Linked
from pipelines.xplan.model import Document, Notice, Object

DRIVERS = {"image/tiff": "GTiff", "image/png": "PNG", "image/jpeg": "JPEG"}
"""Which of GDAL's readers looks at a picture: the one of its checked type, and no other."""

BITS = {"uint8": 8, "uint16": 16}
"""Of one value, by the types that pictures have."""

RGB = (ColorInterp.red, ColorInterp.green, ColorInterp.blue)
CMYK = (ColorInterp.cyan, ColorInterp.magenta, ColorInterp.yellow, ColorInterp.black)

MOST_READ = 1_000_000_000
"""Pixels of a sheet that are looked at: A0 with 600 dpi has 560 million."""

MOST_KEPT = 40_000_000
"""Pixels that are kept of all sheets of a plan together; what has more is made coarser while it is read."""

ROWS = 512
"""Rows of the finished picture that are read at a time."""

Pixels = NDArray[np.uint8]
"""Four bands (red, green, blue, alpha) by rows by columns, the colours multiplied by alpha, so that means are right."""


@dataclass(frozen=True)
class Sheet:
    """A picture on the ground: ``place`` leads from column and row to easting and northing in EPSG:25832."""

    pixels: Pixels
    place: Affine

    @property
    def resolution(self) -> float:
        """Metres on the ground that the side of a pixel stands for."""
        return math.sqrt(abs(self.place.determinant))


class SheetError(Exception):
    """Why a sheet cannot lie on the map; it comes with the plan all the same."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.de)
        self.message = message


NO_PICTURE = Text(
    "ist kein Bild, das auf der Karte liegen kann: möglich sind GeoTIFF, PNG und JPEG",
    "is no picture that can lie on the map: GeoTIFF, PNG and JPEG can",
)
NO_PLACE = Text("hat keine Georeferenz", "has no georeference")
NO_CRS = Text("nennt kein bekanntes Koordinatensystem", "names no known coordinate system")
DAMAGED = Text("ist beschädigt", "is damaged")
OTHER_COLOURS = Text(
    "hat andere Farben als Grau, RGB, CMYK oder eine Farbtabelle mit bis zu 16 Bit",
    "has other colours than grey, RGB, CMYK or a colour table of up to 16 bits",
)
TOO_LARGE = Text(
    f"hat mehr als {MOST_READ // 10**6} Millionen Pixel", f"has more than {MOST_READ // 10**6} million pixels"
)


def sheets(
    document: Document, files: Mapping[str, bytes], crs: int | None, settings: Settings
) -> tuple[list[Sheet], list[Notice]]:
    """Read the sheets that a document refers to and that came with it, and tell of those that cannot be shown.

    ``crs`` is the plan's, which is taken for that of sheets that name none. Addresses in the web are not followed.
    """
    found: list[Sheet] = []
    notices = []
    scans = list(_scans(document, files))
    for linked, name, world in scans:
        try:
            found.append(_sheet(name, files, world, crs, MOST_KEPT // len(scans), settings))
        except SheetError as error:
            said = (f"{name} {error.message.de}.", f"{name} {error.message.to('en')}.")
            notices.append(Notice("scan", Text(*said), linked.feature.gml_id, linked.feature.line))
    return found, notices


def _scans(document: Document, files: Mapping[str, bytes]) -> Iterator[tuple[Linked, str, str | None]]:
    """References to scans with the names of picture and world file, each picture once, in the document's order."""
    seen = set[str]()
    for feature in document.features:
        for held in feature.values("refScan"):
            if not isinstance(held, Object):
                continue
            linked = Linked(feature, held.text("referenzURL") or "")
            name = linked.among(files)
            if name and name not in seen:
                seen.add(name)
                yield linked, name, Linked(feature, held.text("georefURL") or "").among(files)


def _sheet(  # noqa: PLR0913, PLR0917 - a picture, and what its place depends on
    name: str, files: Mapping[str, bytes], world: str | None, crs: int | None, most: int, settings: Settings
) -> Sheet:
    driver = DRIVERS.get(TYPES[suffix(Path(name))][0])
    if driver is None:
        raise SheetError(NO_PICTURE)
    with tempfile.TemporaryDirectory() as folder, rasterio.Env(GDAL_PAM_ENABLED=False), warnings.catch_warnings():
        warnings.simplefilter("ignore", NotGeoreferencedWarning)
        path = Path(folder, "sheet")
        path.write_bytes(files[name])
        beside = world if world and world != name else _world(name, files)
        if beside:
            path.with_suffix(".wld").write_bytes(files[beside])
        try:
            with rasterio.open(path, driver=driver) as raster:
                place = _placed(raster, crs, settings)
                factor = _factor(raster, most)
                return Sheet(_read(raster, factor), place @ Affine.scale(factor))
        except RasterioError:
            raise SheetError(DAMAGED) from None


def _world(name: str, files: Mapping[str, bytes]) -> str | None:
    """The world file that lies beside a picture under its name."""
    stem = Path(name).with_suffix("")
    beside = (
        each for each in files if Path(each).with_suffix("") == stem and TYPES[suffix(Path(each))][0] == "text/plain"
    )
    return next((each for each in beside if suffix(Path(each)) != ".txt"), None)


def _placed(raster: Any, crs: int | None, settings: Settings) -> Affine:
    """Where the picture lies in EPSG:25832: sheets are so small that a change of CRS is affine there, to a few mm."""
    given: Affine = raster.transform
    if given.is_identity:
        raise SheetError(NO_PLACE)
    named = raster.crs.to_wkt() if raster.crs else crs and f"EPSG:{crs}"
    if not named:
        raise SheetError(NO_CRS)
    try:
        move = movement(operation_of(named, settings), TableSource(path=Path("sheet")))
    except (SourceError, CRSError):
        raise SheetError(NO_CRS) from None
    if move is None:
        return given
    corners = np.array([(x, y) for x in (0, raster.width) for y in (0, raster.height)], dtype=float)
    here = np.array([given @ (x, y) for x, y in corners.tolist()])
    there = np.column_stack(move(here[:, 0], here[:, 1]))
    if not np.isfinite(there).all():
        raise SheetError(NO_CRS)
    known = np.column_stack([corners, np.ones(len(corners))])
    east, north = np.linalg.lstsq(known, there)[0].T.tolist()
    return Affine(*east, *north)


def _factor(raster: Any, most: int) -> int:
    """How many pixels become one along each side."""
    count = raster.width * raster.height
    if count > MOST_READ:
        raise SheetError(TOO_LARGE)
    return max(1, math.ceil(math.sqrt(count / most)))


def _read(raster: Any, factor: int) -> Pixels:
    """All rows from top to bottom, as PNG and JPEG can be read in no other order."""
    height, width = raster.height // factor, raster.width // factor
    pixels = np.zeros((4, height, width), dtype=np.uint8)
    paint = _painter(raster)
    for top in range(0, height, ROWS):
        count = min(ROWS, height - top)
        window = Window(0, top * factor, width * factor, count * factor)
        coloured = paint(raster.read(window=window), raster.dataset_mask(window=window))
        pooled = coloured.reshape(4, count, factor, width, factor).mean(axis=(2, 4)) if factor > 1 else coloured
        pixels[:, top : top + count] = pooled
    return pixels


def _painter(raster: Any) -> Callable[[NDArray[Any], Pixels], Pixels]:
    """How the values of all bands, and alpha by the picture's own mask, become colours multiplied by alpha."""
    first, *_ = kinds = raster.colorinterp
    if not set(raster.dtypes) <= BITS.keys():
        raise SheetError(OTHER_COLOURS)
    bits = int(raster.tags(1, ns="IMAGE_STRUCTURE").get("NBITS", BITS[raster.dtypes[0]]))
    if first == ColorInterp.palette:
        table = np.zeros((2 ** BITS[raster.dtypes[0]], 4), dtype=np.uint8)
        for value, colour in raster.colormap(1).items():
            table[value] = colour
        return lambda values, mask: _multiplied(table[values[0]].transpose(2, 0, 1), mask)
    if first in {ColorInterp.gray, ColorInterp.undefined}:
        return lambda values, mask: _multiplied(_bytes(values[[0, 0, 0]], bits), mask)
    if kinds[:3] == RGB:
        return lambda values, mask: _multiplied(_bytes(values[:3], bits), mask)
    if kinds[:4] == CMYK:
        return lambda values, mask: _multiplied(_mixed(_bytes(values[:4], bits)), mask)
    raise SheetError(OTHER_COLOURS)


def _bytes(values: NDArray[Any], bits: int) -> Pixels:
    """Values of so many bits as bytes: the largest is 255, whatever it was."""
    if bits == 8:
        return values
    most = 2**bits - 1
    scaled: Pixels = (np.minimum(values, most).astype(np.uint32) * 255 // most).astype(np.uint8)
    return scaled


def _mixed(inks: Pixels) -> Pixels:
    """Cyan, magenta, yellow and black as red, green and blue: each ink takes its share of the light."""
    light = 255 - inks.astype(np.uint16)
    mixed: Pixels = (light[:3] * light[3] // 255).astype(np.uint8)
    return mixed


def _multiplied(colours: Pixels, mask: Pixels) -> Pixels:
    """Three bands, or four with the colour table's own alpha, and the mask as four bands."""
    alpha = np.minimum(mask, colours[3]) if len(colours) > 3 else mask
    mixed = colours[:3].astype(np.uint16) * alpha // 255
    return np.concatenate([mixed.astype(np.uint8), alpha[None]])
