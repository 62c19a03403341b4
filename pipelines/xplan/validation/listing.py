"""docs/xplan-rules.md: all rules with number, title, severity and versions, and those that are not checked.

``python -m pipelines.xplan.validation.listing > docs/xplan-rules.md`` writes it; a test compares.
"""

from collections.abc import Iterator

from pipelines.xplan.catalogue import VERSIONS
from pipelines.xplan.validation import coverage, geometry, references, region, scope, structure
from pipelines.xplan.validation.finding import Severity
from pipelines.xplan.validation.semantics import RULES
from pipelines.xplan.validation.uncovered import UNCOVERED
from pipelines.xplan.validation.validation import SCHEMA, SCHEMA_TITLE

HEAD = """# Rules that plans are checked against

Written by `pipelines/xplan/validation/listing.py`. Numbers and titles are those of the Konformitätsbedingungen of
XPlanung 6.0. Their text is not in this project: **what a check does is derived** from the title, from the model (the
documentation of the schema's classes) and from the law that it serves (BauGB, BauNVO). A rule whose wording may be
milder than its title only warns. All are asked of every version that has the classes and properties, from the version
named on.
"""
STRUCTURE = (
    (SCHEMA, SCHEMA_TITLE, "error"),
    (structure.NAME, f"{structure.TITLE} (stands in where the schema is not at hand)", "error"),
    (references.XLINK, references.XLINK_TITLE, "error"),
    (references.ARCHIVE, f"{references.ARCHIVE_TITLE}: Dateien, auf die verwiesen wird", "error"),
    (references.NUMBER, references.NUMBER_TITLE, "warning"),
)
GEOMETRY = (
    (region.NAME, region.TITLE, "error"),
    (geometry.NUMBER, geometry.TITLE, "error"),
    (
        coverage.NUMBER,
        coverage.TITLE,
        f"error; a gap is a warning before {coverage.STRICT_SINCE}, as is a missing vertex",
    ),
    (scope.NUMBER, scope.TITLE, "error"),
)


def listing() -> str:
    """Return the page."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield HEAD
    for title, rows in (("Structure", STRUCTURE), ("Geometry", GEOMETRY)):
        yield f"## {title}\n"
        yield "| Number | Title | Severity |"
        yield "|---|---|---|"
        yield from (f"| {number} | {name} | {severity} |" for number, name, severity in rows)
        yield ""
    yield "## Model\n"
    yield "| Number | Title | Severity | Since |"
    yield "|---|---|---|---|"
    for rule in sorted(RULES, key=lambda each: [int(part) for part in each.number.split(".")]):
        severity = "error" if rule.severity is Severity.ERROR else "warning"
        yield f"| {rule.number} | {rule.title} | {severity} | {'' if rule.since == VERSIONS[0] else rule.since} |"
    yield "\n## Not checked\n"
    yield "| Number | Title | Reason |"
    yield "|---|---|---|"
    yield from (f"| {each.number} | {each.title} | {each.reason.to('en')} |" for each in UNCOVERED)


if __name__ == "__main__":
    print(listing(), end="")  # noqa: T201 - it is a document
