"""The parameters of a search → what is looked for."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from pipelines.storage import Box
from server.crs import CRS84
from server.number import parse_number
from server.problem import invalid
from server.query import PAGE, Parameters, known, parse_integer
from server.rectangle import DOMAIN, parse_bbox

LONGEST = 200
"""Characters of ``q``; the longest address of a town has some sixty."""

MOST_WORDS = 12
WORD = re.compile(r"[^\W_]+")
"""Letters and digits: each is looked for by itself."""

DEFAULT_LIMIT = 10
MAX_LIMIT = 50

NAMES = PAGE | {"q", "near", "bbox", "collections", "limit"}


@dataclass(frozen=True)
class Asked:
    """Words, what they should be near to (longitude, latitude), and where: ``box`` in CRS84 degrees.

    ``layers`` None looks in all of them. Without words the nearest features are wanted,
    and without both nothing is: nobody has typed anything yet.
    """

    words: str
    near: tuple[float, float] | None
    box: Box | None
    layers: tuple[str, ...] | None
    limit: int


def read(parameters: Parameters, layers: Collection[str]) -> Asked:
    """Read the parameters; ``layers`` are those that there are. Raises Problem (400)."""
    given = known(parameters, NAMES)
    return Asked(
        _words(given.get("q", "")),
        _near(given["near"]) if "near" in given else None,
        _box(given["bbox"]) if "bbox" in given else None,
        _layers(given["collections"], layers) if "collections" in given else None,
        min(parse_integer("limit", given.get("limit", str(DEFAULT_LIMIT)), 1), MAX_LIMIT),
    )


def _words(text: str) -> str:
    if len(text) > LONGEST or len(WORD.findall(text)) > MOST_WORDS:
        raise invalid(
            "q",
            f"Erwartet werden höchstens {LONGEST} Zeichen und {MOST_WORDS} Wörter.",
            f"expected {LONGEST} characters and {MOST_WORDS} words at most.",
        )
    return " ".join(text.split())


def _near(text: str) -> tuple[float, float] | None:
    """A place where no town can be is near to nothing."""
    try:
        longitude, latitude = (parse_number(part) for part in text.split(","))
    except ValueError:
        raise invalid(
            "near",
            "Erwartet werden Länge und Breite in Grad, etwa 9.145,48.692.",
            "expected longitude and latitude in degrees, such as 9.145,48.692.",
        ) from None
    west, south, east, north = DOMAIN
    return (longitude, latitude) if west <= longitude <= east and south <= latitude <= north else None


def _box(text: str) -> Box:
    """A box where no town can be selects nothing, as an empty one does."""
    parts = parse_bbox(text, CRS84)
    if len(parts) > 1:
        raise invalid("bbox", "Die westliche Grenze liegt östlich der östlichen.", "West is east of east.")
    return (parts[0].west, parts[0].south, parts[0].east, parts[0].north) if parts else (0.0, 0.0, 0.0, 0.0)


def _layers(text: str, layers: Collection[str]) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(text.split(",")))
    if unknown := [name for name in names if name not in layers]:
        raise invalid("collections", f"„{unknown[0]}“ gibt es hier nicht.", f"there is no “{unknown[0]}” here.")
    return names
