"""Vector tiles of one version as one PMTiles archive, made by tippecanoe.

It gets the finished features, with the id and the fields that style and info read. When it fails or takes too long,
the layer is published all the same: its tiles are then made when they are asked for, and the manifest says why.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from psycopg.sql import SQL, Identifier
from sqlalchemy import Connection

from pipelines.artefacts.artefact import TILES
from pipelines.artefacts.notice import Notice
from pipelines.artefacts.rows import copied
from pipelines.artefacts.tippecanoe import run
from pipelines.artefacts.zoom import Zooms
from pipelines.definition import Dataset
from pipelines.driver import driver
from pipelines.portal import DATA
from pipelines.style import Style, shown_fields
from pipelines.tables import table_name
from pipelines.text import Text

LARGEST = 100_000_000
"""Bytes of feature JSON up to which ``auto`` makes tiles; measured in docs/adr/2026-11-25-artefacts.md."""

PATIENCE = 60
"""Seconds that a publication waits for tiles, ten times as long where the definition says ``static``."""

OPTIONS = (
    "--drop-rate=1",  # nothing is dropped because it is low in zoom, only where a tile gets too large …
    "--drop-densest-as-needed",
    "--extend-zooms-if-still-dropping",  # … and never at the highest level
    "--no-tiny-polygon-reduction-at-maximum-zoom",
    "--no-simplification-of-shared-nodes",  # neighbours stay neighbours
)

SIZE = SQL("SELECT coalesce(sum(octet_length(geojson)), 0) FROM {}")

FEED = SQL("""
    COPY (
        SELECT concat('{{"type":"Feature","geometry":', geojson::json -> 'geometry', ',"properties":',
            (SELECT row_to_json(_shown) FROM (SELECT {columns}) AS _shown), '}}')
        FROM {table}
    ) TO STDOUT (FORMAT csv, DELIMITER E'\\x02', QUOTE E'\\x01')
""")
"""One feature per line; see :mod:`.geojson` for the strange CSV."""

Mode = Literal["static", "dynamic", "none"]


@dataclass(frozen=True)
class Tiled:
    """How the layer comes to the map; ``recipe`` tells whether an earlier archive still fits."""

    mode: Mode
    zooms: Zooms
    fields: tuple[str, ...]
    recipe: list[str]
    reason: Text | None = None

    def to_json(self) -> dict[str, Any]:
        """Return what the server must know. Tiles have the feature's id as property ``id`` (``promoteId``)."""
        said = {"de": self.reason.de, "en": self.reason.to("en")} if self.reason else None
        return {
            "mode": self.mode,
            "minzoom": self.zooms.low,
            "maxzoom": self.zooms.high,
            "fields": list(self.fields),
            "promoteId": "id",
            "recipe": self.recipe,
            "reason": said,
        }


def make_tiles(  # noqa: PLR0913, PLR0917 - what a tiler must know
    connection: Connection,
    dataset: Dataset,
    version: int,
    style: Style,
    notice: Notice,
    zooms: Zooms,
    folder: Path,
    earlier: dict[str, Any] | None = None,
) -> Tiled:
    """Write ``tiles.pmtiles`` into ``folder`` where the definition and the size of the layer want it.

    ``earlier`` is what :meth:`Tiled.to_json` gave for the same features: its archive, which the caller has put into
    ``folder`` already, is kept when the recipe is still the same.
    """
    fields = shown_fields(dataset, style)
    recipe = [*OPTIONS, f"{zooms.low}-{zooms.high}", *fields, notice.licence.attribution]
    tiled = Tiled("static", zooms, fields, recipe)
    if dataset.tiles in {"none", "dynamic"}:
        return Tiled(dataset.tiles, zooms, fields, recipe)
    if earlier and earlier["recipe"] == recipe and (folder / TILES).exists():
        return tiled
    (folder / TILES).unlink(missing_ok=True)
    table = Identifier(DATA, table_name(dataset.id, version))
    size = driver(connection).execute(SIZE.format(table)).fetchone()
    if dataset.tiles == "auto" and size and size[0] > LARGEST:
        return Tiled("dynamic", zooms, fields, recipe, _too_large(size[0]))
    feed = folder / ".tiles.geojsonl"
    columns = SQL(", ").join(map(Identifier, ("id", *fields)))
    with feed.open("wb") as file:
        for block in copied(connection, FEED.format(columns=columns, table=table)):
            file.write(block)
    failure = _run(feed, notice, zooms, PATIENCE * (10 if dataset.tiles == "static" else 1))
    feed.unlink()
    return Tiled("dynamic", zooms, fields, recipe, failure) if failure else tiled


def _run(feed: Path, notice: Notice, zooms: Zooms, patience: float) -> Text | None:
    """Make the tiles beside ``feed``; return why there are none."""
    if not feed.stat().st_size:
        return _failed(Text("die Ebene ist leer", "the layer is empty"))
    failure = run([*OPTIONS, *_words(notice, zooms), "--read-parallel", feed.name], feed.with_name(TILES), patience)
    return _failed(failure) if failure else None


def _words(notice: Notice, zooms: Zooms) -> list[str]:
    return [
        f"--minimum-zoom={zooms.low}",
        f"--maximum-zoom={zooms.high}",
        f"--extend-zooms-if-still-dropping-maximum={zooms.high + 2}",
        f"--layer={notice.id}",
        f"--name={notice.title.de}",
        f"--description={' '.join(notice.description.de.split())}",
        f"--attribution={notice.licence.attribution}",
    ]


def _failed(why: Text) -> Text:
    return Text(f"Kacheln werden bei Bedarf gemacht: {why.de}.", f"Tiles are made when asked for: {why.to('en')}.")


def _too_large(size: int) -> Text:
    return _failed(
        Text(
            f"die Ebene ist mit {size / 1e6:.0f} MB zu groß, um alle vorab zu machen",
            f"with {size / 1e6:.0f} MB the layer is too large to make all of them beforehand",
        )
    )
