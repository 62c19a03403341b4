"""The town that runs this portal: one settings file, so that another town needs no code."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from pipelines.background import Background
from pipelines.definition import Contact, DatasetId, Frozen, Licence
from pipelines.text import LocalText

RESERVED = frozenset(
    {
        *("api", "artefacts", "assets", "background", "barrierefreiheit", "healthz", "icons", "leichte-sprache"),
        *("metrics", "readyz", "tiles"),
    }
)
"""First parts of the portal's own addresses."""

Colour = Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")]


class Group(Frozen):
    """A theme under which the map lists layers."""

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    title: LocalText


class Colours(Frozen):
    """The town's colours; text on ``primary`` is white, so it must be dark enough (WCAG 1.4.3)."""

    primary: Colour
    accent: Colour


class Question(Frozen):
    """What people come to ask, at the short address ``/<id>``, and the layers that answer it.

    ``kind`` says how they do: by the map alone, by what is nearest, or by what there is at an address. The map goes to
    ``extent`` (west, south, east, north in CRS84 degrees) and ``zoom`` where they are given, else it stays.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9-]{1,39}$")
    kind: Literal["show", "near", "address"] = "show"
    title: LocalText
    text: LocalText
    layers: tuple[DatasetId, ...] = Field(min_length=1)
    zoom: float | None = Field(None, ge=0, le=22)
    extent: tuple[float, float, float, float] | None = None


def _own_addresses(questions: Sequence[Question]) -> Sequence[Question]:
    """An address leads to one page."""
    taken = set(RESERVED)
    for place, question in enumerate(questions):
        if question.id in taken:
            context = {"id": question.id, "at": (place, "id")}
            raise PydanticCustomError("taken_address", "the address /{id} is taken", context)
        taken.add(question.id)
    return questions


class Town(Frozen):
    """Name, place and looks of a town. ``extent`` is west, south, east, north in CRS84 degrees.

    ``shipped_layers`` says whether the layers of the checkout, which are about Leinfelden-Echterdingen, belong to it.
    """

    name: str
    title: LocalText
    description: LocalText
    ags: str = Field(pattern=r"^\d{8}$")
    ars: str = Field(pattern=r"^\d{12}$")
    extent: tuple[float, float, float, float]
    centre: tuple[float, float]
    zoom: float = 13
    boundary: DatasetId | None = None
    colours: Colours
    logo: Path | None = None
    contact: Contact
    licence: Licence
    imprint: str
    privacy: str
    accessibility: str
    groups: tuple[Group, ...] = Field(min_length=1)
    questions: Annotated[tuple[Question, ...], AfterValidator(_own_addresses)] = ()
    background: Background = Background()
    shipped_layers: bool = True
