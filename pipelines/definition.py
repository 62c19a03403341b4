"""The definition of one layer: everything the portal knows about it, read from ``datasets/<id>.yml``."""

import re
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, LiteralString, Self
from urllib.parse import urlsplit, urlunsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Tag,
    field_serializer,
    model_validator,
)
from pydantic import Field as Constraint  # `Field` is the name of a layer's attribute here
from pydantic_core import PydanticCustomError

from pipelines.text import LocalText
from pipelines.vocabulary import DcatTheme, Frequency, HvdCategory, InspireTheme

RESERVED = frozenset({"id", "geom", "geojson", "ctid", "tableoid", "xmin", "xmax", "cmin", "cmax", "oid"})
"""Columns that every layer's table has, and PostgreSQL's system columns; no field may take their names."""


class Frozen(BaseModel):
    """A definition never changes after it is read, and knows every key it may have."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _checked(pattern: str, error_type: LiteralString) -> AfterValidator:
    def check(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise PydanticCustomError(error_type, "unexpected form")
        return value

    return AfterValidator(check)


DatasetId = Annotated[
    str,
    _checked(r"(?!.*_v\d+$)[a-z][a-z0-9_]{1,40}", "dataset_id"),
]
ColumnName = Annotated[str, _checked(r"[a-zäöüß][a-zäöüß0-9_]{0,40}", "column_name")]
EpsgCode = Annotated[str, _checked(r"EPSG:\d{4,6}", "epsg_code")]
WebAddress = Annotated[str, _checked(r"https?://[^\s/?#]+\S*", "web_address")]
MailAddress = Annotated[str, _checked(r"[^\s@<>]+@[^\s@<>.]+(\.[^\s@<>.]+)+", "mail_address")]
Visibility = Literal["public", "internal"]
FieldType = Literal["text", "integer", "number", "boolean", "date", "datetime", "url", "email", "phone"]
GeometryType = Literal["Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"]


class Code(Frozen):
    """One value of a code list; ``also`` are the spellings that sources use for it."""

    label: LocalText
    also: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None


def _code_from_label(value: object) -> object:
    return {"label": value} if isinstance(value, str) or (isinstance(value, dict) and "de" in value) else value


class CodeList(Frozen):
    """The values a field may have, with the words for them, their source and date."""

    values: dict[str, Annotated[Code, BeforeValidator(_code_from_label)]] = Constraint(min_length=1)
    source: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None


class Field(Frozen):
    """One attribute: its name in the source, its column's type, its meaning and its rules.

    ``on_error`` says what happens to a record whose value breaks a rule: the record is refused, or the one
    value is emptied; both are reported. ``null`` lists the source's ways to write "no value".
    """

    source: str | None = None
    type: FieldType = "text"
    title: LocalText | None = None
    unit: str | None = None
    required: bool = False
    codes: CodeList | None = None
    range: tuple[float | None, float | None] | None = None
    pattern: str | None = None
    null: tuple[str, ...] = ()
    visibility: Visibility = "public"
    on_error: Literal["refuse", "clear"] = "refuse"

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.range and self.type not in {"integer", "number"}:
            raise PydanticCustomError("range", "a range needs a number", {"at": ("range",)})
        low, high = self.range or (None, None)
        if low is not None and high is not None and low > high:
            raise PydanticCustomError("range_order", "lowest before highest", {"at": ("range",)})
        if self.required and self.on_error == "clear":
            raise PydanticCustomError("cleared", "a required field cannot be cleared", {"at": ("on_error",)})
        if self.pattern:
            try:
                re.compile(self.pattern)
            except re.error as error:
                raise PydanticCustomError(
                    "pattern", "not a regular expression: {reason}", {"reason": str(error), "at": ("pattern",)}
                ) from None
        return self


def _field_from_source(value: object) -> object:
    return {"source": value} if isinstance(value, str) else value or {}


class Take(Frozen):
    """Which records of the source belong to this layer; the others are counted as left out.

    ``where`` compares source columns as text; ``inside`` names a published polygon layer, ``buffer`` is in m.
    """

    where: dict[str, tuple[str, ...]] = {}
    inside: DatasetId | None = None
    buffer: float = Constraint(0, ge=0)


class Join(Frozen):
    """Geometry comes from another published layer whose column equals one of ours."""

    dataset: DatasetId
    on: dict[ColumnName, ColumnName] = Constraint(min_length=1)


class Geocode(Frozen):
    """Geometry comes from the address layer; ``street``, ``number``, ``quarter`` name our fields.

    Without ``number`` the street field also holds the house number ("Maiergasse 8").
    """

    dataset: DatasetId = "adressen"
    street: ColumnName
    number: ColumnName | None = None
    quarter: ColumnName | None = None


class Suppress(Frozen):
    """Statistical disclosure control: counts under ``below`` are emptied, and others so that no total tells them.

    ``parts`` are the columns that add up to ``total`` in every row.
    """

    parts: tuple[ColumnName, ...] = Constraint(min_length=2)
    total: ColumnName | None = None
    below: int = Constraint(5, ge=2)


class TableSource(Frozen):
    """A file or URL with one record per feature, and what the file itself does not say about it."""

    path: Path | None = None
    url: str | None = None
    layer: str | None = None
    sheet: str | None = None
    header_row: int = Constraint(1, ge=1)
    encoding: str | None = None
    delimiter: str | None = None
    decimal: Literal[".", ","] = "."
    crs: EpsgCode | None = None
    x: str | None = None
    y: str | None = None
    wkt: str | None = None
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
        if (self.path is None) == (self.url is None):
            raise PydanticCustomError("one_source", "expected exactly one of path and url", {"at": ("path",)})
        if (self.x is None) != (self.y is None):
            raise PydanticCustomError("x_and_y", "x and y belong together", {"at": ("x" if self.x else "y",)})
        return self


class RasterClass(Frozen):
    """One class of cell values: from ``over`` (included) to ``to`` (excluded, None: open)."""

    code: str
    over: float
    to: float | None = None


class RasterSource(Frozen):
    """One raster per scenario, turned into polygons of classes.

    Cell values times ``factor`` are in the classes' unit. The records have the columns ``scenario``,
    ``class``, ``over`` and ``to``; their id is derived from scenario, class and top-left cell.
    """

    rasters: dict[str, Path] = Constraint(min_length=1)
    factor: float = 1.0
    crs: EpsgCode | None = None
    nodata: float | None = None
    classes: tuple[RasterClass, ...] = Constraint(min_length=1)

    @field_serializer("rasters")
    def _names_only(self, rasters: dict[str, Path]) -> dict[str, str]:
        return {scenario: path.name for scenario, path in rasters.items()}


def _source_kind(value: Any) -> str:
    rasters = value.get("rasters") if isinstance(value, dict) else getattr(value, "rasters", None)
    return "raster" if rasters is not None else "table"


class InsideRule(Frozen):
    """Every feature lies inside a published polygon layer, give or take ``buffer`` metres."""

    rule: Literal["inside"]
    dataset: DatasetId
    buffer: float = Constraint(0, ge=0)
    action: Literal["refuse", "warn"] = "warn"


class UniqueRule(Frozen):
    """No two features have the same values in these fields together."""

    rule: Literal["unique"]
    fields: tuple[ColumnName, ...] = Constraint(min_length=1)
    action: Literal["refuse", "warn"] = "refuse"


class Contact(Frozen):
    """Who answers for a layer."""

    office: LocalText
    email: MailAddress | None = None
    phone: str | None = None
    url: WebAddress | None = None


class Licence(Frozen):
    """Terms of use as data: an identifier of dcat-ap.de or SPDX, the text's address, the attribution."""

    id: str
    title: str
    url: WebAddress
    attribution: str


class ScaleRange(Frozen):
    """Scale denominators between which the map draws the layer: 1:``min`` is the largest, 1:``max`` the smallest."""

    min: int | None = Constraint(None, ge=1)
    max: int | None = Constraint(None, ge=1)

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.min and self.max and self.min > self.max:
            raise PydanticCustomError("scale_order", "min before max", {"at": ("min",)})
        return self


class Dataset(Frozen):
    """One layer. ``key`` as a string is the source's own key; as a list, the id is a UUIDv5 of those fields."""

    id: DatasetId
    title: LocalText
    description: LocalText
    group: str
    source: Annotated[
        Annotated[TableSource, Tag("table")] | Annotated[RasterSource, Tag("raster")],
        Discriminator(_source_kind),
    ]
    geometry: GeometryType
    fields: dict[ColumnName, Annotated[Field, BeforeValidator(_field_from_source)]] = Constraint(min_length=1)
    key: ColumnName | tuple[ColumnName, ...] = ()
    join: Join | None = None
    geocode: Geocode | None = None
    suppress: Suppress | None = None
    rules: tuple[Annotated[InsideRule | UniqueRule, Constraint(discriminator="rule")], ...] = ()
    max_refused: float = Constraint(0.1, ge=0, le=1)
    visibility: Visibility = "public"
    info: tuple[ColumnName, ...] = ()
    style: str | None = None
    scale: ScaleRange = ScaleRange()
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
        if self.join and self.geocode:
            raise PydanticCustomError("two_places", "expected either join or geocode", {"at": ("geocode",)})
        return self

    def _named_fields(self) -> dict[str, tuple[str, ...]]:
        named: dict[str, tuple[str, ...]] = {"key": self.key_fields, "info": self.info}
        if self.join:
            named["join"] = tuple(self.join.on)
        if self.geocode:
            parts = (self.geocode.street, self.geocode.number, self.geocode.quarter)
            named["geocode"] = tuple(name for name in parts if name)
        named["suppress"] = self.suppressed
        named["rules"] = tuple(name for rule in self.rules if isinstance(rule, UniqueRule) for name in rule.fields)
        return named

    def for_readers(self, source: str) -> Self:
        """Return what everybody may know of this definition: public fields, and a table's ``source`` as a mere name.

        A raster's source says nothing but file names and classes.
        """
        shown = TableSource(path=Path(source)) if isinstance(self.source, TableSource) else self.source
        closed = {"join": None, "geocode": None, "suppress": None, "rules": ()}
        return self.model_copy(update={"fields": self.public_fields, "source": shown} | closed)

    def for_given_source(self) -> Self:
        """Return the definition for a file that a person named: it is no sample, and its date is its own."""
        return self.model_copy(update={"quality": "official", "data_date": None})

    @property
    def key_fields(self) -> tuple[str, ...]:
        """The fields that make the feature id, empty for rasters."""
        return (self.key,) if isinstance(self.key, str) else self.key

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
        named = {rule.dataset for rule in self.rules if isinstance(rule, InsideRule)}
        named |= {part.dataset for part in (self.join, self.geocode) if part}
        if isinstance(self.source, TableSource) and self.source.take.inside:
            named.add(self.source.take.inside)
        return frozenset(named - {self.id})
