"""GET /api/search."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pipelines.text import Text
from server.exchange import Exchange
from server.negotiation import Offer, Representation
from server.pages import to_json
from server.responses import cacheable
from server.search import asked
from server.search.answer import collection
from server.search.reading import Search

GEOJSON: Offer = (
    Representation("json", ("json", "geojson"), ("application/geo+json", "application/json"), Text("GeoJSON")),
)


async def search(request: Request) -> Response:
    """Answer with what the words may mean, likeliest first, or with what is nearest. Raises Problem (400)."""
    exchange = Exchange(request, GEOJSON)
    wanted = asked.read(exchange.parameters, exchange.snapshot.publications)
    source: Search = request.app.state.search
    hits = await source.find(wanted)
    language = exchange.wanted.language
    data = collection(hits, exchange.town, exchange.base, language)
    headers = {"Vary": "Accept, Accept-Language", "Content-Language": language}
    return cacheable(request, to_json(data), "application/geo+json", headers)


ROUTES = [Route("/api/search", search)]
