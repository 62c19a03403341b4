"""The write side of publications: record a version or a revision of its words, and make it live.

Every function works in its caller's transaction, which holds the layer's lock.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from pipelines import portal
from pipelines.definition import Dataset
from pipelines.publication import features_of
from pipelines.publishing import view
from pipelines.publishing.exposure import narrows
from pipelines.publishing.identity import Identity, snapshot
from pipelines.reading.fetch import Located
from pipelines.report.model import Report
from pipelines.style import Style

if TYPE_CHECKING:  # it brings geopandas, without which an unchanged source is told
    from pipelines.publishing.load import Loaded


@dataclass(frozen=True)
class Origin:
    """Where a version's features came from; ``given`` means that a person named the file at publication."""

    located: Located
    crs: str | None
    given: bool

    def to_json(self) -> dict[str, Any]:
        """Return what is kept about the source: no path, only a name."""
        return {
            "name": self.located.name,
            "sha256": self.located.sha256,
            **footprint(self.located),
            "crs": self.crs,
            "given": self.given,
        }


@dataclass(frozen=True)
class Release:
    """What is published: a definition with its style, from where, by whom, and since when it was being made."""

    dataset: Dataset
    version: int
    identity: Identity
    style: Style
    origin: Origin
    actor: str
    started_at: datetime

    @property
    def data_date(self) -> date | None:
        """The Datenstand: as declared, else the day on which the source was last changed."""
        modified = self.origin.located.modified
        return self.dataset.data_date or (modified.date() if modified else None)


def footprint(located: Located) -> dict[str, Any]:
    """Size and time of a source, by which a later look sees that it need not be read again."""
    return {"size": located.size, "modified": located.modified.isoformat() if located.modified else None}


def new_version(connection: Connection, dataset_id: str) -> int:
    """Return the number of the next version; numbers are never given twice."""
    table = portal.publication
    newest = connection.scalar(select(func.max(table.c.version)).where(table.c.dataset == dataset_id))
    return (newest or 0) + 1


def record(connection: Connection, release: Release, loaded: "Loaded", report: Report) -> None:
    """Write the row of a version with features of its own."""
    counted = {
        "features": release.version,
        "records_read": report.read,
        "records_loaded": report.loaded,
        "records_refused": report.refused,
        "records_left_out": report.left_out,
        "bbox": loaded.bbox,
        "reach": loaded.reach,
        "report": report.to_json(),
    }
    connection.execute(insert(portal.publication).values(_described(connection, release) | counted))


def record_revision(connection: Connection, release: Release, live: int) -> None:
    """Write the row of a version that shows the features of the ``live`` one in other words or another style."""
    table = portal.publication
    counts = ("records_read", "records_loaded", "records_refused", "records_left_out")
    columns = [table.c[name] for name in ("features", *counts, "bbox", "reach", "report")]
    query = select(*columns).where(table.c.dataset == release.dataset.id, table.c.version == live)
    same = dict(connection.execute(query).mappings().one())
    changes = {"added": 0, "changed": 0, "removed": 0, "unchanged": same["records_loaded"]}
    connection.execute(insert(table).values(_described(connection, release) | same | {"changes": changes}))


def record_changes(connection: Connection, dataset_id: str, version: int, counts: dict[str, int]) -> None:
    """Note how many features a version adds, changes, removes and leaves as they were."""
    table = portal.publication
    of_version = (table.c.dataset == dataset_id) & (table.c.version == version)
    connection.execute(update(table).where(of_version).values(changes=counts))


def go_live(connection: Connection, dataset: Dataset, version: int) -> None:
    """Make ``version`` the one that the server, QGIS and everybody else see once the transaction commits."""
    before = live_version(connection, dataset.id)
    if before and narrows(connection, dataset, before):
        view.revoke(connection, dataset.id)
    point_to(connection, dataset.id, version)
    view.show(connection, dataset, features_of(connection, dataset.id, version))


def point_to(connection: Connection, dataset_id: str, version: int) -> None:
    """Write which version is live; the view is not touched."""
    row = upsert(portal.live).values(dataset=dataset_id, version=version)
    changed = {"version": version, "since": func.now()}
    connection.execute(row.on_conflict_do_update(index_elements=["dataset"], set_=changed))


def confirm(connection: Connection, dataset_id: str, version: int, located: Located | None = None) -> None:
    """Note that the source came again and nothing in it is new; a later look knows it by its size and time."""
    table = portal.publication
    changed: dict[str, object] = {"checked_at": datetime.now(UTC)}
    if located:
        changed["source"] = table.c.source.concat(footprint(located))
    of_version = (table.c.dataset == dataset_id) & (table.c.version == version)
    connection.execute(update(table).where(of_version).values(changed))


def live_version(connection: Connection, dataset_id: str) -> int | None:
    """Return the number of the live version, None when the layer is not published."""
    found: int | None = connection.scalar(select(portal.live.c.version).where(portal.live.c.dataset == dataset_id))
    return found


def _described(connection: Connection, release: Release) -> dict[str, object]:
    """The columns that a version has whether or not its features are its own."""
    now = datetime.now(UTC)
    return {
        "dataset": release.dataset.id,
        "version": release.version,
        "identity": release.identity.whole,
        "content": release.identity.content,
        "definition": snapshot(release.dataset),
        "public_definition": _public_snapshot(release),
        "replaced": live_version(connection, release.dataset.id),
        "style": list(release.style),
        "source": release.origin.to_json(),
        "data_date": release.data_date,
        "actor": release.actor,
        "started_at": release.started_at,
        "finished_at": now,
        "checked_at": now,
    }


def _public_snapshot(release: Release) -> dict[str, object] | None:
    public = release.dataset.visibility == "public"
    return snapshot(release.dataset.for_readers(release.origin.located.name)) if public else None
