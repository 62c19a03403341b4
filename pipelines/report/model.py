"""What one publication did to its records: for the planner at the terminal, for machines, for the history."""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Self

from pipelines.definition import Dataset, TableSource
from pipelines.errors import RefusedError
from pipelines.report.finding import Action, Finding
from pipelines.report.tally import SHOWN, Tally
from pipelines.report.words import share_words
from pipelines.stages.operation import Operation
from pipelines.text import Text


@dataclass(frozen=True)
class RuleCount:
    """How often one rule was broken, what was done each time, and the first findings."""

    rule: str
    action: Action
    count: int
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Report:
    """Counts of records (``read = loaded + refused + left_out``) and of findings per rule, time in seconds.

    ``quality`` says how well joins and addresses matched, ``effects`` what was done to many geometries at once.
    ``arc_tolerance`` is how far chords may lie from the arcs they stand for (metres), None where there was no arc.
    ``operation`` is how coordinates came to EPSG:25832. The findings of an internal layer tell record, field and
    rule, but no value, message or place.
    """

    dataset: str
    source: str
    operation: Operation
    read: int
    loaded: int
    refused: int
    left_out: int
    rules: tuple[RuleCount, ...]
    quality: tuple[tuple[str, int], ...]
    effects: tuple[tuple[str, int], ...]
    seconds: float
    arc_tolerance: float | None = None

    def count(self, action: Action) -> int:
        """Return the number of findings with this action."""
        return sum(rule.count for rule in self.rules if rule.action == action)

    @property
    def reduced_accuracy(self) -> bool:
        """Whether a better transformation exists, whose grid is not installed here."""
        return not self.operation.best

    def to_json(self) -> dict[str, Any]:
        """Return the report for machines; its keys stay the same in every release."""
        return {
            "dataset": self.dataset,
            "source": self.source,
            "operation": dataclasses.asdict(self.operation) | {"reduced_accuracy": self.reduced_accuracy},
            "records": {
                "read": self.read,
                "loaded": self.loaded,
                "refused": self.refused,
                "left_out": self.left_out,
            },
            "findings": {action: self.count(action) for action in ("repaired", "cleared", "warned")},
            "rules": [dataclasses.asdict(rule) for rule in self.rules],
            "quality": dict(self.quality),
            "effects": dict(self.effects),
            "arc_tolerance": self.arc_tolerance,
            "seconds": round(self.seconds, 3),
        }

    @classmethod
    def from_json(cls, document: dict[str, Any]) -> Self:
        """Read what :meth:`to_json` wrote."""
        records, operation = document["records"], document["operation"]
        names = [field.name for field in dataclasses.fields(Operation)]
        known = {name: operation[name] for name in names if name in operation}
        listed = {name: tuple(known[name]) for name in ("grids", "missing")}
        return cls(
            dataset=document["dataset"],
            source=document["source"],
            operation=Operation(**known | listed),
            **records,
            rules=tuple(_rule_from_json(rule) for rule in document["rules"]),
            quality=tuple(sorted(document["quality"].items())),
            effects=tuple(sorted(document["effects"].items())),
            seconds=document["seconds"],
            arc_tolerance=document.get("arc_tolerance"),
        )


def make_report(tally: Tally, loaded: int) -> Report:
    """Sum up. Raises AssertionError when records got lost on the way, which no source can cause."""
    if tally.read != loaded + tally.refused + tally.left_out:
        message = f"{tally.read} read, {loaded} loaded, {tally.refused} refused, {tally.left_out} left out"
        raise AssertionError(message)
    source = tally.dataset.source
    return Report(
        dataset=tally.dataset.id,
        source=tally.source,
        operation=tally.operation,
        read=tally.read,
        loaded=loaded,
        refused=tally.refused,
        left_out=tally.left_out,
        rules=tuple(_rules(tally)),
        quality=tuple(sorted(tally.quality.items())),
        effects=tuple(sorted((+tally.effects).items())),
        seconds=(datetime.now(UTC) - tally.started_at).total_seconds(),
        arc_tolerance=source.arc_tolerance if isinstance(source, TableSource) and tally.effects["linearised"] else None,
    )


def refusal(report: Report, dataset: Dataset, *, is_live: bool, may_be_empty: bool = False) -> RefusedError | None:
    """Return the reason why the layer must not go live, None when enough records are usable.

    A source without a record for the layer is more often a wrong file than an empty layer: it needs ``may_be_empty``.
    ``is_live`` tells whether an older version stays live instead.
    """
    meant = report.loaded + report.refused
    standing = UNCHANGED if is_live else NOTHING
    if not meant:
        return None if may_be_empty else RefusedError(_empty(report, dataset), _joined(EMPTY, standing))
    if not report.loaded:
        reason = _reason(report, dataset)
        return RefusedError(_useless(report, dataset), _joined(reason, standing) if reason else standing)
    if report.refused > dataset.max_refused * meant:
        return RefusedError(_faulty(report, dataset, meant), standing)
    return None


def _useless(report: Report, dataset: Dataset) -> Text:
    if report.read == 1:
        return Text(
            f"{dataset.id}: {report.source} hat nur einen Datensatz, und der ist nicht brauchbar.",
            f"{dataset.id}: {report.source} has only one record, and that is not usable.",
        )
    return Text(
        f"{dataset.id}: {report.source} hat {report.read} Datensätze, keiner davon ist brauchbar.",
        f"{dataset.id}: {report.source} has {report.read} records, none of them is usable.",
    )


def _faulty(report: Report, dataset: Dataset, meant: int) -> Text:
    german, english = ("ist", "is") if report.refused == 1 else ("sind", "are")
    allowed = share_words(dataset.max_refused)
    return Text(
        f"{dataset.id}: {report.refused} von {meant} Datensätzen {german} fehlerhaft, erlaubt sind {allowed.de}.",
        f"{dataset.id}: {report.refused} of {meant} records {english} faulty, {allowed.en} are allowed.",
    )


def _empty(report: Report, dataset: Dataset) -> Text:
    if report.read:
        return Text(
            f"{dataset.id}: keine Datensätze – take lässt alle {report.read} von {report.source} aus.",
            f"{dataset.id}: no records – take leaves out all {report.read} of {report.source}.",
        )
    if dict(report.effects).get("linked"):
        return Text(
            f"{dataset.id}: {report.source} hat keine Datensätze, nur Verweise auf andere Dateien (NetworkLink).",
            f"{dataset.id}: {report.source} has no records, only links to other files (NetworkLink).",
        )
    return Text(
        f"{dataset.id}: {report.source} hat keine Datensätze.", f"{dataset.id}: {report.source} has no records."
    )


EMPTY = Text(
    "Ist es die richtige Datei? Stimmen layer, sheet, header_row und take? "
    "Soll die Ebene leer sein, veröffentlicht --force sie so.",
    "Is it the right file? Are layer, sheet, header_row and take right? "
    "If the layer is meant to be empty, --force publishes it so.",
)
UNCHANGED = Text("Veröffentlicht bleibt, was es bisher war.", "What was live stays live.")
NOTHING = Text("Veröffentlicht ist weiterhin nichts.", "Nothing is live, as before.")


def _joined(first: Text, second: Text) -> Text:
    return Text(f"{first.de} {second.de}", f"{first.to('en')} {second.to('en')}")


def _reason(report: Report, dataset: Dataset) -> Text | None:
    """What the definition lacks where no record has a place."""
    if not isinstance(dataset.source, TableSource) or report.refused != sum(
        rule.count for rule in report.rules if (rule.rule, rule.action) == ("geometry-missing", "refused")
    ):
        return None
    return _without_place(dataset.source)


def _without_place(source: TableSource) -> Text:
    if source.x and source.y:
        return Text(
            f"Die Zellen der Spalten „{source.x}“ und „{source.y}“ sind als Zahlen nicht lesbar, auch nicht als Grad, "
            "Minuten und Sekunden. Stimmen x, y und decimal? Für Zellen wie 48 41 32,5 gehört degrees: dms zu source.",
            f"The cells of the columns “{source.x}” and “{source.y}” cannot be read as numbers, nor as degrees, "
            "minutes and seconds. Are x, y and decimal right? For cells such as 48 41 32.5, source needs degrees: dms.",
        )
    if column := source.xy or source.yx:
        return Text(
            f"In der Spalte „{column}“ stehen keine zwei Zahlen wie 48.68, 9.13.",
            f"The column “{column}” does not hold two numbers such as 48.68, 9.13.",
        )
    if column := source.wkt or source.wkb:
        return Text(f"In der Spalte „{column}“ ist keine Geometrie lesbar.", f"The column “{column}” has no geometry.")
    return Text(
        "Die Quelle sagt nicht, wo sie liegen. Spalten mit Koordinaten gibt die Definition als x und y, xy, yx, wkt "
        "oder wkb an; eine Liste ohne Koordinaten ordnet sie mit join oder geocode zu.",
        "The source does not say where they lie. A definition names columns of coordinates as x and y, xy, yx, wkt or "
        "wkb; it places a list without coordinates by join or geocode.",
    )


def _rules(tally: Tally) -> Iterator[RuleCount]:
    public = tally.dataset.visibility == "public"
    for (rule, action), count in sorted(tally.counts.items()):
        first = tally.first(rule, action, SHOWN)
        yield RuleCount(rule, action, count, first if public else tuple(map(without_values, first)))


def _rule_from_json(rule: dict[str, Any]) -> RuleCount:
    findings = tuple(_finding_from_json(finding) for finding in rule["findings"])
    return RuleCount(rule["rule"], rule["action"], rule["count"], findings)


def _finding_from_json(finding: dict[str, Any]) -> Finding:
    position = tuple(finding["position"]) if finding["position"] else None
    return Finding(**finding | {"message": Text(**finding["message"]), "position": position})


def without_values(finding: Finding) -> Finding:
    """Return what a report may tell of an internal layer's finding: record, line, field and rule."""
    message = Text(f"Regel {finding.rule}", f"rule {finding.rule}")
    return Finding(
        finding.record,
        finding.rule,
        finding.action,
        message,
        field=finding.field,
        sheet=finding.sheet,
        line=finding.line,
    )
