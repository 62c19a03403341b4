"""Format and language by parameter and header."""

import pytest
from starlette.datastructures import QueryParams

from server.negotiation import Wanted, wanted, wanted_for_problem
from server.problem import Problem

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("*/*", "json"),
        (BROWSER, "html"),
        ("application/geo+json", "json"),
        ("application/vnd.oai.openapi+json;version=3.0, application/openapi+json;version=3.0", "json"),
        ("text/html;q=0.5,application/json", "json"),
        ("application/json, text/plain, */*", "json"),
        ("text/*", "html"),
        ("application/*;q=0.2,text/html;q=0.1", "json"),
        ("text/html, */*;q=0", "html"),
        ("application/json;q=zero, text/html", "html"),
    ],
)
def test_accept_decides_the_format(accept: str, expected: str) -> None:
    assert wanted(QueryParams(), {"accept": accept}).format == expected


def test_parameter_beats_the_header() -> None:
    assert wanted(QueryParams("f=json"), {"accept": BROWSER}).format == "json"
    assert wanted(QueryParams("f=html"), {}).format == "html"


@pytest.mark.parametrize("accept", ["application/pdf", "text/html;q=0", "image/*", "application/json;q=0"])
def test_what_is_not_on_offer_is_406(accept: str) -> None:
    with pytest.raises(Problem) as refusal:
        wanted(QueryParams(), {"accept": accept})

    assert refusal.value.status == 406


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", "de"),
        ("en", "en"),
        ("en-GB,en;q=0.9,de;q=0.8", "en"),
        ("de-DE,de;q=0.9,en;q=0.8", "de"),
        ("fr,en;q=0.5", "en"),
        ("fr", "de"),
        ("en;q=0", "de"),
    ],
)
def test_language_is_german_unless_english_is_preferred(header: str, expected: str) -> None:
    assert wanted(QueryParams(), {"accept-language": header}).language == expected


@pytest.mark.parametrize("query", ["f=pdf", "f=", "lang=fr", "lang="])
def test_wrong_parameter_is_400(query: str) -> None:
    with pytest.raises(Problem) as refusal:
        wanted(QueryParams(query), {})

    assert refusal.value.status == 400


def test_problem_is_written_somehow_whatever_was_asked() -> None:
    asked = QueryParams("f=pdf&lang=fr")

    assert wanted_for_problem(asked, {"accept": "image/png", "accept-language": "en"}) == Wanted("json", "en")
    assert wanted_for_problem(QueryParams(), {"accept": BROWSER}) == Wanted("html", "de")
