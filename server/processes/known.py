"""The processes that there are."""

from collections.abc import Mapping

from server.processes import echo, validation
from server.processes.process import Process

PROCESSES: Mapping[str, Process] = {each.id: each for each in (echo.PROCESS, validation.PROCESS)}
"""By their id."""
