"""Decimal numbers in query parameters."""

import math
import re

_DECIMAL = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)


def parse_number(text: str) -> float:
    """Read a finite number. Raises ValueError for what Python reads too, but no client means (``1_0``, ``nan``)."""
    number = float(text) if _DECIMAL.fullmatch(text) else math.nan
    if not math.isfinite(number):
        message = f"not a finite number: {text[:40]!r}"
        raise ValueError(message)
    return number
