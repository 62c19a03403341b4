"""What is made in the lane: pages of features and single features, as GeoJSON."""

import json
import re
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import blake2b
from typing import Protocol
from urllib.parse import parse_qsl, quote

from starlette.datastructures import QueryParams, State

from pipelines.plans.names import OF_PLANS
from pipelines.publication import Publication
from server.crs import Crs
from server.formats.offer import FEATURES, RFC7946
from server.lane.asked import Asked
from server.lane.cache import Answer, Header, Stamp, stamp_of
from server.lane.reading import BLOCK, Reading
from server.layers import Page
from server.links import Json, link_header
from server.negotiation import Wanted, wanted
from server.paging import Place, feature_links, page_links
from server.query import ITEM, FeatureQuery, known, parse, parse_crs
from server.responses import REVALIDATE, http_date
from server.statements import LiveLayer
from server.turns import Turns

LONG_ANSWERS, WAITING = 16, 16
"""Long answers at a time, read as fast as their clients take them, and how many may wait for their turn."""

PLANS = "|".join(sorted(OF_PLANS))

VARY = b"Accept, Accept-Language, Accept-Encoding"


@dataclass(frozen=True)
class Stream:
    """An answer that is read while it is sent."""

    headers: tuple[Header, ...]
    pieces: AsyncIterator[bytes]
    gzip: bool


class Maker(Protocol):
    """Makes the answers of some paths."""

    path: re.Pattern[str]

    async def make(self, state: State, asked: Asked, match: re.Match[str], method: str) -> Answer | Stream | None:
        """Make an answer, None for what the application shall answer. Raises Problem, and psycopg's errors."""


@dataclass(frozen=True)
class Order:
    """A request, read."""

    publication: Publication
    place: Place
    parameters: list[tuple[str, str]]
    wanted: Wanted
    etag: str

    @property
    def stamp(self) -> Stamp:
        """What the answer is made from as far as is known."""
        return stamp_of(self.publication)

    def asking(self, query: FeatureQuery) -> Callable[[LiveLayer], FeatureQuery]:
        """``query`` again, read anew where another version turns out to be live, which may have other fields."""

        def ask(layer: LiveLayer) -> FeatureQuery:
            if (layer.version, layer.identity) == (self.publication.version, self.publication.identity):
                return query
            return replace(parse(self.parameters, layer.dataset), limit=query.limit)

        return ask


class Features:
    """``/api/collections/{id}/items`` and ``…/items/{fid}`` as GeoJSON; ``headers`` are those of every answer."""

    path = re.compile(rf"/api/collections/(?!(?:{PLANS})/items/.)([^/]+)/items(?:/(.+))?")
    """A single plan has forms that are not made here."""

    def __init__(self, headers: dict[str, str]) -> None:
        self._headers = tuple((name.lower().encode(), value.encode()) for name, value in headers.items())
        self._turns = Turns(LONG_ANSWERS, WAITING)

    async def make(self, state: State, asked: Asked, match: re.Match[str], method: str) -> Answer | Stream | None:
        """Answer in one statement, or block by block where the page is long."""
        collection, feature_id = match.groups()
        order = _order(state.live.snapshot.publication(collection), asked)
        if order.wanted.profile != RFC7946:
            return None
        if feature_id is not None:
            crs = parse_crs("crs", known(order.parameters, ITEM).get("crs"))
            return await self._feature(state.reading, order, feature_id, crs)
        query = parse(order.parameters, order.publication.dataset)
        if method == "HEAD":
            return Answer(order.stamp, b"", self._unread(order, query), order.etag, measured=False)
        if query.limit > BLOCK and order.publication.count > BLOCK and not query.order and not query.hits:
            pieces = await _begun(self._blocks(state.reading, order, query))
            return Stream(self._unread(order, query), pieces, bool(asked.coding))
        return await self._page(state.reading, order, query)

    async def _feature(self, reading: Reading, order: Order, feature_id: str, crs: Crs) -> Answer:
        layer, text = await reading.feature(order.publication.dataset.id, feature_id, crs)
        links = feature_links(order.place, f"{order.place.items}/{quote(feature_id, safe='')}")
        body = b'%b,"links":%b}' % (text[:-1], _written(links))
        etag = order.etag if layer.version == order.publication.version else ""
        return Answer(order.stamp, body, self._head(order, crs, links), etag)

    async def _page(self, reading: Reading, order: Order, query: FeatureQuery) -> Answer:
        """An answer of another version than the one that was known is right, and not kept."""
        page = await reading.page(order.publication.dataset.id, order.asking(query))
        links = page_links(order.place, page.wanted.query, page.following, page.returned)
        body = b'{"type":"FeatureCollection","features":[%b],%b' % (page.features, _tail(page, page.returned, links))
        is_steady = page.wanted.layer.version == order.publication.version and (
            page.matched is not None or not query.counted
        )
        return Answer(order.stamp, body, self._head(order, query.crs, links), order.etag if is_steady else "")

    async def _blocks(self, reading: Reading, order: Order, query: FeatureQuery) -> AsyncGenerator[bytes]:
        async with self._turns.turn():
            first = await reading.page(order.publication.dataset.id, order.asking(replace(query, limit=BLOCK)))
            following, returned = first.following, first.returned
            yield b'{"type":"FeatureCollection","features":[' + first.features
            async for page in reading.rest(first, query.limit - returned):
                following, returned = page.following, returned + page.returned
                yield b"," + page.features
            yield b"]," + _tail(first, returned, page_links(order.place, query, following, returned))

    def _unread(self, order: Order, query: FeatureQuery) -> tuple[Header, ...]:
        """Headers with the links that are known before anything is read."""
        return self._head(order, query.crs, page_links(order.place, query, None, 0))

    def _head(self, order: Order, crs: Crs, links: list[Json]) -> tuple[Header, ...]:
        linked = [link for link in links if link["rel"] in {"self", "next", "prev", "collection", "profile"}]
        more = {
            "content-type": "application/geo+json",
            "content-crs": f"<{crs.uri}>",
            "content-language": order.wanted.language,
            "cache-control": REVALIDATE,
            "last-modified": http_date(order.publication.published_at),
        }
        if linked:
            more["link"] = link_header(linked)
        written = ((name.encode(), value.encode()) for name, value in more.items())
        return (*self._headers, *written, (b"vary", VARY))


async def _begun(pieces: AsyncGenerator[bytes]) -> AsyncIterator[bytes]:
    """Wait for the first piece: whatever refuses the request comes before its headers are sent."""
    first = await anext(pieces)

    async def all_of_them() -> AsyncIterator[bytes]:
        async with aclosing(pieces):
            yield first
            async for piece in pieces:
                yield piece

    return all_of_them()


def _order(publication: Publication, asked: Asked) -> Order:
    parameters = parse_qsl(asked.query.decode("latin-1"), keep_blank_values=True)
    form = tuple((name, value) for name, value in parameters if name in {"f", "lang", "profile"})
    chosen_form = _wanted(form, asked.accept, asked.language)
    collection = f"{asked.base}/api/collections/{publication.dataset.id}"
    place = Place(collection, parameters, chosen_form)
    made = f"{publication.identity}\n{publication.version}\n{asked.path}\n{asked.base}\n{chosen_form}\n".encode()
    etag = blake2b(made + asked.query, digest_size=12).hexdigest()
    return Order(publication, place, parameters, chosen_form, etag)


@lru_cache(maxsize=256)
def _wanted(given: tuple[tuple[str, str], ...], accept: bytes, language: bytes) -> Wanted:
    headers = {"accept": accept.decode("latin-1") or "*/*", "accept-language": language.decode("latin-1")}
    return wanted(QueryParams(list(given)), headers, FEATURES)


def _tail(page: Page, returned: int, links: list[Json]) -> bytes:
    counted = {} if page.matched is None else {"numberMatched": page.matched}
    return _written(counted | {"numberReturned": returned, "links": links})[1:]


def _written(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
