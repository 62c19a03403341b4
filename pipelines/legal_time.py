"""Legal time in Germany, and how days and moments of it are written."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from pipelines.text import Language

LEGAL_TIME = ZoneInfo("Europe/Berlin")
"""Zeitgesetz, sections 2 to 4."""


def in_legal_time(moment: datetime) -> datetime:
    """Return a moment in German legal time; the end of the year 9999 in UTC, a word for "for ever", stays as it is."""
    try:
        return moment.astimezone(LEGAL_TIME)
    except OverflowError:
        return moment


def day(value: date | datetime, language: Language) -> str:
    """Write a day, and a time in German legal time."""
    if isinstance(value, datetime):
        local = in_legal_time(value)
        return f"{local:%d.%m.%Y, %H:%M} Uhr" if language == "de" else f"{local:%Y-%m-%d, %H:%M}"
    return f"{value:%d.%m.%Y}" if language == "de" else value.isoformat()
