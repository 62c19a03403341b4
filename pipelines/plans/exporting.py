"""A stored plan → XPlanGML or XPlanArchiv, in its own version or in another one."""

import io
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from pyproj.exceptions import CRSError
from sqlalchemy import Connection

from pipelines.errors import SourceError, UsageError
from pipelines.plans.history import find
from pipelines.plans.store import not_live
from pipelines.plans.stored import Content, live_content
from pipelines.reading.formats import suffix
from pipelines.settings import Settings
from pipelines.text import Text
from pipelines.xplan.catalogue import known
from pipelines.xplan.convert import convert
from pipelines.xplan.inspire.planned import planned
from pipelines.xplan.linear import GeometryError
from pipelines.xplan.loss import Loss
from pipelines.xplan.pack import MAIN, pack
from pipelines.xplan.parse import parse
from pipelines.xplan.write import write


def live(connection: Connection, wanted: str) -> Content:
    """Return the live version of a plan by id, name or number. Raises UsageError where there is none."""
    plan = find(connection, wanted)
    content = live_content(connection, plan)
    if content is None:
        raise not_live(plan)
    return content


def converted(content: Content, version: str | None) -> tuple[Content, tuple[Loss, ...]]:
    """Return a plan in a version of XPlanGML, by default its own, and what could not come along.

    Raises UsageError where no way leads to that version.
    """
    if version is None or known(version) == content.version:
        return content, ()
    conversion = convert(parse(io.BytesIO(content.document), content.plan), version)
    file = io.BytesIO()
    write(conversion.document, file)
    return replace(content, version=version, document=file.getvalue()), conversion.losses


def as_planned_land_use(content: Content, settings: Settings) -> tuple[Content, tuple[Loss, ...]]:
    """Return a plan as INSPIRE Planned Land Use 4.0, and what has no place there.

    Raises UsageError for plans that are none, SourceError for geometry that does not come to a European CRS.
    """
    document = parse(io.BytesIO(content.document), content.plan)
    try:
        found = planned(document, settings.plans_namespace, settings)
    except GeometryError as error:
        raise SourceError(error.message) from None
    except CRSError:
        raise SourceError(
            Text(
                f"{content.plan} nennt ein unbekanntes Koordinatensystem.",
                f"{content.plan} names an unknown coordinate system.",
            )
        ) from None
    return replace(content, document=found.content, main="plu.gml"), found.losses


def write_to(document: bytes, files: Mapping[str, bytes], path: Path, main: str = MAIN) -> None:
    """Write a plan to a .gml, or with its files to a .zip. Raises UsageError for other names, and where it cannot."""
    if suffix(path) not in {".gml", ".zip"}:
        raise UsageError(
            Text(f"{path.name} endet weder auf .gml noch auf .zip.", f"{path.name} ends neither in .gml nor in .zip.")
        )
    try:
        with path.open("wb") as file:
            if suffix(path) == ".zip":
                pack(document, files, file, main)
            else:
                file.write(document)
    except OSError as error:
        raise UsageError(
            Text(
                f"{path} kann nicht geschrieben werden ({error.strerror}).",
                f"{path} cannot be written ({error.strerror}).",
            )
        ) from None
