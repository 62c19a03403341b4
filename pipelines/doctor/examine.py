"""Everything the portal stands on, looked at one after the other; looking changes nothing."""

from collections.abc import Callable, Iterator

from pipelines.doctor.check import Check
from pipelines.doctor.coordinates import datum_grids
from pipelines.doctor.database import database
from pipelines.doctor.machine import disk, home, nas, sandbox, terminal, tiler
from pipelines.errors import GeoportalError
from pipelines.settings import Settings

EXAMINATIONS: tuple[Callable[[Settings], Check], ...] = (
    database,
    home,
    disk,
    datum_grids,
    tiler,
    nas,
    sandbox,
    terminal,
)
"""What the portal cannot do without comes first."""


def examine(settings: Settings) -> Iterator[Check]:
    """Yield one check after the other; one that fails tells why."""
    for look in EXAMINATIONS:
        try:
            yield look(settings)
        except GeoportalError as error:
            yield Check(look.__name__, "missing", error.message, error.hint)
