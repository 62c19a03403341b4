"""What the batches of a file add up to: columns, kinds of geometry, the CRS, and where records lie."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

import numpy as np
import pandas as pd
import shapely
from geopandas import GeoDataFrame

from pipelines.definition import TableSource
from pipelines.inspection.columns import MOST, Column
from pipelines.inspection.position import Position
from pipelines.inspection.reference import Extent, Reach, Reference, abroad, find_reference, reach, together
from pipelines.reading.cell import texts
from pipelines.reading.headers import GEOMETRY
from pipelines.reading.placing import placed
from pipelines.stages.keys import fingerprints

PLACE = ""
"""Column beside those of the source, none of which has an empty name: what tells positions apart, null for none and
for those that are refused, as they do not lie in Germany."""

KEPT = 200_000
"""Records whose values are kept to find a key of several columns."""


@dataclass
class Gathered:
    """The sum of the batches that were added; ``width`` is the number of columns, looked at are the first of them.

    ``geometry`` counts records by kind, ``away`` those of them that do not lie in Germany.
    """

    source: TableSource
    position: Position
    town: Extent
    columns: dict[str, Column]
    geometry: Counter[str] = field(default_factory=Counter)
    away: Counter[str] = field(default_factory=Counter)
    width: int = 0
    reference: Reference | None = None
    records: int = 0
    apart: int = 0
    links: int = 0
    binary: set[str] = field(default_factory=set)
    sample: GeoDataFrame | None = None
    _kept: list[pd.DataFrame] = field(default_factory=list)
    _reaches: list[Reach] = field(default_factory=list)

    def add(self, batch: pd.DataFrame) -> None:
        """Count one batch, as its reader gave it, but for its columns, which :func:`gather` counts."""
        every = list(attributes(batch))
        self.binary.update(name for name in every if is_binary(batch[name]))
        self.width, names = len(every), every[:MOST]
        frame = batch if isinstance(batch, GeoDataFrame) and not self.position.keys else placed(batch, self.source)
        if self.reference is None or self.reference.how == "none":
            self.reference, self.sample = find_reference(frame, self.town), frame
        self.geometry.update(geometry_types(frame))
        self.apart += fallen_apart(frame)
        self.links += batch.attrs.get("effects", {}).get("linked", 0)
        self._reaches.append(reach(frame, self.reference.crs, self.town))
        away = abroad(frame, self.reference.crs)
        self.away.update(geometry_types(frame[away]))
        if self.records < KEPT:
            kept = pd.DataFrame({name: texts(batch[name]) for name in names})
            self._kept.append(kept.assign(**{PLACE: fingerprints(frame.geometry).mask(away)}))
        self.records += len(batch)

    @property
    def reach(self) -> Reach:
        """Where all records lie."""
        return together(self._reaches)

    @property
    def table(self) -> pd.DataFrame:
        """The values of the first records, as text, and ``PLACE``."""
        return pd.concat(self._kept, ignore_index=True) if self._kept else pd.DataFrame()


def gather(columns: dict[str, Column], batch: pd.DataFrame) -> None:
    """Count the values of one batch into ``columns``; of very wide tables, those of the first ones."""
    for name in islice(attributes(batch), MOST):
        if name in columns or not is_binary(batch[name]):
            columns.setdefault(name, Column(name)).add(batch[name])


def is_binary(values: pd.Series) -> bool:
    """Tell whether a column holds pictures, files or other bytes that are no text."""
    filled = values.dropna() if values.dtype == object else values[:0]
    return len(filled) > 0 and isinstance(filled.iloc[0], bytes)


def attributes(batch: pd.DataFrame) -> Iterator[str]:
    """Yield the names of columns that are no geometry."""
    own = GEOMETRY if isinstance(batch, GeoDataFrame) else None
    return (str(name) for name in batch.columns if name != own)


def geometry_types(frame: GeoDataFrame) -> Counter[str]:
    """Count the kinds of geometry; a record without any is counted as ""."""
    found = frame.geometry.geom_type.fillna("")
    empty = shapely.is_empty(frame.geometry.to_numpy())
    return Counter(found.where(~np.asarray(empty, dtype=bool), "").tolist())


def fallen_apart(frame: GeoDataFrame) -> int:
    """Count areas in one part that cross themselves, so that mending makes several parts of them."""
    shapes = frame.geometry.to_numpy()
    crossed = shapes[(shapely.get_type_id(shapes) == shapely.GeometryType.POLYGON) & ~shapely.is_valid(shapes)]
    mended = shapely.make_valid(crossed, method="structure", keep_collapsed=False)
    return int((shapely.get_num_geometries(mended) > 1).sum())
