"""A file of XPlanGML → checked → stored: all of its plans or none."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pipelines.database import Database
from pipelines.datasets import load_town
from pipelines.errors import RefusedError
from pipelines.plans import store
from pipelines.plans.collecting import collect
from pipelines.plans.history import find
from pipelines.plans.reading import read_plans
from pipelines.plans.record import Record
from pipelines.plans.store import Source, Stored
from pipelines.settings import Settings
from pipelines.stages.extent import touches
from pipelines.stages.operation import operation_of
from pipelines.text import Text
from pipelines.xplan.model import Notice

PLACELESS = Text(
    "Ohne lesbaren Geltungsbereich in einem bekannten Koordinatensystem fehlt der Plan auf der Karte.",
    "Without a readable scope in a known coordinate system, the plan is missing on the map.",
)
ELSEWHERE = Text(
    "Der Plan liegt außerhalb der Stadt. Stimmt sein Koordinatensystem?",
    "The plan lies outside of the town. Is its coordinate system right?",
)


@dataclass(frozen=True)
class Checked:
    """A file that may be stored: its plans, what the validation found, and what was unusual."""

    source: Source
    records: tuple[Record, ...]
    report: dict[str, Any]
    notices: tuple[Notice, ...]


@dataclass(frozen=True)
class Import:
    """What became of each plan of a file, in the order of the file."""

    plans: tuple[tuple[Record, Stored], ...]
    checked: Checked

    def to_json(self) -> dict[str, Any]:
        """For machines."""
        return {
            "plans": [
                {
                    "id": each.plan,
                    "name": each.name,
                    "version": each.version,
                    "status": stored.status,
                    "number": stored.number,
                }
                for each, stored in self.plans
            ],
            "validation": self.checked.report,
            "notices": [
                {"rule": each.rule, "message": each.message, "gml_id": each.gml_id, "line": each.line}
                for each in self.checked.notices
            ],
        }


def check(settings: Settings, path: Path, *, force: bool = False) -> Checked:
    """Read and check a .gml or XPlanArchiv, in a process of its own; nothing is written.

    Raises SourceError for what cannot be read, RefusedError for files without a plan, plans that cannot be told apart,
    and, unless ``force``, plans that hold what their version does not know, or have no scope to draw. Plans that break
    its rules are law all the same: they are taken over, and the report says so.
    """
    with path.open("rb") as file:
        source = Source(path.name, hashlib.file_digest(file, "sha256").hexdigest())
    read = read_plans(path, settings, force=force)
    _refuse_twins(path.name, read.records)
    if not force:
        _refuse_placeless(path.name, read.records)
    return Checked(source, read.records, read.report, (*read.notices, *_on_the_map(read.records, settings)))


def save(settings: Settings, database: Database, checked: Checked) -> Import:
    """Store the plans of a file in one transaction. Raises BusyError where somebody else stores one of them."""
    done: dict[str, Stored] = {}
    with database.publisher.begin() as connection:
        for each in sorted(checked.records, key=lambda one: one.plan):  # two imports take their locks in one order
            done[each.plan] = store.store(connection, each, checked.source, checked.report, settings.keep_versions)
        new = [plan for plan, stored in done.items() if stored.status == "imported"]
        notices = [notice for found in collect(connection, settings, new).values() for notice in found]
    checked = replace(checked, notices=(*checked.notices, *notices))
    return Import(tuple((each, done[each.plan]) for each in checked.records), checked)


def roll_back(settings: Settings, database: Database, wanted: str, number: int | None = None) -> tuple[str, int]:
    """Make an older version of a plan (id, name or number) live again; return its id and the version's number.

    Raises UsageError where there is no such plan or version.
    """
    with database.publisher.begin() as connection:
        plan = find(connection, wanted)
        shown = store.roll_back(connection, plan, number)
        collect(connection, settings, [plan])
    return plan, shown


def withdraw(settings: Settings, database: Database, wanted: str) -> str:
    """Take a plan (id, name or number) out of the portal; return its id. Raises UsageError where it is not live."""
    with database.publisher.begin() as connection:
        plan = find(connection, wanted)
        store.withdraw(connection, plan)
        collect(connection, settings, [plan])
    return plan


def _on_the_map(records: tuple[Record, ...], settings: Settings) -> Iterator[Notice]:
    """A plan keeps its own coordinates, whatever its copy on the map looks like."""
    town = load_town(settings).extent
    for each in records:
        if each.scope is None:
            yield Notice("scope", PLACELESS, each.plan)
            continue
        if not touches(each.scope, town):
            yield Notice("town", ELSEWHERE, each.plan)
        if not (chosen := operation_of(f"EPSG:{each.crs}", settings)).best:
            how = f"{chosen.name}, {chosen.accuracy or '?'} m"
            message = Text(
                f"Auf der Karte liegt der Plan mit verminderter Genauigkeit: {how}.",
                f"On the map, the plan lies with reduced accuracy: {how}.",
            )
            yield Notice("accuracy", message, each.plan)


def _refuse_placeless(name: str, records: tuple[Record, ...]) -> None:
    """A plan that lies nowhere would take the place of its readable version."""
    if placeless := next((each.plan for each in records if each.scope is None), None):
        raise RefusedError(
            Text(f"{name}, {placeless}: {PLACELESS.de}", f"{name}, {placeless}: {PLACELESS.en}"),
            Text("„--force“ übernimmt den Plan trotzdem.", "`--force` takes the plan over all the same."),
        )


def _refuse_twins(name: str, records: tuple[Record, ...]) -> None:
    twins = [plan for plan, count in Counter(each.plan for each in records).items() if count > 1]
    if twins:
        raise RefusedError(
            Text(
                f"{name} enthält zwei Pläne mit der Kennung {twins[0]}.",
                f"{name} holds two plans with the id {twins[0]}.",
            ),
            Text("Bitte die gml:id des einen ändern.", "Please change the gml:id of one of them."),
        )
