"""Days and months in words."""

from collections.abc import Mapping
from datetime import date

from pipelines.text import Language

MONTHS: Mapping[Language, tuple[str, ...]] = {
    "de": (
        *("Januar", "Februar", "März", "April", "Mai", "Juni"),
        *("Juli", "August", "September", "Oktober", "November", "Dezember"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}

WEEKDAYS: Mapping[Language, tuple[str, ...]] = {
    "de": ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}


def day(value: date, language: Language) -> str:
    """Write a day: 31. Oktober 2023, 31 October 2023."""
    return f"{day_of_month(value.day, value.month, language)} {value.year}"


def day_of_month(number: int, month: int, language: Language) -> str:
    """Write a day of every year: 31. Oktober, 31 October."""
    return f"{number}{'.' if language == 'de' else ''} {MONTHS[language][month - 1]}"
