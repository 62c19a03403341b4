"""A plan, judged in a confined process within the limits of reading: plain data comes back, for people and machines."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from pipelines.legal_time import LEGAL_TIME
from pipelines.reading.sandbox import isolated
from pipelines.settings import Settings
from pipelines.xplan.validation.page import page
from pipelines.xplan.validation.places import to_drawing, to_geojson
from pipelines.xplan.validation.telling import to_json
from pipelines.xplan.validation.validation import Validation, validated

MORE: Mapping[str, Callable[[Validation], Any]] = {"drawing": to_drawing, "page": page, "places": to_geojson}
"""Members that a report may have besides: plan and faults as GeoJSON, the report as a page in German, faults alone."""


def judge(path: Path, settings: Settings, more: Sequence[str] = ()) -> dict[str, Any]:
    """Return the report on a .gml or XPlanArchiv, with members of :data:`MORE`.

    Raises SourceError for what cannot be read, or not within GEOPORTAL_READING_SECONDS and GEOPORTAL_READING_MEMORY.
    """
    schemas = settings.xplan_schema_folder
    reads = [path, *([schemas] if schemas.is_dir() else [])]
    (report,) = isolated(report_on, path.resolve(), schemas, more, reads=reads, name=path.name)
    return dict(report)


def report_on(path: Path, schemas: Path, more: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Yield the one report; to be called confined."""
    found = validated(path, schemas, datetime.now(LEGAL_TIME).date())
    yield to_json(found) | {name: MORE[name](found) for name in more}
