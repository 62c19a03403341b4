"""Where a parcel goes when it is through: ``done/`` or ``refused/`` beside it, with its report."""

import json
import shutil
from datetime import datetime
from pathlib import Path

from pipelines.errors import GeoportalError
from pipelines.inbox.parcel import DONE, REFUSED, Parcel
from pipelines.legal_time import LEGAL_TIME
from pipelines.report.outcome import Outcome
from pipelines.report.printing import plain
from pipelines.text import user_language


def put_away(parcel: Parcel, outcome: Outcome, now: datetime) -> Path:
    """Move the parcel, named by the legal time, never over another one, and write what became of it beside it.

    ``<name>_<time>.report.html`` is the report for people, with all findings in ``….report.csv``, and
    ``….report.json`` the outcome for machines; ``<name>_<time>.txt`` says why nothing was published.
    Return the file's new path.
    """
    folder = parcel.path.parent / (REFUSED if outcome.error else DONE)
    folder.mkdir(exist_ok=True)
    stem = _free(folder, f"{parcel.path.stem}_{now.astimezone(LEGAL_TIME):%Y-%m-%d_%H%M%S}")
    document = json.dumps(outcome.to_json(), ensure_ascii=False, indent=2, default=plain)
    (folder / f"{stem}.report.json").write_text(document, encoding="utf-8")
    if outcome.page:
        _copy_page(outcome.page, folder / f"{stem}.report.html")
    if outcome.error:
        (folder / f"{stem}.txt").write_text(_sentence(outcome.error), encoding="utf-8")
    moved = [(file, folder / (stem + file.name.removeprefix(parcel.path.stem))) for file in parcel.files]
    for file, target in moved:
        file.rename(target)
    return moved[0][1]


def _copy_page(page: Path, target: Path) -> None:
    """The page refers to the table of findings beside it, which comes along under the new name."""
    findings, table = page.with_suffix(".csv"), target.with_suffix(".csv")
    written = page.read_text(encoding="utf-8").replace(f'href="{findings.name}"', f'href="{table.name}"')
    target.write_text(written, encoding="utf-8")
    if findings.exists():
        shutil.copyfile(findings, table)


def _free(folder: Path, stem: str) -> str:
    """A name that nothing in the folder begins with."""
    taken = {path.name.partition(".")[0] for path in folder.iterdir()}
    names = (stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name.partition(".")[0] not in taken)


def _sentence(error: GeoportalError) -> str:
    return error.to(user_language()) + "\n"
