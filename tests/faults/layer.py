"""A layer whose features say to which version they belong, so that a mixture would show."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import shapely
from geopandas import GeoDataFrame

ID = "wechsel"
COUNT = 100


@dataclass(frozen=True)
class Edition:
    """What is published under one number: every feature holds it."""

    number: int

    @property
    def column(self) -> str:
        """A field that only this edition has: with each publication one goes and another comes."""
        return f"nur_{self.number}"

    def write(self, folder: Path, tiles: str = "none") -> dict[str, Any]:
        """Write the source and return the definition; ``tiles`` as in definitions, since they take the longest."""
        path = folder / f"ausgabe-{self.number}.gpkg"
        place = np.column_stack([510_000 + np.arange(COUNT) * 5.0, np.full(COUNT, 5_393_000.0)])
        columns = {"nummer": np.arange(COUNT), "ausgabe": self.number, self.column: "ja"}
        pyogrio.write_dataframe(GeoDataFrame(columns, geometry=shapely.points(place), crs=25832), path, driver="GPKG")
        return self.definition(path) | {"tiles": tiles}

    def definition(self, path: Path) -> dict[str, Any]:
        return {
            "id": ID,
            "title": "Wechselnde Ebene",
            "description": "Eine Ebene, die oft veröffentlicht wird",
            "group": "stadt",
            "source": {"path": str(path)},
            "geometry": "Point",
            "key": "nummer",
            "fields": {"nummer": {"type": "integer"}, "ausgabe": {"type": "integer"}, self.column: {}},
        }


def edition_of(features: list[dict[str, Any]], matched: int) -> int:
    """Return the number of the one edition that an answer shows. Fails when it is not one whole edition."""
    assert (len(features), matched) == (COUNT, COUNT)
    (number,) = {feature["properties"]["ausgabe"] for feature in features}
    assert all(feature["properties"].keys() == {"nummer", "ausgabe", Edition(number).column} for feature in features)
    return int(number)


def edition_of_page(body: str) -> int:
    """Return the edition of a GeoJSON answer of the API."""
    page = json.loads(body)
    return edition_of(page["features"], page["numberMatched"])
