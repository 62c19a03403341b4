"""What the terminal shows of a report: findings, what was not checked, and the verdict."""

from collections.abc import Iterator, Mapping
from typing import Any

from pipelines.report.printing import print_table, say
from pipelines.text import Text, user_language
from pipelines.xplan.validation.finding import Severity
from pipelines.xplan.validation.validation import SCHEMA, Status

SHOWN = 5
"""Findings per rule that the terminal shows; ``--json`` and ``--html`` show more."""

SEVERITIES = {Severity.ERROR: Text("Fehler", "error"), Severity.WARNING: Text("Warnung", "warning")}


def print_report(report: Mapping[str, Any]) -> None:
    """Print what :func:`pipelines.xplan.validation.telling.to_json` tells, in the user's language."""
    if report["findings"]:
        heads = (Text("Regel", "Rule"), Text("Schwere", "Severity"), Text("Befund", "Finding"), Text("gml:id"))
        print_table(heads, _rows(report))
    for check in report["checks"]:
        if (hidden := check["errors"] + check["warnings"] - SHOWN) > 0:
            say(Text(f"{check['rule']}: {hidden} weitere Befunde", f"{check['rule']}: {hidden} more findings"))
    for check in report["checks"]:
        if check["status"] == Status.NOT_APPLICABLE and check["rule"] == SCHEMA:
            say(Text(check["reason"]["de"], check["reason"]["en"]))
    left = sum(check["status"] == Status.NOT_IMPLEMENTED for check in report["checks"])
    if left:
        say(
            Text(
                f"{left} Regeln oder Kapitel werden nicht geprüft; docs/xplan-rules.md nennt sie mit dem Grund.",
                f"{left} rules or chapters are not checked; docs/xplan-rules.md names them with the reason.",
            )
        )
    verdict = Text("gültig", "valid") if report["valid"] else Text("nicht gültig", "not valid")
    errors, warnings = report["errors"], report["warnings"]
    say(
        Text(
            f"{report['file']}: {verdict.de} ({errors} Fehler, {warnings} Warnungen)",
            f"{report['file']}: {verdict.en} ({errors} errors, {warnings} warnings)",
        )
    )


def _rows(report: Mapping[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    language = user_language()
    seen: dict[str, int] = {}
    for finding in report["findings"]:
        rule = finding["rule"]
        seen[rule] = seen.get(rule, 0) + 1
        if seen[rule] <= SHOWN:
            place = " ({:.3f} {:.3f})".format(*finding["coordinates"]) if finding["coordinates"] else ""
            severity = SEVERITIES[Severity(finding["severity"])].to(language)
            yield rule, severity, finding["message"][language] + place, "\n".join(finding["gml_ids"])
