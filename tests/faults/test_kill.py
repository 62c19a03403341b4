"""Publishers are killed at every boundary between two steps and at random moments, while others read."""

import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pipelines.database import Database
from pipelines.settings import Settings
from tests.faults.conftest import Nursery, Readers, kept_tables, sessions
from tests.faults.layer import ID

KILLS = 105
"""How many publishers die in one run, at least."""

WHOLE = 8
"""How many of them start their own reading process and the tiler, as commands do; the others share a warm one."""


def test_killed_publishers_leave_nothing_and_readers_notice_nothing(
    settings: Settings,
    database: Database,
    nursery: Nursery,
    readers: Readers,
    publish: Callable[..., dict[str, Any]],
) -> None:
    whole = publish()
    before = _files(settings.home)
    moments, seconds = random.Random(4), whole["seconds"]

    died = {at: publish(kill_at=at)["killed"] for at in whole["boundaries"]}
    as_commands = {"tiles": "static", "own_reading": True}
    slow = publish(**as_commands)["seconds"]
    at_random = [publish(**as_commands, kill_after=moments.uniform(0, slow))["killed"] for _ in range(WHOLE)]
    while sum(died.values()) + sum(at_random) < KILLS:
        at_random.append(publish(kill_after=moments.uniform(0, seconds))["killed"])
    read_meanwhile = readers.read
    last = publish()

    assert len(died) > 40
    assert [at for at, happened in died.items() if not happened] == []
    assert (last["status"], last["error"]) == ("published", None)
    assert read_meanwhile > 2 * KILLS
    assert readers.wrong == []
    there, known = kept_tables(database)
    assert there == known
    _wait_until(lambda: not sessions(database))
    _wait_until(lambda: not nursery.survivors())
    assert sessions(database) == []
    assert nursery.survivors() == []
    assert list(nursery.folder.iterdir()) == []
    assert _files(settings.home) == before


def _files(home: Path) -> set[str]:
    """Every file of the portal's home, versions counted and not named."""
    return {str(path.relative_to(home)) for path in home.rglob("*") if path.is_file() and ID not in path.parts}


def _wait_until(condition: Callable[[], bool]) -> None:
    """Give the kernel and PostgreSQL a moment to notice that somebody has died."""
    end = time.monotonic() + 10
    while not condition() and time.monotonic() < end:
        time.sleep(0.05)
