"""Findings come back from disk as they went there."""

from hypothesis import given
from hypothesis import strategies as st

from pipelines.report.finding import Finding
from pipelines.report.spool import Spool
from pipelines.text import Text

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
FINDINGS = st.builds(
    Finding,
    record=st.none() | st.integers(1, 10**9),
    rule=st.sampled_from(["required", "range"]),
    action=st.sampled_from(["refused", "repaired"]),
    message=st.builds(Text, TEXTS, st.none() | TEXTS),
    feature=st.none() | TEXTS,
    field=st.none() | TEXTS,
    before=st.none() | TEXTS,
    after=st.none() | TEXTS,
    position=st.none() | st.tuples(st.floats(-180, 180), st.floats(-90, 90)),
    sheet=st.none() | TEXTS,
    line=st.none() | st.integers(1, 10**6),
)


@given(st.lists(st.lists(FINDINGS, max_size=3), max_size=3))
def test_findings_survive_the_disk(batches: list[list[Finding]]) -> None:
    spool = Spool()
    for batch in batches:
        spool.extend(batch)
        list(spool)  # reading in between does not disturb

    assert list(spool) == [finding for batch in batches for finding in batch]
