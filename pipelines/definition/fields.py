"""A layer's attributes: where a value comes from, its type, its meaning and what it may be."""

import re
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, model_validator
from pydantic import Field as Constraint  # `Field` is the name of a layer's attribute here
from pydantic_core import PydanticCustomError

from pipelines.definition.base import Frozen, Visibility
from pipelines.text import LocalText

FieldType = Literal["text", "integer", "number", "boolean", "date", "datetime", "url", "email", "phone", "hours"]


RANGED = frozenset({"integer", "number", "date", "datetime"})
"""Types whose values have an order that a range can bound."""


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


Bound = float | date | None
"""One end of a range, included; None leaves it open."""


class Field(Frozen):
    """One attribute: its name in the source, its column's type, its meaning and its rules.

    ``on_error`` says what happens to a record whose value breaks a rule: the record is refused, or the one
    value is emptied; both are reported. ``range`` bounds numbers or days, ends included. ``null`` lists the
    source's ways to write "no value".
    """

    source: str | None = None
    type: FieldType = "text"
    title: LocalText | None = None
    unit: str | None = None
    required: bool = False
    codes: CodeList | None = None
    unique: bool = False
    range: tuple[Bound, Bound] | None = None
    pattern: str | None = None
    null: tuple[str, ...] = ()
    visibility: Visibility = "public"
    on_error: Literal["refuse", "clear"] = "refuse"

    @model_validator(mode="after")
    def _check(self) -> Self:
        bounds = [bound for bound in self.range or () if bound is not None]
        if self.range and (self.type not in RANGED or any(isinstance(b, date) != self.has_dates for b in bounds)):
            raise PydanticCustomError("range", "a range needs numbers or dates", {"at": ("range",)})
        if bounds != sorted(bounds):
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

    @property
    def has_dates(self) -> bool:
        """Whether the values are days or times."""
        return self.type in {"date", "datetime"}

    @property
    def numbers(self) -> tuple[float | None, float | None]:
        """The lowest and highest number allowed, None where there is no such end."""
        low, high = (None if isinstance(bound, date) else bound for bound in self.range or (None, None))
        return low, high

    @property
    def days(self) -> tuple[date | None, date | None]:
        """The first and last day allowed, None where there is no such end."""
        low, high = (bound if isinstance(bound, date) else None for bound in self.range or (None, None))
        return low, high


def field_from_source(value: object) -> object:
    """Let a field be written as the name of its source column alone."""
    return {"source": value} if isinstance(value, str) else value or {}
