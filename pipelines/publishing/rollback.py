"""Taking back: an older version becomes live again, or none is. In the caller's transaction, under the lock."""

from sqlalchemy import Connection, delete, func, select, update

from pipelines import portal
from pipelines.definition import Dataset
from pipelines.errors import RefusedError, UsageError
from pipelines.publication import Entry, history, snapshot_of
from pipelines.publishing import view
from pipelines.publishing.exposure import shows_internal
from pipelines.publishing.lock import actor
from pipelines.publishing.release import go_live, live_version
from pipelines.text import Text


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
    _note(connection, dataset_id, target, returned_at=func.now(), returned_by=actor())
    return target


def take_down(connection: Connection, dataset_id: str) -> None:
    """Take a layer off the map. Its versions stay for a rollback. Raises UsageError when it is not published."""
    version = live_version(connection, dataset_id)
    if version is None:
        raise UsageError(_not_published(dataset_id))
    _note(connection, dataset_id, version, withdrawn_at=func.now(), withdrawn_by=actor())
    connection.execute(delete(portal.live).where(portal.live.c.dataset == dataset_id))
    view.hide(connection, dataset_id)


def _note(connection: Connection, dataset_id: str, version: int, **values: object) -> None:
    of_version = (portal.publication.c.dataset == dataset_id) & (portal.publication.c.version == version)
    connection.execute(update(portal.publication).where(of_version).values(values))


def _replaced(connection: Connection, dataset_id: str, kept: list[Entry]) -> int | None:
    """The version that the live one replaced, while it is kept; the one before it may have been taken back."""
    shown = portal.publication.c.version == live_version(connection, dataset_id)
    query = select(portal.publication.c.replaced).where(portal.publication.c.dataset == dataset_id, shown)
    found: int | None = connection.scalar(query)
    return found if found in {entry.version for entry in kept} else None


def _target(dataset_id: str, kept: list[Entry], version: int | None) -> int:
    shown = next((entry.version for entry in kept if entry.live), None)
    choice = [entry.version for entry in kept if not entry.live]
    earlier = [number for number in choice if shown is None or number < shown]
    wanted = version if version is not None else max(earlier, default=None)
    if wanted in choice:
        return wanted
    if not kept:
        raise UsageError(_not_published(dataset_id))
    if not choice:
        raise UsageError(
            Text(f"{dataset_id} hat keine andere Fassung.", f"{dataset_id} has no other version."),
            Text("„history“ zeigt, was aufbewahrt ist.", "`history` shows what is kept."),
        )
    numbers = ", ".join(map(str, sorted(choice)))
    raise UsageError(
        Text(
            f"{dataset_id}: diese Fassung kann nicht zurückgeholt werden.",
            f"{dataset_id}: this version cannot be brought back.",
        ),
        Text(f"Vorhanden außer der veröffentlichten: {numbers}.", f"There are, besides the live one: {numbers}.")
        if shown
        else Text(f"Vorhanden: {numbers}.", f"There are: {numbers}."),
    )


def _not_published(dataset_id: str) -> Text:
    return Text(f"{dataset_id} ist nicht veröffentlicht.", f"{dataset_id} is not published.")
