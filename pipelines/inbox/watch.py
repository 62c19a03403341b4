"""``geoportal watch``: look into the folders again and again, publish what is complete, one file at a time."""

import math
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from pipelines.database import Database
from pipelines.datasets import find, load_each
from pipelines.errors import BusyError, DatabaseError, GeoportalError, UsageError
from pipelines.failure import explain
from pipelines.inbox.parcel import HINT, Parcel, parcels
from pipelines.inbox.shelf import put_away
from pipelines.publishing.stillness import Mark
from pipelines.report.outcome import Outcome
from pipelines.run import publish
from pipelines.settings import Settings
from pipelines.text import Text, user_language

LATER = 30
"""Seconds until a file is tried again whose layer somebody else is publishing, or while the database is away."""

OnOutcome = Callable[[Parcel, Outcome], None]


@dataclass
class Watch:
    """Looks into ``folder/<dataset id>/``; a file is complete when size and time have rested for ``rest`` seconds.

    Network drives tell nobody what happens on them, so nothing but looking helps. ``tell`` hears what became of each
    file, and of one that has to wait.
    """

    settings: Settings
    database: Database
    folder: Path
    rest: float
    tell: OnOutcome
    _seen: dict[Path, tuple[Mark, float]] = field(default_factory=dict)
    _later: dict[Path, float] = field(default_factory=dict)
    _ids: tuple[frozenset[str], float] = (frozenset(), -math.inf)

    def run(self) -> None:
        """Go on until a signal ends the program. Raises UsageError when the folder is none."""
        while True:
            self.look()
            time.sleep(max(self.rest / 5, 0.05))

    def once(self) -> list[Outcome]:
        """Publish what is complete now: two looks, as far apart as a file has to rest."""
        outcomes = self.look()
        time.sleep(self.rest)
        return [*outcomes, *self.look()]

    def look(self) -> list[Outcome]:
        """Look into all folders once, and take what has rested."""
        now = time.monotonic()
        found = list(self._parcels())
        here = {parcel.path for parcel in found}
        self._seen = {path: seen for path, seen in self._seen.items() if path in here}
        outcomes = [self._take(parcel) for parcel in found if self._rests(parcel, now)]
        return [outcome for outcome in outcomes if outcome]

    def _parcels(self) -> Iterator[Parcel]:
        if not self.folder.is_dir():
            raise UsageError(Text(f"{self.folder} ist kein Ordner.", f"{self.folder} is no folder."))
        folders = sorted(path for path in self.folder.iterdir() if path.is_dir() and path.name[0] != ".")
        known = self._known({path.name for path in folders})
        for folder in folders:
            if folder.name in known:
                (folder / HINT).unlink(missing_ok=True)
                yield from parcels(folder)
            else:
                _hint(folder, sorted(known))

    def _known(self, names: set[str]) -> frozenset[str]:
        """Ids of the layers; the definitions are read again when a name is none of them, but not at every look."""
        ids, read = self._ids
        if not names <= ids and time.monotonic() - read > self.rest:
            self._ids = (frozenset(load_each(self.settings)), time.monotonic())
        return self._ids[0]

    def _rests(self, parcel: Parcel, now: float) -> bool:
        mark = parcel.mark
        before, since = self._seen.get(parcel.path, (None, now))
        if mark is None:
            self._seen.pop(parcel.path, None)
            return False
        if mark != before:
            self._seen[parcel.path] = (mark, now)
            return self.rest <= 0
        return now - since >= self.rest and now >= self._later.get(parcel.path, now)

    def _take(self, parcel: Parcel) -> Outcome | None:
        """Publish one file and put it away; None when it has to be tried again later."""
        before = parcel.mark
        outcome = self._published(parcel)
        if isinstance(outcome.error, BusyError | DatabaseError):
            self._wait(parcel, outcome)
            return None
        if parcel.mark != before:  # somebody has gone on writing: it will be complete another time
            return None
        try:
            put_away(parcel, outcome, datetime.now().astimezone())
        except OSError as error:  # a full disk, a drive that is away: the file stays where it is
            outcome = Outcome(parcel.dataset, "failed", outcome.version, error=_not_moved(parcel, error))
            self._wait(parcel, outcome)
            return None
        self._later.pop(parcel.path, None)
        self.tell(parcel, outcome)
        return outcome

    def _wait(self, parcel: Parcel, outcome: Outcome) -> None:
        self._later[parcel.path] = time.monotonic() + min(LATER, 3 * self.rest)
        self.tell(parcel, outcome)

    def _published(self, parcel: Parcel) -> Outcome:
        try:
            dataset = find(self.settings, parcel.dataset)
            return publish(self.settings, self.database, dataset, parcel.path, actor=parcel.owner)
        except Exception as error:  # noqa: BLE001 - one file's failure must not end the watch
            return Outcome(parcel.dataset, "failed", error=explain(error, self.settings))


def _not_moved(parcel: Parcel, error: OSError) -> GeoportalError:
    return GeoportalError(
        Text(
            f"{parcel.path.name} lässt sich nicht ablegen ({error.strerror}).",
            f"{parcel.path.name} cannot be put away ({error.strerror}).",
        ),
        Text("Bitte Speicherplatz und Rechte des Ordners prüfen.", "Please check the folder's space and rights."),
    )


def _hint(folder: Path, known: list[str]) -> None:
    """Tell the planner, where he looks, that nobody will fetch what lies here."""
    names = ", ".join(known)
    sentence = Text(
        f"Eine Ebene „{folder.name}“ gibt es nicht, daher wird hier nichts veröffentlicht. Es gibt: {names}.",
        f"There is no layer “{folder.name}”, so nothing is published from here. There are: {names}.",
    )
    hint = folder / HINT
    said = GeoportalError(sentence).to(user_language()) + "\n"
    if not hint.exists() or hint.read_text(encoding="utf-8") != said:
        hint.write_text(said, encoding="utf-8")
