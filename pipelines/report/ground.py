"""What a report's map shows beneath the findings: the town's border and its quarters, as far as they are live."""

from dataclasses import dataclass

import shapely
from pyproj import Transformer
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection, func, select

from pipelines.portal import live
from pipelines.publication import features_of, snapshot_of
from pipelines.storage import STORAGE_SRID
from pipelines.tables import layer_table
from pipelines.town import Town

QUARTERS = "stadtteile"
"""Id of the layer of quarters; a town without it sees its border only."""

COARSE = 15.0
"""Metres of detail that a map of the whole town does not show."""


@dataclass(frozen=True)
class Ground:
    """The town's extent, border and quarters as geometries in EPSG:25832."""

    extent: BaseGeometry
    border: tuple[BaseGeometry, ...] = ()
    quarters: tuple[BaseGeometry, ...] = ()


def ground(connection: Connection, town: Town) -> Ground:
    """Read the border and the quarters of the town; what is not live, or internal, is left out."""
    border = _shapes(connection, town.boundary) if town.boundary else ()
    return Ground(extent_of(town), border, _shapes(connection, QUARTERS))


def extent_of(town: Town) -> BaseGeometry:
    """Return the town's extent, given in CRS84 degrees, as a rectangle in EPSG:25832."""
    transformer = Transformer.from_crs("OGC:CRS84", STORAGE_SRID, always_xy=True)
    return shapely.box(*transformer.transform_bounds(*town.extent))


def _shapes(connection: Connection, dataset_id: str) -> tuple[BaseGeometry, ...]:
    version = connection.scalar(select(live.c.version).where(live.c.dataset == dataset_id))
    dataset = snapshot_of(connection, dataset_id, version) if version else None
    if dataset is None or version is None or dataset.visibility == "internal":
        return ()
    table = layer_table(dataset, features_of(connection, dataset_id, version))
    coarse = func.ST_AsBinary(func.ST_SimplifyPreserveTopology(table.c.geom, COARSE))
    return tuple(shapely.from_wkb(bytes(wkb)) for wkb in connection.scalars(select(coarse).order_by(table.c.id)))
