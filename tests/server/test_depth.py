import time

import pytest

from server.depth import depth


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1", 0), ("[]", 1), ('{"a": [[1], [2]]}', 3), (r'["[[\"[[", [1]]', 2), (r'["\\", [1]]', 2), ('["[[[', 1)],
)
def test_brackets_in_texts_do_not_count(text: str, expected: int) -> None:
    assert depth(text) == expected


def test_a_text_without_end_is_looked_through_once() -> None:
    begin = time.process_time()
    depth('{"' + r"\"" * 1_000_000)

    assert time.process_time() - begin < 5
