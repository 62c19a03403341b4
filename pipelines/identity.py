"""The hash that tells whether publishing again would change anything."""

import hashlib
import json
from collections.abc import Mapping

from pipelines.definition import Dataset
from pipelines.stages.transform import Operation
from pipelines.style import Style

PIPELINE_VERSION = 1
"""Raise it when a stage makes other rows from the same source; every layer is then published anew."""


def identity(dataset: Dataset, source: str, style: Style, references: Mapping[str, str], operation: Operation) -> str:
    """Return the sha256 of everything a publication is made of, as hexadecimal text.

    ``source`` is the sha256 of the source's bytes, ``references`` the identities of the live layers that joins,
    geocoding and rules look into. The operation stands for the datum grids of this machine.
    """
    parts = {
        "source": source,
        "definition": snapshot(dataset),
        "style": style,
        "operation": [operation.source, operation.name, *operation.grids],
        "references": sorted(references.items()),
        "pipeline": PIPELINE_VERSION,
    }
    canonical = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))  # the order of fields counts
    return hashlib.sha256(canonical.encode()).hexdigest()


def snapshot(dataset: Dataset) -> dict[str, object]:
    """Return the definition as JSON; a field that a later release adds does not change it."""
    return dataset.model_dump(mode="json", exclude_defaults=True)
