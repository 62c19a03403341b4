"""The stages between the source and the table, in their order."""

from collections.abc import Iterator

from geopandas import GeoDataFrame

from pipelines.datasets import load_town
from pipelines.definition import Dataset, RasterSource, Take
from pipelines.reading.fetch import Located
from pipelines.reading.read import read
from pipelines.report.tally import Tally
from pipelines.settings import Settings
from pipelines.stages.axes import refuse_swapped
from pipelines.stages.check import Seen as Rules
from pipelines.stages.check import check
from pipelines.stages.columns import columns
from pipelines.stages.extent import RULE, elsewhere, outside_town
from pipelines.stages.geocode import geocode
from pipelines.stages.geometry import repair
from pipelines.stages.join import join
from pipelines.stages.keys import identify
from pipelines.stages.operation import operation_of
from pipelines.stages.reference import References, complete
from pipelines.stages.seen import Seen
from pipelines.stages.suppression import suppress
from pipelines.stages.take import take
from pipelines.stages.transform import reproject


def features(  # noqa: PLR0913 - what a publication is made of
    dataset: Dataset,
    located: Located,
    settings: Settings,
    references: References,
    tally: Tally,
    *,
    anywhere: bool = False,
) -> Iterator[GeoDataFrame]:
    """Yield batches of finished features (``id``, the declared fields, ``geom`` in EPSG:25832); ``tally`` counts.

    Raises RefusedError when layers that ``dataset`` refers to are not published, when the axes are swapped, and at the
    end when every feature lies outside of the town, unless it may lie ``anywhere``.
    """
    complete(references, dataset.references)
    extent = load_town(settings).extent
    seen_ids = Seen()
    seen_values: Rules = {}
    wanted, place = _conditions(dataset)
    for raw in _records(dataset, located, settings):
        frame = tally.came(raw)
        frame = tally.took(frame, take(frame, wanted, references))
        if frame.crs is not None:
            tally.crs, tally.operation = frame.crs.to_string(), operation_of(frame.crs.to_string(), settings)
            refuse_swapped(frame, tally.operation, dataset, extent)
            frame = tally.measured(frame, reproject(frame, tally.operation, dataset), tally.effects)
        frame = tally.took(frame, take(frame, place, references))
        frame = tally.passed(frame, columns(frame, dataset, located.name))
        frame = tally.measured(frame, join(frame, dataset, references), tally.quality)
        frame = tally.measured(frame, geocode(frame, dataset, references), tally.quality)
        frame.attrs = raw.attrs  # what was noted at reading; joining frames forgets it
        frame = tally.measured(frame, repair(frame, dataset), tally.effects)
        frame = tally.identified(tally.passed(frame, identify(frame, dataset, seen_ids)))
        frame = tally.passed(frame, check(frame, dataset, references, seen_values))
        if dataset.suppress:
            frame = tally.passed(frame, suppress(frame, dataset.suppress))
        frame = tally.passed(frame, outside_town(frame, dataset, extent))
        tally.finished()
        yield frame
    away = tally.counts[RULE, "warned"] + tally.counts[RULE, "refused"]
    if not anywhere and 0 < away == tally.kept + tally.counts[RULE, "refused"]:
        raise elsewhere(dataset, tally.crs)


def _conditions(dataset: Dataset) -> tuple[Take, Take]:
    """Split what belongs to the layer: by values first, so that other records' coordinates are nobody's concern."""
    if isinstance(dataset.source, RasterSource):
        return Take(), Take()
    both = dataset.source.take
    return both.model_copy(update={"inside": None}), both.model_copy(update={"where": {}})


def _records(dataset: Dataset, located: Located, settings: Settings) -> Iterator[GeoDataFrame]:
    if isinstance(dataset.source, RasterSource):
        from pipelines.raster.read import read_raster  # noqa: PLC0415 - takes long to import; tables need none of it

        return read_raster(dataset.source, located, settings.dask_scheduler)
    return read(dataset.source, located)
