"""The two hashes that tell whether publishing again would change anything: other features, or other words alone."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipelines.definition import Dataset
from pipelines.stages.operation import Operation
from pipelines.style import Style

PIPELINE_VERSION = 4
"""Raise it when other rows or files are made from the same source; every layer is then published anew."""

METADATA = frozenset(
    {
        "title",
        "description",
        "group",
        "info",
        "search",
        "tiles",
        "style",
        "scale",
        "quality",
        "licence",
        "contact",
        "data_date",
        "lineage",
        "positional_accuracy",
        "update_frequency",
        "keywords",
        "inspire_theme",
        "hvd_category",
        "dcat_theme",
    }
)
"""Entries of a definition that make no row. Whatever is not named here is taken to make rows, so that an entry
which a later release adds errs on the side of loading once too often."""

FIELD_METADATA = frozenset({"title", "description"})
"""The same of a field. Its unit makes rows, since it is taken off cells; so does its place among the fields, since
feature JSON keeps it."""

SOURCE_METADATA = frozenset({"path", "url"})
"""Where the source lies; what lies there is hashed itself."""


@dataclass(frozen=True)
class Identity:
    """``content`` is the sha256 of what the features are made of, ``whole`` of that, the words and the style."""

    content: str
    whole: str


def identity(
    dataset: Dataset, source: str, style: Style, references: Mapping[str, str], operation: Operation
) -> Identity:
    """Hash everything that a publication is made of, as hexadecimal text.

    ``source`` is the sha256 of the source's bytes, ``references`` the content of the live layers that joins,
    geocoding and rules look into. The operation stands for the datum grids of this machine.
    """
    content = _sha256(
        {
            "source": source,
            "definition": _rows(snapshot(dataset)) | _day(dataset),
            "operation": [operation.source, operation.name, *operation.grids],
            "references": sorted(references.items()),
            "pipeline": PIPELINE_VERSION,
        }
    )
    return Identity(content, _sha256({"content": content, "definition": snapshot(dataset), "style": style}))


def snapshot(dataset: Dataset) -> dict[str, object]:
    """Return the definition as JSON; a field that a later release adds does not change it."""
    return dataset.model_dump(mode="json", exclude_defaults=True)


def _rows(definition: Mapping[str, Any]) -> dict[str, object]:
    """The part of a definition that makes rows."""
    kept = _without(definition, METADATA)
    fields = {name: _field(field) for name, field in kept["fields"].items()}
    return kept | {"fields": fields, "source": _without(kept["source"], SOURCE_METADATA)}


def _day(dataset: Dataset) -> dict[str, object]:
    """The Datenstand, where findings depend on it: codes that are in force from one day to another."""
    lists = [field.codes for field in dataset.fields.values() if field.codes]
    days = [(codes.valid_from, codes.valid_to) for codes in lists]
    days += [(code.valid_from, code.valid_to) for codes in lists for code in codes.values.values()]
    bounded = any(map(any, days))
    return {"data_date": str(dataset.data_date)} if bounded else {}


def _field(field: Mapping[str, Any]) -> dict[str, Any]:
    kept = _without(field, FIELD_METADATA)
    if codes := kept.get("codes"):
        values = {code: _without(each, {"label"}) for code, each in codes["values"].items()}
        kept["codes"] = _without(codes, {"source"}) | {"values": values}
    return kept


def _without(entries: Mapping[str, Any], names: frozenset[str] | set[str]) -> dict[str, Any]:
    return {name: value for name, value in entries.items() if name not in names}


def _sha256(parts: Mapping[str, object]) -> str:
    canonical = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))  # the order of fields counts
    return hashlib.sha256(canonical.encode()).hexdigest()
