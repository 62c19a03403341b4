"""All downloads of one version, each with its licence inside or beside it."""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection

from pipelines.artefacts.artefact import DOWNLOADS, Artefact, finished
from pipelines.artefacts.geojson import write_geojson
from pipelines.artefacts.geopackage import describe_geopackage
from pipelines.artefacts.geoparquet import write_geoparquet
from pipelines.artefacts.notice import Notice
from pipelines.artefacts.ogr import CRS, write_flatgeobuf, write_geopackage
from pipelines.artefacts.packed import gzipped
from pipelines.artefacts.rows import Rows
from pipelines.artefacts.shapefile import fits, write_zipped_shapefile
from pipelines.artefacts.tabular import write_excel_csv, write_plain_csv
from pipelines.text import Text

CRS84 = "OGC:CRS84"

MEDIA_TYPES = {
    ".gpkg": "application/geopackage+sqlite3",
    ".fgb": "application/flatgeobuf",
    ".parquet": "application/vnd.apache.parquet",
    ".geojson": "application/geo+json",
    ".gz": "application/gzip",
    ".csv": "text/csv; charset=utf-8",
    ".zip": "application/zip",
    ".txt": "text/plain; charset=utf-8",
}


def write_downloads(connection: Connection, rows: Rows, notice: Notice, version: int, folder: Path) -> list[Artefact]:
    """Write every format into ``folder``/downloads."""
    (folder / DOWNLOADS).mkdir()
    written = _write(connection, rows, notice, version, folder / DOWNLOADS)
    return [finished(path, folder, "download", MEDIA_TYPES[path.suffix], title, crs) for path, title, crs in written]


def _write(
    connection: Connection, rows: Rows, notice: Notice, version: int, folder: Path
) -> Iterator[tuple[Path, Text, str | None]]:
    start = folder / notice.id
    geojson = write_geojson(connection, notice, version, start.with_suffix(".geojson"))
    yield geojson, Text("GeoJSON"), CRS84
    yield gzipped(geojson), Text("GeoJSON, gepackt", "GeoJSON, compressed"), CRS84
    geopackage = write_geopackage(rows, notice, start.with_suffix(".gpkg"))
    describe_geopackage(geopackage, notice)
    yield geopackage, Text("GeoPackage"), CRS
    yield write_flatgeobuf(rows, notice, start.with_suffix(".fgb")), Text("FlatGeobuf"), CRS
    yield write_geoparquet(rows, notice, start.with_suffix(".parquet")), Text("GeoParquet"), CRS
    if fits(rows, geopackage.stat().st_size):
        zipped = write_zipped_shapefile(rows, notice, folder / f"{notice.id}_shp.zip")
        yield zipped, Text("Shapefile (ZIP)"), CRS
    excel = write_excel_csv(rows, notice, folder / f"{notice.id}_excel.csv")
    yield excel, Text("Tabelle für Excel (CSV)", "Table for German Excel (CSV)"), CRS84
    yield write_plain_csv(rows, start.with_suffix(".csv")), Text("Tabelle (CSV)", "Table (CSV)"), CRS
    german, english = folder / "LIZENZ.txt", folder / "LICENSE.txt"
    german.write_text(notice.text("de"), encoding="utf-8")
    english.write_text(notice.text("en"), encoding="utf-8")
    yield german, Text("Lizenz (deutsch)", "Licence (German)"), None
    yield english, Text("Lizenz (englisch)", "Licence (English)"), None
