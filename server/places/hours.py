"""Opening hours in the form of OpenStreetMap, as people read them: Mo-Fr 08:00-18:00 is Monday to Friday 08:00–18:00.

What depends on sun, weeks, Easter or years stays as it is written. The map says the same (client/src/hours), and
client/src/hours/examples.json is the measure of both.
Source of the form: OpenStreetMap's specification of opening_hours.
"""

import re

from pipelines.text import Language, Text
from server.places.calendar import MONTHS, WEEKDAYS, day_of_month

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
MONTH_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
HOLIDAYS = {"PH": Text("Feiertage", "public holidays"), "SH": Text("Schulferien", "school holidays")}

ALWAYS, DAILY = Text("durchgehend geöffnet", "open around the clock"), Text("täglich", "daily")
CLOSED = Text("geschlossen", "closed")
TO, AND, ELSE = Text("bis", "to"), Text("und", "and"), Text("sonst", "otherwise")
NTH = {
    "1": Text("1.", "1st"),
    "2": Text("2.", "2nd"),
    "3": Text("3.", "3rd"),
    "4": Text("4.", "4th"),
    "5": Text("5.", "5th"),
    "-1": Text("letzter", "last"),
}
OF_MONTH = Text("im Monat", "of the month")

_DAY = f"(?:{'|'.join(DAYS)})"
_SOME_DAYS = rf"(?:{_DAY}(?:-{_DAY}|\[(?:{'|'.join(NTH)})\])?|PH|SH)"
_DATE = rf"(?:{'|'.join(MONTH_NAMES)})(?: \d{{1,2}})?"
_SOME_DATES = rf"{_DATE}(?:-(?:{_DATE}|\d{{1,2}}))?"
_SPAN = r"\d{1,2}:\d\d-\d{1,2}:\d\d"


def _list(part: str) -> str:
    return f"{part}(?:, ?{part})*"


RULE = re.compile(
    rf"(?:(?P<dates>{_list(_SOME_DATES)})(?:: ?| |$))?(?:(?P<days>{_list(_SOME_DAYS)})(?:: ?| |$))?"
    rf"(?:(?P<spans>{_list(_SPAN)})|(?P<always>24/7))?"
    r' ?(?P<state>open|off|closed)?(?: ?"(?P<said>[^"]*)")?'
)
PARTS = re.compile(
    r"""\s*(;|\|\||(?:(?<=\d:\d\d)|(?<=off)|(?<=closed)|(?<=")),(?=\s*[A-Z]))\s*(?=(?:[^"]*"[^"]*")*[^"]*$)"""
)
"""What parts rules, outside quotation marks; a comma does behind times, elsewhere it parts days."""


def hours(written: str, language: Language) -> str:
    """Return opening hours in words, as they are written where a part of them is none that we know."""
    first, *rest = PARTS.split(" ".join(written.split()))
    rules = [RULE.fullmatch(rule) for rule in (first, *rest[1::2])]
    said = [_rule(rule, language) for rule in rules if rule and rule[0]]
    if len(said) < len(rules):
        return written
    signs = (f"; {ELSE.to(language)} " if sign == "||" else "; " for sign in ("", *rest[0::2]))
    return "".join(sign + words for sign, words in zip(signs, said, strict=True)).removeprefix("; ")


def _rule(rule: re.Match[str], language: Language) -> str:
    """Dates, days, times, and what is said of them."""
    when = [_dates(each, language) for each in _parts(rule["dates"])]
    if rule["days"]:
        when.append(_days(_parts(rule["days"]), language))
    words = [", ".join(when), _times(rule, language, at_any_day=not when)]
    return " – ".join(filter(None, [" ".join(filter(None, words)), rule["said"]]))


def _parts(written: str | None) -> list[str]:
    return re.split(", ?", written) if written else []


def _times(rule: re.Match[str], language: Language, *, at_any_day: bool) -> str:
    closed = rule["state"] in {"off", "closed"}
    if rule["spans"]:
        spans = f" {AND.to(language)} ".join(_span(each, language) for each in _parts(rule["spans"]))
        before = CLOSED if closed else DAILY if at_any_day else None
        return (f"{before.to(language)} " if before else "") + spans + ("\u00a0Uhr" if language == "de" else "")
    if rule["said"] and not (rule["always"] or rule["state"]):
        return ""
    return (CLOSED if closed else ALWAYS).to(language)


def _dates(written: str, language: Language) -> str:
    """A month or a day, or all from one to another; the same month is said once."""
    start, _, end = written.partition("-")
    if not end:
        return _date(start, language)
    month, _, day = start.partition(" ")
    if day and (end.isdigit() or end.startswith(f"{month} ")):
        first = f"{int(day)}{'.' if language == 'de' else ''}"
        return f"{first} {TO.to(language)} {_date(f'{month} {end.removeprefix(month).strip()}', language)}"
    return f"{_date(start, language)} {TO.to(language)} {_date(end, language)}"


def _date(written: str, language: Language) -> str:
    name, _, day = written.partition(" ")
    month = MONTH_NAMES.index(name)
    return day_of_month(int(day), month + 1, language) if day else MONTHS[language][month]


def _days(listed: list[str], language: Language) -> str:
    if listed == ["Mo-Su"]:
        return DAILY.to(language)
    *most, last = (_some_days(each, language) for each in listed)
    return f" {AND.to(language)} ".join([", ".join(most), last] if most else [last])


def _some_days(written: str, language: Language) -> str:
    if written in HOLIDAYS:
        return HOLIDAYS[written].to(language)
    days, _, nth = written.removesuffix("]").partition("[")
    if nth:
        return f"{NTH[nth].to(language)} {_day(days, language)} {OF_MONTH.to(language)}"
    return f" {TO.to(language)} ".join(_day(each, language) for each in days.split("-"))


def _day(short: str, language: Language) -> str:
    return WEEKDAYS[language][DAYS.index(short)]


def _span(written: str, language: Language) -> str:
    return "–".join(_time(time, language) for time in written.split("-"))


def _time(written: str, language: Language) -> str:
    """A time of 25:00 is one o'clock on the next day."""
    hour, minute = map(int, written.split(":"))
    hour -= 24 if hour > 24 else 0
    if language == "de":
        return f"{hour}:{minute:02}" if minute else str(hour)
    return f"{hour:02}:{minute:02}"
