"""Answers with features as files: the page is written by a thread into a spool, from which the client is served."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from functools import partial

from starlette.responses import Response

from server.crs import Crs
from server.exchange import Exchange
from server.formats import delimited, jsonfg, sequence
from server.formats.gate import Gate
from server.formats.offer import DRIVERS, FEATURES, FG_PLUS, JSONFG
from server.formats.page import Goes, Names, Page, feature_of, page_of
from server.formats.spool import AbandonedError, Spool, SpooledResponse
from server.links import Json, link_header
from server.negotiation import Format
from server.paging import feature_links, page_links
from server.query import FeatureQuery, Key, parse
from server.responses import REVALIDATE, is_known
from server.statements import LiveLayer

Read = Callable[[Goes], AbstractContextManager[Page | None]]

ENDINGS: dict[Format, str] = {
    "json": "json",
    "jsonfg": "json",
    "geojsonseq": "geojsons",
    "csv": "csv",
    "fgb": "fgb",
    "gpkg": "gpkg",
}

INLINE: frozenset[Format] = frozenset({"json", "jsonfg", "geojsonseq"})
"""What a browser may show; the rest it stores."""


async def items(exchange: Exchange) -> Response:
    """Answer with a page of features in the form that the request wants. Raises Problem."""
    parameters, layers = exchange.parameters, exchange.layers
    also: Names = jsonfg.dates if exchange.wanted.profile else lambda _: ()
    read = partial(page_of, layers, exchange.layer.dataset.id, lambda dataset: parse(parameters, dataset), also=also)
    return await _Job(exchange, read).answer()


async def item(exchange: Exchange, feature_id: str, crs: Crs, url: str) -> Response:
    """Answer with one feature in the form that the request wants. Raises Problem."""
    read = partial(feature_of, exchange.layers, exchange.layer.dataset.id, feature_id, crs)
    return await _Job(exchange, read, url).answer()


@dataclass
class _Job:
    """One answer being written, of a page or of the feature at an address.

    What is known of it is noted by the thread before the first byte is.
    """

    exchange: Exchange
    read: Read
    feature: str | None = None
    spool: Spool = field(default_factory=Spool)
    layer: LiveLayer | None = None
    query: FeatureQuery = field(default_factory=FeatureQuery)
    following: Key | None = None

    async def answer(self) -> Response:
        gate: Gate = self.exchange.request.app.state.gate
        with ExitStack() as stack:
            stack.callback(self.spool.abandon)
            gate.start(self.work)
            await self.spool.begun()
            headers = self.headers()
            if is_known(headers["ETag"], self.exchange.request.headers.get("if-none-match", "")):
                return Response(status_code=304, headers=headers)
            if self.exchange.request.method == "HEAD":
                return Response(headers=headers)
            stack.pop_all()
            return SpooledResponse(self.spool, headers=headers)

    def work(self) -> None:
        """Runs in a thread of the gate."""
        try:
            with self.read(self.goes) as page:
                if page:
                    self.following = page.following
                    self.write(page)
        except AbandonedError:
            self.spool.end()
        except BaseException as error:  # noqa: BLE001 - the reader raises it
            self.spool.end(error)
        else:
            self.spool.end()

    def goes(self, layer: LiveLayer, query: FeatureQuery) -> bool:
        self.layer, self.query = layer, query
        request = self.exchange.request
        return request.method != "HEAD" and not is_known(self.etag(), request.headers.get("if-none-match", ""))

    def write(self, page: Page) -> None:
        form = self.exchange.wanted.format
        if form in DRIVERS:
            from server.formats import gdal  # noqa: PLC0415 - with Arrow and pandas it takes 100 MB, often for nothing

            name = f"{page.dataset.id}.{ENDINGS[form]}"
            self.spool.adopt(lambda path: gdal.write(page, form, path, self.exchange.wanted.language), name)
            return
        for piece in self.pieces(page):
            self.spool.write(piece)

    def pieces(self, page: Page) -> Iterator[bytes]:
        if profile := self.exchange.wanted.profile:
            plain = profile == FG_PLUS
            return jsonfg.write(page, self.links(), f"{self.exchange.collection}/schema", also_plain=plain)
        write = delimited.write if self.exchange.wanted.format == "csv" else sequence.write
        return write(page)

    def headers(self) -> dict[str, str]:
        form = self.exchange.wanted.format
        assert self.layer  # noqa: S101 - noted before the first byte
        name = f"{self.layer.dataset.id}.{ENDINGS[form]}"
        return {
            "ETag": self.etag(),
            "Cache-Control": REVALIDATE,
            "Vary": "Accept, Accept-Language",
            "Content-Type": self.media_type(),
            "Content-Language": self.exchange.wanted.language,
            "Content-Crs": f"<{self.query.crs.uri}>",
            "Content-Disposition": f'{"inline" if form in INLINE else "attachment"}; filename="{name}"',
            "Link": link_header(self.links()),
        }

    def media_type(self) -> str:
        form = next(each for each in FEATURES if each.format == self.exchange.wanted.format)
        if form is JSONFG:
            accepted = self.exchange.request.headers.get("accept", "")
            return next((name for name in form.media_types if name in accepted), form.media_type)
        return f"{form.media_type}; charset=utf-8; header=present" if form.format == "csv" else form.media_type

    def etag(self) -> str:
        """Weak, for an answer travels compressed and plain, and GeoPackages say when they were written."""
        assert self.layer  # noqa: S101 - noted before
        parts = (self.layer.dataset.id, self.layer.version, self.layer.identity, *self.exchange.footprint)
        return f'W/"{hashlib.blake2b(repr(parts).encode(), digest_size=12).hexdigest()}"'

    def links(self) -> list[Json]:
        place = self.exchange.place
        if self.feature:
            return feature_links(place, self.feature)
        return page_links(place, self.query, self.following, self.query.limit)
