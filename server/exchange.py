"""One request to the API and its answer: parameters checked, pygeoapi asked, the document written as JSON or HTML."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from pipelines.publication import Publication
from pipelines.text import Language
from pipelines.town import Town
from server import pages
from server.address import base_url
from server.documents import Whereabouts
from server.downloads.files import store_of
from server.layers import Layers
from server.links import representation_links
from server.live import Live, Snapshot
from server.negotiation import PAGES, Offer, Wanted, wanted
from server.paging import Place
from server.pygeoapi_app import Answer, Document, Operation
from server.query import known
from server.responses import cacheable, http_date

Json = dict[str, Any]

LANGUAGES: tuple[Language, Language] = ("de", "en")


class Exchange:
    """Raises Problem where the request cannot be answered in any form it accepts, or nothing is live yet."""

    def __init__(self, request: Request, offer: Offer = PAGES) -> None:
        live: Live = request.app.state.live
        self.request = request
        self.parameters = request.query_params.multi_items()
        self.wanted: Wanted = wanted(request.query_params, request.headers, offer)
        self.layers: Layers = live.layers
        self.snapshot: Snapshot = live.snapshot
        self.town: Town = live.town
        self.base = base_url(request.scope, request.app.state.settings)

    @property
    def api(self) -> str:
        """The API's address as this client knows it."""
        return f"{self.base}/api"

    @property
    def collection(self) -> str:
        """The address of the collection that the path names."""
        return f"{self.api}/collections/{self.layer.dataset.id}"

    @property
    def place(self) -> Place:
        """Where features of the collection are, for the links of their documents."""
        return Place(self.collection, self.parameters, self.wanted)

    @property
    def footprint(self) -> tuple[object, ...]:
        """What an answer depends on besides its features."""
        accepted = self.request.headers.get("accept", "") if self.wanted.format == "jsonfg" else ""
        return (self.base, self.request.url.path, self.request.url.query, self.wanted, accepted)

    @property
    def layer(self) -> Publication:
        """The collection that the path names. Raises Problem (404)."""
        return self.snapshot.publication(self.request.path_params["collection"])

    def check(self, names: Collection[str]) -> dict[str, str]:
        """Return the parameters; ``names`` are those this resource has. Raises Problem (400)."""
        return known(self.parameters, names)

    def ask(self, operation: Operation, *arguments: str) -> Answer:
        """Let pygeoapi make the document."""
        return self.snapshot.service.ask(operation, self.request, self.wanted, self.api, *arguments)

    @property
    def whereabouts(self) -> Whereabouts:
        """Where the links of documents lead, and in which language."""
        return Whereabouts(self.base, store_of(self.request.app.state.settings), self.wanted.language)

    def representations(self, url: str, offer: Offer) -> list[Json]:
        """Link the document at ``url`` in every form, with this request's parameters."""
        return representation_links(url, self.parameters, offer, self.wanted.format, self.wanted.language)

    def answer(
        self, data: Json, template: str | None = None, media_type: str = "application/json", **more: Any
    ) -> Response:
        """Answer with a document of our own: as the page that ``template`` makes where one is wanted, else as JSON."""
        document = Document(data, template if self.wanted.format == "html" else None)
        return self.write(Answer(document, {"Content-Type": media_type}), data, **more)

    def write(
        self,
        answer: Answer,
        data: Json,
        media_type: str | None = None,
        published: datetime | None = None,
        **more: object,
    ) -> Response:
        """Answer with ``data``; ``more`` is for the page's template, ``media_type`` for JSON of a special kind.

        ``published`` is when what is said here last changed.
        """
        headers = {
            **({"Last-Modified": http_date(published)} if published else {}),
            "Vary": "Accept, Accept-Language",
            "Content-Language": self.wanted.language,
            **{name: answer.headers[name] for name in ("Content-Crs",) if name in answer.headers},
        }
        if template := answer.document.template:
            page = pages.render(template, self._config(), data, self.wanted.language, here=self._addresses(), **more)
            return cacheable(self.request, page.encode(), "text/html; charset=utf-8", headers)
        return cacheable(self.request, pages.to_json(data), media_type or answer.headers["Content-Type"], headers)

    def _config(self) -> Json:
        config = self.snapshot.service.config
        return config | {"server": config["server"] | {"url": self.api}}

    def _addresses(self) -> dict[str, str]:
        """The same page in each language."""
        given = dict(self.request.query_params) | {"f": "html"}
        return {language: "?" + urlencode(given | {"lang": language}) for language in LANGUAGES}
