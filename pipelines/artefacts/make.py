"""The files of one version, written before it becomes live."""

import os
from datetime import date
from pathlib import Path
from typing import Any

import shapely
from psycopg.sql import SQL, Identifier
from pyproj import Transformer
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection, select

from pipelines.artefacts.artefact import TILES, Artefact, Role, finished, read_manifest, write_manifest
from pipelines.artefacts.downloads import write_downloads
from pipelines.artefacts.legend import draw_legend
from pipelines.artefacts.notice import Notice, notice
from pipelines.artefacts.rows import Rows, spool
from pipelines.artefacts.start import draw_start
from pipelines.artefacts.start_frame import start_name
from pipelines.artefacts.svg import to_png
from pipelines.artefacts.thumbnail import draw_thumbnail
from pipelines.artefacts.tiles import Tiled, make_tiles
from pipelines.artefacts.zoom import zooms
from pipelines.datasets import load_town
from pipelines.definition import Dataset
from pipelines.driver import driver
from pipelines.portal import DATA, live, publication
from pipelines.settings import Settings
from pipelines.storage import STORAGE_SRID, Box
from pipelines.style import Style
from pipelines.tables import table_name
from pipelines.text import Text
from pipelines.town import Town

BOUNDARY = SQL("SELECT ST_AsBinary(ST_Union(geom)) FROM {}")


def make(  # noqa: PLR0913, PLR0917 - everything that a version's files are made of
    connection: Connection,
    dataset: Dataset,
    version: int,
    style: Style,
    data_date: date | None,
    folder: Path,
    settings: Settings,
    earlier: Path | None = None,
) -> tuple[Artefact, ...]:
    """Write all files of ``data.<id>_v<version>`` into ``folder`` and list them in ``manifest.json``.

    ``version`` is the one whose table holds the features; it may be loaded in the connection's own open transaction.
    ``earlier`` is the folder of a version with the same features, whose tiles are taken over where they still fit.
    An internal layer gets no file at all. What could not be made is said in the manifest's ``warnings``.
    """
    if dataset.visibility == "internal":
        return ()
    town = load_town(settings)
    said = notice(dataset, town, data_date)
    tiled = _tiles(connection, dataset, version, style, said, town, folder, earlier)
    rows = spool(connection, dataset, version, folder / ".rows.arrow")
    artefacts = write_downloads(connection, rows, said, version, folder)
    artefacts += _pictures(connection, rows, style, said, town, folder)
    if dataset.id in town.background.datasets:
        artefacts.append(_start(rows, style, dataset, town, folder))
    rows.path.unlink()
    if tiled.mode == "static":
        title = Text("Vektorkacheln", "Vector tiles")
        artefacts.append(finished(folder / TILES, folder, "tiles", "application/vnd.pmtiles", title, "EPSG:3857"))
    warnings = [{"de": tiled.reason.de, "en": tiled.reason.to("en")}] if tiled.reason else []
    about = {"dataset": dataset.id, "features": rows.count, **said.to_json(), "tiles": tiled.to_json()}
    write_manifest(folder, artefacts, about | {"warnings": warnings})
    return tuple(artefacts)


def _tiles(  # noqa: PLR0913, PLR0917 - see make
    connection: Connection,
    dataset: Dataset,
    version: int,
    style: Style,
    said: Notice,
    town: Town,
    folder: Path,
    earlier: Path | None,
) -> Tiled:
    manifest = read_manifest(earlier) if earlier else None
    before: dict[str, Any] | None = manifest["tiles"] if manifest else None
    if earlier and before and (earlier / TILES).exists():
        os.link(earlier / TILES, folder / TILES)
    levels = zooms(dataset, town.extent)
    return make_tiles(connection, dataset, version, style, said, levels, folder, before)


def _pictures(  # noqa: PLR0913, PLR0917 - see make
    connection: Connection, rows: Rows, style: Style, said: Notice, town: Town, folder: Path
) -> list[Artefact]:
    boundary = _boundary(connection, town)
    extent = boundary.bounds if boundary else _metres(town.extent)
    drawn = {"thumbnail": draw_thumbnail(rows, style, said, extent, boundary)}
    drawn |= {f"legend_{language}": draw_legend(style, said, language) for language in ("de", "en")}
    return [each for name, svg in drawn.items() for each in _picture(folder, name, svg)]


def _picture(folder: Path, name: str, svg: str) -> list[Artefact]:
    role: Role = "thumbnail" if name == "thumbnail" else "legend"
    title = Text("Vorschaubild", "Preview") if role == "thumbnail" else Text("Legende", "Legend")
    (folder / f"{name}.svg").write_text(svg, encoding="utf-8")
    (folder / f"{name}.png").write_bytes(to_png(svg))
    kinds = {"svg": "image/svg+xml", "png": "image/png"}
    return [finished(folder / f"{name}.{ending}", folder, role, kind, title) for ending, kind in kinds.items()]


def _start(rows: Rows, style: Style, dataset: Dataset, town: Town, folder: Path) -> Artefact:
    path = folder / start_name(town)
    path.write_text(draw_start(rows, style, dataset.id, town), encoding="utf-8")
    return finished(path, folder, "start", "image/svg+xml", Text("Bild für den Start", "Picture of the start"))


def _boundary(connection: Connection, town: Town) -> BaseGeometry | None:
    """The town's outline, where it is published for everybody."""
    is_live = (live.c.dataset == publication.c.dataset) & (live.c.version == publication.c.version)
    query = select(publication.c.features).join(live, is_live).where(publication.c.public_definition.is_not(None))
    features = connection.scalar(query.where(publication.c.dataset == town.boundary))
    if town.boundary is None or features is None:
        return None
    table = Identifier(DATA, table_name(town.boundary, features))
    found = driver(connection).execute(BOUNDARY.format(table)).fetchone()
    return shapely.from_wkb(found[0]) if found and found[0] else None


def _metres(extent: Box) -> tuple[float, float, float, float]:
    to_storage = Transformer.from_crs("OGC:CRS84", f"EPSG:{STORAGE_SRID}", always_xy=True)
    west, south, east, north = to_storage.transform_bounds(*extent)
    return west, south, east, north
