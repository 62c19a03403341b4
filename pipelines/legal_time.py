"""Legal time in Germany, and how days and moments of it are written."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from pipelines.text import Language

LEGAL_TIME = ZoneInfo("Europe/Berlin")
"""Zeitgesetz, sections 2 to 4."""


def day(value: date | datetime, language: Language) -> str:
    """Write a day, and a time in German legal time."""
    if isinstance(value, datetime):
        local = value.astimezone(LEGAL_TIME)
        return f"{local:%d.%m.%Y, %H:%M} Uhr" if language == "de" else f"{local:%Y-%m-%d, %H:%M}"
    return f"{value:%d.%m.%Y}" if language == "de" else value.isoformat()
