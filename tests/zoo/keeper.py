"""How an animal of the zoo is fed to the portal: inspected, described, published."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from pipelines import run
from pipelines.database import Database
from pipelines.datasets import load_dataset, load_town
from pipelines.failure import explain
from pipelines.inspection.inspection import Inspection, inspect
from pipelines.inspection.proposal import definition
from pipelines.report.outcome import Outcome
from pipelines.settings import Settings

ID = "tier"

JARGON = re.compile(r"GDAL|OGR|pyogrio|pandas|sqlite|errno|None\b|Error|Exception|Traceback|Fehler gemacht|0x", re.I)
"""Words of libraries and of our own mistakes, which no planner should have to read."""


@dataclass(frozen=True)
class Fate:
    """What became of a file: counts of a publication, or the reason why there was none."""

    loaded: int = 0
    refused: int = 0
    reason: str = ""


@dataclass(frozen=True)
class Keeper:
    """A portal whose town is all of Germany, and a folder for definitions."""

    settings: Settings
    database: Database
    folder: Path

    def feed(
        self,
        path: Path,
        part: str | None = None,
        changes: dict[str, Any] | None = None,
        own: dict[str, Any] | None = None,
    ) -> Fate:
        """Publish the file by the proposed definition with these changes, or by one of its own.

        Of what is inspected, every record is read.
        """
        found = None
        try:
            if own:
                written = self._own(path, own)
            else:
                found = inspect(self.settings, str(path), part)
                written = self._proposed(path, found, changes or {})
            outcome = run.publish(self.settings, self.database, load_dataset(written), force=True, shrink=True)
        except Exception as error:  # noqa: BLE001 - as the command line does
            return Fate(reason=explain(error, self.settings).to("de"))
        if found and outcome.error is None:
            assert outcome.report
            assert outcome.report.read == found.records
        return _fate(outcome)

    def _proposed(self, path: Path, found: Inspection, changes: dict[str, Any]) -> Path:
        proposal = definition(found, load_town(self.settings).groups, ID, "de")
        plain = yaml.load(proposal, yaml.BaseLoader)
        plain["source"] |= {"path": str(path)} | changes.pop("source", {})
        return self._written(plain | changes)

    def _own(self, path: Path, own: dict[str, Any]) -> Path:
        shown = {"title": path.stem, "description": path.name, "group": "stadt"}
        return self._written(shown | json.loads(json.dumps(own).replace("{file}", str(path))))

    def _written(self, plain: dict[str, Any]) -> Path:
        path = self.folder / f"{ID}.yml"
        path.write_text(json.dumps(plain | {"id": ID, "tiles": "none"}), encoding="utf-8")
        return path


def _fate(outcome: Outcome) -> Fate:
    """The reason of a refusal is its sentence and the first finding, as the terminal shows them."""
    report = outcome.report
    if outcome.error is None:
        assert report is not None
        return Fate(report.loaded, report.refused)
    rules = [] if report is None else [rule for rule in report.rules if rule.action == "refused" and rule.findings]
    why = max(rules, key=lambda rule: rule.count).findings[0].message.de if rules else ""
    return Fate(reason=f"{outcome.error.to('de')} {why}".strip())
