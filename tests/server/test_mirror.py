"""geoportal export-static: the portal as plain files."""

import hashlib
import json
from pathlib import Path
from typing import Any
from zipfile import is_zipfile

import httpx
import pytest

from pipelines.errors import UsageError
from pipelines.plans.importing import check, save, withdraw
from pipelines.settings import ROOT, Settings
from server.mirror import export
from tests.server.samples import CANARY, Portal
from tests.server.serving import wait_until

PLAN = ROOT / "datasets" / "sources" / "bebauungsplan.gml"


@pytest.fixture(scope="module")
def settings(samples: Portal, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The samples' portal with a client that is a page and a script."""
    client = tmp_path_factory.mktemp("client")
    (client / "assets").mkdir()
    (client / "index.html").write_text("<!doctype html><title>Karte</title>")
    (client / "assets" / "index-abc.js").write_text("export {}")
    return samples.settings.model_copy(update={"client": client})


@pytest.fixture(scope="module")
def mirror(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("host") / "spiegel"
    export(settings, folder)
    return folder


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def test_the_map_finds_all_features_without_the_api(mirror: Path) -> None:
    layers = {layer["id"]: layer for layer in read(mirror / "map.json")["layers"]}
    trees = read(mirror / layers["baeume"]["items"].removeprefix("/"))

    assert layers.keys() == {"baeume", "flaechen"}
    assert sorted(each["id"] for each in trees["features"]) == [f"B/{number:03d}" for number in range(100)]


def test_questions_and_client_are_there(mirror: Path) -> None:
    page = (mirror / "index.html").read_text()

    assert (mirror / "starkregen" / "index.html").read_text() == page
    assert (mirror / "assets" / "index-abc.js").is_file()
    assert (mirror / "logo.svg").read_text().startswith("<svg")
    assert read(mirror / "app.webmanifest")["start_url"] == "/"
    assert "Erklärung zur Barrierefreiheit" in (mirror / "barrierefreiheit" / "index.html").read_text()
    assert "Leichter Sprache" in (mirror / "leichte-sprache" / "index.html").read_text()
    assert (mirror / "api" / "static" / "portal.css").is_file()


def test_the_manifest_names_every_file(mirror: Path) -> None:
    manifest = read(mirror / "manifest.json")
    listed = {file["path"]: file["sha256"] for file in manifest["files"]}
    there = {path.relative_to(mirror).as_posix(): path for path in mirror.rglob("*") if path.is_file()}

    assert listed == {
        name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in there.items() if name != "manifest.json"
    }
    assert [(layer["id"], layer["version"]) for layer in manifest["layers"]] == [("baeume", 1), ("flaechen", 1)]


def test_nothing_internal_gets_out(mirror: Path) -> None:
    found = [path for path in mirror.rglob("*") if path.is_file() and CANARY.encode() in path.read_bytes()]

    assert found == []
    assert not (mirror / "artefacts" / "streng_geheim").exists()


def test_an_older_mirror_is_replaced(settings: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "spiegel"
    export(settings, folder)
    (folder / "alt.txt").write_text("von früher")
    export(settings, folder)

    assert not (folder / "alt.txt").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["spiegel"]


def test_another_folder_is_left_alone(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "brief.txt").write_text("wichtig")

    with pytest.raises(UsageError, match="enthält etwas anderes"):
        export(settings, tmp_path)
    assert (tmp_path / "brief.txt").read_text() == "wichtig"


def test_without_a_client_there_is_no_map(samples: Portal, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nicht gebaut"):
        export(samples.settings.model_copy(update={"client": tmp_path}), tmp_path / "spiegel")


def test_plans_come_with_their_files(settings: Settings, samples: Portal, http: httpx.Client, tmp_path: Path) -> None:
    ((record, _),) = save(samples.settings, samples.database, check(samples.settings, PLAN)).plans
    try:
        export(settings, tmp_path / "spiegel")
    finally:
        withdraw(samples.settings, samples.database, record.plan)
        wait_until(lambda: http.get("/api/collections/bebauungsplaene").status_code == 404)
    mirror = tmp_path / "spiegel"
    layers = {layer["id"]: layer for layer in read(mirror / "map.json")["layers"]}
    (plan,) = read(mirror / layers["bebauungsplaene"]["items"].removeprefix("/"))["features"]
    facts = plan["properties"]

    assert "plan_objekte" not in layers
    assert (mirror / facts["gml"].removeprefix("/")).read_bytes().startswith(b"<?xml")
    assert is_zipfile(mirror / facts["archiv"].removeprefix("/"))


def test_all_that_can_be_found_is_in_one_file(mirror: Path) -> None:
    found = read(mirror / "api" / "search")

    assert found["whole"] is True
    assert {"baeume", "flaechen"} == {hit["properties"]["layer"] for hit in found["features"]}
    assert CANARY not in str(found)
