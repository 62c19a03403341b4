"""A layer's attributes: where a value comes from, its type, its meaning and what it may be."""

import re
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, model_validator
from pydantic import Field as Constraint  # `Field` is the name of a layer's attribute here
from pydantic_core import PydanticCustomError

from pipelines.definition.base import Frozen, Visibility
from pipelines.text import LocalText

FieldType = Literal["text", "integer", "number", "boolean", "date", "datetime", "url", "email", "phone"]


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


def field_from_source(value: object) -> object:
    """Let a field be written as the name of its source column alone."""
    return {"source": value} if isinstance(value, str) else value or {}
