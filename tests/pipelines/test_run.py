"""Publications from file to live layer, on a real database."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from pipelines import run
from pipelines.database import Database
from pipelines.definition import Dataset, InsideRule
from pipelines.errors import DefinitionError, RefusedError, SourceError
from pipelines.publication import history, live_publications
from pipelines.report.outcome import Progress
from pipelines.settings import Settings
from pipelines.text import Text
from tests.pipelines.samples import FIELDS, describe, line, live_version, names_shown, tables, write


def write_large(folder: Path) -> None:
    """Write a source that takes a while to load, and its definition."""
    write(folder, *(line(number % 100, name="halb").replace("P", f"P{number}-") for number in range(20_000)))
    fields = json.dumps(FIELDS)
    (folder / "parkplaetze.yml").write_text(
        "id: parkplaetze\ntitle: Parkplätze\ndescription: Parkplätze der Stadt\ngroup: mobilitaet\n"
        "source: {path: parken.csv, delimiter: ;, crs: 'EPSG:4326', x: lon, y: lat}\n"
        f"geometry: Point\nkey: nummer\ntiles: none\nfields: {fields}\n",
        encoding="utf-8",
    )


def publishing(settings: Settings, folder: Path) -> subprocess.Popen[bytes]:
    """Start `geoportal publish --force` with the definition in ``folder`` as a process of its own."""
    urls = {"DATABASE_URL": settings.database_url, "READER_URL": settings.reader_url}
    secrets = {f"GEOPORTAL_{name}": url.get_secret_value() for name, url in urls.items() if url}
    places = {"GEOPORTAL_HOME": str(folder), "GEOPORTAL_DATASETS": str(folder)}
    command = [str(Path(sys.executable).with_name("geoportal")), "publish", "parkplaetze", "--force"]
    return subprocess.Popen(command, env=os.environ | secrets | places, stdout=subprocess.DEVNULL)


def everything(database: Database) -> list[object]:
    """Everything that a publication writes."""
    with database.publisher.connect() as connection:
        queries = (
            "SELECT relname FROM pg_class WHERE relnamespace = 'data'::regnamespace ORDER BY 1",
            "SELECT dataset, version, since FROM portal.live",
            "SELECT dataset, version, checked_at FROM portal.publication ORDER BY 1, 2",
            "SELECT count(*) FROM portal.finding",
        )
        return [[tuple(row) for row in connection.execute(text(query))] for query in queries]


def wait(database: Database, *, busy: bool) -> None:
    """Wait until the server has a publisher's transaction, or until it has noticed that there is none any more."""
    query = text("SELECT count(*) > 0 FROM pg_stat_activity WHERE application_name LIKE 'geoportal parkplaetze %'")
    deadline = time.monotonic() + 60
    with database.publisher.connect() as connection:
        while connection.scalar(query) is not busy and time.monotonic() < deadline:
            connection.rollback()
            time.sleep(0.02)


def test_layer_is_live_with_all_its_features(settings: Settings, database: Database, dataset: Dataset) -> None:
    outcome = run.publish(settings, database, dataset)

    assert (outcome.status, outcome.version, len(names_shown(database))) == ("published", 1, 5)


def test_counts_add_up(settings: Settings, database: Database, tmp_path: Path) -> None:
    lines = [*map(line, range(1, 20)), line(20, plaetze="viele"), line(1), line(30, name="anderswo")]
    here = {"where": {"name": ["Neuer Markt"]}}
    report = run.publish(settings, database, describe(write(tmp_path, *lines), here, max_refused=0.5)).report

    assert report is not None
    assert (report.read, report.loaded, report.refused, report.left_out) == (22, 19, 2, 1)


def test_findings_are_kept_for_the_planner(settings: Settings, database: Database, tmp_path: Path) -> None:
    run.publish(settings, database, describe(write(tmp_path, line(1), line(2, plaetze="?")), max_refused=0.5))

    with database.publisher.connect() as connection:
        found = connection.execute(text("SELECT version, record, field, action, before FROM portal.finding")).all()

    assert [tuple(row) for row in found] == [(1, 2, "plaetze", "refused", "?")]


def test_the_same_again_changes_nothing_but_the_check(settings: Settings, database: Database, dataset: Dataset) -> None:
    run.publish(settings, database, dataset)
    with database.publisher.connect() as connection:
        before = history(connection, dataset.id)[0]
    again = run.publish(settings, database, dataset)

    with database.publisher.connect() as connection:
        entries = history(connection, dataset.id)
    assert (again.status, again.version, len(entries)) == ("unchanged", 1, 1)
    assert entries[0].checked_at > before.checked_at


def test_force_publishes_the_same_again(settings: Settings, database: Database, dataset: Dataset) -> None:
    run.publish(settings, database, dataset)

    assert run.publish(settings, database, dataset, force=True).version == 2


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"fields": dict(reversed(FIELDS.items()))}, id="order of fields"),
        pytest.param({"fields": FIELDS | {"name": {"visibility": "internal"}}}, id="visibility"),
    ],
)
def test_changed_definition_is_a_new_version(
    settings: Settings, database: Database, source: Path, changes: dict[str, Any]
) -> None:
    run.publish(settings, database, describe(source))

    assert run.publish(settings, database, describe(source, **changes)).version == 2


def test_changed_title_is_a_new_version_with_the_features_of_the_old_one(
    settings: Settings, database: Database, source: Path
) -> None:
    run.publish(settings, database, describe(source))
    outcome = run.publish(settings, database, describe(source, title="Parken"))

    with database.publisher.connect() as connection:
        entry = history(connection, "parkplaetze")[0]
        assert tables(connection) == {"parkplaetze_v1"}
    assert (outcome.status, outcome.version) == ("revised", 2)
    assert (entry.kind, entry.features, entry.loaded, entry.changes) == (
        "metadata",
        1,
        5,
        {"added": 0, "changed": 0, "removed": 0, "unchanged": 5},
    )


def test_changed_source_is_a_new_version(
    settings: Settings, database: Database, dataset: Dataset, tmp_path: Path
) -> None:
    run.publish(settings, database, dataset)
    write(tmp_path, line(1, name="Maiergasse"))
    outcome = run.publish(settings, database, dataset)

    assert (outcome.version, names_shown(database)) == (2, ["Maiergasse"])


def test_changed_style_is_a_new_version(
    settings: Settings, database: Database, dataset: Dataset, tmp_path: Path
) -> None:
    run.publish(settings, database, dataset)
    style = [{"id": "parkplaetze-punkt", "type": "circle", "paint": {"circle-radius": 3}}]
    (tmp_path / "parkplaetze.json").write_text(json.dumps(style), encoding="utf-8")

    assert run.publish(settings.model_copy(update={"styles": (tmp_path,)}), database, dataset).version == 2


def test_moved_source_is_the_same(settings: Settings, database: Database, source: Path, tmp_path: Path) -> None:
    run.publish(settings, database, describe(source))
    elsewhere = tmp_path / "anderswo"
    elsewhere.mkdir()
    moved = source.rename(elsewhere / source.name)

    assert run.publish(settings, database, describe(moved)).status == "unchanged"


def test_given_file_stands_in_for_the_definitions(
    settings: Settings, database: Database, dataset: Dataset, tmp_path: Path
) -> None:
    own = write(tmp_path, line(1, name="Maiergasse"), name="eigene.csv")
    run.publish(settings, database, dataset, own)

    assert names_shown(database) == ["Maiergasse"]


def test_given_file_is_no_sample_and_has_a_date_of_its_own(
    settings: Settings, database: Database, dataset: Dataset, tmp_path: Path
) -> None:
    drawn = dataset.model_copy(update={"quality": "sample", "data_date": date(2023, 10, 31)})
    own = write(tmp_path, line(1), name="eigene.csv")
    run.publish(settings, database, drawn, own)

    with database.publisher.connect() as connection:
        (publication,) = live_publications(connection)
    assert publication.dataset.quality == "official"
    assert publication.data_date == datetime.fromtimestamp(own.stat().st_mtime, UTC).date()


def test_missing_source_is_an_error(settings: Settings, database: Database, dataset: Dataset) -> None:
    with pytest.raises(SourceError):
        run.publish(settings, database, dataset, Path("/gibt/es/nicht.csv"))


def test_dry_run_writes_nothing(settings: Settings, database: Database, dataset: Dataset) -> None:
    outcome = run.publish(settings, database, dataset, dry_run=True)

    with database.publisher.connect() as connection:
        assert (outcome.status, tables(connection), history(connection, dataset.id)) == ("checked", set(), ())


def test_check_writes_nothing(settings: Settings, database: Database, dataset: Dataset) -> None:
    outcome = run.check(settings, database, dataset)

    assert outcome.report is not None
    with database.publisher.connect() as connection:
        assert (outcome.report.loaded, tables(connection)) == (5, set())


def test_too_many_bad_records_change_nothing(
    settings: Settings, database: Database, dataset: Dataset, tmp_path: Path
) -> None:
    run.publish(settings, database, dataset)
    write(tmp_path, line(1), line(2, plaetze="?"))
    outcome = run.publish(settings, database, dataset)

    assert (outcome.status, type(outcome.error), len(names_shown(database))) == ("refused", RefusedError, 5)


def test_sign_that_no_column_holds_does_not_stop_a_publication(
    settings: Settings, database: Database, tmp_path: Path
) -> None:
    run.publish(settings, database, describe(write(tmp_path, line(1, name="Neuer\0 Markt"))))

    assert names_shown(database) == ["Neuer Markt"]


def test_records_of_other_layers_are_left_out_before_anything_else_is_asked_of_them(
    settings: Settings, database: Database, tmp_path: Path
) -> None:
    elsewhere = "P9;Quito;viele;x;x;-170;0"
    here = {"where": {"name": ["Neuer Markt"]}}
    report = run.publish(settings, database, describe(write(tmp_path, line(1), elsewhere), here)).report

    assert report is not None
    assert (report.refused, report.left_out) == (0, 1)


def test_progress_is_told(settings: Settings, database: Database, dataset: Dataset) -> None:
    told: list[int] = []
    run.publish(settings, database, dataset, on_records=told.append)

    assert told == [5]


def test_second_publisher_of_the_same_source_finds_nothing_to_do(
    settings: Settings, database: Database, dataset: Dataset
) -> None:
    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(lambda _: run.publish(settings, database, dataset), range(2)))

    assert sorted(outcome.status for outcome in outcomes) == ["published", "unchanged"]


def test_killed_publisher_leaves_the_live_layer_and_nothing_else(
    settings: Settings, database: Database, dataset: Dataset, tmp_path: Path
) -> None:
    run.publish(settings, database, dataset)
    write_large(tmp_path)
    process = publishing(settings, tmp_path)
    wait(database, busy=True)
    started = time.monotonic()
    wait(database, busy=False)
    loading = time.monotonic() - started
    assert (process.wait(timeout=30), live_version(database)) == (0, 2)
    run.rollback(database, dataset.id, 1)
    before = everything(database)
    moments, struck = random.Random(2026), 0
    while struck < 5:
        process = publishing(settings, tmp_path)
        wait(database, busy=True)
        time.sleep(moments.uniform(0, 0.6) * loading)
        os.kill(process.pid, signal.SIGKILL)
        process.wait(timeout=30)
        wait(database, busy=False)
        if live_version(database) != 1:  # it was done before the signal came
            assert len(names_shown(database)) == 20_000
            run.rollback(database, dataset.id, 1)
            before = everything(database)
            continue
        struck += 1

        assert everything(database) == before

    assert (live_version(database), names_shown(database)) == (1, ["Neuer Markt"] * 5)


@pytest.fixture
def area(tmp_path: Path) -> Dataset:
    path = tmp_path / "gebiet.csv"
    path.write_text('nummer;flaeche\n1;"POLYGON((9 48.6,9.2 48.6,9.2 48.8,9 48.8,9 48.6))"\n', encoding="utf-8")
    source = {"path": path, "delimiter": ";", "crs": "EPSG:4326", "wkt": "flaeche"}
    plain = {"id": "gebiet", "title": "Gebiet", "description": "–", "group": "stadt", "geometry": "Polygon"}
    return Dataset.model_validate(plain | {"source": source, "key": "nummer", "fields": {"nummer": None}})


@pytest.fixture
def inside(source: Path) -> Dataset:
    return describe(source, rules=[{"rule": "inside", "dataset": "gebiet", "action": "refuse"}])


def test_layers_come_after_those_they_refer_to(
    settings: Settings, database: Database, area: Dataset, inside: Dataset
) -> None:
    outcomes = run.publish_all(settings, database, [inside, area])

    assert [(outcome.dataset, outcome.status) for outcome in outcomes] == [
        ("gebiet", "published"),
        ("parkplaetze", "published"),
    ]


def test_second_run_changes_nothing(settings: Settings, database: Database, area: Dataset, inside: Dataset) -> None:
    run.publish_all(settings, database, [inside, area])
    outcomes = run.publish_all(settings, database, [inside, area])

    assert [outcome.status for outcome in outcomes] == ["unchanged", "unchanged"]


def test_layer_is_published_anew_with_what_it_refers_to(
    settings: Settings, database: Database, area: Dataset, inside: Dataset
) -> None:
    run.publish_all(settings, database, [inside, area])
    changed = area.model_copy(update={"key": ("nummer",)})
    outcomes = run.publish_all(settings, database, [inside, changed])

    assert [(outcome.status, outcome.version) for outcome in outcomes] == [("published", 2), ("published", 2)]


def test_other_words_about_what_a_layer_refers_to_leave_it_alone(
    settings: Settings, database: Database, area: Dataset, inside: Dataset
) -> None:
    run.publish_all(settings, database, [inside, area])
    changed = area.model_copy(update={"lineage": Text("neu vermessen")})
    outcomes = run.publish_all(settings, database, [inside, changed])

    assert [(outcome.status, outcome.version) for outcome in outcomes] == [("revised", 2), ("unchanged", 1)]


def test_failing_layer_does_not_stop_the_others(
    settings: Settings, database: Database, area: Dataset, tmp_path: Path
) -> None:
    outcomes = run.publish_all(settings, database, [describe(tmp_path / "fehlt.csv"), area])
    by_id = {outcome.dataset: outcome for outcome in outcomes}

    assert (by_id["gebiet"].status, by_id["parkplaetze"].status) == ("published", "failed")
    assert isinstance(by_id["parkplaetze"].error, SourceError)


def test_layer_whose_reference_is_absent_fails_alone(settings: Settings, database: Database, inside: Dataset) -> None:
    outcome = run.publish_all(settings, database, [inside])[0]

    assert isinstance(outcome.error, RefusedError)
    assert "gebiet" in outcome.error.to("de")


def test_circle_is_a_wrong_definition(settings: Settings, database: Database, area: Dataset, inside: Dataset) -> None:
    circle = area.model_copy(update={"rules": (InsideRule(rule="inside", dataset="parkplaetze"),)})

    with pytest.raises(DefinitionError, match="im Kreis"):
        run.publish_all(settings, database, [inside, circle])


@pytest.mark.parametrize("choice", ["own file", "rollback", "withdrawal"])
def test_what_a_person_chose_stays(
    settings: Settings, database: Database, dataset: Dataset, tmp_path: Path, choice: str
) -> None:
    run.publish(settings, database, dataset)
    own = write(tmp_path, line(1, name="von Hand"), name="eigene.csv")
    run.publish(settings, database, dataset, own)
    if choice == "rollback":
        run.rollback(database, dataset.id)
    if choice == "withdrawal":
        run.withdraw(database, dataset.id)
    before = live_version(database)
    outcome = run.publish_all(settings, database, [dataset])[0]

    assert (outcome.status, live_version(database)) == ("kept", before)


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"visibility": "internal"}, id="layer"),
        pytest.param({"fields": FIELDS | {"name": {"visibility": "internal"}}}, id="field"),
    ],
)
def test_what_a_person_chose_is_withdrawn_when_it_shows_what_is_internal_now(
    settings: Settings, database: Database, source: Path, tmp_path: Path, changes: dict[str, Any]
) -> None:
    run.publish(settings, database, describe(source), write(tmp_path, line(1), name="eigene.csv"))
    outcome = run.publish_all(settings, database, [describe(source, **changes)])[0]

    assert (outcome.status, type(outcome.error), live_version(database)) == ("refused", RefusedError, None)


def test_force_overrides_what_a_person_chose(settings: Settings, database: Database, dataset: Dataset) -> None:
    run.publish(settings, database, dataset)
    run.withdraw(database, dataset.id)
    outcome = run.publish_all(settings, database, [dataset], force=True)[0]

    assert (outcome.status, live_version(database)) == ("published", 2)


def test_progress_tells_layers_and_records(settings: Settings, database: Database, dataset: Dataset) -> None:
    steps: list[Progress] = []
    run.publish_all(settings, database, [dataset], on_progress=steps.append)

    assert steps == [Progress("parkplaetze", 0, 0, 1), Progress("parkplaetze", 5, 0, 1)]
