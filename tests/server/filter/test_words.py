"""``q`` by the rows it finds, where the map's search answers and where the layer's own text does."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import select

from pipelines.definition import Dataset
from pipelines.tables import layer_table
from server.filter import matching, read_words, word_values
from server.problem import Problem
from tests.server.filter.layer import HOUSES, feature, houses
from tests.server.samples import Portal

TEXTS = {
    "P1": ("Alte Mühle", "Hauptstr. 5"),
    "P2": ("Grundschulen", "Hauptstraße 7"),
    "P3": ("Schule am Markt", "Café Süd"),
    "P4": ("Markt am Bach", "Mühlenweg"),
    "P5": ("Die Realschule", "Bach"),
    "P6": (None, "Haus ohne Namen"),
}

PLACES: dict[str, Any] = HOUSES | {"id": "staetten", "search": ["name", "straße"]}
CODES: dict[str, Any] = HOUSES | {"id": "kennungen", "search": []}


@pytest.fixture(scope="module", params=[PLACES, CODES], ids=["indexed", "read"])
def find(filtered: Portal, request: pytest.FixtureRequest) -> Iterator[Callable[[str], set[str]]]:
    """Ids of the places that hold words."""
    rows = [feature(house) for house in houses(len(TEXTS))]
    for row, (name, texts) in zip(rows, TEXTS.items(), strict=True):
        row["properties"] |= {"nummer": name, "name": texts[0], "straße": texts[1]}
    dataset: Dataset = filtered.publish(request.param, rows)
    table = layer_table(dataset, 1)
    with filtered.database.reader.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:

        def ids(text: str) -> set[str]:
            words = read_words(text)
            chosen = select(table.c.id).where(matching(words, table.c, dataset))
            return set(connection.execute(chosen, word_values(words)).scalars())

        yield ids


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("mühle", {"P1"}),
        ("MUEHLE", {"P1"}),
        ("Mühlen", {"P1"}),
        ("schule", {"P3"}),
        ("Schulen", {"P3"}),
        ("grundschule", {"P2"}),
        ("cafe", {"P3"}),
        ("Hauptstrasse", {"P1", "P2"}),
        ("hauptstr. 5", {"P1"}),
        ("am", {"P3", "P4"}),
        ("am Markt", {"P3", "P4"}),
        ("Schule   am Markt", {"P3"}),
        ("Markt Schule", set()),
        ("mühle,realschule", {"P1", "P5"}),
        ("mühle, am bach", {"P1", "P4", "P5"}),
        ("nirgends", set()),
        ("' | 'x & !y:*", set()),
    ],
)
def test_words(find: Callable[[str], set[str]], text: str, found: set[str]) -> None:
    assert find(text) == found


@pytest.mark.parametrize("text", ["", " ", ",", "mühle,", "!?", "x" * 501, ",".join("abcdefghijklmnopqrstuvw")])
def test_what_holds_no_word_is_refused(text: str) -> None:
    with pytest.raises(Problem) as refused:
        read_words(text)

    assert refused.value.status == 400
