"""Where features lie: geometry taken from another layer, by equal values or by addresses, and what lies too far off."""

from pydantic import Field

from pipelines.definition.base import ColumnName, DatasetId, Frozen
from pipelines.definition.rules import RuleAction


class Join(Frozen):
    """Geometry comes from another published layer whose column equals one of ours."""

    dataset: DatasetId
    on: dict[ColumnName, ColumnName] = Field(min_length=1)


class Geocode(Frozen):
    """Geometry comes from the address layer; ``street``, ``number``, ``quarter`` name our fields.

    Without ``number`` the street field also holds the house number ("Maiergasse 8").
    """

    dataset: DatasetId = "adressen"
    street: ColumnName
    number: ColumnName | None = None
    quarter: ColumnName | None = None


class Outside(Frozen):
    """Features of which no part lies within ``buffer`` metres of the town's extent are warned about or refused."""

    buffer: float = Field(2_000, ge=0)
    action: RuleAction = "warn"
