"""``styles/basemap/``: how the built map looks, one drawing in several sets of colours, as MapLibre styles.

``layers.json`` holds the layers; a colour in it is written ``$name`` and stands in ``colours.json``, per set.
"""

import json
from pathlib import Path
from typing import Any

from pipelines.basemap.archive import Basemap
from pipelines.errors import DefinitionError
from pipelines.settings import Settings
from pipelines.text import Text

Json = dict[str, Any]

FOLDER = "basemap"
SOURCE = "grundkarte"

LOOKS = ("light", "dark", "grey")


def load_looks(settings: Settings) -> dict[str, list[Json]]:
    """Return the layers in each set of colours. Raises DefinitionError for files that are no JSON or miss a colour."""
    drawing, colours = _read(settings, "layers.json"), _read(settings, "colours.json")
    try:
        return {look: [_coloured(layer, colours[look]) for layer in drawing] for look in LOOKS}
    except KeyError as error:
        raise _mistake(settings, f"colours.json: {error}") from None


def tiles_path(basemap: Basemap) -> str:
    """Return the path of the built map's tiles, which never change."""
    return f"/background/tiles/{basemap.version}/{{z}}/{{x}}/{{y}}.mvt"


def style(basemap: Basemap, layers: list[Json], look: str, base: str) -> Json:
    """Return a whole style; letters are drawn from the page's font, which spares ``glyphs`` (MapLibre GL JS ≥ 5.11)."""
    return {
        "version": 8,
        "name": f"Grundkarte ({look})",
        "sources": {
            SOURCE: {
                "type": "vector",
                "tiles": [base + tiles_path(basemap)],
                "minzoom": basemap.minzoom,
                "maxzoom": basemap.maxzoom,
                "bounds": list(basemap.bounds),
                "attribution": basemap.attribution,
            }
        },
        "layers": [layer if layer["type"] == "background" else layer | {"source": SOURCE} for layer in layers],
    }


def _coloured(value: Any, colours: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {name: _coloured(each, colours) for name, each in value.items()}
    if isinstance(value, list):
        return [_coloured(each, colours) for each in value]
    return colours[value[1:]] if isinstance(value, str) and value.startswith("$") else value


def _read(settings: Settings, name: str) -> Any:
    path = _path(settings, name)
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _mistake(settings, f"{name}: {error}") from None


def _path(settings: Settings, name: str) -> Path:
    found = [folder / FOLDER / name for folder in settings.style_folders if (folder / FOLDER / name).is_file()]
    return found[-1] if found else settings.style_folders[0] / FOLDER / name


def _mistake(settings: Settings, what: str) -> DefinitionError:
    folder = _path(settings, "layers.json").parent
    return DefinitionError(
        Text(f"{folder}: {what}", f"{folder}: {what}"),
        Text("docs/basemap.md beschreibt die Dateien.", "docs/basemap.md describes the files."),
    )
