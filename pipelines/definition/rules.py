"""What must hold for features as a whole, and what may not be told of small groups."""

from typing import Annotated, Literal

from pydantic import Field

from pipelines.definition.base import ColumnName, DatasetId, Frozen


class InsideRule(Frozen):
    """Every feature lies inside a published polygon layer, give or take ``buffer`` metres."""

    rule: Literal["inside"]
    dataset: DatasetId
    buffer: float = Field(0, ge=0)
    action: Literal["refuse", "warn"] = "warn"


class UniqueRule(Frozen):
    """No two features have the same values in these fields together."""

    rule: Literal["unique"]
    fields: tuple[ColumnName, ...] = Field(min_length=1)
    action: Literal["refuse", "warn"] = "refuse"


Rule = Annotated[InsideRule | UniqueRule, Field(discriminator="rule")]
"""Any rule about features; ``rule`` names its kind."""


class Suppress(Frozen):
    """Statistical disclosure control: counts under ``below`` are emptied, and others so that no total tells them.

    ``parts`` are the columns that add up to ``total`` in every row.
    """

    parts: tuple[ColumnName, ...] = Field(min_length=2)
    total: ColumnName | None = None
    below: int = Field(5, ge=2)
