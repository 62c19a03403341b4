"""Services that hand out features page by page → one file of this machine, complete or not at all."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from pipelines.definition import TableSource
from pipelines.reading.services.arcgis import fetch_arcgis
from pipelines.reading.services.ogcapi import fetch_ogcapi
from pipelines.reading.services.wfs import fetch_wfs
from pipelines.reading.web import Web

Fetch = Callable[[Web, str, str | None, Path], Path]

FETCHERS: Mapping[str, Fetch] = MappingProxyType({"wfs": fetch_wfs, "ogcapi": fetch_ogcapi, "arcgis": fetch_arcgis})


def fetch_features(source: TableSource, folder: Path, trusted: Sequence[str]) -> Path:
    """Fetch all features of a service's layer into a file in ``folder`` and return it.

    Features are counted against the number that the service names. Hosts in ``trusted`` may lie in the inner
    network. Raises SourceError with a sentence for people.
    """
    assert source.url  # noqa: S101 - the definition's model sees to it
    assert source.service  # noqa: S101 - as above
    with Web(trusted) as web:
        return FETCHERS[source.service](web, source.url, source.layer, folder)
