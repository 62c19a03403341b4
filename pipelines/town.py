"""The town that runs this portal: one settings file, so that another town needs no code."""

from pathlib import Path
from typing import Annotated

from pydantic import Field

from pipelines.definition import Contact, DatasetId, Frozen, Licence
from pipelines.text import LocalText

Colour = Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")]


class Group(Frozen):
    """A theme under which the map lists layers."""

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    title: LocalText


class Colours(Frozen):
    """The town's colours; text on ``primary`` is white, so it must be dark enough (WCAG 1.4.3)."""

    primary: Colour
    accent: Colour


class Background(Frozen):
    """The map under the layers: our own layers in drawing order, and a foreign map only if switched on."""

    datasets: tuple[DatasetId, ...] = ()
    basemap_de: bool = False


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
    background: Background = Background()
    shipped_layers: bool = True
