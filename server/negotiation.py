"""Which format and language a request wants: the parameters ``f`` and ``lang`` first, then its headers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from starlette.datastructures import QueryParams

from pipelines.text import Language, Text
from server.problem import Problem, invalid

Format = Literal["json", "html"]

_TYPES: dict[Format, frozenset[str]] = {
    "json": frozenset(
        {
            "application/json",
            "application/geo+json",
            "application/schema+json",
            "application/openapi+json",
            "application/vnd.oai.openapi+json",
        }
    ),
    "html": frozenset({"text/html", "application/xhtml+xml"}),
}

Preferences = dict[str, float]
"""A header's choices, each with its weight between 0 and 1 (RFC 9110, 12.4.2)."""


@dataclass(frozen=True)
class Wanted:
    """How an answer is written."""

    format: Format
    language: Language


def wanted(parameters: QueryParams, headers: Mapping[str, str]) -> Wanted:
    """Choose format and language. Raises Problem: 400 for an unknown ``f`` or ``lang``, 406 for ``Accept``."""
    return Wanted(
        _format(parameters.get("f"), headers.get("accept", "*/*")),
        _language(parameters.get("lang"), headers.get("accept-language", "")),
    )


def wanted_for_problem(parameters: QueryParams, headers: Mapping[str, str]) -> Wanted:
    """Choose as :func:`wanted` does, but never fail: the answer says what was wrong with the request."""
    accepted = _preferences(headers.get("accept", "*/*"))
    prefers_page = _weigh("html", accepted) > _weigh("json", accepted)
    page = parameters["f"] == "html" if "f" in parameters else prefers_page
    language = _named(parameters.get("lang", "")) or _language(None, headers.get("accept-language", ""))
    return Wanted("html" if page else "json", language)


def _format(name: str | None, accept: str) -> Format:
    if name is not None:
        if name not in _TYPES:
            raise invalid("f", "Erwartet wird json oder html.", "expected json or html.")
        return "html" if name == "html" else "json"
    accepted = _preferences(accept)
    json, html = _weigh("json", accepted), _weigh("html", accepted)
    if not json and not html:
        raise Problem(406, "NoApplicableCode", Text("Angeboten werden JSON und HTML.", "JSON and HTML are on offer."))
    return "html" if html > json else "json"


def _language(name: str | None, accept: str) -> Language:
    if name is not None:
        if not (language := _named(name)):
            raise invalid("lang", "Erwartet wird de oder en.", "expected de or en.")
        return language
    weights = [(_named(tag), weight) for tag, weight in _preferences(accept).items()]
    english, german = (max([0.0, *(w for named, w in weights if named == each)]) for each in ("en", "de"))
    return "en" if english > german else "de"


def _named(tag: str) -> Language | None:
    match tag.lower().split("-")[0]:
        case "de":
            return "de"
        case "en":
            return "en"
    return None


def _preferences(header: str) -> Preferences:
    """Parameters other than ``q`` are left aside; what cannot be read counts as not wanted."""
    found: Preferences = {}
    for part in header.split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        weight = next((piece[2:] for piece in parameters if piece.startswith("q=")), "1")
        try:
            found[name] = min(max(float(weight), 0.0), 1.0)
        except ValueError:
            found[name] = 0.0
    return found


def _weigh(offered: Format, accepted: Preferences) -> float:
    """The most specific range decides (RFC 9110, 12.5.1)."""
    types = _TYPES[offered]
    groups = {f"{name.split('/')[0]}/*" for name in types}
    for names in (types, groups, {"*/*"}):
        if found := [accepted[name] for name in names if name in accepted]:
            return max(found)
    return 0.0
