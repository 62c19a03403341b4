"""Duplicates are found within and across batches, as a plain set would find them."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from pipelines.stages.seen import Seen

BATCHES = st.lists(st.lists(st.one_of(st.none(), st.text("abä", max_size=2)), max_size=8), max_size=8)


@given(BATCHES)
def test_the_same_as_a_set(batches: list[list[str | None]]) -> None:
    seen, known = Seen(), set[str]()

    for batch in batches:
        found = seen.before(pd.Series(batch, dtype="string"))

        expected = []
        for value in batch:
            expected.append(value is not None and value in known)
            known |= {value} if value is not None else set()
        assert found.tolist() == expected
