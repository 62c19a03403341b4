"""Files of versions: there with the version, gone with a failure, swept when a publication was interrupted."""

import hashlib
import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio
from rasterio.transform import from_origin
from sqlalchemy import text

from pipelines import run
from pipelines.artefacts.artefact import read_manifest
from pipelines.database import Database
from pipelines.definition import Dataset
from pipelines.errors import BusyError
from pipelines.publishing.lock import lock
from pipelines.publishing.tidying import store_of
from pipelines.rights import READER
from pipelines.settings import Settings
from pipelines.text import Text
from tests.pipelines.samples import FIELDS, describe, line, waits_for_a_lock, write
from tests.server.serving import wait_until


def entries(settings: Settings, dataset_id: str = "parkplaetze") -> list[str]:
    folder = store_of(settings).folder / dataset_id
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def test_each_version_has_its_files(settings: Settings, database: Database, source: Path) -> None:
    run.publish(settings, database, describe(source))
    run.publish(settings, database, describe(source, title="Parken"))

    assert entries(settings) == ["1", "2"]


def test_dry_run_leaves_no_file(settings: Settings, database: Database, dataset: Dataset) -> None:
    run.publish(settings, database, dataset, dry_run=True)

    assert entries(settings) == []


def test_version_that_cannot_go_live_leaves_no_file(
    settings: Settings, database: Database, dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    run.publish(settings, database, dataset)
    monkeypatch.setattr("pipelines.publishing.patience.LOCK_TIMEOUT", "50ms")
    monkeypatch.setattr("pipelines.publishing.patience.ATTEMPTS", 1)
    with database.reader.connect() as reader:
        reader.exec_driver_sql("SELECT count(*) FROM data.parkplaetze")
        with pytest.raises(BusyError):
            run.publish(settings, database, dataset, force=True)

    assert entries(settings) == ["1"]


def test_leftovers_of_interrupted_publications_are_swept(
    settings: Settings, database: Database, dataset: Dataset
) -> None:
    run.publish(settings, database, dataset)
    store = store_of(settings)
    (store.draft(dataset.id, 7) / "half.gpkg").touch()
    store.path(dataset.id, 9).mkdir()
    run.publish(settings, database, dataset)

    assert entries(settings) == ["1"]


def test_downloads_stay_for_what_is_live_and_what_was_before(
    settings: Settings, database: Database, dataset: Dataset, tmp_path: Path
) -> None:
    for name in ("a", "b", "c", "c"):
        write(tmp_path, line(1, name=name))
        run.publish(settings, database, dataset)
    store = store_of(settings)

    kept = [version for version in (1, 2, 3) if (store.path(dataset.id, version) / "downloads").is_dir()]
    assert kept == [2, 3]


def test_rasters_are_kept_as_geotiff_and_shared_with_revisions(
    settings: Settings, database: Database, tmp_path: Path
) -> None:
    raster = tmp_path / "tiefe.tif"
    depths = np.zeros((40, 40), dtype="float32")
    depths[10:30, 10:30] = 0.8
    place = {"crs": 25832, "transform": from_origin(510_000, 5_393_040, 1, 1), "nodata": -1}
    with rasterio.open(raster, "w", driver="GTiff", height=40, width=40, count=1, dtype="float32", **place) as target:
        target.write(depths, 1)
    source = {"rasters": {"selten": str(raster)}, "classes": [{"code": "hoch", "over": 0.5}]}
    plain = {"id": "starkregen", "title": "Starkregen", "description": "–", "group": "umwelt", "geometry": "Polygon"}
    fields = {"szenario": "scenario", "klasse": "class"}
    dataset = Dataset.model_validate(plain | {"source": source, "fields": fields})
    run.publish(settings, database, dataset)
    outcome = run.publish(settings, database, dataset.model_copy(update={"title": Text("Tiefen")}))
    store = store_of(settings)
    first, second = (next((store.path("starkregen", version) / "rasters").glob("*.tif")) for version in (1, 2))

    assert outcome.status == "revised"
    assert first.samefile(second)
    with rasterio.open(first) as written:
        assert written.read(1).max() == pytest.approx(0.8)
    for version in (1, 2):
        manifest = read_manifest(store.path("starkregen", version)) or {}
        (listed,) = [each for each in manifest["artefacts"] if each["role"] == "raster"]
        path = store.path("starkregen", version) / listed["name"]
        assert listed["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
        assert (listed["crs"], listed["size"]) == ("EPSG:25832", path.stat().st_size)


def test_what_has_become_internal_leaves_no_file_and_no_search_row(
    settings: Settings, database: Database, source: Path
) -> None:
    run.publish(settings, database, describe(source))
    run.publish(settings, database, describe(source, fields=FIELDS | {"name": {"visibility": "internal"}}))

    with database.publisher.connect() as connection:
        versions = set(connection.scalars(text("SELECT version FROM portal.search WHERE dataset = 'parkplaetze'")))
    assert (entries(settings), versions) == (["2"], {2})


INTERNAL = FIELDS | {"name": {"visibility": "internal"}}


@pytest.mark.parametrize("quick", [False, True])
def test_what_an_interruption_left_open_is_closed_by_the_next_publication(
    settings: Settings, database: Database, source: Path, monkeypatch: pytest.MonkeyPatch, *, quick: bool
) -> None:
    """Somebody waits for the lock and holds it between the commit and the closing of older versions."""
    run.publish(settings, database, describe(source))
    monkeypatch.setattr("pipelines.publishing.lock.WAIT", 0.2)
    over = threading.Event()

    def hold() -> None:
        with database.publisher.begin() as connection:
            lock(connection, "parkplaetze", wait=60)
            over.wait(60)

    waiting = threading.Thread(target=hold)

    def wait_in_line(_: int) -> None:
        if waiting.ident is None:
            waiting.start()
            wait_until(lambda: waits_for_a_lock(database))

    outcome = run.publish(settings, database, describe(source, fields=INTERNAL), on_records=wait_in_line)
    over.set()
    waiting.join()
    assert (outcome.status, entries(settings)) == ("published", ["1", "2"])

    (again,) = run.publish_all(settings, database, [describe(source, fields=INTERNAL)], quick=quick)
    assert (again.status, entries(settings)) == ("unchanged", ["2"])


COUNTS: dict[str, Any] = {
    "fields": FIELDS | {"plaetze": {"type": "integer"}, "frei": {"source": "plaetze", "type": "integer"}}
}


@pytest.mark.parametrize(
    ("then", "today", "closed"),
    [
        pytest.param(None, {"parts": ["plaetze", "frei"], "below": 5}, True, id="withheld since"),
        pytest.param(
            {"parts": ["plaetze", "frei"], "below": 5},
            {"parts": ["plaetze", "frei"], "below": 20},
            True,
            id="more withheld",
        ),
        pytest.param(
            {"parts": ["plaetze", "frei"], "below": 20},
            {"parts": ["plaetze", "frei"], "below": 5},
            False,
            id="less withheld",
        ),
    ],
)
def test_small_numbers_that_are_withheld_today_are_not_told_by_older_versions(
    settings: Settings,
    database: Database,
    source: Path,
    then: dict[str, Any] | None,
    today: dict[str, Any],
    *,
    closed: bool,
) -> None:
    run.publish(settings, database, describe(source, **COUNTS, **({"suppress": then} if then else {})))
    run.publish(settings, database, describe(source, **COUNTS, suppress=today))

    with database.publisher.connect() as connection:
        readable = connection.scalar(
            text("SELECT has_column_privilege(:role, 'data.parkplaetze_v1', 'plaetze', 'SELECT')"), {"role": READER}
        )
    assert (entries(settings), readable) == ((["2"], False) if closed else (["1", "2"], True))
