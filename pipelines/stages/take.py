"""Which records of a source belong to this layer: a state's file holds all towns, a table all kinds of things."""

import numpy as np
import shapely
from geopandas import GeoDataFrame

from pipelines.definition import Take
from pipelines.reading.cell import texts
from pipelines.reading.headers import require
from pipelines.stages.reference import References, reference


def take(frame: GeoDataFrame, take: Take, references: References) -> GeoDataFrame:
    """Return the records that meet every condition; ``geom`` is in EPSG:25832, columns are the source's.

    ``where`` compares trimmed text. ``inside`` keeps what touches the named layer, widened by ``buffer`` metres;
    a record without position is not known to lie inside and is left out. Raises SourceError for a missing column.
    """
    require(take.where, frame.columns)
    kept = np.ones(len(frame), dtype=bool)
    for column, accepted in take.where.items():
        kept &= texts(frame[column]).isin({value.strip() for value in accepted}).to_numpy(dtype=bool)
    if take.inside:
        area = reference(references, take.inside).geometry.union_all().buffer(take.buffer)
        shapely.prepare(area)
        kept &= shapely.intersects(area, frame.geometry.to_numpy())
    return frame[kept]
