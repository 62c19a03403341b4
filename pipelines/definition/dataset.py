"""The definition of one layer: everything the portal knows about it, read from ``datasets/<id>.yml``."""

from datetime import date
from pathlib import Path
from typing import Annotated, Literal, Self, get_args

from pydantic import BeforeValidator, Discriminator, Tag, model_validator
from pydantic import Field as Constraint  # `Field` is the name of a layer's attribute here
from pydantic_core import PydanticCustomError, PydanticKnownError

from pipelines.definition.agreement import check_rules
from pipelines.definition.base import ColumnName, DatasetId, Frozen, Visibility
from pipelines.definition.fields import Field, field_from_source
from pipelines.definition.metadata import Contact, Licence, Period, ScaleRange
from pipelines.definition.places import Geocode, Join, Outside
from pipelines.definition.rules import InsideRule, NearRule, PointInRule, Rule, Suppress
from pipelines.definition.sources import RasterSource, TableSource, source_kind
from pipelines.text import LocalText
from pipelines.vocabulary import DcatTheme, Frequency, HvdCategory, InspireTheme

RESERVED = frozenset({"id", "geom", "geojson", "hash", "ctid", "tableoid", "xmin", "xmax", "cmin", "cmax", "oid"})
"""Columns that every layer's table has, and PostgreSQL's system columns; no field may take their names."""


POSITION = "geom"
"""In a key: where the feature lies and what shape it has. No field can have this name."""

GeometryType = Literal["Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "Geometry"]
"""``Geometry`` is any of the others, feature by feature; only layers that the portal derives itself have it."""


def _choice(value: object) -> object:
    """Name the choices that a file has."""
    *others, last, derived = map(repr, get_args(GeometryType))
    if repr(value) in {*others, last, derived}:
        return value
    raise PydanticKnownError("literal_error", {"expected": f"{', '.join(others)} or {last}"})


Dimensions = Literal["xy", "xyz", "xym", "xyzm"]
"""What a vertex has besides its place: z is a height in metres, passed on as the source has it; m is a measure."""


def _listed(key: object) -> object:
    """A position is nobody's name, so that an id is made of it as of several fields."""
    return (key,) if key == POSITION else key


class Dataset(Frozen):
    """One layer. ``key`` as a string is the source's own key; as a list, the id is a UUIDv5 of those fields.

    ``geom`` in the list stands for the feature's geometry.
    """

    id: DatasetId
    title: LocalText
    description: LocalText
    group: str
    source: Annotated[
        Annotated[TableSource, Tag("table")] | Annotated[RasterSource, Tag("raster")],
        Discriminator(source_kind),
    ]
    geometry: Annotated[GeometryType, BeforeValidator(_choice)]
    dimensions: Dimensions = "xy"
    outside: Outside = Outside()
    fields: dict[ColumnName, Annotated[Field, BeforeValidator(field_from_source)]]
    key: Annotated[ColumnName | tuple[ColumnName, ...], BeforeValidator(_listed)] = ()
    join: Join | None = None
    geocode: Geocode | None = None
    suppress: Suppress | None = None
    rules: tuple[Rule, ...] = ()
    max_refused: float = Constraint(0.1, ge=0, le=1)
    max_shrink: float = Constraint(0.5, ge=0, le=1)
    visibility: Visibility = "public"
    info: tuple[ColumnName, ...] = ()
    search: tuple[ColumnName, ...] | None = None
    tiles: Literal["auto", "static", "dynamic", "none"] = "auto"
    style: str | None = None
    scale: ScaleRange = ScaleRange()
    time: Period | None = None
    quality: Literal["official", "sample"] = "official"
    licence: Licence | None = None
    contact: Contact | None = None
    data_date: date | None = None
    lineage: LocalText | None = None
    positional_accuracy: float | None = Constraint(None, gt=0)
    update_frequency: Frequency = "UNKNOWN"
    keywords: tuple[str, ...] = ()
    inspire_theme: InspireTheme | None = None
    hvd_category: HvdCategory | None = None
    dcat_theme: DcatTheme | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        if taken := RESERVED & self.fields.keys():
            first, *_ = listed = sorted(taken)
            context = {"names": ", ".join(listed), "at": ("fields", first)}
            raise PydanticCustomError("reserved", "reserved names: {names}", context)
        for where, names in self._named_fields().items():
            if unknown := [name for name in names if name not in self.fields]:
                raise PydanticCustomError(
                    "unknown_fields",
                    "{where} names unknown fields: {names}",
                    {"where": where, "names": ", ".join(unknown), "at": (where,)},
                )
        if isinstance(self.source, TableSource) and not self.key:
            raise PydanticCustomError("no_key", "expected a key", {"at": ("key",)})
        if any(self.fields[name].visibility == "internal" or name in self.suppressed for name in self.key_fields):
            # A UUIDv5 hides nothing: whoever knows the few values a field can have tries them all.
            raise PydanticCustomError("internal_key", "the key cannot be internal", {"at": ("key",)})
        if any(self.fields[name].visibility == "internal" for name in self.info):
            raise PydanticCustomError("internal_info", "info shows public fields only", {"at": ("info",)})
        if any(self.fields[name].visibility == "internal" for name in self.search or ()):
            raise PydanticCustomError("internal_search", "search finds public fields only", {"at": ("search",)})
        if any(self.fields[n].visibility == "internal" or not self.fields[n].has_dates for n in self.period_fields):
            raise PydanticCustomError("period", "expected public fields with dates", {"at": ("time",)})
        if self.join and self.geocode:
            raise PydanticCustomError("two_places", "expected either join or geocode", {"at": ("geocode",)})
        check_rules(self.rules, self.id, self.geometry, {name: field.type for name, field in self.fields.items()})
        return self

    def _named_fields(self) -> dict[str, tuple[str, ...]]:
        named: dict[str, tuple[str, ...]] = {"key": self.key_fields, "info": self.info, "search": self.search or ()}
        if self.join:
            named["join"] = tuple(self.join.on)
        if self.geocode:
            parts = (self.geocode.street, self.geocode.number, self.geocode.quarter)
            named["geocode"] = tuple(name for name in parts if name)
        named["suppress"] = self.suppressed
        named["time"] = self.period_fields
        return named

    def for_readers(self, source: str) -> Self:
        """Return what everybody may know of this definition: public fields, and a table's ``source`` as a mere name.

        A raster's source says nothing but file names and classes.
        """
        shown = TableSource(path=Path(source)) if isinstance(self.source, TableSource) else self.source
        closed = {"join": None, "geocode": None, "suppress": None, "rules": ()}
        return self.model_copy(update={"fields": self.public_fields, "source": shown} | closed)

    def for_given_source(self, as_of: date | None = None) -> Self:
        """Return the definition for a file that a person named: it is no sample, and its date is its own."""
        return self.model_copy(update={"quality": "official", "data_date": as_of})

    @property
    def key_fields(self) -> tuple[str, ...]:
        """The fields that make the feature id, empty for rasters and where the position alone does."""
        return (self.key,) if isinstance(self.key, str) else tuple(name for name in self.key if name != POSITION)

    @property
    def is_known_by_position(self) -> bool:
        """Whether the geometry is part of what makes the feature id."""
        return not isinstance(self.key, str) and POSITION in self.key

    @property
    def period_fields(self) -> tuple[str, ...]:
        """The fields of a feature's beginning and end, empty for a layer without ``time``."""
        return (self.time.start, self.time.end) if self.time else ()

    @property
    def suppressed(self) -> tuple[str, ...]:
        """The fields whose values disclosure control may withhold."""
        if self.suppress is None:
            return ()
        return (*self.suppress.parts, *([self.suppress.total] if self.suppress.total else []))

    def tells(self, name: str) -> bool:
        """Whether findings may tell values of this field: everybody may know all of them."""
        return self.fields[name].visibility == self.visibility == "public" and name not in self.suppressed

    @property
    def public_fields(self) -> dict[str, Field]:
        """The fields anyone may see, in the order of the definition."""
        return {name: field for name, field in self.fields.items() if field.visibility == "public"}

    @property
    def info_fields(self) -> tuple[str, ...]:
        """The fields that the map shows after a tap, in order."""
        return self.info or tuple(self.public_fields)

    @property
    def references(self) -> frozenset[str]:
        """Ids of the layers that must be published before this one."""
        named = {rule.dataset for rule in self.rules if isinstance(rule, (InsideRule, PointInRule, NearRule))}
        named |= {part.dataset for part in (self.join, self.geocode) if part}
        if isinstance(self.source, TableSource) and self.source.take.inside:
            named.add(self.source.take.inside)
        return frozenset(named - {self.id})
