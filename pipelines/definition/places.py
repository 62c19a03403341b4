"""Geometry that a layer takes from another one: by equal values, or by addresses."""

from pydantic import Field

from pipelines.definition.base import ColumnName, DatasetId, Frozen


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
