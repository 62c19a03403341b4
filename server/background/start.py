"""The small picture in the map's place until that is drawn: what publications made of each background layer."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape

from pipelines.artefacts.start_frame import HEIGHT, WIDTH, laid_over, start_name
from pipelines.artefacts.store import Store
from pipelines.publication import Publication
from pipelines.town import Town
from server.downloads.files import files

MEDIA_TYPE = "image/svg+xml"

PLACE = "<!--startbild-->"
"""Where the page has room for it (client/index.html)."""


@dataclass(frozen=True)
class StartPicture:
    """An SVG, light or dark as the page is; ``attributions`` name whose data it shows."""

    body: bytes
    attributions: tuple[str, ...]

    @cached_property
    def path(self) -> str:
        """Its address, which names its content."""
        return f"/background/start/{hashlib.blake2b(self.body, digest_size=6).hexdigest()}.svg"

    def put_into(self, page: str) -> str:
        """Return the page with the picture in its place; it tells nothing to those who cannot see it."""
        named = escape(", ".join(f"© {attribution}" for attribution in self.attributions))
        image = f'<img src="{self.path}" alt="" fetchpriority="high" width="{WIDTH}" height="{HEIGHT}" />'
        return page.replace(PLACE, f'<figure id="startbild">{image}<figcaption>{named}</figcaption></figure>')


def start_picture(store: Store, town: Town, layers: Mapping[str, Publication]) -> StartPicture | None:
    """Lay the pictures of the town's own background over each other; None where none of its layers is published.

    They also stand in for a built map and for a foreign one, which nobody but the browser draws: same place and scale.
    """
    public = {name: layer for name, layer in layers.items() if layer.dataset.visibility == "public"}
    named = [name for name in town.background.datasets if name in public]
    parts = {name: part for name in named if (part := _part(store, town, public[name]))}
    if not parts:
        return None
    licences = [public[name].dataset.licence or town.licence for name in parts]
    attributions = dict.fromkeys(licence.attribution for licence in licences)
    return StartPicture(laid_over(parts.values()).encode(), tuple(attributions))


def _part(store: Store, town: Town, layer: Publication) -> str | None:
    """What the publication made; None where that was of another part of the world, or by an older release."""
    file = (files(store, layer.dataset.id, layer.version) or {}).get(start_name(town))
    return file.path.read_text(encoding="utf-8") if file and file.path.is_file() else None
