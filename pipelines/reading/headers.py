"""The column names of a source: cleaned, unique, and looked up with a helpful error."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from itertools import zip_longest
from unicodedata import normalize

from pipelines.errors import SourceError
from pipelines.text import Text

GEOMETRY = "geom"
"""Name of the geometry column of every frame; an attribute of this name in a source gives way to it."""

UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
"""What programs that know no umlauts write instead; casefold makes ss of ß."""

RENAMED = Text(
    "Neuer Name? Dann gehört er in der Definition hinter „source:“.",
    "A new name? If so, it belongs behind “source:” in the definition.",
)
OTHERS_TOO = Text("Bitte dort auch die übrigen Namen vergleichen.", "Please compare the other names there, too.")

UNNAMED = re.compile(r"Spalte \d+")
"""What a column without a name is called, after its position."""


def cleaned(names: Iterable[object]) -> list[str]:
    """Return the names without surrounding blanks and line breaks. Raises SourceError when two are the same.

    A name that is empty becomes "Spalte 3" after its position, so that the error of a wrong header row can show it.
    """
    result = [_clean(name) or unnamed(position) for position, name in enumerate(names, start=1)]
    if twice := [name for name, count in Counter(result).items() if count > 1]:
        listed = ", ".join(twice)
        raise SourceError(
            Text(f"Diese Spalten kommen mehrfach vor: {listed}.", f"These columns occur more than once: {listed}."),
            Text(
                "Bitte in der Datei eindeutig benennen; stimmt header_row in der Definition?",
                "Please give them different names in the file; is header_row right in the definition?",
            ),
        )
    return result


def unnamed(position: int) -> str:
    """Return what the column at this position, counted from 1, is called where it has no name."""
    return f"Spalte {position}"


def joined(rows: Sequence[Sequence[object]]) -> list[object]:
    """Return one row of names out of a header of several: a group's name stands before those of its columns.

    A group is named above its first column; what is below an empty cell belongs to the group on its left.
    """
    names: list[object] = list(rows[-1]) if rows else []
    for above in reversed(rows[:-1]):
        names = _below(above, names)
    return names


def _below(above: Sequence[object], names: Sequence[object]) -> list[object]:
    found: list[object] = []
    group = ""
    for group_name, name in zip_longest(above, names):
        group = _clean(group_name) or (group if _clean(name) else "")
        found.append(" ".join(filter(None, (group, _clean(name)))) or None)
    return found


def require(wanted: Iterable[str], available: Iterable[object], source: str | None = None) -> None:
    """Raise SourceError, with the columns that are there and near names, unless all ``wanted`` are available.

    ``source`` is the file's name, where it is known.
    """
    present = [str(name) for name in available if name != GEOMETRY]
    missing = [name for name in wanted if name not in present]
    if not missing:
        return
    names, there = ", ".join(f"„{name}“" for name in missing), ", ".join(present) or "–"
    german, english = ("fehlt die Spalte", "column") if len(missing) == 1 else ("fehlen die Spalten", "columns")
    raise SourceError(
        Text(
            f"In {source or 'der Quelle'} {german} {names}. Vorhanden sind: {there}.",
            f"{source or 'The source'} lacks the {english} {names}. It has: {there}.",
        ),
        _suggestion(missing, present),
    )


def _clean(name: object) -> str:
    return "" if name is None else re.sub(r"\s*[\r\n]+\s*", " ", str(name)).strip().removeprefix("\ufeff")


def _suggestion(missing: Sequence[str], present: Sequence[str]) -> Text:
    """Name the nearest column for each that is missing, and where in the definition a new name belongs."""
    folded = {_folded(name): name for name in present}
    near = {name: get_close_matches(_folded(name), folded, n=1, cutoff=0.7) for name in missing}
    pairs = [(name, folded[found[0]]) for name, found in near.items() if found]
    hints = [_meant(pairs), RENAMED] if pairs else [RENAMED]
    if len(missing) > 1 and all(_folded(name) in folded for name in missing):  # another program spells all names anew
        hints.append(OTHERS_TOO)
    return Text(" ".join(hint.de for hint in hints), " ".join(hint.to("en") for hint in hints))


def _meant(pairs: Sequence[tuple[str, str]]) -> Text:
    return Text(
        "Gemeint ist vielleicht: " + ", ".join(f"„{right}“ statt „{name}“" for name, right in pairs) + ".",
        "Perhaps meant: " + ", ".join(f"“{right}” instead of “{name}”" for name, right in pairs) + ".",
    )


def _folded(name: str) -> str:
    """The name as it sounds: capitals and small letters are one, ö is oe, composed or not."""
    return normalize("NFKC", name).casefold().translate(UMLAUTS)
