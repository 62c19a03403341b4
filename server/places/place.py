"""What a feature's page says, as a document that the template writes and search engines read."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from pipelines.definition import Contact, Licence
from pipelines.publication import Publication
from pipelines.text import Language
from pipelines.town import Town
from server.places.shown import Row, rows, title

Json = dict[str, Any]

LONGEST = 200
"""Characters of a description that search engines and messengers show."""


@dataclass(frozen=True)
class Place:
    """One feature of a layer. ``base`` is the portal's address, ``picture`` the layer's, None where there is none."""

    feature: Json
    layer: Publication
    town: Town
    base: str
    picture: str | None
    language: Language

    @property
    def id(self) -> str:
        """The feature's id."""
        return str(self.feature["id"])

    @cached_property
    def title(self) -> str:
        """What the feature is called."""
        return title(self.layer.dataset, self.id, self._values, self.language)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Its fields."""
        return tuple(rows(self.layer.dataset, self._values, self.language))

    @property
    def kind(self) -> str:
        """The layer's title."""
        return self.layer.dataset.title.to(self.language)

    @property
    def description(self) -> str:
        """What a search engine shows below the title: the layer, the town, the first fields."""
        where = f"{self.kind} in {self.town.name}"
        said = ". ".join([where, *(f"{row.title}: {row.text}" for row in self.rows)]) + "."
        return said if len(said) <= LONGEST else said[: LONGEST - 1].rsplit(" ", 1)[0] + "…"

    @property
    def address(self) -> str:
        """The page's short address, under which it is known to everybody."""
        return address(self.base, self.layer.dataset.id, self.id)

    @property
    def map(self) -> str:
        """The map that shows the feature. Layers of the background cannot be chosen there, but lie there anyway."""
        dataset_id = self.layer.dataset.id
        if dataset_id in self.town.background.datasets and self.position:
            return f"{self.base}/#map=17/{self.position[1]}/{self.position[0]}"
        return f"{self.base}/?ebenen={dataset_id}&objekt={dataset_id}:{quote(self.id, safe='')}"

    @property
    def data(self) -> str:
        """The feature in the API."""
        return f"{self.base}/api/collections/{self.layer.dataset.id}/items/{quote(self.id, safe='')}?f=json"

    @cached_property
    def position(self) -> tuple[float, float] | None:
        """Longitude and latitude of the feature's middle, None without a geometry."""
        found = list(_positions((self.feature["geometry"] or {}).get("coordinates", [])))
        if not found:
            return None
        (west, east), (south, north) = ((min(each), max(each)) for each in zip(*found, strict=True))
        return round((west + east) / 2, 6), round((south + north) / 2, 6)

    @property
    def licence(self) -> Licence:
        """Under which terms the data may be used."""
        return self.layer.dataset.licence or self.town.licence

    @property
    def contact(self) -> Contact:
        """Who answers for the data."""
        return self.layer.dataset.contact or self.town.contact

    @property
    def structured(self) -> Markup:
        """The feature as schema.org has it, safe inside a script element: no sign there can end the element."""
        text = json.dumps(self._schema_org(), ensure_ascii=False)
        for sign in "<>&\u2028\u2029":
            text = text.replace(sign, f"\\u{ord(sign):04x}")
        return Markup(text)  # noqa: S704 - all signs that mean something in HTML are escaped above

    @property
    def _values(self) -> Mapping[str, Any]:
        values: Mapping[str, Any] = self.feature["properties"] or {}
        return values

    def _schema_org(self) -> Json:
        longitude, latitude = self.position or (None, None)
        return {
            "@context": "https://schema.org",
            "@type": "Place",
            "@id": self.address,
            "url": self.address,
            "name": self.title,
            "description": self.description,
            "containedInPlace": {"@type": "City", "name": self.town.name},
            "hasMap": self.map,
            "additionalProperty": [
                {"@type": "PropertyValue", "propertyID": row.name, "name": row.title, "value": row.text}
                for row in self.rows
            ],
            **({"image": self.picture} if self.picture else {}),
            **(
                {"geo": {"@type": "GeoCoordinates", "longitude": longitude, "latitude": latitude}}
                if self.position
                else {}
            ),
        }


def address(base: str, dataset_id: str, feature_id: str) -> str:
    """Return the address of a feature's page."""
    return f"{base}/o/{dataset_id}/{quote(feature_id, safe='')}"


def _positions(coordinates: list[Any]) -> Iterator[tuple[float, float]]:
    """All positions of a geometry's coordinates, however deep they lie."""
    if coordinates and isinstance(coordinates[0], int | float):
        yield coordinates[0], coordinates[1]
        return
    for part in coordinates:
        yield from _positions(part)
