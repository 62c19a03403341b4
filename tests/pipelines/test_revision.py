"""Other words, another style: a version of its own that shows the features that are there."""

import json
import threading
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from pipelines import run
from pipelines.database import Database
from pipelines.definition import Dataset
from pipelines.publication import history, live_publications
from pipelines.publishing import identity as hashes
from pipelines.settings import Settings
from server.layers import Layers
from server.query import parse
from tests.pipelines.samples import FIELDS, describe, line, names_shown, tables, write

THIN = [{"id": "parkplaetze-punkt", "type": "circle", "paint": {"circle-radius": 3}}]


def styled(settings: Settings, folder: Path) -> Settings:
    (folder / "parkplaetze.json").write_text(json.dumps(THIN), encoding="utf-8")
    return settings.model_copy(update={"styles": (folder,)})


def shown(database: Database) -> tuple[str, int, int]:
    """Title, version and version of the features of what is live."""
    with database.reader.connect() as connection:
        (live,) = live_publications(connection)
    return live.dataset.title.de, live.version, live.features


def test_readers_see_the_new_title_on_the_old_features(settings: Settings, database: Database, source: Path) -> None:
    run.publish(settings, database, describe(source))
    run.publish(settings, database, describe(source, title="Parken"))

    assert shown(database) == ("Parken", 2, 1)
    assert names_shown(database) == ["Neuer Markt"] * 5
    page = Layers(database.reader).page("parkplaetze", lambda dataset: parse([], dataset))
    layer = page.wanted.layer
    assert (layer.version, layer.dataset.title.de, page.matched) == (2, "Parken", 5)


def test_changed_style_is_a_revision(settings: Settings, database: Database, dataset: Dataset, tmp_path: Path) -> None:
    run.publish(settings, database, dataset)
    outcome = run.publish(styled(settings, tmp_path), database, dataset)

    with database.reader.connect() as connection:
        assert list(live_publications(connection)[0].style) == THIN
    assert outcome.status == "revised"


def test_rollback_brings_words_and_style_back(
    settings: Settings, database: Database, source: Path, tmp_path: Path
) -> None:
    run.publish(settings, database, describe(source))
    with database.reader.connect() as connection:
        style = live_publications(connection)[0].style
    run.publish(styled(settings, tmp_path), database, describe(source, title="Parken"))
    run.rollback(database, "parkplaetze")

    with database.reader.connect() as connection:
        assert live_publications(connection)[0].style == style
    assert shown(database) == ("Parkplätze", 1, 1)


def test_rollback_across_data_goes_to_the_revision(settings: Settings, database: Database, source: Path) -> None:
    run.publish(settings, database, describe(source))
    run.publish(settings, database, describe(source, title="Parken"))
    write(source.parent, line(1, name="neu"))
    run.publish(settings, database, describe(source, title="Parken"))
    run.rollback(database, "parkplaetze")

    assert shown(database) == ("Parken", 2, 1)
    assert names_shown(database) == ["Neuer Markt"] * 5


def test_revision_of_a_revision_shows_the_first_table(settings: Settings, database: Database, source: Path) -> None:
    for title in ("Parkplätze", "Parken", "Stellplätze"):
        run.publish(settings, database, describe(source, title=title))

    assert shown(database) == ("Stellplätze", 3, 1)


def test_data_after_a_revision_get_a_table_of_their_own_number(
    settings: Settings, database: Database, source: Path
) -> None:
    run.publish(settings, database, describe(source))
    run.publish(settings, database, describe(source, title="Parken"))
    write(source.parent, line(1), line(2, name="anders"))
    run.publish(settings, database, describe(source, title="Parken"))

    with database.publisher.connect() as connection:
        assert tables(connection) == {"parkplaetze_v1", "parkplaetze_v3"}
        newest = history(connection, "parkplaetze")[0]
    assert (newest.kind, newest.changes) == ("features", {"added": 0, "changed": 1, "removed": 3, "unchanged": 1})


def test_renamed_file_of_the_same_content_is_no_new_data(settings: Settings, database: Database, source: Path) -> None:
    run.publish(settings, database, describe(source))
    renamed = source.rename(source.with_name("parken_2026.csv"))

    assert run.publish(settings, database, describe(renamed)).status == "revised"


def test_dry_run_of_a_revision_writes_nothing(settings: Settings, database: Database, source: Path) -> None:
    run.publish(settings, database, describe(source))
    outcome = run.publish(settings, database, describe(source, title="Parken"), dry_run=True)

    assert (outcome.status, outcome.version) == ("checked", 1)
    assert shown(database) == ("Parkplätze", 1, 1)


def test_mended_stage_publishes_the_same_file(
    settings: Settings, database: Database, dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    run.publish(settings, database, dataset)
    monkeypatch.setattr(hashes, "PIPELINE_VERSION", hashes.PIPELINE_VERSION + 1)
    outcome = run.publish(settings, database, dataset)

    with database.publisher.connect() as connection:
        changes = history(connection, dataset.id)[0].changes
    assert (outcome.status, outcome.version) == ("published", 2)
    assert changes == {"added": 0, "changed": 0, "removed": 0, "unchanged": 5}


def test_corrected_rule_publishes_the_same_file(settings: Settings, database: Database, source: Path) -> None:
    run.publish(settings, database, describe(source))
    strict = FIELDS | {"plaetze": {"type": "integer", "range": [0, 500]}}

    assert run.publish(settings, database, describe(source, fields=strict)).status == "published"


def test_versions_of_an_older_release_are_loaded_once_more(
    settings: Settings, database: Database, dataset: Dataset
) -> None:
    run.publish(settings, database, dataset)
    with database.publisher.begin() as connection:
        connection.execute(text("UPDATE portal.publication SET content = NULL, identity = 'old'"))

    assert run.publish(settings, database, dataset).status == "published"


def test_readers_meet_no_mixture_while_columns_come_and_go(
    settings: Settings, database: Database, tmp_path: Path
) -> None:
    """Each version has one name in all features and its own columns; every page must be of one version."""
    full = FIELDS | {"bemerkung": None}
    states: list[tuple[str, dict[str, Any]]] = [
        ("eins", FIELDS),
        ("zwei", full),
        ("drei", {"nummer": None, "name": None}),
        ("vier", full),
    ]
    columns = {name: {*(key for key in fields if key != "melder")} for name, fields in states}
    layers, failures, pages, stop = Layers(database.reader), list[object](), list[str](), threading.Event()

    def publish(name: str, fields: dict[str, Any]) -> None:
        source = write(tmp_path, *(line(number, name=name) for number in range(50)))
        run.publish(settings, database, describe(source, fields=fields))

    def read() -> None:
        while not stop.is_set():
            try:
                page = layers.page("parkplaetze", lambda dataset: parse([("limit", "50")], dataset))
                found = [each["properties"] for each in json.loads(b"[%b]" % page.features)]
                (name,) = {each["name"] for each in found}
                assert {frozenset(each) for each in found} == {frozenset(columns[name])}
                assert len(found) == 50
                pages.append(name)
            except Exception as error:  # noqa: BLE001 - whatever a reader meets is what this test is about
                failures.append(error)

    publish(*states[0])
    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for name, fields in states[1:]:
        publish(name, fields)
    for version in (1, 2, 3, 4):
        if version != 4:
            run.rollback(database, "parkplaetze", version)
    stop.set()
    for reader in readers:
        reader.join()

    assert failures == []
    assert {"eins", "zwei", "drei"} <= set(pages)
