"""The same function on many parts of a raster: by threads of this machine, or by a Dask cluster."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import batched
from typing import Any

import dask

from pipelines.errors import GeoportalError, SetupError
from pipelines.text import Text

BATCH = 16
"""Parts in work or waiting for their turn at a time, which bounds memory."""
PATIENCE = "15s"
"""How long a scheduler may take to answer."""


def in_order[Part, Result](
    function: Callable[[Part], Result], parts: Iterable[Part], scheduler: str | None = None
) -> Iterator[Result]:
    """Yield the results of ``function`` in the order of the parts; ``scheduler`` is an address such as tcp://host:8786.

    Each worker opens files for itself, so that none waits for another. On a cluster the function and its results are
    pickled, and its machines must see the files under the same paths. Raises SetupError when the scheduler cannot be
    reached.
    """
    task = dask.delayed(partial(_work, function), pure=False, traverse=False)
    with _workers(scheduler) as workers:
        for some in batched(parts, BATCH):
            yield from dask.compute(*map(task, some), scheduler=workers)


def _work[Part, Result](function: Callable[[Part], Result], part: Part) -> Result:
    """What led to an error for people stays here: errors of GDAL cannot be pickled."""
    try:
        return function(part)
    except GeoportalError as error:
        error.__context__ = None
        raise


@contextmanager
def _workers(scheduler: str | None) -> Iterator[Any]:
    if scheduler is None:
        yield "threads"
        return
    from dask.distributed import Client  # noqa: PLC0415 - takes half a second, and only clusters need it

    try:
        client = Client(scheduler, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise SetupError(
            Text(
                f"Der Dask-Scheduler {scheduler} ist nicht erreichbar.",
                f"The Dask scheduler {scheduler} cannot be reached.",
            ),
            Text("Bitte GEOPORTAL_DASK_SCHEDULER prüfen.", "Please check GEOPORTAL_DASK_SCHEDULER."),
        ) from error
    with client:
        yield client
