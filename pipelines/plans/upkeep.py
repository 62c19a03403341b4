"""What a start sees to: the shipped sample is imported once, and what another release derived is derived again."""

import hashlib
import logging
from pathlib import Path

from sqlalchemy import Connection, exists, select

from pipelines.database import Database
from pipelines.datasets import load_town
from pipelines.errors import SourceError
from pipelines.plans.collecting import collect, outdated
from pipelines.plans.collection import Collection
from pipelines.plans.importing import check, save
from pipelines.plans.names import OVERVIEW, is_derived
from pipelines.plans.samples import SAMPLES
from pipelines.portal import live, plan_live, plan_version
from pipelines.publishing.lock import lock
from pipelines.settings import Settings

log = logging.getLogger(__name__)


def keep_up(settings: Settings, database: Database) -> None:
    """Bring plans and their collections to this release, and import shipped plans where sample data are shown."""
    with database.publisher.connect() as connection:
        old = outdated(connection)
    for plan in old:
        _derive(settings, database, plan)
    with database.publisher.begin() as connection:
        restyle(connection, settings)
    if load_town(settings).shipped_layers:
        for path in SAMPLES:
            _import(settings, database, path)


def _derive(settings: Settings, database: Database, plan: str) -> None:
    """One plan that takes too much does not keep the portal from starting: what is there of it stays as it is."""
    try:
        with database.publisher.begin() as connection:
            lock(connection, plan)  # before the lock of the collections, as all who publish plans
            collect(connection, settings, [plan])
    except SourceError as error:
        log.warning("plan %s is not derived again: %s", plan, error.to("en"))


def restyle(connection: Connection, settings: Settings) -> list[str]:
    """Publish collections again whose words or style are others in this release; return their ids."""
    lock(connection, OVERVIEW)
    town = load_town(settings)
    names = [name for name in connection.scalars(select(live.c.dataset).order_by(live.c.dataset)) if is_derived(name)]
    return [name for name in names if Collection(connection, settings, town, name).restyle()]


def _import(settings: Settings, database: Database, path: Path) -> None:
    """A file that was imported once, and a plan that somebody has withdrawn, stay as they are."""
    with database.publisher.connect() as connection:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        if connection.scalar(select(exists().where(plan_version.c.source_sha256 == digest))):
            return
        checked = check(settings, path)
        plans = [each.plan for each in checked.records]
        known = set(connection.scalars(select(plan_version.c.plan).where(plan_version.c.plan.in_(plans))))
        shown = set(connection.scalars(select(plan_live.c.plan).where(plan_live.c.plan.in_(plans))))
    if known <= shown:
        save(settings, database, checked)
