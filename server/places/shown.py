"""A feature's values as people read them: numbers and dates in their language, codes as words, addresses as links."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import quote

from pipelines.definition import Dataset, Field
from pipelines.legal_time import in_legal_time
from pipelines.searched import ADDRESS, has_addresses
from pipelines.text import Language
from server.places.calendar import day
from server.places.hours import hours

NAMES = ("name", "titel", "bezeichnung")
"""What a field is called that names its feature, as in the map."""

NARROW_SPACE = "\u202f"
"""Between number and unit (DIN 5008)."""

_MAIL = re.compile(r"[^\s@<>?&%]+@[^\s@<>?&%]+")
_PHONE = re.compile(r"\+?[0-9 ()/.-]{3,40}")
_WEB = re.compile(r"https?://[^\s/?#]+\S*", re.IGNORECASE)


@dataclass(frozen=True)
class Row:
    """One field that has a value. ``href`` is None where it leads nowhere."""

    name: str
    title: str
    text: str
    href: str | None


def title(dataset: Dataset, feature_id: str, values: Mapping[str, Any], language: Language) -> str:
    """Return what a feature is called: its address, its name, or its layer with its id."""
    said = [values.get(name) for name in ADDRESS] if has_addresses(dataset) else []
    if address := " ".join(str(part) for part in said if part is not None):
        return address
    name = naming_field(dataset)
    text = _text(dataset.public_fields[name], values.get(name), language) if name else ""
    return text if re.search(r"[^\d\s.,]", text) else f"{dataset.title.to(language)} {text or feature_id}"


def rows(dataset: Dataset, values: Mapping[str, Any], language: Language) -> Iterator[Row]:
    """Yield the fields of the map's info that have a value, in the definition's order, without the one that names."""
    fields, naming = dataset.public_fields, naming_field(dataset)
    for name in dataset.info_fields:
        if name in fields and name != naming and (text := _text(fields[name], values.get(name), language)):
            field = fields[name]
            yield Row(name, field.title.to(language) if field.title else name, text, _href(field, values[name]))


def naming_field(dataset: Dataset) -> str | None:
    """Return the field by which a feature is called, None for a layer that shows none."""
    shown = [name for name in dataset.info_fields if name in dataset.public_fields]
    return next((name for name in shown if name in NAMES), shown[0] if shown else None)


def _text(field: Field, value: Any, language: Language) -> str:
    if value is None:
        return ""
    if field.codes and value in field.codes.values:
        return field.codes.values[value].label.to(language)
    if isinstance(value, bool):
        return {"de": ("nein", "ja"), "en": ("no", "yes")}[language][value]
    if isinstance(value, int | float):
        number = f"{value:,}" if abs(value) >= 10_000 else str(value)  # four digits stay together: years
        number = number.translate(str.maketrans(",.", ".,")) if language == "de" else number
        return f"{number}{NARROW_SPACE}{field.unit}" if field.unit else number
    if field.type == "hours":
        return hours(str(value), language)
    return _moment(field, str(value), language)


def _moment(field: Field, value: str, language: Language) -> str:
    try:
        if field.type == "date":
            return day(date.fromisoformat(value), language)
        if field.type == "datetime":
            moment = in_legal_time(datetime.fromisoformat(value))
            return f"{day(moment, language)}, {moment:%H:%M}{' Uhr' if language == 'de' else ''}"
    except ValueError:
        return value
    return value


def _href(field: Field, value: Any) -> str | None:
    """An address that a browser may follow; whatever else a field of this type may hold stays text."""
    if not isinstance(value, str):
        return None
    if field.type in {"url", "text"} and _WEB.fullmatch(value):
        return value
    if field.type == "email" and _MAIL.fullmatch(value):
        return f"mailto:{quote(value, safe='@+')}"
    if field.type == "phone" and _PHONE.fullmatch(value):
        return f"tel:{re.sub('[^0-9+]', '', value)}"
    return None
