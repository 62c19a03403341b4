"""The story of a background map: extracts → lines of features → tiles → the map that counts from now on."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TextIO

from pmtiles.reader import MmapSource, Reader

from pipelines.artefacts.tippecanoe import run
from pipelines.basemap.archive import FOLDER, Basemap, keep, version_of
from pipelines.basemap.extracts import extracts
from pipelines.basemap.reading import feed
from pipelines.basemap.schema import ATTRIBUTION, HIGH, LAYERS, LOW
from pipelines.errors import RefusedError, SourceError
from pipelines.reading.sandbox import isolated
from pipelines.settings import Settings
from pipelines.text import Text

ARCHIVE = "basemap.pmtiles"

PATIENCE = 4 * 3600
"""Seconds that the tiler may take: a state has some hundred times what a town has."""

OPTIONS = (
    f"--minimum-zoom={LOW}",
    f"--maximum-zoom={HIGH}",
    "--drop-rate=1",  # features say themselves from where they are seen …
    "--drop-smallest-as-needed",  # … and only too large a tile leaves some out
    "--coalesce",  # streets of one name are one feature, so that the name is written along all of them
    "--reorder",
    "--simplify-only-low-zooms",
    "--no-simplification-of-shared-nodes",
    "--no-tiny-polygon-reduction-at-maximum-zoom",
    "--name=Grundkarte",
    f"--attribution={ATTRIBUTION}",
)


def build(source: str, settings: Settings) -> Basemap:
    """Make the background map of an extract, a folder of extracts, or the extract at an address.

    Until the new one is finished, and where it fails, the map before stays. Raises SourceError for what cannot be
    read, RefusedError when there is nothing to draw or the tiler fails.
    """
    folder = settings.home / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    paths = extracts(source, settings)
    with TemporaryDirectory(dir=folder, prefix=".draft-") as made:
        draft = Path(made)
        features = _write(paths, draft)
        if not features:
            raise _nothing(paths)
        _tile(draft, features)
        basemap = _described(draft / ARCHIVE, paths, features)
        keep(settings.home, draft / ARCHIVE, basemap)
    return basemap


def _write(paths: Sequence[Path], draft: Path) -> Counter[str]:
    """Write one file of lines per layer, and count them."""
    counts: Counter[str] = Counter()
    files: dict[str, TextIO] = {}
    with ExitStack() as stack:
        for layer, lines in _read(paths):
            if layer not in files:
                files[layer] = stack.enter_context((draft / f"{layer}.geojsonl").open("w", encoding="utf-8"))
            files[layer].writelines(f"{line}\n" for line in lines)
            counts[layer] += len(lines)
    return counts


def _read(paths: Sequence[Path]) -> Iterator[tuple[str, list[str]]]:
    for frame in isolated(feed, list(paths), reads=paths, name=", ".join(path.name for path in paths)):
        for layer, lines in frame.groupby("layer")["line"]:
            yield str(layer), list(lines)


def _tile(draft: Path, features: Counter[str]) -> None:
    named = [f"--named-layer={layer.id}:{layer.id}.geojsonl" for layer in LAYERS if features[layer.id]]
    failure = run([*OPTIONS, "--read-parallel", *named], draft / ARCHIVE, PATIENCE)
    if failure:
        raise RefusedError(
            Text(f"Die Kacheln der Grundkarte fehlen: {failure.de}.", f"No tiles were made: {failure.to('en')}."),
            Text("„geoportal doctor“ prüft das Programm.", "“geoportal doctor” checks the program."),
        )


def _described(archive: Path, paths: Sequence[Path], features: Counter[str]) -> Basemap:
    with archive.open("rb") as file:
        header = Reader(MmapSource(file)).header()  # type: ignore[no-untyped-call]
    corners = (header[f"{side}_e7"] / 1e7 for side in ("min_lon", "min_lat", "max_lon", "max_lat"))
    west, south, east, north = corners
    return Basemap(
        version=version_of(archive),
        built=datetime.now(UTC).isoformat(timespec="seconds"),
        sources=tuple(path.name for path in paths),
        attribution=ATTRIBUTION,
        minzoom=header["min_zoom"],
        maxzoom=header["max_zoom"],
        bounds=(west, south, east, north),
        features=dict(features),
    )


def _nothing(paths: Sequence[Path]) -> SourceError:
    names = ", ".join(path.name for path in paths)
    return SourceError(
        Text(
            f"{names}: nichts darin gehört auf eine Grundkarte.", f"{names}: nothing in it belongs on a background map."
        ),
        Text(
            "Gebraucht wird ein Auszug von OpenStreetMap mit Straßen, Gebäuden, Gewässern.",
            "An extract of OpenStreetMap with streets, buildings, water is needed.",
        ),
    )
