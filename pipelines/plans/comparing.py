"""What a file would change in the plans that are live; nothing is written."""

import io
from collections import Counter, defaultdict, deque
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection

from pipelines.plans.altered import State, altered
from pipelines.plans.change import Counts, FeatureChange, FileChange, Kind
from pipelines.plans.file import File
from pipelines.plans.reading import read_plans
from pipelines.plans.record import Record
from pipelines.plans.renamed import renamed, with_ids
from pipelines.plans.revalued import saying
from pipelines.plans.stored import Content, live_content, live_namesakes
from pipelines.reading.sandbox import isolated
from pipelines.settings import Settings
from pipelines.xplan.model import Document, Feature
from pipelines.xplan.parse import parse

RECEIVED = TypeAdapter(FeatureChange)
"""Reads what comes from the confined process."""


@dataclass(frozen=True)
class Comparison:
    """One plan of a file: ``is_new`` where none with its id is live, else what it would change.

    ``is_same`` says that an import would make no new version. ``versions`` of XPlanGML are the live one's and the
    file's (None: no plan is live). ``changes`` are in the order of the documents, those of features that come last.
    ``namesakes`` are live plans that are called as a new one is: programs that give new ids at each export make them.
    """

    plan: str
    name: str | None
    is_new: bool
    is_same: bool
    versions: tuple[str | None, str]
    counts: Counts
    changes: tuple[FeatureChange, ...] = ()
    files: tuple[FileChange, ...] = ()
    namesakes: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """For machines."""
        before, after = self.versions
        return {
            "id": self.plan,
            "name": self.name,
            "new": self.is_new,
            "same": self.is_same,
            "version": {"before": before, "after": after},
            "counts": asdict(self.counts),
            "changes": [each.to_json() for each in self.changes],
            "files": [asdict(each) for each in self.files],
            "namesakes": list(self.namesakes),
        }


def compare(settings: Settings, connection: Connection, path: Path) -> list[Comparison]:
    """Compare each plan of a .gml or XPlanArchiv with the one that is live, in a confined process.

    Raises SourceError and RefusedError as an import with ``force`` does.
    """
    records = read_plans(path, settings, force=True).records
    return [_against_live(connection, each) for each in records]


def _against_live(connection: Connection, record: Record) -> Comparison:
    if live := live_content(connection, record.plan):
        return _compared(live, record)
    (features,) = isolated(features_of, record.document, name=record.plan)
    named = record.name or record.nummer
    return Comparison(
        record.plan,
        record.name,
        is_new=True,
        is_same=False,
        versions=(None, record.version),
        counts=Counts(added=features),
        namesakes=live_namesakes(connection, record.class_name, record.name, record.nummer) if named else (),
    )


def _compared(live: Content, record: Record) -> Comparison:
    answers = isolated(documents_compared, live.document, record.document, name=record.plan)
    features = next(answers)
    changes = tuple(map(RECEIVED.validate_python, answers))
    return Comparison(
        record.plan,
        record.name,
        is_new=False,
        is_same=live.digest == record.digest,
        versions=(live.version, record.version),
        counts=_counts(features, changes),
        changes=changes,
        files=tuple(_files(live.files, record.files)),
    )


def features_of(document: bytes) -> Iterator[int]:
    """Yield the number of features; to be called confined."""
    yield len(_parsed(document).features)


def documents_compared(before: bytes, after: bytes) -> Iterator[int | dict[str, Any]]:
    """Yield the number of features before, then each one's change as plain values; to be called confined.

    A feature that is known under another gml:id is the same one.
    """
    former, other = _parsed(before), _parsed(after)
    one = with_ids(former, renamed(former, other))
    yield len(one.features)
    as_written = {id(each): written for each, written in zip(one.features, former.features, strict=True)}
    for mine, theirs in pairs(one, other):
        if mine and theirs:
            change = altered(State(one, mine), State(other, theirs), as_written[id(mine)])
        else:
            change = _whole("removed", one, mine) if mine else _whole("added", other, theirs)
        if change:
            yield asdict(change)


def pairs(one: Document, other: Document) -> Iterator[tuple[Feature | None, Feature | None]]:
    """Yield features with the same gml:id side by side, those with one that is there several times in their order.

    None stands beside those that are in one document alone.
    """
    waiting: defaultdict[str, deque[Feature]] = defaultdict(deque)
    for each in other.features:
        waiting[each.gml_id].append(each)
    for each in one.features:
        fitting = waiting[each.gml_id]
        yield each, fitting.popleft() if fitting else None
    left = {id(each) for fitting in waiting.values() for each in fitting}
    yield from ((None, each) for each in other.features if id(each) in left)


def _parsed(document: bytes) -> Document:
    return parse(io.BytesIO(document), "plan.gml")


def _whole(kind: Kind, document: Document, feature: Feature | None) -> FeatureChange | None:
    if feature is None:
        return None
    return FeatureChange(kind, feature.class_name, feature.gml_id, saying(document, feature))


def _counts(features: int, changes: tuple[FeatureChange, ...]) -> Counts:
    found = Counter(each.kind for each in changes)
    return Counts(
        added=found["added"],
        changed=found["changed"],
        removed=found["removed"],
        unchanged=features - found["changed"] - found["removed"],
        technical=sum(each.is_technical for each in changes),
    )


def _files(before: tuple[File, ...], after: tuple[File, ...]) -> Iterator[FileChange]:
    mine, theirs = ({each.name: each.content for each in files} for files in (before, after))
    for name in sorted(mine.keys() | theirs.keys()):
        one, other = mine.get(name), theirs.get(name)
        if one is None and other is not None:
            yield FileChange("added", name, None, len(other))
        elif one is not None and other is None:
            yield FileChange("removed", name, len(one), None)
        elif one is not None and other is not None and one != other:
            yield FileChange("changed", name, len(one), len(other))
