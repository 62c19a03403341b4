"""Geometry from the address layer: most lists of a town hall are Excel with addresses.

What is ambiguous is refused, never guessed: a wrong place on a map is worse than a missing one.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from geopandas import GeoDataFrame
from shapely.geometry.base import BaseGeometry

from pipelines.definition import Dataset, Geocode
from pipelines.reading.cell import texts
from pipelines.report.finding import Finding
from pipelines.stages.address_key import HouseNumber, house_number, place_key, split, street_key
from pipelines.stages.join import placed
from pipelines.stages.reference import References, reference, require_fields
from pipelines.text import Text

Quality = Literal["exact", "normalised", "quarter"]
"""exact: same spelling · normalised: same but for Str./Straße, ß/ss, umlauts, case, "8 a" · quarter: unique with it."""

Failure = Literal[
    "geocode-number", "geocode-missing", "geocode-ambiguous", "geocode-quarter", "geocode-unknown-quarter"
]

FAILURES: dict[Failure, Text] = {
    "geocode-number": Text("– die Hausnummer fehlt", "– the house number is missing"),
    "geocode-missing": Text("steht nicht im Adressverzeichnis", "is not in the address list"),
    "geocode-ambiguous": Text("gibt es mehrfach; bitte den Ortsteil angeben", "exists twice; please state the quarter"),
    "geocode-quarter": Text("liegt in einem anderen Ortsteil", "lies in another quarter"),
    "geocode-unknown-quarter": Text(
        "nennt einen Ortsteil, den das Adressverzeichnis nicht kennt",
        "names a quarter that is not in the address list",
    ),
}

STREET, NUMBER, SUFFIX, QUARTER = "strasse", "hausnummer", "zusatz", "ortsteil"
"""Fields of the address layer."""

Key = tuple[str, HouseNumber]


@dataclass(frozen=True)
class Address:
    """One entry of the address layer, or one record's address; ``number`` is as written."""

    street: str
    number: str
    quarter: str
    geometry: BaseGeometry | None = None

    @property
    def key(self) -> Key | None:
        """Return what all spellings of the address share; None without a house number."""
        number = house_number(self.number)
        return (street_key(self.street), number) if number and self.street else None


def geocode(
    frame: GeoDataFrame, dataset: Dataset, references: References
) -> tuple[GeoDataFrame, list[Finding], Counter[str]]:
    """Give every record the position of its address (EPSG:25832); the counter holds the quality of the matches.

    The address layer has the fields strasse, hausnummer, zusatz (may be absent) and ortsteil. A record is refused
    whose address is not there, is there more than once and its quarter does not decide, or whose quarter is
    another than the address has or one that no address has. Where no address has a quarter, none is asked for.
    Raises DefinitionError when the address layer lacks a field.
    """
    rule = dataset.geocode
    if rule is None:
        return frame, [], Counter()
    layer = reference(references, rule.dataset)
    require_fields(layer, rule.dataset, (STREET, NUMBER, QUARTER), Text("geocode"))
    entries = list(_entries(layer))
    directory = _directory(entries)
    quarters = {place_key(entry.quarter) for entry in entries if entry.quarter}
    wanted = list(_addresses(frame, rule))
    found = [_match(address, directory, quarters) for address in wanted]
    kept = np.array([not isinstance(match, str) for match in found], dtype=bool)
    public = all(dataset.tells(name) for name in (rule.street, rule.number, rule.quarter) if name)
    findings = [
        _refused(int(record), match, address if public else None, rule)
        for record, match, address in zip(frame.index, found, wanted, strict=True)
        if isinstance(match, str)
    ]
    geometry = [None if isinstance(match, str) else match[0].geometry for match in found]
    quality = Counter[str](match[1] for match in found if not isinstance(match, str))
    return placed(frame, geometry)[kept], findings, quality


def _match(
    address: Address, directory: Mapping[Key, Sequence[Address]], quarters: set[str]
) -> tuple[Address, Quality] | Failure:
    if address.street and not address.number:
        return "geocode-number"
    candidates = directory.get(address.key, ()) if address.key else ()
    if not candidates:
        return "geocode-missing"
    quarter = place_key(address.quarter) if quarters else ""
    if quarter and quarter not in quarters:
        return "geocode-unknown-quarter"
    if not quarter:
        return (candidates[0], _spelling(address, candidates[0])) if len(candidates) == 1 else "geocode-ambiguous"
    there = [candidate for candidate in candidates if place_key(candidate.quarter) == quarter]
    if len(there) != 1:
        return "geocode-ambiguous" if there else "geocode-quarter"
    return there[0], "quarter" if len(candidates) > 1 else _spelling(address, there[0])


def _spelling(wanted: Address, found: Address) -> Quality:
    return "exact" if (wanted.street, wanted.number) == (found.street, found.number) else "normalised"


def _entries(layer: GeoDataFrame) -> Iterator[Address]:
    suffixes = layer[SUFFIX] if SUFFIX in layer.columns else pd.Series(index=layer.index, dtype=object)
    parts = (layer[STREET], layer[NUMBER], suffixes, layer[QUARTER])
    rows = zip(*(texts(part).fillna("") for part in parts), layer.geometry, strict=True)
    for street, number, suffix, quarter, shape in rows:
        joint = "/" if suffix[:1].isdigit() else ""  # 8 and 1 are the house 8/1, not 81
        yield Address(street, f"{number}{joint}{suffix}", quarter, shape)


def _directory(entries: Sequence[Address]) -> Mapping[Key, Sequence[Address]]:
    """Entries by key; one that is there twice at the same place is one."""
    found: defaultdict[Key, dict[tuple[str, bytes], Address]] = defaultdict(dict)
    for entry in entries:
        if entry.key and entry.geometry is not None:
            found[entry.key].setdefault((place_key(entry.quarter), entry.geometry.wkb), entry)
    return {key: list(addresses.values()) for key, addresses in found.items()}


def _addresses(frame: GeoDataFrame, rule: Geocode) -> Iterator[Address]:
    street, number, quarter = (
        texts(frame[name]).fillna("") if name else pd.Series("", index=frame.index)
        for name in (rule.street, rule.number, rule.quarter)
    )
    for written, own_number, place in zip(street, number, quarter, strict=True):
        name, found = (written, own_number) if rule.number else split(written)
        yield Address(name, found, place)


def _refused(record: int, failure: Failure, address: Address | None, rule: Geocode) -> Finding:
    shown = _written(address) if address else None
    german, english = (f"„{shown}“", f"“{shown}”") if shown else ("Die Anschrift", "The address")
    reason = FAILURES[failure]
    message = Text(f"{german} {reason.de}.", f"{english} {reason.en}.")
    return Finding(record, failure, "refused", message, field=rule.street, before=shown)


def _written(address: Address) -> str:
    line = f"{address.street} {address.number}".strip()
    return f"{line}, {address.quarter}" if address.quarter else line
