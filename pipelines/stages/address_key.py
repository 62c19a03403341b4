"""Addresses as people write them → the parts that make two spellings the same."""

import re
from dataclasses import dataclass

NUMBER = r"(?P<digits>\d++)(?P<suffix>(?:\s*+(?:[/-]\s*+(?:[0-9]++|[a-zA-Z])|[a-zA-Z]))?+)"
"""8, 8a, 8 a, 8/1 (a second house on one plot) and 8-10 (a range, which is a number of its own).

It and SPLIT never look twice for what can be there in one way only (``++``, ``?>``): each blank could else be tried as
part of four of them.
"""

SPLIT = re.compile(rf"^(?P<street>(?>.*?[^\d\s]).*?)(?:[\s,]++|(?<=\.)){NUMBER}\s*+(?:[,(;].*)?$")
NUMBER_ONLY = re.compile(rf"^{NUMBER}$")
LONGEST = 300
"""Letters of an address; what is longer is none, and splitting it takes time that grows faster than it does."""

UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


@dataclass(frozen=True)
class HouseNumber:
    """A house number: its digits and its suffix, such as 8 and "a" for "8 a", or 8 and "1" for "8/1"."""

    digits: int
    suffix: str


def split(address: str) -> tuple[str, str]:
    """Split "Maiergasse 8 a, 70771 Musberg" into street and number; the number is "" where there is none."""
    written = address.strip()
    match = SPLIT.match(written) if len(written) <= LONGEST else None
    if match is None:
        return written, ""
    return match["street"].strip(" ,"), match["digits"] + match["suffix"]


def house_number(text: str) -> HouseNumber | None:
    """Return the parts of a house number, None for what is none."""
    written = text.strip()
    match = NUMBER_ONLY.match(written) if len(written) <= LONGEST else None
    if match is None:
        return None
    suffix = re.sub(r"\s", "", match["suffix"]).casefold()
    return HouseNumber(int(match["digits"]), suffix.removeprefix("/"))


def street_key(name: str) -> str:
    """Return what spellings of one street share: "Max-Lang-Str." and "Max Lang Straße" are "maxlangstrasse"."""
    folded = name.casefold().translate(UMLAUTS)  # casefold makes ß to ss
    word = re.sub(r"str(?:\.|(?=\W|$))", "strasse", folded)
    return re.sub(r"[\W_]", "", re.sub(r"pl\.", "platz", word))


def place_key(name: str) -> str:
    """Return what spellings of one quarter share."""
    return re.sub(r"[\W_]", "", name.casefold().translate(UMLAUTS))
