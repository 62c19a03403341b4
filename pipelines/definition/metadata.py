"""Who answers for a layer, on which terms it may be used, at which scales it is drawn, and when its features are."""

from typing import Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from pipelines.definition.base import ColumnName, Frozen, MailAddress, WebAddress
from pipelines.text import LocalText


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

    min: int | None = Field(None, ge=1)
    max: int | None = Field(None, ge=1)

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.min and self.max and self.min > self.max:
            raise PydanticCustomError("scale_order", "min before max", {"at": ("min",)})
        return self


class Period(Frozen):
    """The fields that say from when until when a feature is; one without a value leaves that end open."""

    start: ColumnName
    end: ColumnName
