from pathlib import Path

from pipelines import run
from pipelines.compare.model import Counts
from pipelines.database import Database
from pipelines.definition import Dataset
from pipelines.settings import Settings
from tests.pipelines.samples import describe, line, live_version, write


def large(folder: Path) -> Dataset:
    return describe(write(folder, *map(line, range(100))), max_shrink=0.5)


def test_half_a_file_is_refused(settings: Settings, database: Database, tmp_path: Path) -> None:
    dataset = large(tmp_path)
    run.publish(settings, database, dataset)
    write(tmp_path, *map(line, range(49)))
    outcome = run.publish(settings, database, dataset)

    assert (outcome.status, live_version(database)) == ("refused", 1)
    assert outcome.error
    assert all(word in outcome.error.to("de") for word in ("49", "100", "50 % weniger", "--accept-shrink"))


def test_check_says_so_too(settings: Settings, database: Database, tmp_path: Path) -> None:
    dataset = large(tmp_path)
    run.publish(settings, database, dataset)
    write(tmp_path, line(1))

    assert run.check(settings, database, dataset).status == "refused"


def test_one_feature_is_counted_as_one(settings: Settings, database: Database, tmp_path: Path) -> None:
    dataset = large(tmp_path)
    run.publish(settings, database, dataset)
    write(tmp_path, line(1))
    outcome = run.check(settings, database, dataset)

    assert outcome.error
    assert "hat nur 1 Objekt, veröffentlicht sind 100" in outcome.error.to("de")
    assert "only 1 feature, 100 are live; at most 50% fewer" in outcome.error.to("en")


def test_other_features_in_the_same_number_are_no_shrinking(
    settings: Settings, database: Database, tmp_path: Path
) -> None:
    dataset = large(tmp_path)
    run.publish(settings, database, dataset)
    write(tmp_path, *map(line, range(100, 200)))

    outcome = run.publish(settings, database, dataset)

    assert outcome.status == "published"
    assert outcome.changes == Counts(added=100, changed=0, removed=100, unchanged=0)


def test_a_person_may_accept_it(settings: Settings, database: Database, tmp_path: Path) -> None:
    dataset = large(tmp_path)
    run.publish(settings, database, dataset)
    write(tmp_path, *map(line, range(49)))

    assert run.publish(settings, database, dataset, shrink=True).status == "published"


def test_some_features_may_go(settings: Settings, database: Database, tmp_path: Path) -> None:
    dataset = large(tmp_path)
    run.publish(settings, database, dataset)
    write(tmp_path, *map(line, range(50)))

    assert run.publish(settings, database, dataset).status == "published"
