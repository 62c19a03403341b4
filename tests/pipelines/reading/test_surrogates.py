import json

import pytest

from pipelines.reading.surrogates import without_lone


@pytest.mark.parametrize(
    ("written", "read"),
    [
        pytest.param(r"\ud83d kaputt", "\ufffd kaputt", id="first half"),
        pytest.param(r"kaputt \uDE00", "kaputt \ufffd", id="second half"),
        pytest.param(r"\ud83d\ud83d\ude00", "\ufffd😀", id="half before a pair"),
        pytest.param(r"\ude00\ud83d", "\ufffd\ufffd", id="halves in the wrong order"),
        pytest.param(r"\uD83D\uDE00 \u00fc 😀", "😀 ü 😀", id="pairs and other signs"),
        pytest.param(r"C:\\ud83d", r"C:\ud83d", id="no escape"),
        pytest.param(r"C:\\\ud83d", "C:\\\ufffd", id="escape behind a backslash"),
    ],
)
def test_halves_of_a_pair_are_replaced_and_nothing_else(written: str, read: str) -> None:
    assert json.loads(without_lone(f'{{"{written}": ["{written}"]}}')) == {read: [read]}
