"""One coordinate in degrees, minutes and seconds, as people write it: 48°41'32,5"N, N 48 41.542, 9° 7′ 50″ ö. L.

Strict: nothing but an angle is read, minutes and seconds end at 59, and what could be two things is none. The decimal
comma and Ost (O, ö. L.) belong to it, which lat-lon-parser, the library on hand, does not document.
"""

import re
from dataclasses import dataclass
from math import inf
from typing import Literal

Axis = Literal["x", "y"]

_SIDE = r"N(?:ord|orth)?|S(?:üd|outh)?|E(?:ast)?|O(?:st)?|W(?:est)?|[ns]\.\s?Br\.|[öw]\.\s?L\."
_NUMBER = r"\d{1,3}(?:[.,]\d+)?"
_RING, _PRIME, _PRIMES = "[°º˚]", "['’‘′´`]", "(?:[\"”“″]|['’‘′´`]{2})"
_ANGLE = (
    rf"(?:(?P<before>{_SIDE})\s*)?(?P<sign>[+\-−])?\s*(?P<degrees>{_NUMBER})"
    rf"(?:(?:\s*{_RING}\s*|\s*:\s*|\s+)(?P<minutes>{_NUMBER})"
    rf"(?:(?:\s*{_PRIME}\s*|\s*:\s*|\s+)(?P<seconds>{_NUMBER})(?:\s*{_PRIMES})?|\s*{_PRIME})?|\s*{_RING})?"
    rf"(?(before)|(?:\s*(?P<after>{_SIDE}))?)"
)
ANGLE = re.compile(_ANGLE, re.IGNORECASE)


def _named(prefix: str) -> str:
    return re.sub(r"\?(P<|\()(\w+)([>)])", rf"?\1{prefix}_\2\3", _ANGLE)


TWO = re.compile(rf"\(?(?P<one>{_named('a')})(?:\s*[,;/|]\s*|\s+|(?<=\D))(?P<other>{_named('b')})\)?", re.IGNORECASE)
MARK = re.compile(rf"{_RING}|{_PRIME}|[^\W\d_]", re.IGNORECASE)
"""What no plain number has: a sign of degrees or minutes, or a side of the sky."""

LONGEST = 100
"""Letters of a cell; matching longer ones takes time that grows faster than they do."""

PARTS = ANGLE.groups
NEGATIVE, MINUS = frozenset("SWsw"), frozenset("-−")
SIDES: dict[str, Axis] = {"N": "y", "S": "y", "E": "x", "O": "x", "Ö": "x", "W": "x"}
LIMITS: dict[Axis | None, float] = {"y": 90, "x": 180, None: 180}


@dataclass(frozen=True)
class Angle:
    """Decimal ``degrees``, negative in the south and west; ``axis`` is named by a side of the sky, else None.

    ``has_minutes`` tells 48°41' from 48.69°, ``is_marked`` that it cannot be but an angle: 48 41 32 may be anything.
    """

    degrees: float
    axis: Axis | None
    has_minutes: bool
    is_marked: bool


def angle(text: str) -> Angle | None:
    """Read trimmed text, with either decimal sign; None for what is no angle, such as one with 60 minutes."""
    found = ANGLE.fullmatch(text) if len(text) <= LONGEST else None
    return _angle(found.groups(), text) if found else None


def two_angles(text: str) -> tuple[Angle, Angle] | None:
    """Read a cell with both coordinates, in the order in which they stand; both name their side, or none does.

    Both must be marked: where 48 41 9 7 ends and begins again, nobody can say.
    """
    found = TWO.fullmatch(text) if len(text) <= LONGEST else None
    if found is None:
        return None
    one, other = (_angle(found.groups()[start + 1 : start + 1 + PARTS], found[start + 1]) for start in (0, PARTS + 1))
    if one is None or other is None or not (one.is_marked and other.is_marked):
        return None
    return (one, other) if {one.axis, other.axis} in ({None}, {"x", "y"}) else None


def _angle(parts: tuple[str | None, ...], text: str) -> Angle | None:
    before, sign, degrees, minutes, seconds, after = parts
    side = before or after
    if side and sign:
        return None
    size = _decimal(degrees or "", minutes, seconds)
    axis = SIDES[side[0].upper()] if side else None
    if not size <= LIMITS[axis]:
        return None
    is_negative = side[0] in NEGATIVE if side else sign in MINUS
    return Angle(-size if is_negative else size, axis, minutes is not None, MARK.search(text) is not None)


def _decimal(degrees: str, minutes: str | None, seconds: str | None) -> float:
    """Add up the parts, of which only the last may have decimals; infinite where that is no angle."""
    if minutes is None:
        return _number(degrees)
    if seconds is None:
        below = _number(minutes)
        return int(degrees) + below / 60 if degrees.isdecimal() and below < 60 else inf
    last = _number(seconds)
    whole = degrees.isdecimal() and minutes.isdecimal() and int(minutes) < 60
    return int(degrees) + int(minutes) / 60 + last / 3600 if whole and last < 60 else inf


def _number(text: str) -> float:
    return float(text.replace(",", "."))
