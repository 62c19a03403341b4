"""Write client/src/hours/recorded.json: when it is open, by a library that the map is too small for.

``python tests/server/places/recorded_hours.py`` writes it anew.
"""

import json
from datetime import datetime, timedelta
from typing import Any

from opening_hours import OpeningHours

from pipelines.settings import ROOT

RECORDED = ROOT / "client" / "src" / "hours" / "recorded.json"
HOURS = (
    "24/7",
    "off",
    "06:00-24:00",
    "Mo-Fr 08:00-12:00,14:00-18:00; Sa 09:00-13:00; PH off",
    "Mo-Fr 08:00-12:00, Th 14:00-18:00; PH off",
    "Mo-Fr 08:00-12:00; Th 14:00-18:00",
    "Th-Sa 18:00-02:00",
    "Fr-Mo 22:00-26:00; PH off",
    "Tu-Fr 06:30-21:00; PH,Sa,Su 08:00-18:00; Dec 24-26 off",
    "Apr-Oct Mo-Su 09:00-20:00; Nov-Mar Mo-Su 10:00-16:00",
    "Sa[1] 10:00-14:00; Su[-1] 14:00-17:00",
    "Mo-Fr 08:00-18:00; Dec 24-Jan 06 off",
    "Oct-Mar Tu 10:00-12:00; Mo off",
    "Mo-Su 08:00-20:00; 12:00-13:00 off",
    "May-Sep",
)
START = datetime(2026, 3, 27, 7, 45)  # noqa: DTZ001 - the clock on the wall
"""Two weeks before Easter: holidays, the end of a month and of the cold season are near."""

STEP = timedelta(days=9, hours=5, minutes=25)


def recorded() -> list[dict[str, Any]]:
    """Return hours, a time, whether it is open then, and until when; nationwide holidays are closed days of Germany."""
    times = [START + number * STEP for number in range(40)]
    return [_at(hours, time) for hours in HOURS for time in times]


def _at(hours: str, time: datetime) -> dict[str, Any]:
    read = OpeningHours(hours, country="DE")
    change = read.next_change(time)
    return {
        "hours": hours,
        "at": time.isoformat(timespec="minutes"),
        "open": read.is_open(time),
        "change": change.isoformat(timespec="minutes") if change else None,
    }


if __name__ == "__main__":
    lines = ",\n".join("  " + json.dumps(each) for each in recorded())
    RECORDED.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
