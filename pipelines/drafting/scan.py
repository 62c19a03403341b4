"""Scanned sheets of a plan → references of its section (refScan) and files of its archive."""

import warnings
from collections.abc import Iterator
from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

from pipelines.definition import TableSource
from pipelines.drafting.definition import Scan
from pipelines.errors import RefusedError, SourceError
from pipelines.reading.formats import suffix
from pipelines.reading.sandbox import isolated
from pipelines.settings import Settings
from pipelines.stages.operation import operation_of
from pipelines.stages.transform import movement
from pipelines.storage import STORAGE_SRID
from pipelines.text import Text
from pipelines.xplan.attachment import TYPES, Attachment, attachment
from pipelines.xplan.model import Literal, Notice, Object, Property

DRIVERS = {"image/tiff": "GTiff", "image/png": "PNG", "image/jpeg": "JPEG"}
WORLD = frozenset({".pgw", ".pngw", ".jgw", ".tfw", ".wld"})
"""Files that say where a scan without tags of its own lies."""

WITHOUT_PLACE = Text(
    "Der Scan hat keine Georeferenz: er kommt mit dem Plan, auf der Karte kann er nicht liegen.",
    "The scan has no georeference: it comes with the plan, on the map it cannot lie.",
)


def files_of(scan: Scan) -> list[Attachment]:
    """Return the scan and its world file, as they come with the plan. Raises SourceError for what they cannot be."""
    return [attached(scan.path), *(attached(each) for each in _world_files(scan.path))]


def attached(path: Path) -> Attachment:
    """Return a file of this machine as it comes with a plan. Raises SourceError where it is not there or no such file.

    Its name must be one that XPlanArchive allows: letters without umlauts, digits, and ``_ - .``.
    """
    if not path.is_file():
        raise SourceError(Text(f"{path} gibt es nicht.", f"{path} does not exist."))
    if suffix(path) not in TYPES:
        listed = ", ".join(TYPES)
        raise SourceError(
            Text(
                f"{path.name} kann keinem Plan beiliegen; möglich sind {listed}.",
                f"{path.name} cannot come with a plan; possible are {listed}.",
            )
        )
    if not all(each.isascii() and (each.isalnum() or each in "_-.") for each in path.name):
        raise SourceError(
            Text(
                f"{path.name}: ein XPlanArchiv erlaubt in Namen von Dateien nur A–Z, a–z, 0–9, _, - und Punkt.",
                f"{path.name}: an XPlanArchiv allows A–Z, a–z, 0–9, _, - and dots in names of files.",
            )
        )
    return attachment(path, path.name)


def scan_reference(scan: Scan) -> Property:
    """Return what refers to the scan."""
    sheet, *world = files_of(scan)
    has_place = suffix(scan.path) != ".pdf"
    said = {
        "georefURL": world[0].name if world else None,
        "art": "PlanMitGeoreferenz" if has_place else "Dokument",
        "referenzName": scan.name or scan.path.stem,
        "referenzURL": sheet.name,
        "referenzMimeType": sheet.media_type,
        "datum": scan.dated and scan.dated.isoformat(),
    }
    return Property(
        "refScan",
        Object("XP_ExterneReferenz", tuple(Property(name, Literal(text)) for name, text in said.items() if text)),
    )


def check_place(scan: Scan, scope: BaseGeometry, settings: Settings) -> Iterator[Notice]:
    """Yield a notice where nobody knows where a scan lies. Raises RefusedError where it lies beside ``scope``.

    ``scope`` is in EPSG:25832, which is taken for the CRS of a scan that names none.
    """
    found = None
    if suffix(scan.path) != ".pdf":
        (found,) = isolated(outline, scan.path, reads=[scan.path], name=scan.path.name)
    if found is None:
        yield Notice("scan", Text(f"{scan.path.name}: {WITHOUT_PLACE.de}", f"{scan.path.name}: {WITHOUT_PLACE.en}"))
        return
    crs, bounds = found
    sheet = shapely.box(*bounds)
    move = movement(operation_of(crs or f"EPSG:{STORAGE_SRID}", settings), TableSource(path=scan.path))
    if move:
        sheet = shapely.transform(sheet, lambda rows: shapely.get_coordinates(shapely.points(*move(*rows.T))))
    if not sheet.intersects(scope):
        raise RefusedError(
            Text(
                f"{scan.path.name} liegt nicht im Geltungsbereich des Plans.",
                f"{scan.path.name} does not lie in the scope of the plan.",
            ),
            Text("Stimmen Koordinatensystem und World-Datei?", "Are coordinate system and world file right?"),
        )


def outline(path: Path) -> Iterator[list[object] | None]:
    """Yield CRS (None: not said) and bounds of a picture, None where it has no georeference; to be called confined.

    Raises SourceError for pictures that are damaged.
    """
    import rasterio  # noqa: PLC0415 - a large library that the reading process alone uses
    from rasterio.errors import NotGeoreferencedWarning, RasterioIOError  # noqa: PLC0415 - as above

    driver = DRIVERS[TYPES[suffix(path)][0]]
    with warnings.catch_warnings(), rasterio.Env(GDAL_PAM_ENABLED=False):
        warnings.simplefilter("ignore", NotGeoreferencedWarning)
        try:
            raster = rasterio.open(path, driver=driver)
        except RasterioIOError:
            raise SourceError(Text(f"{path.name} ist beschädigt.", f"{path.name} is damaged.")) from None
        with raster:
            if raster.transform.is_identity:
                yield None
            else:
                yield [raster.crs.to_wkt() if raster.crs else None, list(map(float, raster.bounds))]


def _world_files(path: Path) -> list[Path]:
    return sorted(each for each in path.parent.glob("*") if each.stem == path.stem and each.suffix.lower() in WORLD)
