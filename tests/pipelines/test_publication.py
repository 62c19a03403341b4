from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from pipelines import run
from pipelines.database import Database
from pipelines.definition import Dataset
from pipelines.errors import DefinitionError
from pipelines.publication import Publication, live_publications, live_stamp, live_state, snapshot_of
from pipelines.settings import Settings

FIELDS: dict[str, Any] = {
    "nummer": None,
    "zustand": {"codes": {"values": {"z": "zuerst", "a": "danach", "m": "zuletzt"}}},
    "name": None,
    "art": None,
}


def describe(folder: Path, **changes: Any) -> Dataset:
    source = folder / "pegel.csv"
    source.write_text("nummer,zustand,name,art,x,y\n7,z,Körsch,A,510000,5392000\n", encoding="utf-8")
    plain = {
        "id": "pegel",
        "title": "Pegel",
        "description": "Pegel an Bächen",
        "group": "umwelt",
        "source": {"path": source, "crs": "EPSG:25832", "x": "x", "y": "y"},
        "geometry": "Point",
        "key": "nummer",
        "fields": FIELDS,
    }
    return Dataset.model_validate(plain | changes)


def published(settings: Settings, database: Database, dataset: Dataset) -> Publication:
    run.publish(settings, database, dataset)
    with database.reader.connect() as connection:
        return live_publications(connection)[0]


def test_reader_sees_what_was_published(settings: Settings, database: Database, tmp_path: Path) -> None:
    found = published(settings, database, describe(tmp_path))

    assert (found.dataset.id, found.version, found.count) == ("pegel", 1, 1)
    assert found.bbox == pytest.approx((9.1363, 48.6815, 9.1363, 48.6815), abs=1e-3)
    assert datetime.now(UTC) - found.checked_at < timedelta(minutes=5)


def test_fields_and_codes_keep_their_order(settings: Settings, database: Database, tmp_path: Path) -> None:
    fields = published(settings, database, describe(tmp_path)).dataset.fields
    codes = fields["zustand"].codes

    assert codes is not None
    assert (list(fields), list(codes.values)) == (list(FIELDS), ["z", "a", "m"])


def test_style_is_that_of_the_publication(settings: Settings, database: Database, tmp_path: Path) -> None:
    assert [layer["id"] for layer in published(settings, database, describe(tmp_path)).style] == ["pegel-punkt"]


def test_declared_date_is_the_datenstand(settings: Settings, database: Database, tmp_path: Path) -> None:
    dataset = describe(tmp_path, data_date="2023-10-31")

    assert published(settings, database, dataset).data_date == date(2023, 10, 31)


def test_date_of_the_file_is_the_datenstand_otherwise(settings: Settings, database: Database, tmp_path: Path) -> None:
    assert published(settings, database, describe(tmp_path)).data_date == datetime.now(UTC).date()


def test_nothing_is_live_in_an_empty_portal(database: Database) -> None:
    with database.publisher.connect() as connection:
        assert (live_publications(connection), live_stamp(connection, "pegel")) == ((), None)


def test_state_of_an_empty_portal_is_a_text(database: Database) -> None:
    with database.reader.connect() as connection:
        assert live_state(connection)


SPOIL = """UPDATE portal.publication SET definition = '{"colour": 1}', public_definition = '{"colour": 1}'"""


def test_snapshot_of_another_release_takes_no_other_layer_down(
    settings: Settings, database: Database, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    published(settings, database, describe(tmp_path))
    with database.publisher.begin() as connection:
        connection.execute(text(SPOIL))
    other = describe(tmp_path).model_copy(update={"id": "brunnen"})
    run.publish(settings, database, other)

    with database.reader.connect() as connection:
        assert [each.dataset.id for each in live_publications(connection)] == ["brunnen"]
    assert "pegel_v1" in caplog.text


def test_snapshot_of_another_release_is_mended_by_publishing_again(
    settings: Settings, database: Database, tmp_path: Path
) -> None:
    published(settings, database, describe(tmp_path))
    with database.publisher.begin() as connection:
        connection.execute(text(SPOIL))
    run.publish(settings, database, describe(tmp_path), force=True)

    with database.reader.connect() as connection:
        assert [each.version for each in live_publications(connection)] == [2]


def test_snapshot_of_another_release_is_named(settings: Settings, database: Database, tmp_path: Path) -> None:
    published(settings, database, describe(tmp_path))
    with database.publisher.begin() as connection:
        connection.execute(text(SPOIL))

        with pytest.raises(DefinitionError, match="pegel_v1"):
            snapshot_of(connection, "pegel", 1)


def test_source_is_remembered_without_its_folder(settings: Settings, database: Database, tmp_path: Path) -> None:
    published(settings, database, describe(tmp_path))
    with database.publisher.connect() as connection:
        stamp = live_stamp(connection, "pegel")

    assert stamp is not None
    assert (stamp.source["crs"], stamp.source["given"]) == ("EPSG:25832", False)
    assert str(tmp_path) not in str(stamp.source)
