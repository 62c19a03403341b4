"""pygeoapi's provider plug-in: PostGIS writes the GeoJSON of the live version.

It works in our server, which hands it the database and the request's own parameters, and under stock
``pygeoapi serve``, where it opens the database from the GEOPORTAL_ settings and sees what pygeoapi parsed.
"""

import atexit
import functools
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from pygeoapi.provider.base import (
    BaseProvider,
    ProviderInvalidQueryError,
    ProviderItemNotFoundError,
    SchemaType,
)

from pipelines.database import connected_reader
from pipelines.definition import Dataset
from pipelines.settings import read_settings
from server.crs import BY_URI, STORAGE
from server.layers import Layers, Page
from server.problem import Problem
from server.query import parse
from server.schema import feature_schema, properties_schema


@dataclass(frozen=True)
class Call:
    """What our server gives the provider beside pygeoapi's arguments.

    ``parameters`` are the request's own: pygeoapi transforms two corners of a box, which bends it and means nothing
    far from the zone, and knows neither the type of a property nor the end of a day. ``address`` is that of the API as
    the client knows it. The pages that were read are left in ``pages``: pygeoapi keeps of them what it knows.
    """

    layers: Layers
    datasets: Mapping[str, Dataset]
    parameters: tuple[tuple[str, str], ...] = ()
    pages: list[Page] = field(default_factory=list)
    address: str | None = None


_call: ContextVar[Call | None] = ContextVar("call", default=None)


@contextmanager
def calling(call: Call) -> Iterator[None]:
    """Give ``call`` to the providers that pygeoapi makes inside the ``with`` block."""
    token = _call.set(call)
    try:
        yield
    finally:
        _call.reset(token)


def called_address() -> str | None:
    """Return the address of the API in the current call."""
    call = _call.get()
    return call.address if call else None


class PostGISProvider(BaseProvider):  # type: ignore[misc] # pygeoapi has no types
    """Features of one layer; ``data`` in the configuration is the dataset's id."""

    def __init__(self, provider_def: dict[str, Any]) -> None:
        super().__init__(provider_def)
        self._call = _call.get()
        self._layers = self._call.layers if self._call else _own_layers()

    @property
    def fields(self) -> dict[str, dict[str, Any]]:
        """Public fields and their JSON Schema."""
        return self.get_fields()

    def get_fields(self) -> dict[str, dict[str, Any]]:
        """Return the public fields by name, each with its JSON Schema."""
        return properties_schema(self._dataset)

    def get_schema(self, schema_type: SchemaType = SchemaType.item) -> tuple[str, dict[str, Any]]:
        """Return media type and JSON Schema of one feature; only reading is offered."""
        if schema_type is not SchemaType.item:
            raise NotImplementedError
        return "application/geo+json", feature_schema(self._dataset)

    def query(self, **arguments: Any) -> dict[str, Any]:
        """Read one page as a GeoJSON FeatureCollection with the exact ``numberMatched``."""
        with self._refusals():
            parameters = self._call.parameters if self._call else tuple(_parameters(arguments))
            page = self._layers.page(self.data, lambda dataset: parse(parameters, dataset))
        if self._call:
            self._call.pages.append(page)
        counted = {} if page.matched is None else {"numberMatched": page.matched}
        return {
            "type": "FeatureCollection",
            "features": json.loads(b"[" + page.features + b"]"),
            **counted,
            "numberReturned": page.returned,
        }

    def get(self, identifier: str, crs_transform_spec: Any = None, **_: Any) -> dict[str, Any]:
        """Read one feature. Raises ProviderItemNotFoundError."""
        with self._refusals():
            feature: dict[str, Any] = json.loads(self._layers.feature(self.data, identifier, _crs(crs_transform_spec)))
        return feature

    @property
    def _dataset(self) -> Dataset:
        known = self._call.datasets.get(self.data) if self._call else None
        return known or self._layers.dataset(self.data)

    @contextmanager
    def _refusals(self) -> Iterator[None]:
        """Our server answers Problems itself; stock pygeoapi knows only its own errors."""
        try:
            yield
        except Problem as problem:
            if self._call:
                raise
            kind = ProviderItemNotFoundError if problem.status == 404 else ProviderInvalidQueryError
            raise kind(user_msg=problem.detail.to("en")) from problem


def _crs(spec: Any) -> Any:
    """pygeoapi gives no specification when no transformation from the storage CRS is needed."""
    return BY_URI[spec.target_crs_uri] if spec else STORAGE


def _parameters(arguments: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """Write stock pygeoapi's parsed arguments as request parameters again, so that one parser checks both."""
    if arguments.get("filterq") is not None:
        yield "filter", ""
    if arguments.get("q"):
        yield "q", arguments["q"]
    yield "limit", str(arguments.get("limit", 10))
    yield "offset", str(arguments.get("offset", 0))
    yield "resulttype", arguments.get("resulttype", "results")
    yield "crs", _crs(arguments.get("crs_transform_spec")).uri
    if arguments.get("bbox"):
        yield from _bbox(arguments["bbox"])
    if arguments.get("datetime_"):
        yield "datetime", arguments["datetime_"]
    if arguments.get("sortby"):
        yield "sortby", ",".join(key["order"] + key["property"] for key in arguments["sortby"])
    if arguments.get("select_properties"):
        yield "properties", ",".join(arguments["select_properties"])
    if arguments.get("skip_geometry"):
        yield "skipGeometry", "true"
    yield from arguments.get("properties", ())


def _bbox(corners: Sequence[float]) -> Iterable[tuple[str, str]]:
    """pygeoapi has transformed the two corners to the storage CRS; what it does to boxes far away is lost on us."""
    yield "bbox", ",".join(map(repr, corners))
    yield "bbox-crs", STORAGE.uri


@functools.cache
def _own_layers() -> Layers:
    """Open the database once per process of stock pygeoapi, and close it at its end."""
    stack = ExitStack()
    atexit.register(stack.close)
    return Layers(stack.enter_context(connected_reader(read_settings())))
