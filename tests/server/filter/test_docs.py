"""The examples of docs/api.md are filters that the server understands and that select something."""

import re
from pathlib import Path

import pytest

from tests.server.filter.conftest import Ask

SECTION = (
    (Path(__file__).parents[3] / "docs/api.md").read_text(encoding="utf-8").split("\n## Filters\n")[1].split("\n## ")[0]
)
ROWS = [line.split(" | ", 1)[1] for line in SECTION.splitlines() if line.startswith("| ") and " `" in line]
EXAMPLES = [example for row in ROWS for example in re.findall(r"`([^`]+)`", row)]


def test_every_kind_has_examples() -> None:
    assert len(ROWS) == 6
    assert len(EXAMPLES) > len(ROWS)


@pytest.mark.parametrize("example", EXAMPLES)
def test_example_selects_something(ask: Ask, example: str) -> None:
    assert ask(example)
