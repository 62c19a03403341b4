"""The definition of one layer: everything the portal knows about it, read from ``datasets/<id>.yml``.

``dataset`` is the whole; ``sources``, ``fields``, ``places``, ``rules`` and ``metadata`` are its parts.
"""

from pipelines.definition.base import ColumnName, DatasetId, EpsgCode, Frozen, MailAddress, Visibility, WebAddress
from pipelines.definition.dataset import Dataset, Dimensions, GeometryType
from pipelines.definition.fields import Code, CodeList, Field, FieldType
from pipelines.definition.metadata import Contact, Licence, Period, ScaleRange
from pipelines.definition.places import Geocode, Join, Outside
from pipelines.definition.rules import (
    ConditionRule,
    InsideRule,
    NearRule,
    NoOverlapRule,
    PointInRule,
    Rule,
    RuleAction,
    Suppress,
    UniqueRule,
)
from pipelines.definition.sources import RasterClass, RasterQuantity, RasterSource, TableSource, Take

__all__ = [
    "Code",
    "CodeList",
    "ColumnName",
    "ConditionRule",
    "Contact",
    "Dataset",
    "DatasetId",
    "Dimensions",
    "EpsgCode",
    "Field",
    "FieldType",
    "Frozen",
    "Geocode",
    "GeometryType",
    "InsideRule",
    "Join",
    "Licence",
    "MailAddress",
    "NearRule",
    "NoOverlapRule",
    "Outside",
    "Period",
    "PointInRule",
    "RasterClass",
    "RasterQuantity",
    "RasterSource",
    "Rule",
    "RuleAction",
    "ScaleRange",
    "Suppress",
    "TableSource",
    "Take",
    "UniqueRule",
    "Visibility",
    "WebAddress",
]
