"""The portal as plain files, for any host that can serve files: map, lists, search, what is known of each feature.

When the town's own server is down, or asked by too many at once, this goes on. Where a browser asks the server for what
it has typed, a file lies at the same address that holds everything.
"""

import hashlib
import shutil
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from sqlalchemy import Connection

from pipelines.artefacts.store import Store
from pipelines.database import connected_reader
from pipelines.datasets import load_town
from pipelines.errors import UsageError
from pipelines.plans.names import is_derived
from pipelines.publication import Publication, live_publications
from pipelines.settings import Settings
from pipelines.text import Text
from pipelines.town import Town
from server.accessibility import statement
from server.app_manifest import app_manifest
from server.background.start import start_picture
from server.downloads.files import File, files, store_of
from server.easy_language import explanation
from server.map_config import Json, map_config
from server.pages import STATIC, to_json, town_css
from server.plans.mirrored import features, is_mirrored, plan_files
from server.pygeoapi_app import read_base
from server.search.everything import everything

MANIFEST = "manifest.json"


def export(settings: Settings, folder: Path) -> Json:
    """Write the mirror to ``folder``, in place of an older one, and return its manifest.

    Raises UsageError when the client is not built or the folder holds something else, DatabaseError without a database.
    """
    _check(settings, folder)
    town, store = load_town(settings), store_of(settings)
    draft = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(draft, ignore_errors=True)
    shutil.copytree(settings.client, draft)
    with connected_reader(settings) as engine, engine.connect() as connection:
        layers = [each for each in live_publications(connection) if is_mirrored(each)]
        plans = {each.dataset.id: features(connection, each) for each in layers if is_derived(each.dataset.id)}
        _write(draft, town, layers, store, plans)
        _write_plan_files(draft, connection)
        found = everything(connection, layers, town, settings.base_url)
    _write_statements(draft, settings, town)
    (draft / "api" / "search").write_bytes(to_json(found))
    manifest = _manifest(draft, layers)
    (draft / MANIFEST).write_bytes(to_json(manifest))
    _replace(folder, draft)
    return manifest


def _check(settings: Settings, folder: Path) -> None:
    if not (settings.client / "index.html").is_file():
        raise UsageError(
            Text("Die Karte ist noch nicht gebaut.", "The map is not built yet."),
            Text("cd client && npm ci && npm run build", "cd client && npm ci && npm run build"),
        )
    if folder.exists() and not (folder / MANIFEST).is_file() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(
            Text(f"{folder} enthält etwas anderes als einen Spiegel.", f"{folder} holds something else than a mirror."),
            Text("Einen neuen oder leeren Ordner nennen.", "Name a new or an empty folder."),
        )


def _write(folder: Path, town: Town, layers: Iterable[Publication], store: Store, plans: Mapping[str, str]) -> None:
    """``plans`` are the features of collections that have no files, by id."""
    here = town.model_copy(update={"background": town.background.without_server})
    document = map_config(here, layers)
    known = {layer.dataset.id: _files(store, layer) for layer in layers if layer.dataset.id not in plans}
    for layer in document["layers"]:
        if data := next((file for file in known.get(layer["id"], ()) if file.format == "geojson"), None):
            layer["items"] = data.route
    for name, text in plans.items():
        _place(folder, PurePosixPath("api", "collections", name, "items"), text.encode())
    (folder / "map.json").write_bytes(to_json(document))
    _put_start_picture(folder, here, store, layers)
    (folder / "app.webmanifest").write_bytes(to_json(app_manifest(town)))
    for file in (each for found in known.values() for each in found):
        target = folder / file.route.removeprefix("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file.path, target)
    for question in town.questions:
        (folder / question.id).mkdir()
        shutil.copyfile(folder / "index.html", folder / question.id / "index.html")
    if town.logo and town.logo.is_file():
        shutil.copyfile(town.logo, folder / "logo.svg")


def _put_start_picture(folder: Path, town: Town, store: Store, layers: Iterable[Publication]) -> None:
    picture = start_picture(store, town, {layer.dataset.id: layer for layer in layers})
    if picture is None:
        return
    _place(folder, PurePosixPath(picture.path.removeprefix("/")), picture.body)
    page = folder / "index.html"
    page.write_text(picture.put_into(page.read_text(encoding="utf-8")), encoding="utf-8")


def _write_plan_files(folder: Path, connection: Connection) -> None:
    for path, content in plan_files(connection):
        if ".." not in path.parts:  # no archive may write elsewhere, whatever it was imported by
            _place(folder, path, content)


def _place(folder: Path, path: PurePosixPath, content: bytes) -> None:
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)


def _write_statements(folder: Path, settings: Settings, town: Town) -> None:
    """The pages that the law wants on every website, with their style sheets."""
    site = read_base(settings.config, f"{settings.base_url}/api", town)
    pages = {"barrierefreiheit": statement(town, site, "de"), "leichte-sprache": explanation(town, site)}
    for name, page in pages.items():
        (folder / name).mkdir()
        (folder / name / "index.html").write_text(page, encoding="utf-8")
    style = folder / "api" / "static"
    style.mkdir(parents=True, exist_ok=True)
    (style / "town.css").write_text(town_css(town), encoding="utf-8")
    shutil.copyfile(STATIC / "portal.css", style / "portal.css")


def _files(store: Store, layer: Publication) -> list[File]:
    """What the map needs of a version. Raises UsageError for a layer whose features are no file."""
    found = files(store, layer.dataset.id, layer.version) or {}
    needed = [each for each in found.values() if each.role != "download" or each.format == "geojson"]
    kept = [each for each in needed if each.role not in {"raster", "start"} and each.path.is_file()]
    if not any(each.format == "geojson" for each in kept):
        raise UsageError(
            Text(
                f"{layer.dataset.id}: die Datei mit den Objekten fehlt.",
                f"{layer.dataset.id}: the file with its features is missing.",
            ),
            Text(
                "Die Ebene neu veröffentlichen: geoportal publish --force", "Publish it anew: geoportal publish --force"
            ),
        )
    return kept


def _manifest(folder: Path, layers: Iterable[Publication]) -> Json:
    return {
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "layers": [
            {
                "id": layer.dataset.id,
                "version": layer.version,
                "dataDate": layer.data_date.isoformat() if layer.data_date else None,
            }
            for layer in layers
        ],
        "files": list(_listed(folder)),
    }


def _listed(folder: Path) -> Iterator[Json]:
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        yield {"path": path.relative_to(folder).as_posix(), "size": path.stat().st_size, "sha256": digest}


def _replace(folder: Path, draft: Path) -> None:
    """Put the new mirror in the place of the old one, so that no moment shows half of one."""
    former = folder.with_name(f".{folder.name}.old")
    shutil.rmtree(former, ignore_errors=True)
    if folder.exists():
        folder.rename(former)
    draft.rename(folder)
    shutil.rmtree(former, ignore_errors=True)
