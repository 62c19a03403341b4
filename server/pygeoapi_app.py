"""pygeoapi's API object on the live layers: the one place that touches its insides.

pygeoapi writes an answer as text the moment it has it: JSON in which ``<`` has become ``&lt;`` in the data too, pages
with a new Jinja environment each time and a cache of the configuration that never forgets. Neither has a hook, so
both writers are replaced here by ones that keep the document as it is; the server writes it out. Nothing is changed
under stock ``pygeoapi serve``, which never imports this module.
"""

import logging
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pygeoapi.api as core
from pygeoapi.api import API, APIRequest, itemtypes
from pygeoapi.l10n import str2locale
from pygeoapi.openapi import get_oas
from pygeoapi.util import yaml_load
from starlette.requests import Request

from pipelines.config import metadata, resource
from pipelines.definition import Dataset
from pipelines.publication import Publication
from pipelines.text import Text
from pipelines.town import Town
from server.extent import roomy
from server.filter import NAMES as FILTER
from server.layers import Layers, Page
from server.negotiation import Wanted
from server.openapi import complete
from server.problem import Problem
from server.provider import Call, called_address, calling

with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
    core.all_apis()  # pygeoapi imports the rest of itself here, with a pydantic model of the old kind

Json = dict[str, Any]
Operation = Callable[..., tuple[dict[str, str], int, "Document"]]

LANDING: Operation = core.landing_page
OPENAPI: Operation = core.openapi_
CONFORMANCE: Operation = core.conformance
COLLECTIONS: Operation = core.describe_collections
SCHEMA: Operation = core.get_collection_schema
QUERYABLES: Operation = itemtypes.get_collection_queryables
ITEMS: Operation = itemtypes.get_collection_items
ITEM: Operation = itemtypes.get_collection_item


@dataclass(frozen=True)
class Document:
    """What pygeoapi wants to send: the data, and the template of the page when it is one."""

    data: Json
    template: str | None = None


@dataclass(frozen=True)
class Answer:
    """A document, the headers pygeoapi chose for it, and the page of features that it holds, if any."""

    document: Document
    headers: Mapping[str, str]
    page: Page | None = None


def _keep_data(data: Json, pretty: bool = False) -> Document:  # noqa: ARG001, FBT001, FBT002 - pygeoapi's signature
    return Document(data)


def _keep_page(config: Json, templates: Json, template: str, data: Json, locale: Any = None) -> Document:  # noqa: ARG001
    return Document(data, template)


for _module in (core, itemtypes):
    _module.to_json = _keep_data
    _module.render_j2_template = _keep_page
itemtypes.transform_bbox = lambda bbox, *_: bbox  # takes 27 ms, and the provider reads the request's own box
core.setup_logger = lambda _: None  # whoever starts our process decides where its log goes
logging.getLogger("pygeoapi").setLevel(logging.ERROR)  # it warns of each request without an offset


class _Api(API):  # type: ignore[misc] # pygeoapi has no types
    """Refuses with Problems, which the server writes in the language and format of the request.

    Its links begin with the address under which the request came.
    """

    @property
    def base_url(self) -> str:
        return called_address() or self._configured

    @base_url.setter
    def base_url(self, address: str) -> None:
        self._configured = address

    def get_exception(self, status: int, headers: Any, format_: Any, code: str, description: str) -> Any:  # noqa: ARG002
        raise Problem(int(status), code, Text(description))


OURS = FILTER | {"q"}
"""What pygeoapi would parse before it asks the provider, with a parser that misreads CQL2 and has no limits."""


class _Request(APIRequest):  # type: ignore[misc] # pygeoapi has no types
    """A request whose format and language are decided already.

    The body is never read: pygeoapi would take that of a GET for a filter, whose parser has no limits.
    """

    def __init__(self, request: Request, wanted: Wanted) -> None:
        self._wanted = wanted
        super().__init__(request, [wanted.language])

    def _get_params(self, request: Request) -> dict[str, str]:
        """As in our parser, an unescaped plus sign before a field to sort by means a plus sign."""
        given = {name: value for name, value in request.query_params.items() if name not in OURS}
        return given | ({"sortby": given["sortby"].replace(" ", "+")} if "sortby" in given else {})

    def _get_locale(self, *_: Any) -> tuple[str, Any]:
        return self._wanted.language, str2locale(self._wanted.language)

    def _get_format(self, *_: Any) -> str:
        return self._wanted.format


class Service:
    """pygeoapi on the layers that are live at one moment; a new one is made when they change."""

    def __init__(self, base: Json, town: Town, publications: Mapping[str, Publication], layers: Layers) -> None:
        self._layers = layers
        self._datasets: dict[str, Dataset] = {name: each.dataset for name, each in publications.items()}
        self.config = base | {
            "resources": {name: resource(each.dataset, town, roomy(each.bbox)) for name, each in publications.items()},
        }
        with calling(Call(layers, self._datasets)):
            self.openapi = complete(get_oas(self.config), self._datasets)
            self._api = _Api(self.config, self.openapi)

    def ask(self, operation: Operation, request: Request, wanted: Wanted, address: str, *arguments: str) -> Answer:
        """Let pygeoapi answer, with links below ``address``. Raises Problem."""
        call = Call(self._layers, self._datasets, tuple(request.query_params.multi_items()), address=address)
        with calling(call):
            headers, _, document = operation(self._api, _Request(request, wanted), *arguments)
        return Answer(document, headers, call.pages[-1] if call.pages else None)


def read_base(path: Path, url: str, town: Town) -> Json:
    """Read what pygeoapi-config.yml says about the service; the town's settings replace its metadata.

    ``url`` is the API's public address.
    """
    with path.open(encoding="utf-8") as file:
        config = yaml_load(file)
    legal = {"imprint": town.imprint, "privacy": town.privacy, "accessibility": town.accessibility}
    return {
        "server": config["server"] | {"url": url},
        "logging": config["logging"],
        "metadata": metadata(town) | {"legal": legal},
    }
