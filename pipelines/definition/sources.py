"""Where a layer's records come from, and what their file does not say about itself."""

from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit, urlunsplit

from pydantic import BeforeValidator, Field, field_serializer, model_validator
from pydantic_core import PydanticCustomError

from pipelines.definition.base import DatabaseName, DatasetId, EpsgCode, Frozen, TableName

Service = Literal["wfs", "ogcapi", "arcgis"]
"""A WFS, an OGC API with features, or a layer of an ArcGIS FeatureServer or MapServer."""


class Take(Frozen):
    """Which records of the source belong to this layer; the others are counted as left out.

    ``where`` compares source columns as text; ``inside`` names a published polygon layer, ``buffer`` is in m.
    """

    where: dict[str, tuple[str, ...]] = Field(default={})
    inside: DatasetId | None = None
    buffer: float = Field(0, ge=0)


class TableSource(Frozen):
    """A file, URL or database table with one record per feature, and what it does not say about itself.

    ``service`` tells that ``url`` is the root of a service; ``database`` picks the variable that holds the address of
    a PostgreSQL database.
    """

    path: Path | None = None
    url: str | None = None
    service: Service | None = None
    database: DatabaseName | None = None
    table: TableName | None = None
    layer: str | None = None
    sheet: str | None = None
    header_row: int = Field(1, ge=1)
    header_rows: int = Field(1, ge=1, le=3)
    encoding: str | None = None
    delimiter: str | None = None
    decimal: Literal[".", ","] = "."
    crs: EpsgCode | None = None
    x: str | None = None
    y: str | None = None
    xy: str | None = None
    yx: str | None = None
    degrees: Literal["decimal", "dms"] | None = None
    axes: Literal["xy", "yx"] = "xy"
    wkt: str | None = None
    wkb: str | None = None
    arc_tolerance: float = Field(0.01, ge=0.001, le=10)
    take: Take = Take()

    @field_serializer("path")
    def _name_only(self, path: Path | None) -> str | None:
        """Snapshots and identities say which file, never where on this machine it lay."""
        return path.name if path else None

    @field_serializer("url")
    def _without_secrets(self, url: str | None) -> str | None:
        """A user, a password or a token in an address stays with the definition file."""
        if url is None:
            return None
        parts = urlsplit(url)
        return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))

    @model_validator(mode="after")
    def _check(self) -> Self:
        if [self.path, self.url, self.database].count(None) != 2:
            raise PydanticCustomError("one_source", "expected exactly one of path, url and database", {"at": ("path",)})
        if self.service and self.url is None:
            raise PydanticCustomError("service_url", "a service has a url", {"at": ("service",)})
        if (self.database is None) != (self.table is None):
            at = "database" if self.table else "table"
            raise PydanticCustomError("database_table", "database and table belong together", {"at": (at,)})
        if (self.x is None) != (self.y is None):
            raise PydanticCustomError("x_and_y", "x and y belong together", {"at": ("x" if self.x else "y",)})
        named = [name for name in ("x", "xy", "yx", "wkt", "wkb") if getattr(self, name)]
        if len(named) > 1:
            raise PydanticCustomError("one_geometry", "expected one of x/y, xy, yx, wkt and wkb", {"at": (named[1],)})
        if self.degrees and not (self.x or self.xy or self.yx):
            raise PydanticCustomError("degrees_columns", "degrees goes with x/y, xy or yx", {"at": ("degrees",)})
        return self

    @property
    def position_columns(self) -> list[str]:
        """The columns that say where a record lies, none where the file has geometries of its own."""
        return [name for name in (self.x, self.y, self.xy, self.yx, self.wkt, self.wkb) if name]


class RasterClass(Frozen):
    """One class of cell values: from ``over`` (included) to ``to`` (excluded, None: open)."""

    code: str
    over: float
    to: float | None = None


def _tiles(value: object) -> object:
    """Let one file, folder, ZIP or pattern be written without a list."""
    return [value] if isinstance(value, str | Path) else value


Tiles = Annotated[tuple[Path, ...], BeforeValidator(_tiles), Field(min_length=1)]
"""What a raster lies in: files, folders, ZIPs or patterns such as ``tiles/*.tif``."""


class RasterQuantity(Frozen):
    """One quantity in rasters, per scenario, and the classes of its values.

    Cell values times ``factor`` are in ``unit``, which is that of the classes.
    """

    rasters: dict[str, Tiles] = Field(min_length=1)
    factor: float = 1.0
    unit: str | None = None
    nodata: float | None = None
    classes: tuple[RasterClass, ...] = Field(min_length=1)

    @field_serializer("rasters")
    def _names_only(self, rasters: dict[str, tuple[Path, ...]]) -> dict[str, str | list[str]]:
        named = {scenario: [path.name for path in tiles] for scenario, tiles in rasters.items()}
        return {scenario: names[0] if len(names) == 1 else names for scenario, names in named.items()}

    def below(self, folder: Path) -> Self:
        """Return the same with paths seen from ``folder``."""
        seen = {scenario: tuple(folder / path for path in tiles) for scenario, tiles in self.rasters.items()}
        return self.model_copy(update={"rasters": seen})


class RasterSource(RasterQuantity):
    """Depths of water per scenario, and velocities where they are known, turned into polygons of classes.

    The records have the columns ``scenario``, ``class``, ``over`` and ``to``, with velocities also ``quantity``
    (``depth`` or ``velocity``); their id is derived from these and the position of the top-left cell.
    """

    crs: EpsgCode | None = None
    velocity: RasterQuantity | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.velocity and (unknown := self.velocity.rasters.keys() - self.rasters.keys()):
            context = {"names": ", ".join(sorted(unknown)), "at": ("velocity", "rasters")}
            raise PydanticCustomError("unknown_scenarios", "scenarios without depths: {names}", context)
        return self

    def below(self, folder: Path) -> Self:
        """Return the same with paths seen from ``folder``."""
        velocity = self.velocity.below(folder) if self.velocity else None
        return super().below(folder).model_copy(update={"velocity": velocity})

    @property
    def quantities(self) -> dict[str, RasterQuantity]:
        """The quantities by name, depth first."""
        return {"depth": self} | ({"velocity": self.velocity} if self.velocity else {})


def source_kind(value: Any) -> str:
    """Tell a table's source from a raster's, whether it is still a mapping or a model already."""
    rasters = value.get("rasters") if isinstance(value, dict) else getattr(value, "rasters", None)
    return "raster" if rasters is not None else "table"
