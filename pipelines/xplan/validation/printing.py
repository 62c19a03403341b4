"""What the terminal shows of a validation: findings, what was not checked, and the verdict."""

from collections.abc import Iterator

from pipelines.report.printing import print_table, say
from pipelines.text import Text, user_language
from pipelines.xplan.validation.finding import Severity
from pipelines.xplan.validation.validation import Status, Validation

SHOWN = 5
"""Findings per rule that the terminal shows; ``--json`` and ``--html`` show more."""

SEVERITIES = {Severity.ERROR: Text("Fehler", "error"), Severity.WARNING: Text("Warnung", "warning")}


def print_validation(validation: Validation) -> None:
    """Print it in the user's language."""
    if validation.findings:
        heads = (Text("Regel", "Rule"), Text("Schwere", "Severity"), Text("Befund", "Finding"), Text("gml:id"))
        print_table(heads, _rows(validation))
    for check in validation.checks:
        if (hidden := check.errors + check.warnings - SHOWN) > 0:
            say(Text(f"{check.number}: {hidden} weitere Befunde", f"{check.number}: {hidden} more findings"))
    for check in validation.checks:
        if check.status is Status.NOT_APPLICABLE and check.number == "schema" and check.reason:
            say(check.reason)
    left = sum(check.status is Status.NOT_IMPLEMENTED for check in validation.checks)
    if left:
        say(
            Text(
                f"{left} Regeln oder Kapitel werden nicht geprüft; docs/xplan-rules.md nennt sie mit dem Grund.",
                f"{left} rules or chapters are not checked; docs/xplan-rules.md names them with the reason.",
            )
        )
    errors, warnings = (sum(getattr(check, name) for check in validation.checks) for name in ("errors", "warnings"))
    verdict = Text("gültig", "valid") if validation.is_valid else Text("nicht gültig", "not valid")
    say(
        Text(
            f"{validation.name}: {verdict.de} ({errors} Fehler, {warnings} Warnungen)",
            f"{validation.name}: {verdict.en} ({errors} errors, {warnings} warnings)",
        )
    )


def _rows(validation: Validation) -> Iterator[tuple[str, str, str, str]]:
    language = user_language()
    seen: dict[str, int] = {}
    for finding in validation.findings:
        seen[finding.rule] = seen.get(finding.rule, 0) + 1
        if seen[finding.rule] <= SHOWN:
            place = f" ({finding.point[0]:.3f} {finding.point[1]:.3f})" if finding.point else ""
            said = finding.message.to(language) + place
            yield finding.rule, SEVERITIES[finding.severity].to(language), said, "\n".join(finding.gml_ids)
