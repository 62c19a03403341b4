"""The resources of OGC API Styles under /api, with legends, pictures, markers and sprites."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pipelines.artefacts.legend import draw_legend
from pipelines.artefacts.notice import notice
from pipelines.artefacts.svg import to_png
from pipelines.artefacts.swatch import parse
from pipelines.publication import Publication
from pipelines.text import Text
from server.downloads.files import store_of
from server.exchange import Exchange
from server.negotiation import PAGES, Offer, Representation
from server.pages import to_json
from server.problem import Problem, not_found
from server.query import PAGE
from server.responses import cacheable
from server.styles import documents
from server.styles.documents import MBS_TYPE, QLR_TITLE, QLR_TYPE, QML_TYPE, SHEETS, SLD_TYPE, translated
from server.styles.mapbox import write_mapbox
from server.styles.markers import image, markers_of, sprite, sprite_index
from server.styles.qlr import write_qlr
from server.styles.qml import write_qml
from server.styles.rows import tabulated
from server.styles.rules import Rule, Translation
from server.styles.sld import write_sld

FORMS: Offer = (
    Representation("mbs", ("mbs",), (MBS_TYPE, "application/json"), SHEETS["mbs"][1]),
    Representation("sld11", ("sld11",), (SLD_TYPE, "application/vnd.ogc.sld+xml"), SHEETS["sld11"][1]),
    Representation("qml", ("qml",), (QML_TYPE,), SHEETS["qml"][1]),
    Representation("qlr", ("qlr",), (QLR_TYPE,), QLR_TITLE),
)

SPRITES = {f"sprite{scale}.{kind}": (ratio, kind) for scale, ratio in (("", 1), ("@2x", 2)) for kind in ("json", "png")}
"""Files of a sprite, and how many pixels each has per CSS pixel."""

SVG, PNG = "image/svg+xml", "image/png"

PICTURES: Offer = (
    Representation("svg", ("svg",), (SVG,), Text("SVG")),
    Representation("png", ("png",), (PNG,), Text("PNG")),
)


def styles(request: Request) -> Response:
    """GET /api/styles or …/collections/{collection}/styles: the styles of all layers, or of one."""
    exchange = Exchange(request)
    exchange.check(PAGE)
    of_one = "collection" in request.path_params
    url = f"{exchange.collection if of_one else exchange.api}/styles"
    layers = [exchange.layer] if of_one else list(exchange.snapshot.publications.values())
    listed = documents.styles(url, exchange.api, layers, exchange.town, exchange.wanted.language)
    data = listed | {"links": exchange.representations(url, PAGES)}
    return exchange.answer(data, "styles/styles.html", layer=exchange.layer if of_one else None)


def style(request: Request) -> Response:
    """GET …/styles/{style}: a style in the form that is asked for. Raises Problem (406) where it has none such."""
    exchange = Exchange(request, FORMS)
    layer = _layer(exchange)
    exchange.check(PAGE)
    dataset, language = layer.dataset, exchange.wanted.language
    found, title = translated(layer, exchange.town), layer.dataset.title.to(language)
    match exchange.wanted.format:
        case "sld11":
            markers = f"{exchange.api}/resources"
            return _sheet(exchange, write_sld(dataset.id, title, _rules(found), markers, language), SLD_TYPE, "sld")
        case "qml":
            return _sheet(exchange, write_qml(_rules(found), dataset.geometry, language), QML_TYPE, "qml")
        case "qlr":
            attribution = (dataset.licence or exchange.town.licence).attribution
            body = write_qlr(dataset, exchange.api, found.rules, attribution, language)
            return _sheet(exchange, body, QLR_TYPE, "qlr")
        case _:
            return exchange.answer(write_mapbox(layer, exchange.api, exchange.town, language), media_type=MBS_TYPE)


def metadata(request: Request) -> Response:
    """GET /api/styles/{style}/metadata: about a style."""
    exchange = Exchange(request)
    layer = _layer(exchange)
    exchange.check(PAGE)
    links = exchange.representations(f"{exchange.api}/styles/{layer.dataset.id}/metadata", PAGES)
    data = documents.metadata(exchange.api, layer, exchange.town, links, exchange.wanted.language)
    rows = tabulated(translated(layer, exchange.town).rules)
    return exchange.answer(data, "styles/style.html", layer=layer, rows=rows)


def legend(request: Request) -> Response:
    """GET …/styles/{style}/legend: the legend as it was drawn at publication, else as it would be."""
    exchange = Exchange(request, PICTURES)
    layer = _layer(exchange)
    exchange.check(PAGE)
    language, kind = exchange.wanted.language, exchange.wanted.format
    path = _folder(request, layer) / f"legend_{language}.{kind}"
    if path.is_file():
        return _picture(exchange, path.read_bytes())
    drawn = draw_legend(layer.style, notice(layer.dataset, exchange.town, layer.data_date), language)
    return _picture(exchange, to_png(drawn) if kind == "png" else drawn.encode())


def thumbnail(request: Request) -> Response:
    """GET …/styles/{style}/thumbnail: the layer's picture. Raises Problem (404) where none was drawn."""
    exchange = Exchange(request, PICTURES)
    layer = _layer(exchange)
    exchange.check(PAGE)
    path = _folder(request, layer) / f"thumbnail.{exchange.wanted.format}"
    if not path.is_file():
        raise not_found(request.url.path)
    return _picture(exchange, path.read_bytes())


def sprite_sheet(request: Request) -> Response:
    """GET /api/styles/{style}/sprite[@2x].json|png: the markers of a style, as MapLibre wants them."""
    layer = request.app.state.live.snapshot.publication(request.path_params["style"])
    names, file = markers_of(layer.style), request.path_params["file"]
    if not names or file not in SPRITES:
        raise not_found(request.url.path)
    ratio, kind = SPRITES[file]
    if kind == "json":
        return cacheable(request, to_json(sprite_index(names, ratio)), "application/json")
    return cacheable(request, sprite(names, ratio), PNG)


def resource(request: Request) -> Response:
    """GET /api/resources/{name}.svg: one marker or pattern, ``<shape>-<rrggbb>``, for styles in other forms."""
    found = parse(request.path_params["name"])
    if found is None:
        raise not_found(request.url.path)
    return cacheable(request, image(*found).encode(), SVG)


def _layer(exchange: Exchange) -> Publication:
    """The layer of the style that the path names: a collection has one, of its own name."""
    path = exchange.request.path_params
    name = path["style"]
    if path.get("collection", name) != name:
        raise not_found(name)
    return exchange.snapshot.publication(name)


def _rules(found: Translation) -> tuple[Rule, ...]:
    if not found.rules:
        reasons = "; ".join(reason.de for reason in found.reasons), "; ".join(r.to("en") for r in found.reasons)
        raise Problem(
            406,
            "NoApplicableCode",
            Text(
                f"Diesen Stil gibt es nur für MapLibre (f=mbs): {reasons[0]}.",
                f"This style exists for MapLibre only (f=mbs): {reasons[1]}.",
            ),
        )
    return found.rules


def _folder(request: Request, layer: Publication) -> Path:
    return store_of(request.app.state.settings).path(layer.dataset.id, layer.version)


def _sheet(exchange: Exchange, body: bytes, media_type: str, suffix: str) -> Response:
    name = f"{exchange.request.path_params['style']}.{suffix}"
    more = {"Content-Disposition": f'inline; filename="{name}"'}
    return cacheable(exchange.request, body, media_type, _head(exchange) | more)


def _picture(exchange: Exchange, body: bytes) -> Response:
    return cacheable(exchange.request, body, SVG if exchange.wanted.format == "svg" else PNG, _head(exchange))


def _head(exchange: Exchange) -> dict[str, str]:
    return {"Vary": "Accept, Accept-Language", "Content-Language": exchange.wanted.language}


_COLLECTION = "/api/collections/{collection}/styles"

ROUTES = [
    Route("/api/styles", styles),
    Route("/api/styles/{style}", style),
    Route("/api/styles/{style}/metadata", metadata),
    Route("/api/resources/{name}.svg", resource),
    Route(_COLLECTION, styles),
    Route(_COLLECTION + "/{style}", style),
    Route(_COLLECTION + "/{style}/metadata", metadata),
    *(
        Route(f"{base}/{{style}}/{name}", handler)
        for base in ("/api/styles", _COLLECTION)
        for name, handler in (("legend", legend), ("thumbnail", thumbnail))
    ),
    Route("/api/styles/{style}/{file}", sprite_sheet),
]
