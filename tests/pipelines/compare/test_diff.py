"""What a new file would change, on a real database."""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text

from pipelines import run
from pipelines.compare.diff import diff
from pipelines.compare.model import Changes, Counts, FeatureChange, FieldChange
from pipelines.compare.printing import print_changes
from pipelines.database import Database
from pipelines.definition import Dataset
from pipelines.settings import Settings
from tests.pipelines.samples import CANARY, FIELDS, describe, line, tables, write

METRE = 1 / 111_200
"""A metre as degrees of latitude."""


def moved(number: int, metres: float) -> str:
    return line(number).replace("48.69", f"{48.69 + metres * METRE:.8f}")


def by_id(changes: Changes) -> dict[str, FeatureChange]:
    return {change.feature: change for change in changes.first}


@pytest.fixture
def changed(settings: Settings, database: Database, dataset: Dataset, tmp_path: Path) -> Changes:
    """Five parking places are live; the file has one removed, one added, one renamed, one moved, one as it was."""
    run.publish(settings, database, dataset)
    write(tmp_path, line(1), line(2, name="Maiergasse"), moved(3, 25), line(4), line(9))
    return diff(settings, database, dataset).changes


def test_features_are_counted_by_what_becomes_of_them(changed: Changes) -> None:
    assert changed.counts == Counts(added=1, changed=2, removed=1, unchanged=2)
    assert {change.feature: change.change for change in changed.first} == {
        "P9": "added",
        "P2": "changed",
        "P3": "changed",
        "P5": "removed",
    }


def test_changed_value_is_told_old_and_new(changed: Changes) -> None:
    assert by_id(changed)["P2"].fields == (FieldChange("name", "Neuer Markt", "Maiergasse"),)
    assert by_id(changed)["P2"].moved is None


def test_moved_feature_tells_the_metres(changed: Changes) -> None:
    assert by_id(changed)["P3"].fields == ()
    assert by_id(changed)["P3"].moved == pytest.approx(25, abs=0.1)


def test_what_came_and_went_lies_where_it_is(changed: Changes) -> None:
    assert by_id(changed)["P9"].position == pytest.approx((9.109, 48.69), abs=1e-6)
    assert by_id(changed)["P5"].position == pytest.approx((9.105, 48.69), abs=1e-6)


def test_nothing_is_written(changed: Changes, database: Database) -> None:
    with database.publisher.connect() as connection:
        assert tables(connection) == {"parkplaetze_v1"}
        assert connection.scalar(text("SELECT count(*) FROM portal.publication")) == 1


def test_terminal_shows_the_changes(
    changed: Changes, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    print_changes(changed)
    shown = capsys.readouterr().out

    assert "name: Neuer Markt → Maiergasse" in shown
    assert f"Lage: {by_id(changed)['P3'].moved:.2f} m".replace(".", ",") in shown


def test_geojson_holds_every_difference(
    settings: Settings, database: Database, dataset: Dataset, tmp_path: Path
) -> None:
    run.publish(settings, database, dataset)
    write(tmp_path, *(line(number) for number in range(2, 300)), moved(1, 5))
    target = tmp_path / "changes.geojson"
    changes = diff(settings, database, dataset, geojson=target).changes
    features = {feature["id"]: feature for feature in json.loads(target.read_text())["features"]}

    assert (len(features), changes.counts.added, len(changes.first)) == (295, 294, 101)
    assert features["P1"]["properties"]["change"] == "changed"
    assert features["P1"]["geometry"]["coordinates"] != features["P1"]["before"]["coordinates"]


def test_values_of_internal_fields_appear_nowhere(
    settings: Settings, database: Database, dataset: Dataset, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run.publish(settings, database, dataset)
    write(tmp_path, *(line(number).replace("-intern", "-anders") for number in range(1, 6)), line(7))
    target = tmp_path / "changes.geojson"
    changes = diff(settings, database, dataset, geojson=target).changes
    print_changes(changes)

    assert changes.counts == Counts(added=1, changed=5, removed=0, unchanged=0)
    assert by_id(changes)["P1"].fields == (FieldChange("melder", None, None),)
    assert CANARY not in target.read_text() + json.dumps(changes.to_json()) + capsys.readouterr().out


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"visibility": "internal"}, id="now"),
        pytest.param({}, id="then"),
    ],
)
def test_places_of_internal_layers_are_not_told(
    settings: Settings, database: Database, source: Path, changes: dict[str, Any]
) -> None:
    run.publish(settings, database, describe(source, visibility="public" if changes else "internal"))
    write(source.parent, line(1, name="anders"))
    found = diff(settings, database, describe(source, **changes)).changes

    assert {(each.position, each.before, each.after) for each in found.first} == {(None, None, None)}
    assert {field.after for each in found.first for field in each.fields} == {None}


def test_columns_that_came_and_went_are_named_and_the_others_compared(
    settings: Settings, database: Database, source: Path
) -> None:
    run.publish(settings, database, describe(source))
    write(source.parent, line(1), line(2, plaetze=13), *map(line, range(3, 6)))
    fields = {"nummer": None, "plaetze": None, "hinweis": "bemerkung"}
    changes = diff(settings, database, describe(source, fields=fields)).changes

    assert (changes.fields_added, changes.fields_removed) == (("hinweis",), ("name", "melder"))
    assert changes.counts == Counts(added=0, changed=1, removed=0, unchanged=4)
    assert by_id(changes)["P2"].fields == (FieldChange("plaetze", 12, "13"),)


def test_everything_is_new_where_nothing_is_live(settings: Settings, database: Database, dataset: Dataset) -> None:
    changes = diff(settings, database, dataset).changes

    assert (changes.version, changes.counts) == (None, Counts(5, 0, 0, 0))


def test_areas_tell_how_far_they_reach_and_grow(settings: Settings, database: Database, tmp_path: Path) -> None:
    def area(width: int) -> None:
        ring = f"510000 5390000,{510000 + width} 5390000,{510000 + width} 5390100,510000 5390100,510000 5390000"
        (tmp_path / "gebiet.csv").write_text(f'nummer;flaeche\n1;"POLYGON(({ring}))"\n', encoding="utf-8")

    source = {"path": tmp_path / "gebiet.csv", "delimiter": ";", "crs": "EPSG:25832", "wkt": "flaeche"}
    plain = {"id": "gebiet", "title": "Gebiet", "description": "–", "group": "stadt", "geometry": "Polygon"}
    dataset = Dataset.model_validate(plain | {"source": source, "key": "nummer", "fields": {"nummer": None}})
    area(100)
    run.publish(settings, database, dataset)
    area(130)
    (change,) = diff(settings, database, dataset).changes.first

    assert (change.moved, change.size_before, change.size_after) == (30, 10_000, 13_000)


def test_publication_notes_what_it_changed(
    settings: Settings, database: Database, dataset: Dataset, tmp_path: Path
) -> None:
    run.publish(settings, database, dataset)
    write(tmp_path, line(1), line(2, name="Maiergasse"), line(9))
    run.publish(settings, database, dataset)

    with database.publisher.connect() as connection:
        counts = connection.scalars(text("SELECT changes FROM portal.publication ORDER BY version")).all()
        noted = connection.execute(text("SELECT version, feature, change FROM portal.feature_change ORDER BY feature"))
        assert [tuple(row) for row in noted] == [
            (2, "P2", "changed"),
            (2, "P3", "removed"),
            (2, "P4", "removed"),
            (2, "P5", "removed"),
            (2, "P9", "added"),
        ]
    assert counts == [None, {"added": 1, "changed": 1, "removed": 3, "unchanged": 1}]


def test_fields_may_be_called_like_parts_of_the_statement(settings: Settings, database: Database, source: Path) -> None:
    fields = FIELDS | dict.fromkeys(("feature", "change", "place", "_old"[1:], "new", "before"), "bemerkung")
    dataset = describe(source, fields=fields)
    run.publish(settings, database, dataset)
    write(source.parent, line(1, name="anders"))

    assert by_id(diff(settings, database, dataset).changes)["P1"].fields[0].field == "name"


def test_many_features_are_compared_by_the_database(
    settings: Settings, database: Database, dataset: Dataset, tmp_path: Path
) -> None:
    def write_many(places: int) -> None:
        write(
            tmp_path, *(line(number % 100, plaetze=places).replace("P", f"P{number}-", 1) for number in range(10_000))
        )

    write_many(12)
    run.publish(settings, database, dataset)
    write_many(13)
    asked: list[str] = []
    event.listen(database.publisher, "before_cursor_execute", lambda *call: asked.append(call[2]))
    changes = diff(settings, database, dataset).changes

    assert changes.counts.changed == 10_000
    assert len(asked) < 100
