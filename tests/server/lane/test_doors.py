"""The lane and pygeoapi answer the same requests with equal features, counts and links."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.crs import BY_URI, STORAGE
from tests.server.samples import Portal, tree
from tests.server.serving import serving

X, Y = 510_000, 5_393_000


@pytest.fixture(scope="module")
def doors(samples: Portal) -> Iterator[tuple[httpx.Client, httpx.Client]]:
    """The portal with its lane, and without; both say that they are at one address."""
    with (
        serving(samples.settings) as short,
        serving(samples.settings, "long:create_long_app", str(Path(__file__).parent)) as long,
        httpx.Client(base_url=short, timeout=30) as by_lane,
        httpx.Client(base_url=long, timeout=30) as by_pygeoapi,
    ):
        yield by_lane, by_pygeoapi


def boxes() -> st.SearchStrategy[dict[str, str]]:
    """Boxes in metres and in degrees: within the layer, over it, beside it, and far away."""

    def metres(west: float, south: float, width: float, height: float) -> dict[str, str]:
        return {"bbox": f"{west},{south},{west + width},{south + height}", "bbox-crs": STORAGE.uri}

    def degrees(west: float, south: float, width: float, height: float) -> dict[str, str]:
        return {"bbox": f"{west},{south},{west + width},{south + height}"}

    near = st.builds(metres, st.floats(X - 500, X + 1500), st.floats(Y - 500, Y + 1500), SIZE, SIZE)
    around = st.builds(degrees, st.floats(9.13, 9.15), st.floats(48.69, 48.71), st.floats(0, 0.02), st.floats(0, 0.02))
    anywhere = st.builds(degrees, st.floats(-180, 100), st.floats(-90, 0), st.floats(0, 80), st.floats(0, 80))
    return st.one_of(near, around, anywhere)


SIZE = st.floats(0, 2000)

PARAMETERS: dict[str, st.SearchStrategy[str]] = {
    "limit": st.integers(1, 120).map(str),
    "offset": st.integers(0, 120).map(str),
    "datetime": st.sampled_from(["2024-05-10", "2005-01-01/2010-01-01", "../2003-12-31", "2024-05-20T00:00:00Z/.."]),
    "crs": st.sampled_from(sorted(BY_URI)),
    "properties": st.sampled_from(["nummer", "höhe,art", "geprüft,zustand,seite"]),
    "sortby": st.sampled_from(["höhe", "-art,jahr", "+zustand", "gepflanzt,-nummer"]),
    "skipGeometry": st.sampled_from(["true", "false"]),
    "skipCount": st.sampled_from(["true", "false"]),
    "resultType": st.sampled_from(["hits", "results"]),
    "art": st.sampled_from(["Linde", "Ahorn", "Eiche < 10 m & > 3", "keine"]),
    "jahr": st.integers(1895, 1955).map(str),
    "geschützt": st.sampled_from(["true", "false"]),
    "q": st.sampled_from(["eiche", "Linde,Ahorn", "GUT", "nirgends"]),
    "filter": st.sampled_from(
        [
            "jahr > 1920 AND geschützt = TRUE OR art LIKE 'L%'",
            "NOT (höhe < 10) AND gepflanzt IS NOT NULL",
            "CASEI(art) = 'linde' AND jahr IN (1901, 1902, 1903)",
            "S_INTERSECTS(geometry, BBOX(9.13, 48.6, 9.14, 48.8))",
            "T_AFTER(gepflanzt, DATE('2010-01-01'))",
            '{"op":"between","args":[{"property":"jahr"},1905,1910]}',
        ]
    ),
    "lang": st.sampled_from(["de", "en"]),
}


@st.composite
def requests(draw: st.DrawFn) -> dict[str, str]:
    names = draw(st.lists(st.sampled_from(sorted(PARAMETERS)), max_size=5, unique=True))
    asked = {name: draw(PARAMETERS[name]) for name in names}
    if draw(st.booleans()):
        asked |= draw(boxes())
    return asked


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=requests())
def test_both_doors_answer_alike(doors: tuple[httpx.Client, httpx.Client], asked: dict[str, str]) -> None:
    by_lane, by_pygeoapi = (read(door, asked) for door in doors)

    assert by_lane == by_pygeoapi


def read(door: httpx.Client, asked: dict[str, str]) -> tuple[int, Any, dict[str, str | None]]:
    answer = door.get("/api/collections/baeume/items", params=asked)
    told = {name: answer.headers.get(name) for name in ("Content-Type", "Content-Crs", "Content-Language")}
    return answer.status_code, located(answer, door), told


def located(answer: httpx.Response, door: httpx.Client) -> Any:
    """The document, whichever server it is of."""
    return json.loads(answer.text.replace(str(door.base_url).rstrip("/"), "http://here"))


@pytest.mark.parametrize("path", ["B%2F007", "B%2F007?lang=en", "nichts", "B%2F007?unbekannt=1"])
def test_both_doors_know_the_same_features(doors: tuple[httpx.Client, httpx.Client], path: str) -> None:
    answers = [(door.get(f"/api/collections/baeume/items/{path}"), door) for door in doors]
    by_lane, by_pygeoapi = ((answer.status_code, located(answer, door)) for answer, door in answers)

    assert by_lane == by_pygeoapi


def test_next_links_of_both_doors_lead_through_the_layer(doors: tuple[httpx.Client, httpx.Client]) -> None:
    found = []
    for door in doors:
        url, ids = "/api/collections/baeume/items?limit=30", list[str]()
        while url:
            page = door.get(url).json()
            ids += [feature["id"] for feature in page["features"]]
            url = next((link["href"] for link in page["links"] if link["rel"] == "next"), "")
        found.append(ids)

    assert found[0] == found[1]
    assert sorted(found[0]) == [tree(number)["properties"]["nummer"] for number in range(100)]
