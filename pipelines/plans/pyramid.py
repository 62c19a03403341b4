"""Sheets of a plan → tiles of the map: cut to the plan's scope, the finest level warped, each other one halved."""

import hashlib
import math
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import shapely
from affine import Affine
from pyproj import Transformer
from rasterio.enums import Resampling
from rasterio.errors import NotGeoreferencedWarning
from rasterio.features import geometry_mask
from rasterio.io import MemoryFile
from rasterio.transform import from_bounds
from rasterio.warp import reproject
from shapely.geometry.base import BaseGeometry

from pipelines.artefacts.zoom import EQUATOR
from pipelines.plans.sheet import Pixels, Sheet
from pipelines.plans.tile import SIDE, Tile
from pipelines.storage import STORAGE_SRID, Box

MERCATOR = 3857
HALF = EQUATOR / 2
"""Metres from the middle to the edge of WebMercatorQuad."""

FINEST = 21
"""7 cm on the ground at our latitude; the map goes to 20."""

MOST_TILES = 1500
"""Tiles of the finest level; a plan that needs more is drawn coarser."""

SMALLEST = 64
"""Pixels that a plan is long on the coarsest level, at least; there it is a stamp."""

QUALITY = 80
"""Of WebP: lines stay sharp, paper takes little space."""


@dataclass(frozen=True)
class Pyramid:
    """All tiles of a plan that show something; ``bbox`` is in degrees."""

    tiles: tuple[Tile, ...]
    bbox: Box

    @property
    def about(self) -> dict[str, object]:
        """What a map needs to know: levels, extent, and a version that is another one when the tiles are."""
        levels = [each.z for each in self.tiles]
        found = hashlib.sha256()
        for each in self.tiles:
            found.update(f"{each.z}/{each.y}/{each.x} {len(each.content)} ".encode() + each.content)
        return {
            "minzoom": min(levels),
            "maxzoom": max(levels),
            "bounds": [round(each, 7) for each in self.bbox],
            "version": found.hexdigest()[:16],
        }


def pyramid(sheets: Sequence[Sheet], scope: BaseGeometry | None) -> Pyramid | None:
    """Draw sheets, later ones above earlier ones, where ``scope`` (EPSG:25832) is; None cuts nothing.

    None comes back where no sheet shows anything in it.
    """
    outlines = [_outline(each) for each in sheets]
    area = shapely.union_all(outlines)
    area = area if scope is None else area.intersection(scope)
    if area.is_empty or not area.area:
        return None
    shown = _moved(area, STORAGE_SRID, MERCATOR)
    drawn = _Drawing(sheets, shown)
    tiles = tuple(Tile(z, y, x, _encoded(pixels)) for z, y, x, pixels in drawn.tiles())
    degrees = _way(MERCATOR, 4326).transform_bounds(*shown.bounds)
    return Pyramid(tiles, degrees) if tiles else None


class _Drawing:
    """One plan's tiles; ``shown`` is what of the sheets is drawn, in EPSG:3857."""

    def __init__(self, sheets: Sequence[Sheet], shown: BaseGeometry) -> None:
        self._sheets, self._shown = sheets, shown
        west, south, east, north = shown.bounds
        self._coarsest = max(0, math.floor(math.log2(EQUATOR / max(east - west, north - south) * SMALLEST / SIDE)))
        self._finest = max(self._coarsest, self._level())

    def _level(self) -> int:
        """The level whose pixels are nearest to those of the finest sheet."""
        west, south, east, north = self._shown.bounds
        stretch = math.cosh((south + north) * math.pi / EQUATOR)  # of Mercator, by latitude
        side = min(each.resolution for each in self._sheets) * stretch
        wanted = min(FINEST, round(math.log2(EQUATOR / SIDE / side)))
        room = EQUATOR / math.sqrt((east - west) * (north - south) / MOST_TILES)
        return min(wanted, math.floor(math.log2(room)))

    def tiles(self) -> Iterator[tuple[int, int, int, Pixels]]:
        """All that show something, each after the four below it."""
        (left, top), (right, bottom) = (
            _cell(self._coarsest, *corner) for corner in (self._shown.bounds[::3], self._shown.bounds[2:0:-1])
        )
        for y in range(top, bottom + 1):
            for x in range(left, right + 1):
                yield from self._tile(self._coarsest, y, x)

    def _tile(self, z: int, y: int, x: int) -> Iterator[tuple[int, int, int, Pixels]]:
        """The tiles below a place, and last its own."""
        if not self._shown.intersects(shapely.box(*_bounds(z, y, x))):
            return
        if z == self._finest:
            pixels = self._warped(z, y, x)
        else:
            quarters = np.zeros((4, 2 * SIDE, 2 * SIDE), dtype=np.uint8)
            for down, right in ((0, 0), (0, 1), (1, 0), (1, 1)):
                for each in self._tile(z + 1, 2 * y + down, 2 * x + right):
                    yield each
                    if each[0] == z + 1:
                        rows, columns = (slice(at * SIDE, (at + 1) * SIDE) for at in (down, right))
                        quarters[:, rows, columns] = each[3]
            pixels = quarters.reshape(4, SIDE, 2, SIDE, 2).mean(axis=(2, 4)).astype(np.uint8)
        if pixels[3].any():
            yield z, y, x, pixels

    def _warped(self, z: int, y: int, x: int) -> Pixels:
        bounds = _bounds(z, y, x)
        place = _ground(bounds)
        pixels = np.zeros((4, SIDE, SIDE), dtype=np.uint8)
        for each in self._sheets:
            part = _part(each, place)
            if part is not None:
                above = _reprojected(part, place)
                pixels = above + (pixels.astype(np.uint16) * (255 - above[3]) // 255).astype(np.uint8)
        outside = geometry_mask([self._shown], (SIDE, SIDE), from_bounds(*bounds, SIDE, SIDE))
        pixels[:, outside] = 0
        return pixels


def _ground(bounds: Box) -> Affine:
    """Where a tile's pixels lie in EPSG:25832: within 4 km the way there is affine, to a tenth of a pixel."""
    west, south, east, north = bounds
    corners = shapely.LineString([(west, north), (east, north), (west, south)])
    (x0, y0), (x1, y1), (x2, y2) = shapely.get_coordinates(_moved(corners, MERCATOR, STORAGE_SRID)).tolist()
    return Affine((x1 - x0) / SIDE, (x2 - x0) / SIDE, x0, (y1 - y0) / SIDE, (y2 - y0) / SIDE, y0)


def _part(sheet: Sheet, place: Affine) -> Sheet | None:
    """What of a sheet a tile at ``place`` shows, with some pixels around it."""
    inward = ~sheet.place @ place
    columns, rows = zip(*(inward @ corner for corner in ((0, 0), (SIDE, 0), (0, SIDE), (SIDE, SIDE))), strict=True)
    _, height, width = sheet.pixels.shape
    left, top = (max(0, math.floor(min(each)) - 2) for each in (columns, rows))
    right, bottom = min(width, math.ceil(max(columns)) + 2), min(height, math.ceil(max(rows)) + 2)
    if left >= right or top >= bottom:
        return None
    pixels = np.ascontiguousarray(sheet.pixels[:, top:bottom, left:right])
    return Sheet(pixels, sheet.place @ Affine.translation(left, top))


def _reprojected(sheet: Sheet, place: Affine) -> Pixels:
    pixels = np.zeros((4, SIDE, SIDE), dtype=np.uint8)
    crs = {"src_crs": STORAGE_SRID, "dst_crs": STORAGE_SRID}
    reproject(
        sheet.pixels, pixels, src_transform=sheet.place, dst_transform=place, resampling=Resampling.bilinear, **crs
    )
    np.minimum(pixels[:3], pixels[3], out=pixels[:3])  # rounding must not make colours brighter than their alpha
    return pixels


def _encoded(pixels: Pixels) -> bytes:
    """The tile in WebP, its colours as they are without alpha."""
    alpha = np.maximum(pixels[3], 1).astype(np.uint16)
    colours = np.minimum(pixels[:3].astype(np.uint16) * 255 // alpha, 255).astype(np.uint8)
    with MemoryFile() as file, warnings.catch_warnings():
        warnings.simplefilter("ignore", NotGeoreferencedWarning)  # its address says where it is
        with file.open(driver="WEBP", width=SIDE, height=SIDE, count=4, dtype="uint8", quality=QUALITY) as target:
            target.write(np.concatenate([colours, pixels[3:]]))
        return bytes(file.read())


def _outline(sheet: Sheet) -> BaseGeometry:
    _, height, width = sheet.pixels.shape
    corners = ((0, 0), (width, 0), (width, height), (0, height))
    return shapely.Polygon([sheet.place @ corner for corner in corners])


@cache
def _way(source: int, target: int) -> Transformer:
    return Transformer.from_crs(source, target, always_xy=True)


def _moved(shape: BaseGeometry, source: int, target: int) -> BaseGeometry:
    transform = _way(source, target).transform
    return shapely.transform(shape, lambda points: np.column_stack(transform(*points.T)))


def _cell(z: int, x: float, y: float) -> tuple[int, int]:
    """Column and row of the tile in which a place (EPSG:3857) lies."""
    side = EQUATOR / 2**z
    return math.floor((x + HALF) / side), math.floor((HALF - y) / side)


def _bounds(z: int, y: int, x: int) -> Box:
    side = EQUATOR / 2**z
    return x * side - HALF, HALF - (y + 1) * side, (x + 1) * side - HALF, HALF - y * side
