"""/leichte-sprache: what the portal holds, how it is used and what it says of accessibility, in Leichte Sprache.

§ 4 BITV 2.0, to which § 10 L-BGG refers, asks for these three explanations.
"""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pipelines.town import Town
from server import pages
from server.exchange import Exchange
from server.links import Json
from server.negotiation import HTML
from server.responses import cacheable

LANGUAGE = "de-simple"
"""BCP 47: German in its registered variant for simplified forms."""


def page(request: Request) -> Response:
    """GET /leichte-sprache."""
    exchange = Exchange(request, (HTML,))
    exchange.check(set())
    site: Json = request.app.state.site
    config = site | {"server": site["server"] | {"url": exchange.api}}
    headers = {"Content-Language": LANGUAGE}
    return cacheable(request, explanation(exchange.town, config).encode(), "text/html; charset=utf-8", headers)


def explanation(town: Town, config: Json) -> str:
    """Write the page."""
    return pages.render("easy_language.html", config, {"links": []}, "de", town=town, tag=LANGUAGE)


ROUTES = [Route("/leichte-sprache", page)]
