"""What lies under the layers of the map: our own layers, the map built of OpenStreetMap data, or a foreign one."""

from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from pipelines.definition import DatasetId, Frozen, WebAddress

Host = Annotated[str, Field(pattern=r"^[a-z0-9.-]+(:\d+)?$")]


class Foreign(Frozen):
    """A background that another server gives: a MapLibre ``style``, or pictures at ``tiles``.

    ``tiles`` holds ``{z}``, ``{x}``, ``{y}``, or ``{bbox-epsg-3857}`` for a WMS. ``attribution`` is what its terms ask
    for, with ``{year}`` for the year of use, and leads to ``url``. ``hosts`` are those that a style takes its tiles
    from besides its own. Through the ``proxy``, visitors' browsers ask our server, and only this one asks the other.
    """

    name: str
    style: WebAddress | None = None
    tiles: WebAddress | None = None
    tile_size: Literal[256, 512] = 256
    max_zoom: int = Field(18, ge=0, le=22)
    attribution: str
    url: WebAddress
    hosts: tuple[Host, ...] = ()
    proxy: bool = False

    @model_validator(mode="after")
    def _check(self) -> Self:
        if (self.style is None) == (self.tiles is None):
            raise PydanticCustomError("style_or_tiles", "expected either style or tiles", {"at": ("style",)})
        if self.tiles and not ("{bbox-epsg-3857}" in self.tiles or {"z", "x", "y"} <= set(_places(self.tiles))):
            raise PydanticCustomError("tile_places", "tiles needs places for a tile's numbers", {"at": ("tiles",)})
        return self

    @property
    def origins(self) -> tuple[str, ...]:
        """Scheme and host of every server that it may come from."""
        scheme, own, *_ = urlsplit(self.style or self.tiles or "")
        return tuple(f"{scheme}://{host}" for host in dict.fromkeys((own, *self.hosts)))


class Background(Frozen):
    """The map under the layers. ``datasets`` are our own layers in drawing order.

    They are also what is shown where ``show`` is the built map and none was built yet.
    """

    show: Literal["layers", "built", "foreign"] = "layers"
    datasets: tuple[DatasetId, ...] = ()
    foreign: Foreign | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.show == "foreign" and self.foreign is None:
            raise PydanticCustomError("no_foreign", "show: foreign needs the entry foreign", {"at": ("show",)})
        return self

    @property
    def without_server(self) -> Self:
        """The background where no server gives tiles: our own layers."""
        return self.model_copy(update={"show": "layers"})

    @property
    def shown_foreign(self) -> Foreign | None:
        """The foreign map where it is the one that is shown."""
        return self.foreign if self.show == "foreign" else None


def _places(template: str) -> list[str]:
    return [part.partition("}")[0] for part in template.split("{")[1:]]
