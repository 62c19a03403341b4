"""The versions of a layer that everybody may know of, read with the rights of the reader's role."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, Row, and_, false, func, select

from pipelines.portal import DATA, live, publication

COLUMNS = publication.c


@dataclass(frozen=True)
class Version:
    """One public version. ``features`` is the version whose table holds its features, ``kept`` whether that is there.

    ``since`` is when it became live, which after a rollback is later than when it was published; None for the others.
    """

    dataset_id: str
    number: int
    features: int
    published_at: datetime
    data_date: date | None
    count: int
    kept: bool
    since: datetime | None

    @property
    def updated(self) -> datetime:
        """When it last came before people."""
        return max(self.published_at, self.since) if self.since else self.published_at


_TABLE = func.to_regclass(func.format("%I.%I", DATA, func.concat(COLUMNS.dataset, "_v", COLUMNS.features)))
_KEPT = func.coalesce(func.has_column_privilege(_TABLE, "geojson", "SELECT"), false())
_SHOWN = and_(live.c.dataset == COLUMNS.dataset, live.c.version == COLUMNS.version)

VERSIONS = (
    select(
        COLUMNS.dataset,
        COLUMNS.version,
        COLUMNS.features,
        COLUMNS.finished_at,
        COLUMNS.data_date,
        COLUMNS.records_loaded,
        _KEPT.label("kept"),
        live.c.since,
    )
    .join(live, _SHOWN, isouter=True)
    .where(COLUMNS.public_definition.is_not(None))
    .order_by(COLUMNS.dataset, COLUMNS.version.desc())
)


def versions(connection: Connection, dataset_id: str | None = None) -> tuple[Version, ...]:
    """Return a layer's public versions, newest first; of all layers without an id."""
    query = VERSIONS if dataset_id is None else VERSIONS.where(COLUMNS.dataset == dataset_id)
    return tuple(map(_version, connection.execute(query)))


def shown(found: Sequence[Version]) -> tuple[Version, ...]:
    """Return the live version of one layer and those before it, newest first; what was taken back is left out."""
    current = next((each.number for each in found if each.since), 0)
    return tuple(each for each in found if each.number <= current)


def _version(row: Row[*tuple[object, ...]]) -> Version:
    return Version(*row)  # type: ignore[arg-type] # the columns are those of the class, in its order
