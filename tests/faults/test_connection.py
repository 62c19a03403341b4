"""The publisher's connection to the database breaks between any two steps."""

from collections.abc import Callable
from typing import Any

from pipelines.database import Database
from tests.faults.conftest import Readers, kept_tables, sessions

EVERY = 6
"""Each how manieth boundary is tried; the commit always is."""


def test_lost_connection_is_told_and_changes_nothing(
    database: Database, readers: Readers, publish: Callable[..., dict[str, Any]]
) -> None:
    live = publish()
    tried = {*live["boundaries"][::EVERY], "before the commit"}
    outcomes = {at: publish(lose_at=at) for at in tried}
    failed = {at: told["error"] for at, told in outcomes.items() if told["status"] == "failed"}
    last = publish()

    assert len(failed) > len(tried) / 2
    assert "before the commit" in failed
    assert {told["status"] for told in outcomes.values()} <= {"failed", "published"}
    assert [said for said in failed.values() if "Datenbank" not in said] == []
    assert (last["status"], last["version"]) == ("published", live["version"] + 1 + len(tried) - len(failed))
    assert readers.wrong == []
    there, known = kept_tables(database)
    assert (there, sessions(database)) == (known, [])
