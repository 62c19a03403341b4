"""The rasters of a version: one GeoTIFF per scenario and quantity, beside its features."""

import os
import shutil
from pathlib import Path

from pipelines.artefacts.artefact import Artefact, add_to_manifest, finished
from pipelines.definition import RasterSource
from pipelines.publishing.release import Release
from pipelines.raster.cog import CLOUD_OPTIMISED, RASTERS, crs_of, write_cogs
from pipelines.text import Text


def add_rasters(
    source: RasterSource, release: Release, draft: Path, earlier: Path | None, scheduler: str | None
) -> None:
    """A revision shows the same rasters, so their files are the same ones."""
    if earlier and (earlier / RASTERS).is_dir():
        shutil.copytree(earlier / RASTERS, draft / RASTERS, copy_function=os.link)
    else:
        write_cogs(source, release.origin.located, draft, scheduler)
    add_to_manifest(draft, [_raster(path, draft) for path in sorted((draft / RASTERS).glob("*.tif"))])


def _raster(path: Path, draft: Path) -> Artefact:
    title = Text(f"Raster {path.stem}", f"Raster {path.stem}")
    return finished(path, draft, "raster", CLOUD_OPTIMISED, title, crs_of(path))
