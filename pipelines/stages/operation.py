"""Source CRS → storage CRS: the operation that PROJ really uses, its accuracy and its grids.

PROJ does not fail when a datum grid is missing; it takes a worse operation in silence. So the operation is
chosen here, once, from the candidates for the town's extent, and the very pipeline named in the report is run.
"""

import os
import threading
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pyproj import CRS, Transformer, datadir
from pyproj.network import set_network_enabled  # type: ignore[attr-defined]  # documented, but not in its __all__
from pyproj.transformer import AreaOfInterest, TransformerGroup

from pipelines.datasets import load_town
from pipelines.errors import SourceError
from pipelines.settings import Settings
from pipelines.storage import STORAGE_SRID
from pipelines.text import Text

NULL = "proj=noop"
"""How PROJ's pipeline between two CRS begins that mean the same numbers."""

SYSTEM_GRIDS = Path("/usr/share/proj")
"""Where Debian's proj-data puts grids, BETA2007 among them."""


class _Searched(threading.local):
    folders = ""


_SEARCHED = _Searched()


@dataclass(frozen=True)
class Operation:
    """One coordinate operation into EPSG:25832, easting first.

    ``source`` is the source CRS (code or name), ``name`` PROJ's name of the operation, ``accuracy`` its accuracy
    in metres as EPSG states it (None: not stated). ``best`` is False when PROJ knows a better operation for the
    town whose grid is absent: "reduced accuracy". ``grids`` are used, ``missing`` are those of better operations.
    ``pipeline`` is the PROJ string that is run.
    """

    source: str
    name: str
    accuracy: float | None
    best: bool
    grids: tuple[str, ...]
    missing: tuple[str, ...]
    pipeline: str

    @property
    def is_null(self) -> bool:
        """Whether source and storage CRS mean the same numbers."""
        return self.pipeline.startswith(NULL)


NONE = Operation("", "", None, best=True, grids=(), missing=(), pipeline="proj=noop")
"""The operation of lists without coordinates."""


def operation(crs: CRS, settings: Settings) -> Operation:
    """Choose the best available operation from ``crs`` into EPSG:25832 for the town's extent.

    WGS 84 and ETRS89 differ by plate motion, some 0.8 m today, and EPSG's operation between them is null with
    an accuracy of 1 m. That is how municipal lon/lat data are meant, no grid could improve it, and so it is not
    "reduced accuracy". DHDN is reduced as long as the state's own grid is missing (BWTA2017 in
    Baden-Württemberg, 0.1 m), even with the federal BETA2007 (0.9 m).

    Raises SourceError when PROJ knows no operation, which is so for a CRS with an unknown datum.
    """
    set_network_enabled(active=False)
    for folder in (settings.proj_grids, SYSTEM_GRIDS):
        if folder and folder.is_dir() and str(folder) not in datadir.get_data_dir().split(os.pathsep):
            datadir.append_data_dir(str(folder))
    find_grids()
    group = _candidates(crs, AreaOfInterest(*load_town(settings).extent))
    if not group.transformers:
        raise _no_operation(crs)
    return _described(crs, group)


@lru_cache(maxsize=64)
def operation_of(crs: str | None, settings: Settings) -> Operation:
    """Return the operation from a CRS given as text (code or WKT); finding it takes longer than a small layer."""
    return operation(CRS.from_user_input(crs), settings) if crs else NONE


def find_grids() -> None:
    """Let PROJ look into all folders of grids in this thread, too.

    It keeps them per thread, from its first use there on: without this, a thread that asked PROJ before the folders
    were known would take the worse operation, or find no grid for the one that was chosen elsewhere.
    """
    known = datadir.get_data_dir()
    if _SEARCHED.folders != known:
        datadir.set_data_dir(known)
        _SEARCHED.folders = known


def _candidates(crs: CRS, area: AreaOfInterest) -> TransformerGroup:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # a missing grid: Operation.best and .missing say so
        return TransformerGroup(
            crs, CRS.from_epsg(STORAGE_SRID), always_xy=True, area_of_interest=area, allow_ballpark=False
        )


def _described(crs: CRS, group: TransformerGroup) -> Operation:
    used = group.transformers[0]
    used_accuracy = _accuracy(crs, used)
    better = [
        grid.short_name
        for unavailable in group.unavailable_operations
        if used_accuracy is None or 0 <= unavailable.accuracy < used_accuracy
        for grid in unavailable.grids
        if not grid.available
    ]
    return Operation(
        source=_name(crs),
        name=used.description.removesuffix(" (with axis order normalized for visualization)"),
        accuracy=used_accuracy,
        best=group.best_available,
        grids=tuple(dict.fromkeys(_grids(used))),
        missing=tuple(dict.fromkeys(better)),
        pipeline=used.definition,
    )


def _accuracy(crs: CRS, transformer: Transformer) -> float | None:
    """A change of projection without a change of datum is exact, for which PROJ states nothing (-1)."""
    if transformer.accuracy >= 0:
        return float(transformer.accuracy)
    return 0.0 if crs.datum == CRS.from_epsg(STORAGE_SRID).datum else None


def _grids(transformer: Transformer) -> Iterator[str]:
    for step in transformer.operations or ():
        yield from (grid.short_name for grid in step.grids)


def _name(crs: CRS) -> str:
    authority = crs.to_authority(min_confidence=100)
    return ":".join(authority) if authority else crs.name


def _no_operation(crs: CRS) -> SourceError:
    return SourceError(
        Text(
            f"Für das Koordinatensystem der Quelle ({_name(crs)}) ist keine Umrechnung nach EPSG:25832 bekannt.",
            f"No operation is known from the source's coordinate system ({_name(crs)}) to EPSG:25832.",
        ),
        Text(
            "Bitte in der Definition angeben, z. B. source: {crs: EPSG:31467}.",
            "Please state it in the definition, such as source: {crs: EPSG:31467}.",
        ),
    )
