"""GET /api/collections/{id}/metadata: the layer's record for catalogues."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pipelines.text import Text
from server.downloads.files import store_of
from server.downloads.links import collection_links
from server.exchange import Exchange
from server.extent import roomy
from server.metadata.iso19139 import Record, write
from server.negotiation import Offer, Representation
from server.query import PAGE
from server.responses import cacheable, http_date

RECORD: Offer = (Representation("iso19139", ("iso19139", "xml"), ("application/xml", "text/xml"), Text("ISO 19139")),)


def metadata(request: Request) -> Response:
    """Answer with an ISO 19139 record, in German."""
    exchange = Exchange(request, RECORD)
    exchange.check(PAGE)
    layer, town, settings = exchange.layer, exchange.town, request.app.state.settings
    record = Record(
        layer=layer,
        contact=layer.dataset.contact or town.contact,
        licence=layer.dataset.licence or town.licence,
        extent=roomy(layer.bbox) or town.extent,
        address=exchange.collection,
        key=f"{settings.base_url}/api/collections/{layer.dataset.id}",
        downloads=collection_links(store_of(settings), layer, exchange.base, "de"),
    )
    headers = {
        "Vary": "Accept, Accept-Language",
        "Content-Language": "de",
        "Last-Modified": http_date(layer.published_at),
    }
    return cacheable(request, write(record), "application/xml; charset=utf-8", headers)


ROUTES = [Route("/api/collections/{collection}/metadata", metadata)]
