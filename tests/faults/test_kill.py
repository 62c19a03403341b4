"""Publishers are killed at every boundary between two steps and at random moments, while others read."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pipelines.database import Database
from pipelines.settings import Settings
from tests.faults.conftest import Nursery, Readers, kept_tables, sessions
from tests.faults.layer import ID
from tests.server.serving import wait_until

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

    def is_killed(**order: Any) -> bool:
        """Whether the publisher died; somebody has read between this death and the one before."""
        read = readers.read
        killed: bool = publish(**order)["killed"]
        wait_until(lambda: readers.read > read or readers.wrong)
        return killed

    died = {at: is_killed(kill_at=at) for at in whole["boundaries"]}
    as_commands = {"tiles": "static", "own_reading": True}
    slow = publish(**as_commands)["seconds"]
    at_random = [is_killed(**as_commands, kill_after=moments.uniform(0, slow)) for _ in range(WHOLE)]
    while sum(died.values()) + sum(at_random) < KILLS:
        at_random.append(is_killed(kill_after=moments.uniform(0, seconds)))
    last = publish()

    assert len(died) > 40
    assert [at for at, happened in died.items() if not happened] == []
    assert (last["status"], last["error"]) == ("published", None)
    assert readers.wrong == []
    there, known = kept_tables(database)
    assert there == known
    wait_until(lambda: not sessions(database))  # the kernel and PostgreSQL need a moment to notice a death
    wait_until(lambda: not nursery.survivors())
    assert list(nursery.folder.iterdir()) == []
    assert _files(settings.home) == before


def _files(home: Path) -> set[str]:
    """Every file of the portal's home, versions counted and not named."""
    return {str(path.relative_to(home)) for path in home.rglob("*") if path.is_file() and ID not in path.parts}
