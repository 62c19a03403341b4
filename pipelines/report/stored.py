"""The report of a publication, read back from the database: its page and its findings can be written any time."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from pipelines import portal
from pipelines.definition import Dataset
from pipelines.errors import UsageError
from pipelines.publication import features_of, snapshot_of
from pipelines.report.about import About
from pipelines.report.finding import Finding
from pipelines.report.ground import ground
from pipelines.report.listing import read_findings
from pipelines.report.model import Report
from pipelines.report.page import page
from pipelines.report.spot import read_spots
from pipelines.text import Language, Text
from pipelines.town import Town


@dataclass(frozen=True)
class Stored:
    """One publication's report; ``features`` is the version whose features, and so whose findings, it is about."""

    connection: Connection
    town: Town
    dataset: Dataset
    version: int
    features: int
    report: Report
    about: About

    def page(self, language: Language, csv: str | None = None) -> str:
        """Return the HTML page; ``csv`` is the address of the findings, seen from it."""
        about = replace(self.about, csv=csv)
        places = [] if self.is_internal else read_spots(self.connection, self.dataset.id, self.features)
        beneath = ground(self.connection, self.town)
        return page(self.report, self.dataset, about, beneath, language=language, spots=places)

    def findings(self) -> Iterator[Finding]:
        """Yield every finding of the version."""
        return read_findings(self.connection, self.dataset.id, self.features)

    @property
    def is_internal(self) -> bool:
        """Whether nothing of the features may be told."""
        return self.dataset.visibility == "internal"


def read_stored(connection: Connection, town: Town, dataset_id: str, version: int | None = None) -> Stored:
    """Read the report of a version, by default the newest. Raises UsageError when there is no such publication."""
    table = portal.publication
    query = select(table).where(table.c.dataset == dataset_id).order_by(table.c.version.desc()).limit(1)
    row = connection.execute(query if version is None else query.where(table.c.version == version)).one_or_none()
    if row is None:
        raise UsageError(_missing(dataset_id, version), _versions(connection, dataset_id))
    dataset = snapshot_of(connection, dataset_id, row.version)
    about = About(
        town=town.name,
        contact=dataset.contact or town.contact,
        at=row.finished_at,
        version=row.version,
        actor=row.actor,
        data_date=row.data_date,
    )
    features = features_of(connection, dataset_id, row.version)
    return Stored(connection, town, dataset, row.version, features, Report.from_json(row.report), about)


def _missing(dataset_id: str, version: int | None) -> Text:
    if version is None:
        return Text(f"{dataset_id} wurde noch nie veröffentlicht.", f"{dataset_id} was never published.")
    return Text(f"{dataset_id} hat keine Fassung {version}.", f"{dataset_id} has no version {version}.")


def _versions(connection: Connection, dataset_id: str) -> Text | None:
    table = portal.publication
    query = select(table.c.version).where(table.c.dataset == dataset_id).order_by(table.c.version)
    listed = ", ".join(map(str, connection.scalars(query)))
    return Text(f"Vorhanden: {listed}.", f"There are: {listed}.") if listed else None
