"""The report of a publication comes back from the database, page, table and all."""

from pathlib import Path

import pytest

from pipelines.database import Database
from pipelines.datasets import find, load_town
from pipelines.definition import Dataset
from pipelines.errors import UsageError
from pipelines.report import archive
from pipelines.report.model import Report
from pipelines.report.stored import read_stored
from pipelines.run import publish
from pipelines.settings import Settings
from tests.pipelines import samples


@pytest.fixture
def faulty(tmp_path: Path) -> Dataset:
    """Ten parking places, of which one has no number of places, and one lies elsewhere."""
    lines = [samples.line(number) for number in range(1, 9)]
    far = samples.line(10).replace(";9.11;", ";9.90;")
    source = samples.write(tmp_path, *lines, samples.line(9, "=Böse()", "viele"), far)
    return samples.describe(source, max_refused=0.5, fields=samples.FIELDS | {"plaetze": {"type": "integer"}})


def test_what_was_reported_is_what_comes_back(settings: Settings, database: Database, faulty: Dataset) -> None:
    outcome = publish(settings, database, faulty)
    with database.publisher.connect() as connection:
        stored = read_stored(connection, load_town(settings), "parkplaetze")
        findings = list(stored.findings())

    assert outcome.report is not None
    assert stored.version == 1
    assert stored.report.to_json() == outcome.report.to_json()
    assert Report.from_json(stored.report.to_json()) == stored.report
    assert {(each.record, each.rule) for each in findings} >= {(9, "integer"), (10, "outside-town")}


def test_page_and_table_lie_in_the_archive(settings: Settings, database: Database, faulty: Dataset) -> None:
    publish(settings, database, faulty)

    path = archive.store_publication(settings, database, "parkplaetze", 1, "de")

    assert path == settings.home / "reports" / "parkplaetze" / "v1.html"
    assert 'href="v1.csv"' in path.read_text(encoding="utf-8")
    listing = path.with_suffix(".csv").read_text(encoding="utf-8-sig")
    assert "'=Böse()" not in listing  # the name is not what is wrong with the record
    assert len(listing.splitlines()) == 1 + 2
    assert sorted(each.name for each in path.parent.iterdir()) == ["v1.csv", "v1.html"]


def test_the_border_lies_under_the_findings(settings: Settings, database: Database, faulty: Dataset) -> None:
    publish(settings, database, find(settings, "stadtgrenze"))
    publish(settings, database, faulty)
    with database.publisher.connect() as connection:
        html = read_stored(connection, load_town(settings), "parkplaetze").page("de")

    (border,) = [line for line in html.splitlines() if 'class="land"' in line]
    assert border.count("L") > 20
    assert html.count('class="mark"') >= 1


@pytest.mark.parametrize("visibility", ["public", "internal"])
def test_no_canary_sings(settings: Settings, database: Database, faulty: Dataset, visibility: str) -> None:
    rules = [
        {"rule": "condition", "where": "melder <> melder", "action": "warn"},
        {"rule": "unique", "fields": ["melder"], "action": "warn"},
    ]
    fields = samples.FIELDS | {
        "melder": {"visibility": "internal", "unique": True, "on_error": "clear", "pattern": "x"}
    }
    changed = Dataset.model_validate(faulty.model_dump() | {"fields": fields, "rules": rules, "visibility": visibility})
    changed = changed.model_copy(update={"source": faulty.source})
    publish(settings, database, changed)

    path = archive.store_publication(settings, database, "parkplaetze", 1, "de")

    for written in (path.read_text(encoding="utf-8"), path.with_suffix(".csv").read_text(encoding="utf-8")):
        assert "melder" in written
        assert samples.CANARY not in written
        assert ("P9" in written or "48.69" in written or "48,69" in written) == (visibility == "public")


def test_a_publication_that_never_was_has_no_report(settings: Settings, database: Database, faulty: Dataset) -> None:
    publish(settings, database, faulty)
    with database.publisher.connect() as connection:
        with pytest.raises(UsageError, match="keine Fassung 7") as caught:
            read_stored(connection, load_town(settings), "parkplaetze", 7)
        with pytest.raises(UsageError, match="noch nie"):
            read_stored(connection, load_town(settings), "schulen")

    assert caught.value.hint is not None
    assert caught.value.hint.de == "Vorhanden: 1."


def test_only_the_newest_checks_are_kept(tmp_path: Path) -> None:
    for second in range(30):
        archive.store(tmp_path, f"check-20261125T1900{second:02}", "<html>", [], internal=False)
    archive.store(tmp_path, "v1", "<html>", [], internal=False)

    kept = sorted(path.name for path in tmp_path.iterdir())

    assert len(kept) == 2 * archive.KEPT_CHECKS + 2
    assert kept[0] == "check-20261125T190010.csv"
    assert kept[-1] == "v1.html"
