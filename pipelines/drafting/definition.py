"""The definition of one plan that is made of a town's own tables: datasets/plans/<id>.yml."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from pipelines.datasets import load, mistaken
from pipelines.definition.base import DatasetId, Frozen
from pipelines.definition.sources import TableSource
from pipelines.text import Text

Properties = dict[str, Any]
"""Values by the schema's names; see docs/xplan-make.md for their forms."""


def _keys(value: object) -> object:
    return (str(value),) if isinstance(value, str | int | float) else value


class Scan(Frozen):
    """A scanned sheet of a section; a world file beside it (.pgw, .tfw, …) comes along."""

    path: Path
    name: str | None = None
    dated: date | None = None


class PlanEntry(Frozen):
    """The plan itself; ``source`` has one record, whose geometry is the plan's scope."""

    class_: str = Field("BP_Plan", alias="class")
    source: TableSource
    properties: Properties = Field({})


class SectionEntry(Frozen):
    """A Bereich of the plan; without a ``source`` it has no scope of its own."""

    source: TableSource | None = None
    properties: Properties = Field({"nummer": 1})
    scans: tuple[Scan, ...] = ()


class ObjectEntry(Frozen):
    """Features of one class: one for each record of ``source``, or a single one without geometry.

    ``key`` names the columns that tell records apart, or is the key itself where there is no source. ``section`` is
    the place of their Bereich in the list of sections, counted from 1.
    """

    class_: str = Field(alias="class")
    source: TableSource | None = None
    key: Annotated[tuple[str, ...], BeforeValidator(_keys)] = ()
    section: int = Field(1, ge=1)
    properties: Properties = Field({})


class PlanDefinition(Frozen):
    """One plan. All its ids are UUIDv5 of ``id``, class and key: it must not change while the plan is the same."""

    id: DatasetId
    version: Literal["6.0", "5.4"] = "6.0"
    plan: PlanEntry
    sections: tuple[SectionEntry, ...] = Field((SectionEntry(),), min_length=1)
    objects: tuple[ObjectEntry, ...] = ()
    files: tuple[Path, ...] = ()


def load_plan(path: Path) -> PlanDefinition:
    """Read a definition; paths in it become absolute, seen from its folder. Raises DefinitionError with the line."""
    definition = load(path, PlanDefinition)
    if definition.id != path.stem:
        wrong = Text(
            f"id ist „{definition.id}“, die Datei heißt aber {path.name}",
            f"id is “{definition.id}”, but the file is called {path.name}",
        )
        raise mistaken(path, [(("id",), wrong)])
    folder = path.parent.absolute()
    return definition.model_copy(
        update={
            "plan": _below(definition.plan, folder),
            "sections": tuple(_with_scans(_below(each, folder), folder) for each in definition.sections),
            "objects": tuple(_below(each, folder) for each in definition.objects),
            "files": tuple(folder / each for each in definition.files),
        }
    )


def _below[E: (PlanEntry, SectionEntry, ObjectEntry)](entry: E, folder: Path) -> E:
    if entry.source is None or entry.source.path is None:
        return entry
    source = entry.source.model_copy(update={"path": folder / entry.source.path})
    return entry.model_copy(update={"source": source})


def _with_scans(section: SectionEntry, folder: Path) -> SectionEntry:
    scans = tuple(each.model_copy(update={"path": folder / each.path}) for each in section.scans)
    return section.model_copy(update={"scans": scans})
