"""Other layers' live versions, as joins, the geocoder and ``inside`` rules need them."""

import pandas as pd
import shapely
from geopandas import GeoDataFrame, GeoSeries
from sqlalchemy import Connection, func, select

from pipelines.definition import Dataset
from pipelines.portal import live
from pipelines.publication import features_of, snapshot_of
from pipelines.stages.cast import DTYPES
from pipelines.storage import STORAGE_SRID
from pipelines.tables import layer_table


def live_layers(connection: Connection, dataset: Dataset) -> dict[str, GeoDataFrame]:
    """Read the live layers that ``dataset`` refers to: ``id``, their fields and ``geom`` in EPSG:25832.

    Columns have the types of :data:`pipelines.stages.cast.DTYPES`. A layer that is not published is absent.
    """
    query = select(live.c.dataset, live.c.version).where(live.c.dataset.in_(sorted(dataset.references)))
    return {row.dataset: _layer(connection, row.dataset, row.version) for row in connection.execute(query).all()}


def _layer(connection: Connection, dataset_id: str, version: int) -> GeoDataFrame:
    dataset = snapshot_of(connection, dataset_id, version)
    table = layer_table(dataset, features_of(connection, dataset_id, version))
    names = ["id", *dataset.fields]
    query = select(*(table.c[name] for name in names), func.ST_AsBinary(table.c.geom)).order_by(table.c.id)
    rows = connection.execute(query).all()
    # pandas would turn whole numbers with a gap into floats, so types are set once all values are there
    frame = pd.DataFrame([row[:-1] for row in rows], columns=names, dtype=object)
    typed = frame.astype({name: DTYPES[field.type] for name, field in dataset.fields.items()})
    geometry = shapely.from_wkb([bytes(row[-1]) for row in rows])
    return GeoDataFrame(typed.assign(geom=GeoSeries(geometry, crs=STORAGE_SRID)), geometry="geom")
