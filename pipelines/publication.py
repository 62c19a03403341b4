"""The read side of publications: what is live, and what was. The server reads layers here and nowhere else."""

import logging
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from pydantic import ValidationError
from sqlalchemy import Connection, Row, exists, func, literal, select
from sqlalchemy.dialects.postgresql import aggregate_order_by

from pipelines.definition import Dataset
from pipelines.errors import DefinitionError
from pipelines.portal import DATA, live, publication
from pipelines.storage import Box
from pipelines.style import Style
from pipelines.tables import table_name
from pipelines.text import Text

log = logging.getLogger(__name__)

PUBLIC = (
    "dataset",
    "version",
    "features",
    "identity",
    "public_definition",
    "style",
    "data_date",
    "finished_at",
    "checked_at",
    "records_loaded",
    "bbox",
    "reach",
)
"""The columns of ``portal.publication`` that the reader's role may select; see sql/grants.sql."""


@dataclass(frozen=True)
class Publication:
    """The live version of one layer. ``bbox`` is None while the layer is empty, ``data_date`` is the Datenstand.

    ``features`` is the version whose table holds the features: its own, or an earlier one of which only words or
    style were changed. ``identity`` is what the version was made of, ``reach`` that of :mod:`pipelines.curve`.
    """

    dataset: Dataset
    version: int
    features: int
    identity: str
    style: Style
    data_date: date | None
    published_at: datetime
    checked_at: datetime
    count: int
    bbox: Box | None
    reach: float


@dataclass(frozen=True)
class Stamp:
    """What tells whether a version must be published again: see :mod:`pipelines.publishing.identity`.

    ``source`` has name, sha256, size, modified, crs and given (whether a person named the file at publication).
    ``content`` is None for versions of an older release.
    """

    version: int
    features: int
    identity: str
    content: str | None
    count: int
    source: dict[str, Any]


@dataclass(frozen=True)
class Entry:
    """One line of a layer's history; ``kept`` says whether its features are still there to roll back to.

    ``kind`` is metadata where only words or style changed and the features are those of version ``features``.
    ``changes`` counts what is added, changed, removed and unchanged; None where nothing was live before.
    ``returned_at`` and ``returned_by`` tell of the last rollback to it, ``withdrawn_at`` and ``withdrawn_by`` of when
    it was taken out.
    """

    version: int
    live: bool
    kept: bool
    published_at: datetime
    checked_at: datetime
    actor: str
    source: str
    data_date: date | None
    read: int
    loaded: int
    refused: int
    left_out: int
    features: int
    kind: Literal["features", "metadata"]
    changes: dict[str, int] | None
    returned_at: datetime | None = None
    returned_by: str | None = None
    withdrawn_at: datetime | None = None
    withdrawn_by: str | None = None


_IS_LIVE = (live.c.dataset == publication.c.dataset) & (live.c.version == publication.c.version)
_LIVE = select(publication).join(live, _IS_LIVE)


def live_publications(connection: Connection, *, internal: bool = False) -> tuple[Publication, ...]:
    """Return the live version of every public layer by id, as everybody may know it.

    With ``internal``, which needs the publisher's rights, of every layer with its whole definition. A snapshot that
    this release cannot read takes no other layer down: it is left out, and the log says so.
    """
    definition = publication.c.definition if internal else publication.c.public_definition
    columns = [publication.c[name] for name in PUBLIC if name != "public_definition"]
    query = select(*columns, definition.label("definition")).join(live, _IS_LIVE).where(definition.is_not(None))
    rows = connection.execute(query.order_by(publication.c.dataset))
    found = [_publication(row) for row in rows]
    return tuple(each for each in found if each)


def was_published(connection: Connection, dataset_id: str) -> bool:
    """Whether a public layer ever had a version, live or not."""
    return bool(connection.scalar(select(exists(publication.c.dataset).where(publication.c.dataset == dataset_id))))


def live_ids(connection: Connection) -> frozenset[str]:
    """Return the ids of all live layers that the connection's role may see."""
    return frozenset(connection.scalars(select(live.c.dataset)))


def live_state(connection: Connection) -> str:
    """Return a text that changes whenever :func:`live_publications` would; cheap enough to ask every second."""
    part = func.concat_ws(" ", live.c.dataset, live.c.version, live.c.since, publication.c.checked_at)
    parts = func.string_agg(part, aggregate_order_by(literal("|"), live.c.dataset))
    query = select(func.md5(func.coalesce(parts, ""))).select_from(live).join(publication, _IS_LIVE)
    state: str = connection.scalar(query) or ""
    return state


def live_stamp(connection: Connection, dataset_id: str) -> Stamp | None:
    """Return the stamp of the live version, None when the layer is not published."""
    row = connection.execute(_LIVE.where(publication.c.dataset == dataset_id)).one_or_none()
    return _stamp(row) if row else None


def newest_stamp(connection: Connection, dataset_id: str) -> Stamp | None:
    """Return the stamp of the version published last, which is not the live one after a rollback."""
    query = select(publication).where(publication.c.dataset == dataset_id)
    row = connection.execute(query.order_by(publication.c.version.desc()).limit(1)).one_or_none()
    return _stamp(row) if row else None


def history(connection: Connection, dataset_id: str) -> tuple[Entry, ...]:
    """Return every publication of a layer, newest first; empty when there was none."""
    shown = connection.scalar(select(live.c.version).where(live.c.dataset == dataset_id))
    query = select(
        publication,
        func.to_regclass(func.format("%I.%I", DATA, func.concat(dataset_id, "_v", publication.c.features)))
        .is_not(None)
        .label("kept"),
    )
    rows = connection.execute(query.where(publication.c.dataset == dataset_id).order_by(publication.c.version.desc()))
    return tuple(_entry(row, shown) for row in rows)


def snapshot_of(connection: Connection, dataset_id: str, version: int) -> Dataset:
    """Return the definition with which a version was published."""
    query = select(publication.c.definition).where(
        publication.c.dataset == dataset_id, publication.c.version == version
    )
    return _dataset(connection.scalars(query).one(), table_name(dataset_id, version))


def features_of(connection: Connection, dataset_id: str, version: int) -> int:
    """Return the version whose table holds the features that ``version`` shows."""
    of_version = (publication.c.dataset == dataset_id) & (publication.c.version == version)
    features: int = connection.scalars(select(publication.c.features).where(of_version)).one()
    return features


def _publication(row: Row[*tuple[Any, ...]]) -> Publication | None:
    try:
        dataset = _dataset(row.definition, table_name(row.dataset, row.version))
    except DefinitionError as error:
        log.error("%s is left out: %s", row.dataset, error.to("en"))  # noqa: TRY400 - the sentence says it all
        return None
    return Publication(
        dataset=dataset,
        version=row.version,
        features=row.features,
        identity=row.identity,
        style=tuple(row.style),
        data_date=row.data_date,
        published_at=row.finished_at,
        checked_at=row.checked_at,
        count=row.records_loaded,
        bbox=tuple(row.bbox) if row.bbox else None,
        reach=row.reach,
    )


def _dataset(definition: dict[str, Any], name: str) -> Dataset:
    try:
        return Dataset.model_validate(definition)
    except ValidationError as error:
        raise DefinitionError(
            Text(
                f"{name} stammt aus einer anderen Fassung des Portals: {error.errors()[0]['msg']}.",
                f"{name} comes from another release of the portal: {error.errors()[0]['msg']}.",
            ),
            Text("Mit „geoportal publish“ neu veröffentlichen.", "Publish it again with “geoportal publish”."),
        ) from None


def _stamp(row: Row[Any]) -> Stamp:
    return Stamp(row.version, row.features, row.identity, row.content, row.records_loaded, row.source)


def _entry(row: Row[Any], shown: int | None) -> Entry:
    return Entry(
        version=row.version,
        live=row.version == shown,
        kept=row.kept,
        published_at=row.finished_at,
        checked_at=row.checked_at,
        actor=row.actor,
        source=row.source["name"],
        data_date=row.data_date,
        read=row.records_read,
        loaded=row.records_loaded,
        refused=row.records_refused,
        left_out=row.records_left_out,
        features=row.features,
        kind="features" if row.features == row.version else "metadata",
        changes=row.changes,
        returned_at=row.returned_at,
        returned_by=row.returned_by,
        withdrawn_at=row.withdrawn_at,
        withdrawn_by=row.withdrawn_by,
    )
