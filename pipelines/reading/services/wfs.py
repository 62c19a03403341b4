"""Web Feature Service 2.0 (OGC 09-025r2, pages by startIndex) and 1.1 (OGC 04-094, all at once)."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

from pipelines.reading.download import harmless_name, whole
from pipelines.reading.sandbox import isolated
from pipelines.reading.services.answers import MAX_PAGES, PAGE, address, check_complete, chosen, linked, unexpected
from pipelines.reading.services.gml import FEET, HEADS, Capabilities, Page, capabilities, page
from pipelines.reading.web import Web, failed, shown
from pipelines.text import Text

XML = "application/gml+xml, application/xml, text/xml;q=0.9, */*;q=0.1"
FIRST = "2.0.0"
"""The version asked for; a service that does not speak it answers in the highest that it does."""
OLD = "1.1.0"


def fetch_wfs(web: Web, url: str, layer: str | None, folder: Path) -> Path:
    """Write all features of a feature type as GML, in its default CRS.

    The address for features is the one in the capabilities, checked like any other. Raises SourceError.
    """
    with TemporaryDirectory(prefix="geoportal-") as scratch:
        service = _Service(web, url, Path(scratch))
        offered = service.capabilities()
        local = [kind.name.rpartition(":")[2] for kind in offered.types]
        name = chosen(offered.types, layer, url, also=local).name
        target = harmless_name(name.rpartition(":")[2], ".gml")
        with whole(folder, target) as file:
            pages = service.pages(offered, name)
            first = next(pages)
            file.write(HEADS[first.namespace])
            ids: set[str] = set()
            came, named = 0, first.matched
            for each in _and(first, pages):
                file.write(each.members.encode())
                came, named = came + each.count, each.matched if each.matched is not None else named
                ids.update(each.ids)
            file.write(FEET)
            check_complete(url, named, came, len(ids) if ids else None)
    return folder / target


def _and(first: Page, others: Iterator[Page]) -> Iterator[Page]:
    yield first
    yield from others


class _Service:
    """A WFS; its answers are XML, which is parsed where all untrusted files are."""

    def __init__(self, web: Web, url: str, scratch: Path) -> None:
        self._web, self._url, self._scratch = web, url, scratch

    def capabilities(self) -> Capabilities:
        asked = address(self._url, service="WFS", request="GetCapabilities", version=FIRST)
        (found,) = isolated(capabilities, self._saved(asked), reads=[self._scratch], name=shown(self._url))
        self._check(found, asked)
        return Capabilities.of(found)

    def pages(self, offered: Capabilities, name: str) -> Iterator[Page]:
        """Ask for page after page until all that the service names are there; once, where it knows no pages."""
        base = self._address(offered)
        if offered.version < "2":
            once = address(base, service="WFS", request="GetFeature", version=OLD, typeName=name)
            hits = self._page(address(once, resultType="hits"))
            yield self._page(once).expecting(hits.matched)
            return
        query = address(base, service="WFS", request="GetFeature", version=FIRST, typeNames=name)
        hits = self._page(address(query, resultType="hits"))
        came = 0
        for _ in range(MAX_PAGES):
            found = self._page(address(query, count=PAGE, startIndex=came)).expecting(hits.matched)
            yield found
            came += found.count
            if not found.count or (found.matched is not None and came >= found.matched):
                return
        raise failed(self._url, Text("die Seiten nehmen kein Ende", "the pages have no end"))

    def _address(self, offered: Capabilities) -> httpx.URL:
        """The address that the capabilities name; on the same host, with our scheme and whatever our query holds."""
        ours = httpx.URL(self._url)
        named = linked(ours, offered.address or self._url)
        if named.host != ours.host:
            return named
        return address(ours.copy_with(path=named.path), **dict(named.params.items()))

    def _page(self, url: httpx.URL) -> Page:
        (found,) = isolated(page, self._saved(url), reads=[self._scratch], name=shown(self._url))
        self._check(found, url)
        return Page.of(found)

    def _saved(self, url: httpx.URL) -> Path:
        path = self._scratch / "antwort.xml"

        def take(response: httpx.Response, found: httpx.URL) -> None:
            with path.open("wb") as file:
                self._web.copy(response, found, file)

        self._web.ask(url, take, {"Accept": XML})
        return path

    def _check(self, answer: dict[str, object], url: httpx.URL) -> None:
        if "exception" in answer:
            raise failed(url, str(answer["exception"])[:200])
        if "other" in answer:
            raise unexpected(url)
