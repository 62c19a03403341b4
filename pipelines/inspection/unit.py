"""The unit that stands in all cells of a column: 12,5 % or 1.101,50 €."""

import re

import pandas as pd

from pipelines.reading.number import UNITS

MEASURES = ("m", "cm", "mm", "km", "ha", "kg", "kW", "MW", "kWh", "MWh", "km/h", "m/s", "dB", "dB(A)", "°C")
"""Units of which there is one spelling; other letters behind a number may be anything, such as those of 5 a."""
LONGEST = 40
"""Letters of a number with its unit; longer cells hold other things."""

_NUMBER = r"[+\-\u2212]?\d[\d.,\u0020\u00a0\u2009\u202f]*"


def _written(names: tuple[str, ...], flags: re.RegexFlag) -> re.Pattern[str]:
    unit = "|".join(map(re.escape, names))
    return re.compile(rf"(?:{unit})\s*{_NUMBER}|{_NUMBER}(?:{unit})", flags)


WRITTEN = {unit: _written(names, re.IGNORECASE) for unit, names in UNITS.items()} | {
    unit: _written((unit,), re.NOFLAG) for unit in MEASURES
}


def common_unit(values: pd.Series) -> str | None:
    """Return the unit with which every one of these texts is a number, None where there is none."""
    first = str(values.iloc[0])
    unit = next((unit for unit, pattern in WRITTEN.items() if len(first) <= LONGEST and pattern.fullmatch(first)), None)
    if unit is None or values.str.len().max() > LONGEST:
        return None
    return unit if all(map(WRITTEN[unit].fullmatch, values)) else None
