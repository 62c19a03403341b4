"""The read side of the store of plans: what is live, and a plan's document with its files."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import IO, Any

from sqlalchemy import ColumnElement, Connection, Row, func, select

from pipelines.plans.file import File, FileEntry
from pipelines.portal import plan_attachment, plan_live, plan_tile, plan_version
from pipelines.storage import STORAGE_SRID, Box
from pipelines.xplan.catalogue import CodeValue
from pipelines.xplan.inspire.namespace import with_namespace
from pipelines.xplan.pack import MAIN, pack


@dataclass(frozen=True)
class Plan:
    """The live version of one plan. ``bbox`` is in CRS84, None where the plan has no scope to draw.

    ``report`` is what the validation found, rule by rule; ``dates`` are texts by property, as the plan states them;
    ``about`` is what :mod:`pipelines.plans.content` derives of the plan, empty where that was not done yet.
    """

    plan: str
    number: int
    class_name: str
    name: str | None
    nummer: str | None
    version: str
    rechtsstand: CodeValue | None
    dates: Mapping[str, list[str]]
    bbox: Box | None
    report: Mapping[str, Any]
    imported_at: datetime
    about: Mapping[str, Any]
    files: tuple[FileEntry, ...]

    def to_json(self) -> dict[str, Any]:
        """For machines: which plan it is, and since when."""
        return {
            "id": self.plan,
            "name": self.name,
            "nummer": self.nummer,
            "class": self.class_name,
            "version": self.version,
            "rechtsstand": self.rechtsstand and self.rechtsstand.to_json(),
            "number": self.number,
            "imported": self.imported_at.isoformat(timespec="seconds"),
        }


@dataclass(frozen=True)
class Content:
    """A plan as it is given out: its document in XPlanGML ``version``, and what comes with it.

    ``digest`` is that of the stored version, in whatever version of XPlanGML it is given out; ``main`` is what the
    document is called in an archive.
    """

    plan: str
    digest: str
    version: str
    document: bytes
    files: tuple[File, ...] = ()
    main: str = MAIN

    @property
    def contents(self) -> dict[str, bytes]:
        """The bytes of its files by name."""
        return {each.name: each.content for each in self.files}

    def pack(self, file: IO[bytes]) -> None:
        """Write it as XPlanArchiv."""
        pack(self.document, self.contents, file, self.main)


IS_LIVE = (plan_live.c.plan == plan_version.c.plan) & (plan_live.c.number == plan_version.c.number)
_OF_LIVE = (plan_live.c.plan == plan_attachment.c.plan) & (plan_live.c.number == plan_attachment.c.number)
_PLACE = func.box2d(func.ST_Transform(plan_version.c.scope, 4326))
_BBOX = tuple(getattr(func, name)(_PLACE) for name in ("ST_XMin", "ST_YMin", "ST_XMax", "ST_YMax"))
_LISTED = (
    "plan",
    "number",
    "class_name",
    "name",
    "nummer",
    "xplan_version",
    "rechtsstand",
    "rechtsstand_words",
    "dates",
    "report",
    "imported_at",
)


def live_plans(connection: Connection) -> list[Plan]:
    """Return all plans that are live, by number and name."""
    return _plans(connection)


def live_plans_at(connection: Connection, lon: float, lat: float) -> list[Plan]:
    """Return the live plans whose scope covers a point (CRS84 degrees), by number and name."""
    return _plans(connection, func.ST_Intersects(plan_version.c.scope, in_storage(lon, lat)))


def in_storage(lon: float, lat: float) -> ColumnElement[Any]:
    """Return the expression of a point (CRS84 degrees) in EPSG:25832."""
    return func.ST_Transform(func.ST_SetSRID(func.ST_Point(lon, lat), 4326), STORAGE_SRID)


def live_plan(connection: Connection, plan: str) -> Plan | None:
    """Return one plan, None where it is not live."""
    return next(iter(_plans(connection, plan_version.c.plan == plan)), None)


def live_namesakes(connection: Connection, class_name: str, name: str | None, nummer: str | None) -> tuple[str, ...]:
    """Return the ids of live plans of a class with this name and number, large and small letters alike."""
    columns = plan_version.c
    wanted = (columns.name, name), (columns.nummer, nummer)
    called = (func.lower(column).is_not_distinct_from(func.lower(text)) for column, text in wanted)
    query = select(columns.plan).join(plan_live, IS_LIVE).where(columns.class_name == class_name, *called)
    return tuple(connection.scalars(query.order_by(columns.plan)))


def _plans(connection: Connection, *conditions: ColumnElement[bool]) -> list[Plan]:
    columns = (*(plan_version.c[name] for name in _LISTED), *_BBOX, plan_live.c.about)
    query = select(*columns).join(plan_live, IS_LIVE).where(*conditions)
    rows = connection.execute(query.order_by(plan_version.c.nummer, plan_version.c.name, plan_version.c.plan)).all()
    files = _files(connection, [row.plan for row in rows])
    return [_plan(row, tuple(files.get(row.plan, ()))) for row in rows]


def live_document(connection: Connection, plan: str) -> Content | None:
    """Return a plan as it is live without its files, None where it is not."""
    columns = (plan_version.c.digest, plan_version.c.xplan_version, plan_version.c.document)
    query = select(*columns).join(plan_live, IS_LIVE).where(plan_version.c.plan == plan)
    row = connection.execute(query).one_or_none()
    return Content(plan, *row) if row else None


def live_content(connection: Connection, plan: str) -> Content | None:
    """Return a plan as it is live with all of its files, None where it is not."""
    content = live_document(connection, plan)
    if content is None:
        return None
    return replace(content, files=live_files(connection, plan))


def live_files(connection: Connection, plan: str) -> tuple[File, ...]:
    """Return the files of a plan as it is live, by name."""
    return tuple(File(*each) for each in connection.execute(_FILES.where(plan_attachment.c.plan == plan)))


def live_planned_land_use(connection: Connection, plan: str, namespace: str) -> Content | None:
    """Return a plan as it is live as INSPIRE Planned Land Use without its files, None where there is none.

    ``namespace`` is that of its identifiers.
    """
    columns = (plan_version.c.digest, plan_version.c.xplan_version, plan_live.c.planned_land_use)
    query = select(*columns).join(plan_live, IS_LIVE).where(plan_version.c.plan == plan)
    row = connection.execute(query.where(plan_live.c.planned_land_use.is_not(None))).one_or_none()
    if row is None:
        return None
    digest, version, document = row
    return Content(plan, digest, version, with_namespace(document, namespace))


def live_file(connection: Connection, plan: str, name: str) -> File | None:
    """Return one attachment of a plan as it is live, None where there is none."""
    row = connection.execute(_FILES.where(plan_attachment.c.plan == plan, plan_attachment.c.name == name)).one_or_none()
    return File(row.name, row.media_type, row.content) if row else None


def live_tile(  # noqa: PLR0913, PLR0917 - an address
    connection: Connection, plan: str, version: str, z: int, y: int, x: int
) -> bytes | None:
    """Return the picture of a plan's sheets at level, row and column: empty where they show nothing.

    None where the plan is not live, or has no sheets of that version.
    """
    tile = plan_tile.c
    here = (tile.plan == plan_live.c.plan) & (tile.z == z) & (tile.y == y) & (tile.x == x)
    query = select(func.coalesce(tile.content, b"")).select_from(plan_live.outerjoin(plan_tile, here))
    of_version = (plan_live.c.plan == plan) & (plan_live.c.about["sheet"]["version"].astext == version)
    found: bytes | None = connection.scalar(query.where(of_version))
    return found


_FILES = (
    select(plan_attachment.c.name, plan_attachment.c.media_type, plan_attachment.c.content)
    .join(plan_live, _OF_LIVE)
    .order_by(plan_attachment.c.name)
)


def _files(connection: Connection, plans: list[str]) -> dict[str, list[FileEntry]]:
    """The attachments of these live plans; their bytes stay where they are."""
    columns = plan_attachment.c
    query = select(columns.plan, columns.name, columns.media_type, func.octet_length(columns.content).label("size"))
    of_plans = query.join(plan_live, _OF_LIVE).where(columns.plan.in_(plans))
    found: dict[str, list[FileEntry]] = {}
    for row in connection.execute(of_plans.order_by(columns.plan, columns.name)):
        found.setdefault(row.plan, []).append(FileEntry(row.name, row.media_type, row.size))
    return found


def _plan(row: Row[Any], files: tuple[FileEntry, ...]) -> Plan:
    fields = row._asdict()
    code, words, version = (fields[name] for name in ("rechtsstand", "rechtsstand_words", "xplan_version"))
    west, south, east, north = row[len(_LISTED) : -1]
    return Plan(
        **{name: fields[name] for name in _LISTED if name not in {"rechtsstand", "rechtsstand_words", "xplan_version"}},
        version=version,
        rechtsstand=CodeValue(code, "", words) if code else None,
        bbox=None if west is None else (west, south, east, north),
        about=row.about or {},
        files=files,
    )
