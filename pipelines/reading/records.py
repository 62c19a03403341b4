"""JSON that is a plain list of records, as many open-data portals write it."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from pipelines.errors import SourceError
from pipelines.reading.batch import BATCH, numbered
from pipelines.reading.headers import cleaned
from pipelines.text import Text


def find_records(path: Path, layer: str | None) -> list[Any] | None:
    """Return the list that a JSON file is, or holds under the name ``layer``; None for GeoJSON and the like."""
    try:
        document = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        raise SourceError(
            Text(f"{path.name} ist kein gültiges JSON ({error}).", f"{path.name} is not valid JSON ({error})."),
        ) from None
    found = document.get(layer) if isinstance(document, dict) else document
    return found if isinstance(found, list) else None


def read_records(rows: list[Any]) -> Iterator[pd.DataFrame]:
    """Yield batches; nested objects become columns such as ``coords.lat``, nested lists stay JSON text.

    Numbers keep their exact value. Raises SourceError when the list holds anything but objects.
    """
    if not all(isinstance(row, dict) for row in rows):
        raise SourceError(
            Text("Das JSON ist keine Liste von Objekten.", "The JSON is not a list of objects."),
        )
    flat = [dict(_flattened(row)) for row in rows]
    names = list(dict.fromkeys(name for row in flat for name in row))
    columns = cleaned(names)
    for start in range(0, max(len(flat), 1), BATCH):
        batch = [[row.get(name) for name in names] for row in flat[start : start + BATCH]]
        yield pd.DataFrame(batch, columns=columns, index=numbered(start + 1, len(batch)), dtype=object)


def _flattened(row: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in row.items():
        if isinstance(value, dict):
            yield from _flattened(value, f"{prefix}{name}.")
        else:
            yield prefix + name, json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value
