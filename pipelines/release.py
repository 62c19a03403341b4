"""The write side of publications: record a version, make it live, bring one back, drop old ones.

Every function works in its caller's transaction, which holds the layer's lock.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

from psycopg.errors import LockNotAvailable
from psycopg.sql import SQL, Identifier
from sqlalchemy import Connection, delete, func, insert, select, text, update
from sqlalchemy.dialects.postgresql import insert as upsert

from pipelines import portal, view
from pipelines.definition import Dataset
from pipelines.errors import DefinitionError, RefusedError, UsageError
from pipelines.identity import snapshot
from pipelines.load import Loaded, driver
from pipelines.lock import actor
from pipelines.publication import Entry, history, snapshot_of
from pipelines.reading.fetch import Located
from pipelines.report.finding import Finding
from pipelines.report.model import Report
from pipelines.report.tally import Tally
from pipelines.style import Style
from pipelines.tables import public_columns, table_name
from pipelines.text import Text

GRACE = timedelta(minutes=10)
"""How long a replaced version stays readable: longer than any statement of the reader may run."""


@dataclass(frozen=True)
class Origin:
    """Where a version's features came from; ``given`` means that a person named the file at publication."""

    located: Located
    crs: str | None
    given: bool

    def to_json(self) -> dict[str, Any]:
        """Return what is kept about the source: no path, only a name."""
        modified = self.located.modified
        return {
            "name": self.located.name,
            "sha256": self.located.sha256,
            "size": self.located.size,
            "modified": modified.isoformat() if modified else None,
            "crs": self.crs,
            "given": self.given,
        }


@dataclass(frozen=True)
class Release:
    """Everything that is recorded about a new version."""

    dataset: Dataset
    version: int
    identity: str
    style: Style
    origin: Origin
    loaded: Loaded
    report: Report

    @property
    def data_date(self) -> date | None:
        """The Datenstand: as declared, else the day on which the source was last changed."""
        modified = self.origin.located.modified
        return self.dataset.data_date or (modified.date() if modified else None)


def next_version(connection: Connection, dataset_id: str) -> int:
    """Return the number of the next version; numbers are never given twice."""
    table = portal.publication
    newest = connection.scalar(select(func.max(table.c.version)).where(table.c.dataset == dataset_id))
    return (newest or 0) + 1


def record(connection: Connection, release: Release, tally: Tally) -> None:
    """Write the version's row and its findings."""
    now = datetime.now(UTC)
    connection.execute(
        insert(portal.publication).values(
            dataset=release.dataset.id,
            version=release.version,
            identity=release.identity,
            features=release.version,
            definition=snapshot(release.dataset),
            replaced=_live_version(connection, release.dataset.id),
            public_definition=_public_snapshot(release),
            style=list(release.style),
            source=release.origin.to_json(),
            data_date=release.data_date,
            actor=actor(),
            started_at=tally.started_at,
            finished_at=now,
            checked_at=now,
            records_read=release.report.read,
            records_loaded=release.report.loaded,
            records_refused=release.report.refused,
            records_left_out=release.report.left_out,
            bbox=release.loaded.bbox,
            report=release.report.to_json(),
        )
    )
    _record_findings(connection, release, tally.findings())


def go_live(connection: Connection, dataset: Dataset, version: int) -> None:
    """Make ``version`` the one that the server, QGIS and everybody else see once the transaction commits."""
    before = _live_version(connection, dataset.id)
    if before and _narrows(connection, dataset, before):
        view.revoke(connection, dataset.id)
    row = upsert(portal.live).values(dataset=dataset.id, version=version)
    changed = {"version": version, "since": func.now()}
    connection.execute(row.on_conflict_do_update(index_elements=["dataset"], set_=changed))
    view.show(connection, dataset, version)


def confirm(connection: Connection, dataset_id: str, version: int) -> None:
    """Note that the source came again and nothing in it is new."""
    table = portal.publication
    of_version = (table.c.dataset == dataset_id) & (table.c.version == version)
    connection.execute(update(table).where(of_version).values(checked_at=datetime.now(UTC)))


def roll_back(connection: Connection, dataset_id: str, version: int | None, today: Dataset | None) -> int:
    """Make a kept version live again, by default the one that was live before, with its own definition and style.

    Raises UsageError when there is no such version, RefusedError when it shows what is internal ``today``.
    """
    kept = [entry for entry in history(connection, dataset_id) if entry.kept]
    target = _target(dataset_id, kept, _replaced(connection, dataset_id, kept) if version is None else version)
    if today and shows_internal(connection, today, target):
        raise RefusedError(
            Text(
                f"{dataset_id}: Fassung {target} zeigt, was heute intern ist.",
                f"{dataset_id}: version {target} shows what is internal today.",
            ),
            Text("Die Datei noch einmal veröffentlichen.", "Publish the file again."),
        )
    go_live(connection, snapshot_of(connection, dataset_id, target), target)
    return target


def take_down(connection: Connection, dataset_id: str) -> None:
    """Take a layer off the map. Its versions stay for a rollback. Raises UsageError when it is not published."""
    if _live_version(connection, dataset_id) is None:
        raise UsageError(_not_published(dataset_id))
    connection.execute(delete(portal.live).where(portal.live.c.dataset == dataset_id))
    view.hide(connection, dataset_id)


def prune(connection: Connection, dataset_id: str, version: int, keep: int) -> list[int]:
    """Drop tables and findings of old versions, now that ``version`` is about to go live; return their numbers.

    The newest ``keep`` versions stay, so do ``version`` and the one before it, the live one, and any that was
    replaced less than ``GRACE`` ago. A table that somebody is reading waits for the next time. The history keeps
    its lines.
    """
    kept = [entry for entry in history(connection, dataset_id) if entry.kept]
    protected = _protected(kept, version)
    old = [entry.version for entry in kept[max(keep, 1) :] if entry.version not in protected]
    return [number for number in old if _drop(connection, dataset_id, number)]


def _record_findings(connection: Connection, release: Release, findings: Iterable[Finding]) -> None:
    statement = (
        "COPY portal.finding (dataset, version, record, feature, field, rule, action, before, after, message,"
        " longitude, latitude) FROM STDIN"
    )
    with driver(connection).cursor() as cursor, cursor.copy(statement) as copy:
        for each in findings:
            what = (each.record, each.feature, each.field, each.rule, each.action, each.before, each.after)
            place = each.position or (None, None)
            copy.write_row((release.dataset.id, release.version, *what, each.message.de, *place))


def _live_version(connection: Connection, dataset_id: str) -> int | None:
    found: int | None = connection.scalar(select(portal.live.c.version).where(portal.live.c.dataset == dataset_id))
    return found


def shows_internal(connection: Connection, dataset: Dataset, version: int) -> bool:
    """Whether ``version`` shows anybody what ``dataset`` declares internal; a version nobody can read may do so."""
    try:
        shown = _public(snapshot_of(connection, dataset.id, version))
    except DefinitionError:
        return True
    internal = dataset.fields.keys() - dataset.public_fields.keys()
    return bool(shown) if dataset.visibility == "internal" else bool(shown & internal)


def _narrows(connection: Connection, dataset: Dataset, before: int) -> bool:
    """Whether something that was public until now shall be public no longer, so that old versions must close too."""
    try:
        return bool(_public(snapshot_of(connection, dataset.id, before)) - _public(dataset))
    except DefinitionError:
        return True


def _replaced(connection: Connection, dataset_id: str, kept: list[Entry]) -> int | None:
    """The version that the live one replaced, while it is kept; the one before it may have been taken back."""
    shown = portal.publication.c.version == _live_version(connection, dataset_id)
    query = select(portal.publication.c.replaced).where(portal.publication.c.dataset == dataset_id, shown)
    found: int | None = connection.scalar(query)
    return found if found in {entry.version for entry in kept} else None


def _public_snapshot(release: Release) -> dict[str, object] | None:
    public = release.dataset.visibility == "public"
    return snapshot(release.dataset.for_readers(release.origin.located.name)) if public else None


def _public(dataset: Dataset) -> set[str]:
    return set(public_columns(dataset)) if dataset.visibility == "public" else set()


def _target(dataset_id: str, kept: list[Entry], version: int | None) -> int:
    shown = next((entry.version for entry in kept if entry.live), None)
    choice = [entry.version for entry in kept if not entry.live]
    earlier = [number for number in choice if shown is None or number < shown]
    wanted = version if version is not None else max(earlier, default=None)
    if wanted in choice:
        return wanted
    if not kept:
        raise UsageError(_not_published(dataset_id))
    numbers = ", ".join(map(str, sorted(choice))) or "–"
    raise UsageError(
        Text(
            f"{dataset_id}: diese Fassung kann nicht zurückgeholt werden.",
            f"{dataset_id}: this version cannot be brought back.",
        ),
        Text(f"Vorhanden außer der veröffentlichten: {numbers}.", f"There are, besides the live one: {numbers}."),
    )


def _not_published(dataset_id: str) -> Text:
    return Text(f"{dataset_id} ist nicht veröffentlicht.", f"{dataset_id} is not published.")


def _protected(kept: list[Entry], version: int) -> set[int]:
    """``kept`` is newest first, so the version that replaced an entry stands before it."""
    limit = datetime.now(UTC) - GRACE
    pairs = list(pairwise(kept))
    before = {old.version for new, old in pairs if new.version == version}
    fresh = {old.version for new, old in pairs if new.published_at > limit}
    return before | fresh | {version} | {entry.version for entry in kept if entry.live}


def _drop(connection: Connection, dataset_id: str, version: int) -> bool:
    finding = portal.finding
    try:
        with connection.begin_nested():
            connection.execute(text("SET LOCAL lock_timeout = '1s'"))
            name = Identifier(portal.DATA, table_name(dataset_id, version))
            driver(connection).execute(SQL("DROP TABLE {}").format(name))
            connection.execute(delete(finding).where(finding.c.dataset == dataset_id, finding.c.version == version))
    except LockNotAvailable:
        return False
    return True
