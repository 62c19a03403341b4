"""Reports of a small layer, and their pages, for tests of what people see."""

from datetime import UTC, date, datetime
from typing import Any

import shapely

from pipelines.definition import Contact, Dataset
from pipelines.report.about import About
from pipelines.report.finding import Action, Finding
from pipelines.report.ground import Ground
from pipelines.report.model import Report, RuleCount
from pipelines.report.page import page
from pipelines.stages.operation import NONE, Operation
from pipelines.text import Text

GROUND = Ground(shapely.box(509_000, 5_389_000, 512_000, 5_392_000))
DHDN = Operation("EPSG:31467", "DHDN to ETRS89 (8)", 0.9, best=False, grids=("a",), missing=("b",), pipeline="+proj=x")
DATASET = Dataset.model_validate(
    {
        "id": "pegel",
        "title": {"de": "Pegel", "en": "Gauges"},
        "description": "Pegel an Bächen",
        "group": "umwelt",
        "source": {"path": "pegel.csv"},
        "geometry": "Point",
        "key": "nummer",
        "fields": {"nummer": None},
    }
)


def finding(record: int | None = 3, rule: str = "codes", action: Action = "refused", **more: Any) -> Finding:
    message = Text("nummer: „x“ – erwartet wird ein Code.", "nummer: “x” – expected a code.")
    return Finding(record, rule, action, message, **{"feature": "P3", "field": "nummer", "before": "x"} | more)


def report(*findings: Finding, count: int | None = None, **changes: Any) -> Report:
    rules: dict[tuple[str, Action], list[Finding]] = {}
    for each in findings:
        rules.setdefault((each.rule, each.action), []).append(each)
    counted = tuple(RuleCount(*kind, count or len(found), tuple(found)) for kind, found in rules.items())
    plain: dict[str, Any] = {
        "dataset": "pegel",
        "source": "pegel.csv",
        "operation": NONE,
        "read": 12_345,
        "loaded": 12_100,
        "refused": 147,
        "left_out": 98,
        "rules": counted,
        "quality": (),
        "effects": (),
        "seconds": 1.5,
    }
    return Report(**plain | changes)


def drawn(shown: Report, *, language: Any = "de", spots: Any = None, changes: Any = None, **about: Any) -> str:
    told: dict[str, Any] = {
        "town": "Musterstadt",
        "contact": Contact(office=Text("Tiefbauamt", "Civil engineering"), email="tiefbau@stadt.example"),
        "at": datetime(2026, 11, 25, 19, 0, tzinfo=UTC),
        "version": 7,
        "actor": "planung",
        "data_date": date(2026, 10, 31),
        "csv": "v7.csv",
    }
    return page(shown, DATASET, About(**told | about), GROUND, language=language, spots=spots, changes=changes)
