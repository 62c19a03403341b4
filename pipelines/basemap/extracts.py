"""Which extracts of OpenStreetMap a background map is made of: a file, all of a folder, or one at an address."""

from pathlib import Path

from pipelines.basemap.archive import FOLDER
from pipelines.errors import SourceError
from pipelines.reading.download import download
from pipelines.settings import Settings
from pipelines.text import Text

SUFFIXES = (".osm.pbf", ".pbf", ".osm")


def extracts(source: str, settings: Settings) -> list[Path]:
    """Find the files, after downloading the one at an address. Raises SourceError where there is none."""
    if source.lower().startswith(("http://", "https://")):
        path, _ = download(source, settings.home / FOLDER / "download", settings.url_hosts)
        return [path]
    path = Path(source)
    if path.is_dir():
        return sorted(each for each in path.iterdir() if each.name.lower().endswith(SUFFIXES)) or _fail(
            path, Text("enthält keine Datei .osm.pbf", "holds no file .osm.pbf")
        )
    if not path.is_file():
        _fail(path, Text("gibt es nicht", "does not exist"))
    return [path]


def _fail(path: Path, why: Text) -> "list[Path]":
    raise SourceError(
        Text(f"{path} {why.de}.", f"{path} {why.to('en')}."),
        Text(
            "Auszüge gibt es etwa nach Bundesland oder Regierungsbezirk bei den Spiegeln von OpenStreetMap.",
            "Mirrors of OpenStreetMap have extracts by state or district.",
        ),
    )
