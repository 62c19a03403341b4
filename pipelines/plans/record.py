"""A plan as it is stored: its document as our writer gives it, its files, and what lists and maps show of it."""

import hashlib
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import shapely
from pyproj.exceptions import CRSError
from shapely import MultiPolygon, Polygon, box

from pipelines.errors import RefusedError, SourceError
from pipelines.plans.file import File
from pipelines.settings import Settings
from pipelines.text import Text
from pipelines.xplan.attachment import Attachment
from pipelines.xplan.catalogue import CodeValue, Kind
from pipelines.xplan.crs import epsg
from pipelines.xplan.geometry import Geometry
from pipelines.xplan.linear import GeometryError
from pipelines.xplan.model import Document, Feature, Object
from pipelines.xplan.placing import placed
from pipelines.xplan.read import Package
from pipelines.xplan.write import new_id, write

SCOPE = "raeumlicherGeltungsbereich"
LARGEST = 256 * 1024**2
"""Bytes of an attachment: PostgreSQL's values and the server's memory end at some point."""

EUROPE = box(-1_000_000, 3_000_000, 2_500_000, 8_500_000)
"""Where EPSG:25832 can be brought to degrees, in metres; all else (NaN, infinity, typing errors) has no place."""

USABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,127}")
"""gml:ids that can stand in addresses and names of files as they are."""


@dataclass(frozen=True)
class Record:
    """One plan. ``dates`` are texts by property, ``scope`` is in EPSG:25832, None where the plan has none to draw.

    ``crs`` is the EPSG code of the plan's own scope, None where unknown.
    """

    plan: str
    class_name: str
    name: str | None
    nummer: str | None
    version: str
    rechtsstand: CodeValue | None
    dates: Mapping[str, list[str]]
    crs: int | None
    scope: MultiPolygon | None
    document: bytes
    files: tuple[File, ...]

    @cached_property
    def digest(self) -> str:
        """sha256 of the document and its files: two plans with the same one are the same."""
        found = hashlib.sha256(self.document)
        for each in sorted(self.files, key=lambda file: file.name):
            found.update(f"\0{each.name}\0{hashlib.sha256(each.content).hexdigest()}".encode())
        return found.hexdigest()


def record(package: Package, settings: Settings) -> Record:
    """Make the record of a package with exactly one plan.

    Raises RefusedError for an attachment that is too large.
    """
    document, plan, plan_id = _identified(package.document)
    scope = plan.first(SCOPE)
    geometry = scope if isinstance(scope, Geometry) else None
    crs = epsg((geometry and geometry.any_srs_name) or document.srs_name or "")
    content = io.BytesIO()
    write(document, content)
    return Record(
        plan=plan_id,
        class_name=plan.class_name,
        name=plan.text("name"),
        nummer=plan.text("nummer"),
        version=document.version,
        rechtsstand=document.words(plan, "rechtsstand"),
        dates=_dates(document, plan),
        crs=crs,
        scope=_placed(geometry, crs, settings) if geometry and crs else None,
        document=content.getvalue(),
        files=tuple(map(_file, package.attachments)),
    )


def _identified(document: Document) -> tuple[Document, Feature, str]:
    """The document, its plan, and the plan's id; a plan without a gml:id gets it, so that it keeps it on export."""
    (plan,) = document.plans
    if USABLE.fullmatch(plan.gml_id):
        return document, plan, plan.gml_id
    if plan.gml_id:
        return document, plan, new_id(plan.gml_id)
    named = replace(plan, gml_id=new_id(*_said(plan)))
    features = tuple(named if each is plan else each for each in document.features)
    return replace(document, features=features), named, named.gml_id


def _said(plan: Feature) -> Iterator[str]:
    """What tells a plan from all others while its content changes: whose it is, number, name."""
    yield from (town.text("ags") or "" for town in plan.values("gemeinde") if isinstance(town, Object))
    yield from (plan.class_name, plan.text("nummer") or "", plan.text("name") or "")


def _file(attachment: Attachment) -> File:
    if attachment.size > LARGEST:
        raise RefusedError(
            Text(
                f"{attachment.name} ist zu groß ({attachment.size // 1024**2} MB).",
                f"{attachment.name} is too large ({attachment.size // 1024**2} MB).",
            ),
            Text(f"Erlaubt sind {LARGEST // 1024**2} MB je Anlage.", f"Allowed are {LARGEST // 1024**2} MB each."),
        )
    return File(attachment.name, attachment.media_type, attachment.path.read_bytes())


def _dates(document: Document, plan: Feature) -> dict[str, list[str]]:
    properties = document.catalogue.properties(plan.class_name).values()
    found = {each.name: plan.texts(each.name) for each in properties if each.kind is Kind.DATE}
    return {name: texts for name, texts in found.items() if texts}


def _placed(geometry: Geometry, crs: int, settings: Settings) -> MultiPolygon | None:
    """A valid copy: PostGIS refuses to compare others."""
    try:
        (shape,) = placed([geometry], crs, settings)
    except (GeometryError, SourceError, CRSError):
        return None
    if not EUROPE.covers(box(*shape.bounds)):
        return None
    valid = shape if shape.is_valid else shapely.make_valid(shape, method="structure", keep_collapsed=False)
    areas = [each for each in shapely.get_parts(valid).tolist() if isinstance(each, Polygon)]
    return MultiPolygon(areas) if areas else None
