"""What a filter and ``q`` find through the API, and what is refused with the place of the mistake."""

from collections.abc import Callable

import httpx
import pytest

ITEMS = "/api/collections/baeume/items"


def ids(http: httpx.Client, **parameters: str) -> list[str]:
    answer = http.get(ITEMS, params={"limit": "100", "properties": "nummer", **parameters})
    assert answer.status_code == 200, answer.text
    page = answer.json()
    found = sorted(feature["id"] for feature in page["features"])
    assert page["numberMatched"] == len(found)
    return found


def trees(judge: Callable[[int], object]) -> list[str]:
    return [f"B/{number:03d}" for number in range(100) if judge(number)]


@pytest.mark.parametrize(
    ("text", "judge"),
    [
        ("jahr = 1905 OR jahr = 1906 AND zustand = 'tot'", lambda n: n % 50 == 5 or (n % 50 == 6 and n % 10 == 0)),
        ("art = 'Eiche < 10 m & > 3'", lambda n: n % 3 == 0),
        ('"höhe" >= 24.5', lambda n: n % 7 and n / 4 >= 24.5),
        ("höhe IS NULL", lambda n: n % 7 == 0),
        ("NOT (höhe IS NULL OR höhe < 24)", lambda n: n % 7 and n / 4 >= 24),
        ("CASEI(art) LIKE CASEI('AHO%')", lambda n: n % 3 == 2),
        ("jahr NOT BETWEEN 1901 AND 1949", lambda n: n % 50 == 0),
        ("geschützt = TRUE AND zustand IN ('tot')", lambda n: n % 10 == 0),
        ("T_AFTER(gepflanzt, DATE('2022-12-31'))", lambda n: n % 5 and n % 24 == 23),
        (
            "T_DURING(INTERVAL(gepflanzt, gepflanzt), INTERVAL('2021-01-01', '2021-12-31'))",
            lambda n: n % 5 and n % 24 == 21,
        ),
        ("geprüft < TIMESTAMP('2024-05-02T00:00:00Z')", lambda n: n % 4 and n % 28 == 0),
    ],
)
def test_filter_selects_rows(http: httpx.Client, text: str, judge: Callable[[int], object]) -> None:
    assert ids(http, filter=text) == trees(judge)
    assert ids(http, **{"filter": text, "filter-lang": "cql-text"}) == trees(judge)


def test_box_in_metres_selects_rows(http: httpx.Client) -> None:
    parameters = {"filter": "S_INTERSECTS(geometry, BBOX(510095, 5393000, 510205, 5394000))"}
    crs = "http://www.opengis.net/def/crs/EPSG/0/25832"

    assert ids(http, **parameters, **{"filter-crs": crs}) == trees(lambda number: 10 <= number <= 20)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("eiche", lambda n: n % 3 == 0),
        ("EICHEN", lambda n: n % 3 == 0),
        ("Linde,Ahorn", lambda n: n % 3),
        ("nirgends", lambda _: False),
    ],
)
def test_words_find_rows(http: httpx.Client, text: str, found: Callable[[int], object]) -> None:
    assert ids(http, q=text) == trees(found)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("unbekannt = 1", "unbekannt"),
        ("melder = 'x'", "melder"),
        ("jahr = 'abc'", "jahr"),
        ("jahr + 1", "+"),
        ("jahr >", "filter"),
        ("art LIKE 5", "LIKE"),
        ("x" * 9000, "8192"),
        ("(" * 4000 + "jahr = 1" + ")" * 4000, "32"),
        ("NOT " * 1500 + "(jahr = 1)", "32"),
        ('{"op":"not","args":[' * 300 + "true" + "]}" * 300, "32"),
        ('{"op":"and"', "JSON"),
    ],
)
def test_refusal_names_the_place(http: httpx.Client, text: str, told: str) -> None:
    answer = http.get(ITEMS, params={"filter": text})

    assert answer.status_code == 400
    assert told.lower() in answer.json()["detail"].lower()


def test_thousands_of_conditions_in_a_row_do_not_end_the_process(http: httpx.Client) -> None:
    """Each alone is harmless; cql2's parser would overflow its stack on all of them at once."""
    for link in (" OR ", " AND "):
        answer = http.get(ITEMS, params={"filter": link.join(["jahr=1"] * 600)})
        assert answer.status_code in {200, 400}

    assert http.get("/healthz").status_code == 200
