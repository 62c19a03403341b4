"""A warm process that forks publishers and lets them die: one order per line comes in, one answer per line goes out.

A new interpreter takes more than a second to load what a publication needs, a fork some milliseconds. The fault is
brought in from outside, by Python's own monitoring: the portal has no code for it.
"""

import json
import os
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType
from typing import Any

import psycopg

from pipelines import run
from pipelines.database import access, connected
from pipelines.definition import Dataset
from pipelines.failure import explain
from pipelines.publishing import attempt, making
from pipelines.reading import nursery
from pipelines.settings import ROOT, read_settings

WARM = (attempt, making)
"""Loaded before the fork, where the portal itself loads them only when a source has changed."""

TOLD_IN = (
    "publishing/attempt",
    "publishing/companions",
    "publishing/load",
    "publishing/making",
    "publishing/release",
    "run",
    "publishing/task",
    "publishing/tidying",
    "artefacts/make",
    "artefacts/store",
    "stages/chain",
)

STORY = tuple(str(ROOT / "pipelines" / f"{name}.py") for name in TOLD_IN)
"""Files that tell how a publication goes; every call that they make is a boundary."""

PACKAGE = str(ROOT / "pipelines")

COMMIT = "do_commit"
"""SQLAlchemy's function that ends a transaction for good."""

TOOL = 4
"""A number that no debugger or profiler takes."""

EVENTS = sys.monitoring.events


@dataclass
class Boundaries:
    """Notes the boundaries between the steps of a publication, and does something at one of them."""

    at: str | None = None
    then: Callable[[], object] = lambda: None
    seen: dict[str, None] = field(default_factory=dict)

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Look at what is called inside the ``with`` block, by Python's own monitoring (PEP 669)."""
        sys.monitoring.use_tool_id(TOOL, "faults")
        sys.monitoring.register_callback(TOOL, EVENTS.PY_START, self._started)
        sys.monitoring.register_callback(TOOL, EVENTS.PY_RETURN, self._returned)
        sys.monitoring.set_events(TOOL, EVENTS.PY_START | EVENTS.PY_RETURN)
        try:
            yield
        finally:
            sys.monitoring.free_tool_id(TOOL)

    def _started(self, code: CodeType, _: int) -> object:
        if code.co_name == COMMIT:
            return self._meet("before the commit")
        if not code.co_filename.startswith(PACKAGE) or code.co_name.startswith("<"):
            return sys.monitoring.DISABLE
        called_by = sys._getframe(2).f_code  # noqa: SLF001 - this one was called by Python, that one by the story
        return self._meet(code.co_qualname) if called_by.co_filename in STORY else None

    def _returned(self, code: CodeType, *_: object) -> object:
        return self._meet("after the commit") if code.co_name == COMMIT else sys.monitoring.DISABLE

    def _meet(self, name: str) -> object:
        """Each boundary counts the first time that it is met."""
        if name not in self.seen:
            self.seen[name] = None
            if name == self.at:
                self.then()
        return None


def publish(order: dict[str, Any], boundaries: Boundaries) -> dict[str, Any]:
    """Publish as the command does; returns what people are told."""
    settings = read_settings()
    try:
        with connected(settings) as database, boundaries.watched():
            outcome = run.publish(settings, database, Dataset.model_validate(order["definition"]))
    except Exception as error:  # noqa: BLE001 - as the command line does
        return {"status": "failed", "error": explain(error, settings).to("de")}
    said = outcome.error.to("de") if outcome.error else None
    return {"status": outcome.status, "version": outcome.version, "error": said}


def die() -> None:
    """End without any chance to clean up, as the kernel does when memory is short."""
    os.kill(os.getpid(), signal.SIGKILL)


def lose_connection() -> None:
    """End the publisher's sessions in the database, as an administrator or a restart does."""
    dsn = access(read_settings()).publisher
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute(LOSE)


LOSE = """
    SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
    WHERE usename = current_user AND datname = current_database() AND pid <> pg_backend_pid()
"""


def share_reading_process() -> None:
    """Let the forked publisher use its parent's warm reading process, unless it shall start its own."""
    for inherited in nursery.nurseries:
        inherited.owner = os.getpid()


def child(order: dict[str, Any], answer: int) -> None:
    if not order.get("own_reading"):
        share_reading_process()
    if limit := order.get("file_limit"):
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    lost = order.get("lose_at")
    boundaries = Boundaries(lost, lose_connection) if lost else Boundaries(order.get("kill_at"), die)
    told = publish(order, boundaries) | {"boundaries": list(boundaries.seen)}
    with os.fdopen(answer, "w") as pipe:
        pipe.write(json.dumps(told))


def serve(order: dict[str, Any]) -> dict[str, Any]:
    """Fork a publisher, kill it after ``kill_after`` seconds if that is said, and tell how it ended."""
    reading, writing = os.pipe()
    start = time.monotonic()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        try:
            child(order, writing)
        finally:
            os._exit(0)
    os.close(writing)
    if "kill_after" in order:
        time.sleep(order["kill_after"])
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    with os.fdopen(reading) as pipe:
        told = pipe.read()
    _, status = os.waitpid(pid, 0)
    killed = os.WIFSIGNALED(status)
    return {"killed": killed, "seconds": time.monotonic() - start} | (json.loads(told) if told and not killed else {})


def main() -> None:
    """Answer orders until there are no more."""
    nursery.warm_up()
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    for line in sys.stdin:
        answers.write(json.dumps(serve(json.loads(line))) + "\n")
        answers.flush()


if __name__ == "__main__":
    Path(os.environ["TMPDIR"]).mkdir(exist_ok=True)
    main()
