"""All findings of one run, however many: on disk, in a file without a name that goes with its process."""

import json
from collections.abc import Iterable, Iterator
from tempfile import TemporaryFile
from typing import TextIO
from weakref import finalize

from pipelines.report.finding import Finding
from pipelines.text import Text


class Spool:
    """Findings in the order in which they were noted; may be read while it grows."""

    def __init__(self) -> None:
        self._file: TextIO | None = None

    def __iter__(self) -> Iterator[Finding]:
        if self._file is None:
            return
        self._file.seek(0)
        for line in iter(self._file.readline, ""):
            yield _read(line)

    def extend(self, findings: Iterable[Finding]) -> None:
        """Add findings behind the others."""
        if self._file is None:
            self._file = TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 - lives as long as the spool
            finalize(self, self._file.close)
        self._file.seek(0, 2)
        self._file.writelines(map(_written, findings))


def _written(finding: Finding) -> str:
    message, place = finding.message, finding.position
    what = (finding.record, finding.rule, finding.action, message.de, message.en)
    details = (finding.feature, finding.field, finding.before, finding.after, place, finding.sheet, finding.line)
    return json.dumps([*what, *details], ensure_ascii=False, separators=(",", ":")) + "\n"


def _read(line: str) -> Finding:
    record, rule, action, german, english, feature, field, before, after, place, sheet, row = json.loads(line)
    position = (place[0], place[1]) if place else None
    return Finding(record, rule, action, Text(german, english), feature, field, before, after, position, sheet, row)
