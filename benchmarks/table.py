"""What was measured, as one table for people and one JSON document for machines."""

from dataclasses import asdict, dataclass
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.measure import Timing


@dataclass(frozen=True)
class Line:
    """One measured number with its range, and the bar that it should not exceed, or should reach where ``at_least``.

    ``bar`` None: for information.
    """

    section: str
    what: str
    value: float
    low: float
    high: float
    unit: str
    bar: float | None
    detail: str = ""
    at_least: bool = False

    @property
    def verdict(self) -> str:
        """Whether the bar is kept."""
        if self.bar is None:
            return ""
        return "pass" if (self.value >= self.bar if self.at_least else self.value <= self.bar) else "FAIL"

    def to_json(self) -> dict[str, Any]:
        """Return everything, the verdict included."""
        return asdict(self) | {"verdict": self.verdict}


def ratio(section: str, what: str, ours: Timing, theirs: Timing, bar: float | None) -> Line:
    """Compare medians; the range is that of the single turns, each against the rival's of the same turn."""
    turns = [mine / other for mine, other in zip(ours.seconds, theirs.seconds, strict=True)]
    detail = f"{ours} : {theirs}"
    return Line(section, what, ours.median / theirs.median, min(turns), max(turns), "×", bar, detail)


def seconds(section: str, what: str, timing: Timing, bar: float | None) -> Line:
    """Report a time in itself."""
    return Line(section, what, timing.median, min(timing.seconds), max(timing.seconds), "s", bar)


def show(lines: list[Line]) -> None:
    """Print one table, the sections apart."""
    table = Table("what", "value", "min–max", "bar", "", "ours : theirs, median (min–max)", title="Benchmark")
    for number, line in enumerate(lines):
        if number == 0 or lines[number - 1].section != line.section:
            table.add_section()
            table.add_row(f"[bold]{line.section}")
        bar = "" if line.bar is None else f"{'≥' if line.at_least else '≤'} {line.bar:g} {line.unit}"
        style = {"FAIL": "red", "pass": "green", "": ""}[line.verdict]
        span = f"{line.low:.2f}–{line.high:.2f}"
        value = f"{line.value:.2f} {line.unit}"
        verdict = f"[{style}]{line.verdict}[/]" if style else ""
        table.add_row(f"  {line.what}", value, span, bar, verdict, line.detail)
    Console(width=170).print(table)
