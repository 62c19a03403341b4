import gzip
import hashlib
import json
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from pipelines.artefacts.artefact import Artefact, read_manifest
from pipelines.artefacts.make import make
from pipelines.publishing.load import load
from pipelines.settings import Settings
from tests.pipelines.artefacts.conftest import CANARY, STYLE, describe, frame

FILES = {
    "downloads/LICENSE.txt",
    "downloads/LIZENZ.txt",
    "downloads/bauten.csv",
    "downloads/bauten.fgb",
    "downloads/bauten.geojson",
    "downloads/bauten.geojson.gz",
    "downloads/bauten.gpkg",
    "downloads/bauten.parquet",
    "downloads/bauten_excel.csv",
    "downloads/bauten_shp.zip",
    "legend_de.png",
    "legend_de.svg",
    "legend_en.png",
    "legend_en.svg",
    "thumbnail.png",
    "thumbnail.svg",
    "tiles.pmtiles",
}


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def contents(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file, and what is packed in it."""
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                yield from ((name, archive.read(name)) for name in archive.namelist())
        elif path.is_file():
            content = path.read_bytes()
            yield path.name, gzip.decompress(content) if path.suffix == ".gz" else content
    database = folder / "downloads" / "bauten.gpkg"
    with closing(sqlite3.connect(database)) as file:
        yield "dump", "\n".join(file.iterdump()).encode()


def test_every_file_is_there_and_nothing_else(made: tuple[Artefact, ...], folder: Path) -> None:
    assert files(folder) == FILES | {"manifest.json"}
    assert {artefact.name for artefact in made} == FILES


def test_the_manifest_tells_size_and_hash_of_every_file(made: tuple[Artefact, ...], folder: Path) -> None:
    manifest = read_manifest(folder)
    assert manifest is not None

    for entry in manifest["artefacts"]:
        content = (folder / entry["name"]).read_bytes()
        assert (entry["size"], entry["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())


def test_the_manifest_says_what_the_data_are(made: tuple[Artefact, ...], folder: Path) -> None:
    manifest = read_manifest(folder) or {}

    assert (manifest["dataDate"], manifest["features"], manifest["warnings"]) == ("2023-10-31", 60, [])
    assert manifest["licence"]["id"] == "dl-de/by-2-0"
    crs = {entry["name"].partition(".")[2]: entry["crs"] for entry in manifest["artefacts"]}
    assert {crs["gpkg"], crs["fgb"], crs["parquet"]} == {"EPSG:25832"}
    assert crs["geojson"] == "OGC:CRS84"


def test_nothing_internal_is_in_any_file(made: tuple[Artefact, ...], folder: Path) -> None:
    for name, content in contents(folder):
        assert CANARY.encode() not in content, name
        assert b"eigentuemer" not in content, name


def test_the_canary_would_be_found(connection: Connection, folder: Path, settings: Settings) -> None:
    """The same search finds it where the field is public, so it does look into the files."""
    fields = {name: field.model_dump() for name, field in describe().fields.items()}
    fields["eigentuemer"]["visibility"] = "public"
    dataset = describe(fields=fields, info=["eigentuemer"])
    load(connection, dataset, 1, [frame()])
    make(connection, dataset, 1, STYLE, None, folder, settings)

    found = {name for name, content in contents(folder) if CANARY.encode() in content}

    assert {"bauten.gpkg", "bauten.fgb", "bauten.geojson", "bauten.dbf", "bauten.csv", "dump"} <= found


def test_every_download_tells_the_licence(made: tuple[Artefact, ...], folder: Path) -> None:
    with zipfile.ZipFile(folder / "downloads" / "bauten_shp.zip") as archive:
        assert b"dl-de/by-2-0" in archive.read("LIZENZ.txt")
    for name in ("bauten.gpkg", "bauten.fgb", "bauten.parquet", "bauten.geojson", "LIZENZ.txt", "LICENSE.txt"):
        assert b"dl-de/by-2-0" in (folder / "downloads" / name).read_bytes(), name


def test_an_internal_layer_has_no_files(connection: Connection, folder: Path, settings: Settings) -> None:
    dataset = describe(visibility="internal")
    load(connection, dataset, 1, [frame()])

    assert make(connection, dataset, 1, STYLE, None, folder, settings) == ()
    assert files(folder) == set()


def test_the_same_content_gives_the_same_bytes(connection: Connection, tmp_path: Path, settings: Settings) -> None:
    hashes = []
    for version in (1, 2):
        load(connection, describe(), version, [frame()])
        connection.execute(text("DROP TABLE IF EXISTS pg_temp.staging"))
        (folder := tmp_path / str(version)).mkdir()
        made = make(connection, describe(), version, STYLE, date(2023, 10, 31), folder, settings)
        hashes.append({artefact.name: artefact.sha256 for artefact in made})

    assert hashes[0] == hashes[1]


def test_an_empty_layer_has_its_downloads(connection: Connection, folder: Path, settings: Settings) -> None:
    load(connection, describe(), 1, [])
    made = make(connection, describe(), 1, STYLE, None, folder, settings)

    assert {artefact.name for artefact in made} == FILES - {"tiles.pmtiles"}
    assert json.loads((folder / "downloads" / "bauten.geojson").read_text())["features"] == []


def test_tiles_of_unchanged_features_are_taken_over(
    made: tuple[Artefact, ...], connection: Connection, folder: Path, tmp_path: Path, settings: Settings
) -> None:
    (second := tmp_path / "second").mkdir()
    make(connection, describe(title="Gebäude"), 1, STYLE, None, second, settings, earlier=folder)

    assert (second / "tiles.pmtiles").stat().st_ino == (folder / "tiles.pmtiles").stat().st_ino


def test_tiles_are_made_anew_for_another_field(
    made: tuple[Artefact, ...], connection: Connection, folder: Path, tmp_path: Path, settings: Settings
) -> None:
    (second := tmp_path / "second").mkdir()
    make(connection, describe(info=["geschosse"]), 1, STYLE, None, second, settings, earlier=folder)

    assert (second / "tiles.pmtiles").stat().st_ino != (folder / "tiles.pmtiles").stat().st_ino


@pytest.mark.parametrize("mode", ["dynamic", "none"])
def test_the_definition_decides_on_tiles(connection: Connection, folder: Path, settings: Settings, mode: str) -> None:
    dataset = describe(tiles=mode)
    load(connection, dataset, 1, [frame()])
    make(connection, dataset, 1, STYLE, None, folder, settings)

    assert "tiles.pmtiles" not in files(folder)
    assert (read_manifest(folder) or {})["tiles"]["mode"] == mode
