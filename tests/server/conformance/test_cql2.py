"""Common Query Language CQL2 (21-065r2): each filter in text and in JSON, and the rows that it must give."""

import json
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from tests.server.conformance.conftest import Get, Json

ITEMS = "/collections/baeume/items"
UTM = "http://www.opengis.net/def/crs/EPSG/0/25832"

SQUARE = "POLYGON((510050 5394000, 510300 5394000, 510300 5394040, 510050 5394040, 510050 5394000))"
"""Overlaps the first area, holds the next two and touches the fourth."""

Fields = dict[str, Any]
Finds = Callable[[str, Json, Callable[[Fields], bool]], None]


@pytest.fixture(scope="module")
def finds(get: Get) -> Finds:
    """Compare the rows of a filter, in both languages, with those for which a function is true."""
    every = get(ITEMS, limit=100)["features"]

    def compare(text: str, tree: Json, holds: Callable[[Fields], bool]) -> None:
        expected = {each["id"] for each in every if holds(each["properties"])}
        assert 0 < len(expected) < 100
        for language, written in (("cql2-text", text), ("cql2-json", json.dumps(tree))):
            found = get(ITEMS, limit=100, filter=written, **{"filter-lang": language})["features"]
            assert {each["id"] for each in found} == expected, language

    return compare


def prop(name: str) -> Json:
    return {"property": name}


def op(name: str, *args: object) -> Json:
    return {"op": name, "args": list(args)}


def test_req_basic_cql2_cql2_filter(finds: Finds) -> None:
    dead, old, lime = op("=", prop("zustand"), "tot"), op("<", prop("jahr"), 1920), op("=", prop("art"), "Linde")
    finds(
        "zustand = 'tot' OR jahr < 1920 AND NOT (art = 'Linde')",
        op("or", dead, op("and", old, op("not", lime))),
        lambda p: p["zustand"] == "tot" or (p["jahr"] < 1920 and p["art"] != "Linde"),
    )


def test_req_basic_cql2_property(finds: Finds) -> None:
    finds("höhe >= 20", op(">=", prop("höhe"), 20), lambda p: p["höhe"] is not None and p["höhe"] >= 20)


@pytest.mark.parametrize("sign", ["=", "<>", "<", ">", "<=", ">="])
def test_req_basic_cql2_binary_comparison_predicate(finds: Finds, sign: str) -> None:
    right: dict[str, Callable[[int], bool]] = {
        "=": lambda year: year == 1925,
        "<>": lambda year: year != 1925,
        "<": lambda year: year < 1925,
        ">": lambda year: year > 1925,
        "<=": lambda year: year <= 1925,
        ">=": lambda year: year >= 1925,
    }
    finds(f"jahr {sign} 1925", op(sign, prop("jahr"), 1925), lambda p: right[sign](p["jahr"]))


def test_req_basic_cql2_null_predicate(finds: Finds) -> None:
    finds("höhe IS NULL", op("isNull", prop("höhe")), lambda p: p["höhe"] is None)


def test_req_advanced_comparison_operators_like_predicate(finds: Finds) -> None:
    finds("art LIKE '_ind%'", op("like", prop("art"), "_ind%"), lambda p: p["art"] == "Linde")


def test_req_advanced_comparison_operators_between_predicate(finds: Finds) -> None:
    tree = op("between", prop("jahr"), 1905, 1911)
    finds("jahr BETWEEN 1905 AND 1911", tree, lambda p: 1905 <= p["jahr"] <= 1911)


def test_req_advanced_comparison_operators_in_predicate(finds: Finds) -> None:
    finds("jahr IN (1901, 1903)", op("in", prop("jahr"), [1901, 1903]), lambda p: p["jahr"] in {1901, 1903})


def test_req_case_insensitive_comparison_casei_function(finds: Finds) -> None:
    tree = op("=", op("casei", prop("art")), op("casei", "LINDE"))
    finds("CASEI(art) = CASEI('LINDE')", tree, lambda p: p["art"].casefold() == "linde")


def test_req_accent_insensitive_comparison_accenti_function(finds: Finds) -> None:
    tree = op("=", op("accenti", prop("art")), op("accenti", "Lindé"))
    finds("ACCENTI(art) = ACCENTI('Lindé')", tree, lambda p: p["art"] == "Linde")


def test_req_basic_spatial_functions_spatial_predicate(get: Get) -> None:
    (longitude, latitude) = get(f"{ITEMS}/B%2F042")["geometry"]["coordinates"]
    box = f"BBOX({longitude - 1e-5:f},{latitude - 1e-5:f},{longitude + 1e-5:f},{latitude + 1e-5:f})"
    found = get(ITEMS, filter=f"S_INTERSECTS(geometry,{box})")["features"]
    assert [each["id"] for each in found] == ["B/042"]


def test_req_basic_spatial_functions_plus_spatial_data_types(get: Get) -> None:
    ring = "(509995 5392990, 510095 5392990, 510095 5393100, 509995 5393100, 509995 5392990)"
    for written in (f"POLYGON({ring})", f"MULTIPOLYGON(({ring}))", "LINESTRING(510000 5393000, 510090 5393045)"):
        found = get(ITEMS, filter=f"S_INTERSECTS(geometry,{written})", **{"filter-crs": UTM})
        assert found["numberMatched"] > 0, written


@pytest.mark.parametrize(
    ("name", "trees", "areas"),
    [
        ("S_INTERSECTS", 10, 4),
        ("S_DISJOINT", 90, 4),
        ("S_WITHIN", 10, 2),
        ("S_CONTAINS", 0, 0),
        ("S_TOUCHES", 0, 1),
        ("S_CROSSES", 0, 0),
        ("S_OVERLAPS", 0, 1),
        ("S_EQUALS", 0, 0),
    ],
)
def test_req_spatial_functions_spatial_functions(get: Get, name: str, trees: int, areas: int) -> None:
    box = "POLYGON((509995 5392990, 510095 5392990, 510095 5393100, 509995 5393100, 509995 5392990))"
    assert get(ITEMS, filter=f"{name}(geometry,{box})", **{"filter-crs": UTM})["numberMatched"] == trees
    found = get("/collections/flaechen/items", filter=f"{name}(geometry,{SQUARE})", **{"filter-crs": UTM})
    assert found["numberMatched"] == areas


def test_req_temporal_functions_temporal_functions(finds: Finds) -> None:
    tree = op("t_after", prop("gepflanzt"), {"date": "2010-06-01"})
    finds(
        "T_AFTER(gepflanzt, DATE('2010-06-01'))",
        tree,
        lambda p: p["gepflanzt"] is not None and p["gepflanzt"] > "2010-06-01",
    )


@pytest.mark.parametrize(
    ("sign", "right"),
    [
        ("+", lambda year: year + 7),
        ("-", lambda year: year - 7),
        ("*", lambda year: year * 7),
        ("/", lambda year: Fraction(year, 7)),
        ("div", lambda year: year // 7),
        ("%", lambda year: year % 7),
        ("^", lambda year: year**7),
    ],
)
def test_req_arithmetic_arithmetic(finds: Finds, sign: str, right: Callable[[int], Any]) -> None:
    limit = right(1914)
    written = round(float(limit), 3)
    tree = op(">=", op(sign, prop("jahr"), 7), written)
    finds(f"jahr {sign} 7 >= {written}", tree, lambda p: right(p["jahr"]) >= Fraction(str(written)))


@pytest.mark.parametrize(
    "power",
    ["0 ^ -1", "jahr ^ jahr", "-1.5 ^ 0.5", "10 ^ 100000", "(0 - jahr) ^ 0.5", "(jahr - jahr) ^ -jahr"],
)
def test_powers_without_a_value_are_unknown(get: Get, power: str) -> None:
    found = [get(ITEMS, filter=text)["numberMatched"] for text in (f"{power} > 0", f"NOT ({power} > 0)")]
    assert found == [0, 0]


def test_powers_of_powers_cost_no_more_than_others(get: Get) -> None:
    """Each would else double what the database has to read, and the time for a query would not do."""
    assert get(ITEMS, filter=f"jahr{' ^ 1' * 16} = 1905")["numberMatched"] == 2


def test_powers_that_vanish_are_zero_and_any_number_to_zero_is_one(get: Get) -> None:
    assert (
        get(ITEMS, filter="jahr ^ -100000 = 0 AND 0 ^ 0 = 1 AND 0 ^ 2 = 0 AND 1.1 ^ 2 = 1.21")["numberMatched"] == 100
    )


def test_req_property_property_withdraw_permissions(get: Get) -> None:
    assert get(ITEMS, filter="art = art")["numberMatched"] == 100
    assert get(ITEMS, filter="art = nummer")["numberMatched"] == 0


def test_req_cql2_text_basic_cql2(get: Get) -> None:
    assert get(ITEMS, filter='"jahr" = 1907 and "geschützt" = FALSE')["numberMatched"] == 2


def test_req_cql2_text_escaping(get: Get) -> None:
    assert get(ITEMS, filter="art = 'Lin''de'")["numberMatched"] == 0
    assert get(ITEMS, filter="art = 'Eiche < 10 m & > 3'")["numberMatched"] == 34


def test_req_cql2_json_basic_cql2(finds: Finds) -> None:
    finds("geschützt = TRUE", op("=", prop("geschützt"), True), lambda p: p["geschützt"])  # noqa: FBT003 - a value
