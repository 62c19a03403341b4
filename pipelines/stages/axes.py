"""Are the axes the wrong way round? Latitude first or longitude, Hochwert or Rechtswert: files differ and err."""

import numpy as np
from geopandas import GeoDataFrame

from pipelines.definition import Dataset, TableSource
from pipelines.errors import RefusedError
from pipelines.stages.coordinates import Move, Rows
from pipelines.stages.extent import Extent, near
from pipelines.stages.operation import Operation
from pipelines.stages.position import middles
from pipelines.stages.transform import movement
from pipelines.text import Text

SAMPLE = 1_000
"""Records of a batch that are looked at."""

MOST = 0.5
"""Share of them that must lie in the town when their axes are turned."""


def refuse_swapped(frame: GeoDataFrame, operation: Operation, dataset: Dataset, extent: Extent) -> None:
    """Raise RefusedError when no record lies in or near the town, but most would if their axes were turned.

    ``frame`` is in the CRS of the source, ``operation`` leads from there to EPSG:25832.
    """
    places = middles(frame.geometry.to_numpy()[:SAMPLE])
    places = places[np.isfinite(places).all(axis=1)]
    move = movement(operation, dataset.source)
    if not len(places) or _there(places, move, extent).any():
        return
    if _there(places[:, ::-1], move, extent).mean() > MOST:
        raise _refused(dataset, operation)


def _there(places: Rows, move: Move | None, extent: Extent) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    x, y = places[:, 0].copy(), places[:, 1].copy()
    return near(*(move(x, y) if move else (x, y)), extent)


def _refused(dataset: Dataset, operation: Operation) -> RefusedError:
    named = f" ({operation.source})" if operation.source else ""
    return RefusedError(
        Text(
            f"{dataset.id}: Die Achsen sind vertauscht{named}: Kein Objekt liegt in der Stadt, "
            "mit vertauschten Koordinaten aber liegen sie dort.",
            f"{dataset.id}: The axes are swapped{named}: no feature lies in the town, "
            "but with their coordinates swapped they do.",
        ),
        _remedy(dataset),
    )


def _remedy(dataset: Dataset) -> Text:
    source = dataset.source
    if isinstance(source, TableSource) and source.x:
        fixed = f"source: {{x: {source.y}, y: {source.x}}}"
    elif isinstance(source, TableSource) and (column := source.xy or source.yx):
        fixed = f"source: {{{'yx' if source.xy else 'xy'}: {column}}}"
    elif isinstance(source, TableSource) and source.axes == "yx":
        fixed = "source: {axes: xy}"
    else:
        fixed = "source: {axes: yx}"
    return Text(f"Bitte in der Definition angeben: {fixed}.", f"Please state in the definition: {fixed}.")
