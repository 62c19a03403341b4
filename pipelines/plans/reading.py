"""A stranger's file of XPlanGML, read and judged in a process of its own: what comes back is data, never code.

Archives are unpacked, XML is parsed and geometry is drawn there, within the limits of GEOPORTAL_READING_MEMORY and
GEOPORTAL_READING_SECONDS, without network, credentials and other files than it needs.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import shapely

from pipelines.errors import RefusedError
from pipelines.legal_time import LEGAL_TIME
from pipelines.plans.file import File
from pipelines.plans.record import Record, record
from pipelines.reading.sandbox import isolated
from pipelines.settings import Settings
from pipelines.stages.operation import SYSTEM_GRIDS
from pipelines.text import Text
from pipelines.xplan.catalogue import CodeValue
from pipelines.xplan.dividing import divided
from pipelines.xplan.model import Notice
from pipelines.xplan.read import opened
from pipelines.xplan.validation.finding import Severity
from pipelines.xplan.validation.validation import Check, Validation, of_package


@dataclass(frozen=True)
class Reading:
    """The plans of a file, what their validation found, and what was unusual in it."""

    records: tuple[Record, ...]
    report: dict[str, Any]
    notices: tuple[Notice, ...]


def read_plans(path: Path, settings: Settings, *, force: bool = False) -> Reading:
    """Read and judge a .gml or XPlanArchiv.

    Raises SourceError for what cannot be read within the limits, RefusedError for files without a plan or with plans
    that cannot be told apart, and, unless ``force``, for plans that hold what their version does not know.
    """
    reads = [path, *readable(settings)]
    answers = isolated(judged, path.resolve(), without_secrets(settings), force, reads=reads, name=path.name)
    head = next(answers)
    records: list[Record] = []
    for answer in answers:
        if "content" in answer:
            file = File(answer["name"], answer["type"], next(answers)["byte"].to_numpy().tobytes())
            records[-1] = replace(records[-1], files=(*records[-1].files, file))
        else:
            records.append(_record(answer))
    return Reading(tuple(records), head["report"], received(head["notices"]))


def judged(path: Path, settings: Settings, force: bool) -> Iterator[dict[str, Any] | pd.DataFrame]:  # noqa: FBT001
    """Yield notices and report, then each plan and its files, of which each has its bytes as a frame of their own.

    To be called confined.
    """
    with opened(path) as package:
        plans = divided(package)
        found = of_package(path, package, settings.xplan_schema_folder, datetime.now(LEGAL_TIME).date())
        if broken := [each for each in found.checks if each.errors and each.is_structural and not force]:
            raise _malformed(path.name, broken)
        yield {"notices": sent(package.document.notices), "report": _report(found)}
        for each in plans:
            made = record(each, settings)
            yield _plain(made)
            for file in made.files:
                yield {"content": len(file.content), "name": file.name, "type": file.media_type}
                yield pd.DataFrame({"byte": np.frombuffer(file.content, dtype=np.uint8)})


def _plain(made: Record) -> dict[str, Any]:
    """A record without its files, of plain values."""
    state = made.rechtsstand
    values = {each.name: getattr(made, each.name) for each in fields(made)} | {
        "document": made.document.decode(),
        "rechtsstand": state and (state.code, state.name, state.label),
        "scope": made.scope and shapely.to_wkb(made.scope),
        "dates": dict(made.dates),
    }
    del values["files"]
    return values


def _record(values: dict[str, Any]) -> Record:
    state, scope = values["rechtsstand"], values["scope"]
    given = values | {
        "document": values["document"].encode(),
        "rechtsstand": CodeValue(*state) if state else None,
        "scope": shapely.from_wkb(scope) if scope else None,
    }
    return Record(**given, files=())


def without_secrets(settings: Settings) -> Settings:
    """Return settings that a confined process may know."""
    return settings.model_copy(update={"database_url": None, "reader_url": None})


def readable(settings: Settings) -> list[Path]:
    """Return what a confined process that reads plans needs besides: schemas, the town's settings, grids."""
    needed = (settings.xplan_schema_folder, settings.town, settings.proj_grids, SYSTEM_GRIDS)
    return [each for each in needed if each and each.exists()]


def sent(notices: Iterable[Notice]) -> list[list[Any]]:
    """Return notices as plain values."""
    return [[each.rule, [each.message.de, each.message.en], each.gml_id, each.line] for each in notices]


def received(values: Iterable[list[Any]]) -> tuple[Notice, ...]:
    """Return the notices that :func:`sent` wrote."""
    return tuple(Notice(rule, Text(*message), gml_id, line) for rule, message, gml_id, line in values)


def _report(found: Validation) -> dict[str, Any]:
    """What was found, rule by rule; the places of faults are the validation's own to tell."""
    counts = Counter(each.severity for each in found.findings)
    return {
        "valid": found.is_valid,
        "errors": counts[Severity.ERROR],
        "warnings": counts[Severity.WARNING],
        "rules": [
            {"rule": check.number, "title": check.title, "errors": check.errors, "warnings": check.warnings}
            for check in found.checks
            if check.errors or check.warnings
        ],
    }


def _malformed(name: str, broken: Sequence[Check]) -> RefusedError:
    listed = ", ".join(f"{each.title} ({each.errors})" for each in broken)
    return RefusedError(
        Text(f"{name} ist kein regelrechtes XPlanGML: {listed}.", f"{name} is no well-formed XPlanGML: {listed}."),
        Text(
            "„geoportal xplan validate“ zeigt die Fehler; „--force“ übernimmt den Plan mit ihnen.",
            "`geoportal xplan validate` shows the faults; `--force` takes the plan over with them.",
        ),
    )
