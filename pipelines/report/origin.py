"""Where in the source a finding's record stands, in words that lead a planner to it."""

from pipelines.reading.lines import told
from pipelines.report.finding import Finding
from pipelines.text import Text


def origin(finding: Finding) -> Text:
    """Return sheet and row, or line, or else the record; a rule on the whole layer knows the feature only."""
    if finding.record is not None:
        return told(finding.record, finding.line, finding.sheet)
    return Text(finding.feature) if finding.feature else Text("ein Objekt", "a feature")
