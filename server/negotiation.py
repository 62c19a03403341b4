"""Which representation and language a request wants: the parameters ``f`` and ``lang`` first, then its headers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from starlette.datastructures import QueryParams

from pipelines.text import Language, Text
from server.problem import Problem, invalid

Format = Literal[
    "json",
    "html",
    "jsonfg",
    "geojsonseq",
    "csv",
    "fgb",
    "gpkg",
    "xplangml",
    "atom",
    "iso19139",
    "mvt",
    "tilejson",
    "mbs",
    "sld11",
    "qml",
    "qlr",
    "svg",
    "png",
]


@dataclass(frozen=True)
class Representation:
    """One form in which a resource is offered.

    ``names`` are values of ``f``, the first is that of links; ``media_types`` what ``Accept`` may ask for, the first
    is what links promise. ``profiles`` are ways to write it, the first is taken where none is asked for.
    """

    format: Format
    names: tuple[str, ...]
    media_types: tuple[str, ...]
    title: Text
    profiles: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The value of ``f`` in links."""
        return self.names[0]

    @property
    def media_type(self) -> str:
        """The media type in links."""
        return self.media_types[0]


Offer = tuple[Representation, ...]
"""What a resource is offered as; the first is taken where a client has no preference."""

HTML = Representation("html", ("html",), ("text/html", "application/xhtml+xml"), Text("HTML"))

JSON = Representation(
    "json",
    ("json",),
    (
        "application/json",
        "application/geo+json",
        "application/schema+json",
        "application/openapi+json",
        "application/vnd.oai.openapi+json",
    ),
    Text("JSON"),
)

PROFILES = "http://www.opengis.net/def/profile/OGC/0/"
"""Where OGC registers profiles; the identifier of one follows."""

PAGES: Offer = (JSON, HTML)
"""Every resource of the API that is no set of features."""

Preferences = dict[str, float]
"""A header's choices, each with its weight between 0 and 1 (RFC 9110, 12.4.2)."""


@dataclass(frozen=True)
class Wanted:
    """How an answer is written; ``profile`` is empty where its format has none."""

    format: Format
    language: Language
    profile: str = ""


def wanted(parameters: QueryParams, headers: Mapping[str, str], offer: Offer = PAGES) -> Wanted:
    """Choose from ``offer``. Raises Problem: 400 for an unknown ``f`` or ``lang``, 406 for what a header refuses."""
    chosen = _representation(parameters.get("f"), headers.get("accept", "*/*"), offer)
    language = _language(parameters.get("lang"), headers.get("accept-language", ""))
    return Wanted(chosen.format, language, _profile(parameters.get("profile"), chosen.profiles))


def wanted_for_problem(parameters: QueryParams, headers: Mapping[str, str]) -> Wanted:
    """Choose as :func:`wanted` does, but never fail: the answer says what was wrong with the request."""
    accepted = preferences(headers.get("accept", "*/*"))
    prefers_page = _weigh(HTML, accepted) > _weigh(JSON, accepted)
    page = parameters["f"] == "html" if "f" in parameters else prefers_page
    language = _named(parameters.get("lang", "")) or _preferred(preferences(headers.get("accept-language", "")))
    return Wanted("html" if page else "json", language)


def _representation(name: str | None, accept: str, offer: Offer) -> Representation:
    if name is not None:
        for each in offer:
            if name in each.names:
                return each
        names = [name for each in offer for name in each.names]
        first, last = ", ".join(names[:-1]), names[-1]
        listed = (f"{first} oder {last}", f"{first} or {last}") if first else (last, last)
        raise invalid("f", f"Erwartet wird {listed[0]}.", f"expected {listed[1]}.")
    accepted = preferences(accept)
    best = max(offer, key=lambda each: _weigh(each, accepted))  # the first of equal ones
    if not _weigh(best, accepted):
        types = ", ".join(each.media_type for each in offer)
        raise _not_acceptable(f"Angeboten werden {types}.", f"On offer are {types}.")
    return best


def _profile(value: str | None, offered: tuple[str, ...]) -> str:
    """Choose the first one asked for that the format has; others are no mistake.

    They are named by identifier, address or CURIE (OGC API Features, Part 5, class profile-parameter).
    """
    if not offered:
        return ""
    asked = [each.strip(" []").removeprefix("ogc-profile:").removeprefix(PROFILES) for each in (value or "").split(",")]
    return next((each for each in asked if each in offered), offered[0])


def _language(name: str | None, accept: str) -> Language:
    if name is not None:
        if not (language := _named(name)):
            raise invalid("lang", "Erwartet wird de oder en.", "expected de or en.")
        return language
    accepted = preferences(accept)
    # who takes another language but ours still gets German, unless the header forbids what it does not name
    if accepted.get("*") == 0 and not any(_named(tag) and weight for tag, weight in accepted.items()):
        raise _not_acceptable(
            "Angeboten werden Deutsch (de) und Englisch (en).", "On offer are German (de), English (en)."
        )
    return _preferred(accepted)


def _preferred(accepted: Preferences) -> Language:
    weights = [(_named(tag), weight) for tag, weight in accepted.items()]
    english, german = (max([0.0, *(w for named, w in weights if named == each)]) for each in ("en", "de"))
    return "en" if english > german else "de"


def _named(tag: str) -> Language | None:
    match tag.lower().split("-")[0]:
        case "de":
            return "de"
        case "en":
            return "en"
    return None


def preferences(header: str) -> Preferences:
    """Read the choices of an ``Accept…`` header.

    Parameters other than ``q`` are left aside; what cannot be read counts as not wanted.
    """
    found: Preferences = {}
    for part in header.split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        weight = next((piece[2:] for piece in parameters if piece.startswith("q=")), "1")
        try:
            found[name] = min(max(float(weight), 0.0), 1.0)
        except ValueError:
            found[name] = 0.0
    return found


def _weigh(offered: Representation, accepted: Preferences) -> float:
    """The most specific range decides (RFC 9110, 12.5.1)."""
    types = offered.media_types
    for names in (types, _groups(types), ("*/*",)):
        if found := [accepted[name] for name in names if name in accepted]:
            return max(found)
    return 0.0


def _groups(types: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f"{name.split('/')[0]}/*" for name in types))


def _not_acceptable(de: str, en: str) -> Problem:
    return Problem(406, "NoApplicableCode", Text(de, en))
