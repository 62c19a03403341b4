"""What must hold for features as a whole, and what may not be told of small groups.

A rule says with ``action`` whether a feature that breaks it is refused, or published with a warning.
"""

from typing import Annotated, Literal

from pydantic import Field

from pipelines.definition.base import ColumnName, DatasetId, Frozen
from pipelines.definition.condition import Condition
from pipelines.text import LocalText

RuleAction = Literal["refuse", "warn"]


class InsideRule(Frozen):
    """Every feature lies inside a published polygon layer, give or take ``buffer`` metres."""

    rule: Literal["inside"]
    dataset: DatasetId
    buffer: float = Field(0, ge=0)
    action: RuleAction = "warn"


class PointInRule(Frozen):
    """A point of every feature lies in an area of a published layer whose fields equal ours.

    The point is the feature itself or one on it (on the surface of an area, on a line), as a plan's label is placed.
    ``equals`` maps our field to the area's; without it any area will do. Where our field has no value, nothing is
    claimed and nothing is wrong.
    """

    rule: Literal["point_in"]
    dataset: DatasetId
    equals: dict[ColumnName, ColumnName] = Field(default={})
    buffer: float = Field(0, ge=0)
    action: RuleAction = "warn"


class NearRule(Frozen):
    """Every feature is at most ``within`` metres from one of a published layer, with ``equals`` as in PointInRule."""

    rule: Literal["near"]
    dataset: DatasetId
    within: float = Field(gt=0)
    equals: dict[ColumnName, ColumnName] = Field(default={})
    action: RuleAction = "warn"


class NoOverlapRule(Frozen):
    """No two areas share more than ``tolerance`` square metres; of two that do, the one with the later id is wrong."""

    rule: Literal["no_overlap"]
    tolerance: float = Field(0.1, ge=0)
    action: RuleAction = "warn"


class UniqueRule(Frozen):
    """No two features have the same values in these fields together."""

    rule: Literal["unique"]
    fields: tuple[ColumnName, ...] = Field(min_length=1)
    action: RuleAction = "refuse"


class ConditionRule(Frozen):
    """``where`` holds for every feature, or for those for which ``when`` does: CQL2 over the layer's fields.

    As in SQL, a comparison with a missing value is neither true nor false; a rule is broken only by what is false.
    """

    rule: Literal["condition"]
    where: Condition
    when: Condition | None = None
    message: LocalText | None = None
    action: RuleAction = "refuse"


Rule = Annotated[
    InsideRule | PointInRule | NearRule | NoOverlapRule | UniqueRule | ConditionRule, Field(discriminator="rule")
]
"""Any rule about features; ``rule`` names its kind."""


class Suppress(Frozen):
    """Statistical disclosure control: counts under ``below`` are emptied, and others so that no total tells them.

    ``parts`` are the columns that add up to ``total`` in every row.
    """

    parts: tuple[ColumnName, ...] = Field(min_length=2)
    total: ColumnName | None = None
    below: int = Field(5, ge=2)
