"""JSON that is a plain list of records, as many open-data portals write it."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from pipelines.errors import SourceError
from pipelines.reading.batch import BATCH, numbered
from pipelines.reading.encoding import text_encoding
from pipelines.reading.headers import cleaned
from pipelines.reading.surrogates import without_lone
from pipelines.text import Text


def find_records(path: Path, layer: str | None) -> list[Any]:
    """Return the list that a JSON file is, or holds under the name ``layer``, or the only list it holds.

    Raises SourceError that names the lists and the key to set where there are several, or none.
    """
    document = _document(path)
    if isinstance(document, list):
        return document
    lists = _lists(document)
    if layer in lists or (layer is None and len(lists) == 1):
        return lists[layer] if layer in lists else next(iter(lists.values()))
    raise _no_list(path, list(lists), layer)


def lists_in(path: Path) -> list[str]:
    """Return the names of the lists in a JSON object, none where the file is a list itself. Raises SourceError."""
    return list(_lists(_document(path)))


def _document(path: Path) -> Any:
    try:
        return json.loads(without_lone(path.read_text(text_encoding(path, None))))
    except (ValueError, RecursionError) as error:
        raise SourceError(
            Text(f"{path.name} ist kein gültiges JSON ({error}).", f"{path.name} is not valid JSON ({error})."),
            Text("Bitte noch einmal kopieren oder ausgeben.", "Please copy or export it again."),
        ) from None


def _lists(document: Any) -> dict[str, list[Any]]:
    """The lists of objects in an object, by name; an empty list may become one."""
    if not isinstance(document, dict):
        return {}
    found = {str(name): value for name, value in document.items() if isinstance(value, list)}
    return {name: rows for name, rows in found.items() if all(isinstance(row, dict) for row in rows)}


def read_records(rows: list[Any]) -> Iterator[pd.DataFrame]:
    """Yield batches; nested objects become columns such as ``coords.lat``, nested lists stay JSON text.

    Numbers keep their exact value. Raises SourceError when the list holds anything but objects, and when two members
    would be columns of one name, such as ``{"a": {"b": 1}, "a.b": 2}``.
    """
    if not all(isinstance(row, dict) for row in rows):
        raise SourceError(
            Text("Das JSON ist keine Liste von Objekten.", "The JSON is not a list of objects."),
        )
    flat = [dict(_flattened(row)) for row in rows]
    paths = list(dict.fromkeys(path for row in flat for path in row))
    columns = cleaned(".".join(path) for path in paths)
    for start in range(0, max(len(flat), 1), BATCH):
        batch = [[row.get(path) for path in paths] for row in flat[start : start + BATCH]]
        yield pd.DataFrame(batch, columns=columns, index=numbered(start + 1, len(batch)), dtype=object)


def _flattened(row: Mapping[str, Any], above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """The values with their paths, which tell ``a.b`` from ``b`` in ``a``."""
    for name, value in row.items():
        if isinstance(value, dict):
            yield from _flattened(value, (*above, name))
        else:
            yield (*above, name), json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value


def _no_list(path: Path, names: list[str], layer: str | None) -> SourceError:
    listed = ", ".join(names) or "–"
    wanted = Text(f"keine Liste „{layer}“", f"no list “{layer}”") if layer else Text("mehrere Listen", "several lists")
    what = wanted if names or layer else Text("keine Liste von Objekten", "no list of objects")
    return SourceError(
        Text(f"{path.name} hat {what.de}. Vorhanden: {listed}.", f"{path.name} has {what.en}. There is: {listed}."),
        Text("Bitte layer in der Definition setzen.", "Please set layer in the definition."),
    )
