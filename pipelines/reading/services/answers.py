"""What services answer: JSON and XML documents, layers to choose from, numbers that must agree."""

import json
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any, Protocol
from urllib.parse import parse_qsl

import httpx

from pipelines.errors import SourceError
from pipelines.reading.surrogates import without_lone
from pipelines.reading.web import Web, failed, shown
from pipelines.text import Text

PAGE = 1000
"""Features asked for at a time; a service may give fewer."""
MAX_PAGES = 100_000


class Offered(Protocol):
    """Something with a name, such as a layer."""

    @property
    def name(self) -> str:
        """What the definition calls it."""


def address(url: str | httpx.URL, /, **parameters: str | int) -> httpx.URL:
    """Return an address with these parameters, whatever their case; what else its query holds, such as a key, stays."""
    base = httpx.URL(url)
    new = {name.lower() for name in parameters}
    kept = [
        (name, value)
        for name, value in parse_qsl(base.query.decode(), keep_blank_values=True)
        if name.lower() not in new
    ]
    return base.copy_with(params=[*kept, *((name, str(value)) for name, value in parameters.items())], fragment=None)


def linked(place: httpx.URL, link: str) -> httpx.URL:
    """Return the address that a link in the answer of ``place`` leads to. Raises SourceError where it is none."""
    try:
        found = place.join(link)
        _ = found.host  # decoded only now
    except (httpx.InvalidURL, UnicodeError):
        raise unexpected(place) from None
    return found


def below(url: httpx.URL, name: str) -> httpx.URL:
    """Return the address of what a service calls ``name``. Raises SourceError where no address can hold it."""
    try:
        return url.copy_with(path=f"{url.path.rstrip('/')}/{name}")
    except httpx.InvalidURL:
        raise unexpected(url) from None


def body(web: Web, url: httpx.URL, accept: str) -> tuple[bytes, httpx.URL]:
    """Return an answer's body, and the address that gave it after redirects. Raises SourceError."""

    def take(response: httpx.Response, found: httpx.URL) -> tuple[bytes, httpx.URL]:
        content = BytesIO()
        web.copy(response, found, content)
        return content.getvalue(), found

    result: tuple[bytes, httpx.URL] = web.ask(url, take, {"Accept": accept})
    return result


def document(web: Web, url: httpx.URL, accept: str = "application/json") -> tuple[dict[str, Any], httpx.URL]:
    """Return a JSON object and the address that gave it. Raises SourceError where the answer is none."""
    content, found = body(web, url, accept)
    try:
        parsed = json.loads(without_lone(content.decode(json.detect_encoding(content))))
    except (ValueError, RecursionError):
        parsed = None
    if not isinstance(parsed, dict):
        raise unexpected(url)
    return parsed, found


def listed(answer: dict[str, Any], name: str, url: str | httpx.URL) -> list[dict[str, Any]]:
    """Return the objects that an answer lists under a name; none where that is null or missing. Raises SourceError."""
    found = answer.get(name) or []
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise unexpected(url)
    return found


def with_features(page: dict[str, Any], url: str | httpx.URL) -> dict[str, Any]:
    """Return a page that lists features, be there none of them. Raises SourceError for any other."""
    found = page.get("features")
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise unexpected(url)
    return page


def chosen[T: Offered](offered: Sequence[T], wanted: str | None, url: str, *, also: Iterable[str] = ()) -> T:
    """Return the layer that is wanted, or the only one; ``also`` are other names for them. Raises SourceError."""
    names = list(also) or [one.name for one in offered]
    found = [one for one, other in zip(offered, names, strict=True) if wanted in {one.name, other}]
    if len(found) == 1 or (wanted is None and len(offered) == 1):
        return found[0] if found else offered[0]
    listed = ", ".join(sorted(one.name for one in offered)[:50]) or "–"
    missing = Text("mehrere Ebenen", "several layers")
    if wanted is not None or not offered:
        missing = Text(f"keine Ebene „{wanted or '–'}“", f"no layer “{wanted or '–'}”")
    raise SourceError(
        Text(
            f"{shown(url)} hat {missing.de}. Vorhanden: {listed}.",
            f"{shown(url)} has {missing.en}. There is: {listed}.",
        ),
        Text("Bitte layer in der Definition setzen.", "Please set layer in the definition."),
    )


def check_complete(url: str, named: int | None, came: int, distinct: int | None = None) -> None:
    """Raise SourceError when not all features came that the service says it has, or some came twice."""
    twice = distinct is not None and distinct < came
    if not twice and named in {None, came}:
        return
    problem = Text(
        f"liefert {came} Objekte, {f'davon nur {distinct} verschiedene' if twice else f'nennt aber {named}'}",
        f"gives {came} features, {f'of which only {distinct} differ' if twice else f'but names {named}'}",
    )
    raise SourceError(
        Text(f"{shown(url)} {problem.de}.", f"{shown(url)} {problem.en}."),
        Text(
            "Vielleicht wurde gerade etwas geändert: bitte später noch einmal versuchen.",
            "Perhaps something was just changed: please try again later.",
        ),
    )


def unexpected(url: str | httpx.URL) -> SourceError:
    """Return the error for an answer that is not what such a service gives."""
    return failed(url, Text("die Antwort ist nicht die eines solchen Dienstes", "the answer is none of such a service"))
