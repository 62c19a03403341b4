"""What a validation found, for machines."""

from typing import Any

from pipelines.xplan.validation.finding import Finding
from pipelines.xplan.validation.places import Move, place, to_degrees
from pipelines.xplan.validation.validation import Check, Validation


def to_json(validation: Validation) -> dict[str, Any]:
    """Return everything: findings with their places, checks with their status."""
    move = to_degrees(validation.crs)
    return {
        "file": validation.name,
        "valid": validation.is_valid,
        "version": validation.version,
        "crs": validation.crs,
        "errors": sum(check.errors for check in validation.checks),
        "warnings": sum(check.warnings for check in validation.checks),
        "findings": [_finding(each, validation, move) for each in validation.findings],
        "checks": [_check(each) for each in validation.checks],
    }


def _finding(finding: Finding, validation: Validation, move: Move | None) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "title": validation.title(finding.rule),
        "severity": finding.severity.value,
        "message": {"de": finding.message.de, "en": finding.message.to("en")},
        "gml_ids": list(finding.gml_ids),
        "line": finding.line,
        "place": place(finding, move),
        "coordinates": list(finding.point) if finding.point else None,
    }


def _check(check: Check) -> dict[str, Any]:
    return {
        "rule": check.number,
        "title": check.title,
        "status": check.status.value,
        "errors": check.errors,
        "warnings": check.warnings,
        "reason": {"de": check.reason.de, "en": check.reason.to("en")} if check.reason else None,
    }
