"""GET /api/collections/{id}/changes, /api/collections/{id}/changes.atom and /api/changes.atom."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from psycopg.errors import InsufficientPrivilege, UndefinedTable
from sqlalchemy import Connection
from sqlalchemy.exc import ProgrammingError
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pipelines.publication import Publication
from pipelines.text import Text
from server.downloads.files import store_of
from server.downloads.links import collection_links
from server.exchange import Exchange
from server.feed import atom, changes
from server.feed.versions import Version, shown, versions
from server.formats.gate import Gate
from server.links import Json, address
from server.negotiation import Offer, Representation
from server.problem import Problem, invalid, not_found
from server.query import DEFAULT_LIMIT, MAX_LIMIT
from server.responses import cacheable, http_date

CHANGES: Offer = (
    Representation("json", ("json", "geojson"), ("application/geo+json", "application/json"), Text("GeoJSON")),
)
FEED: Offer = (Representation("atom", ("atom",), (atom.MEDIA_TYPE, "application/xml", "text/xml"), Text("Atom")),)

PARAMETERS = frozenset({"f", "lang", "since", "to", "after", "limit"})

MOST_ENTRIES = 50


@dataclass(frozen=True)
class Asked:
    """Which changes are wanted: from the version that the client has, behind the id where its last page ended.

    ``to`` is the version that was live when the client began to read.
    """

    since: int
    to: int | None
    after: str
    limit: int


async def layer_changes(request: Request) -> Response:
    """Answer with features that were added or changed since a version, and the ids of those removed.

    Raises Problem: 400 for a version that there never was, 409 when another one became live between two pages, 410
    for one whose features are not kept.
    """
    exchange = Exchange(request, CHANGES)
    asked = _asked(exchange)
    gate: Gate = request.app.state.gate
    return await gate.run(lambda: _changes(exchange, asked))


async def layer_feed(request: Request) -> Response:
    """Answer with the versions of one layer, newest first, as an Atom feed."""
    exchange = Exchange(request, FEED)
    exchange.check({"f", "lang"})
    gate: Gate = request.app.state.gate
    return await gate.run(lambda: _layer_feed(exchange))


def portal_feed(request: Request) -> Response:
    """Answer with the newest versions of all layers as an Atom feed."""
    exchange = Exchange(request, FEED)
    exchange.check({"f", "lang"})
    layers = exchange.snapshot.publications
    with exchange.layers.snapshot() as connection:
        found = versions(connection)
    known = [each for name in layers for each in shown([one for one in found if one.dataset_id == name])]
    newest = sorted(known, key=lambda each: each.updated, reverse=True)[:MOST_ENTRIES]
    entries = [_entry(exchange, layers[each.dataset_id], each, None, None) for each in newest]
    here = f"{exchange.api}/changes.atom"
    home = {"rel": "alternate", "type": "text/html", "href": f"{exchange.api}/collections?f=html"}
    town = exchange.town
    title = Text("{}: was sich geändert hat", "{}: what has changed").to(exchange.wanted.language)
    words = (title.format(town.title.to(exchange.wanted.language)), town.contact.office, town.licence.attribution)
    return _written(exchange, "changes.atom", words, [_self(here), home], entries)


def _changes(exchange: Exchange, asked: Asked) -> Response:
    dataset_id, language = exchange.layer.dataset.id, exchange.wanted.language
    try:
        with exchange.layers.snapshot() as connection:
            found = versions(connection, dataset_id)
            old, new = _pair(exchange, found, asked)
            rows = changes.page(connection, old, new, asked.after, asked.limit + 1)
    except ProgrammingError as error:
        if isinstance(error.orig, (UndefinedTable, InsufficientPrivilege)):  # dropped in this moment
            raise _pruned(exchange, asked.since) from None
        raise
    page, more = rows[: asked.limit], len(rows) > asked.limit
    url = f"{exchange.collection}/changes"
    links = [{"rel": "self", "type": CHANGES[0].media_type, "href": address(url, exchange.parameters)}]
    if more:
        following = {
            "since": asked.since,
            "to": new.number,
            "after": page[-1].id,
            "limit": asked.limit,
            "lang": language,
        }
        href = address(url, [(name, str(value)) for name, value in following.items()])
        links.append({"rel": "next", "type": CHANGES[0].media_type, "href": href})
    links.append({"rel": "collection", "type": "application/json", "href": exchange.collection})
    about = {
        "type": "FeatureCollection",
        "since": old.number,
        "version": new.number,
        "removed": [each.id for each in page if each.feature is None],
        "numberReturned": len(page),
        "links": links,
    }
    features = [f'{{"change":"{each.kind}",{each.feature[1:]}' for each in page if each.feature]
    body = f'{json.dumps(about, ensure_ascii=False, separators=(",", ":"))[:-1]},"features":[{",".join(features)}]}}'
    return cacheable(exchange.request, body.encode(), CHANGES[0].media_type, _headers(exchange))


def _layer_feed(exchange: Exchange) -> Response:
    layer, language = exchange.layer, exchange.wanted.language
    with exchange.layers.snapshot() as connection:
        found = shown(versions(connection, layer.dataset.id))[:MOST_ENTRIES]
        counted = _counted(connection, found)
    before = dict(pairwise(found))
    entries = [_entry(exchange, layer, each, before.get(each), counted.get(each)) for each in found]
    here = f"{exchange.collection}/changes.atom"
    home = {"rel": "alternate", "type": "text/html", "href": f"{exchange.collection}?f=html"}
    contact, licence = layer.dataset.contact or exchange.town.contact, layer.dataset.licence or exchange.town.licence
    words = (layer.dataset.title.to(language), contact.office, licence.attribution)
    return _written(exchange, f"collections/{layer.dataset.id}/changes.atom", words, [_self(here), home], entries)


def _counted(connection: Connection, found: Sequence[Version]) -> dict[Version, changes.Counts]:
    """What each version changed in the one before it, where both are kept."""
    pairs = [(new, old) for new, old in pairwise(found) if new.kept and old.kept]
    return {new: changes.counts(connection, old, new) for new, old in pairs}


def _entry(
    exchange: Exchange, layer: Publication, version: Version, before: Version | None, counted: changes.Counts | None
) -> atom.Entry:
    collection = f"{exchange.api}/collections/{layer.dataset.id}"
    links: list[Json] = [{"rel": "alternate", "type": "text/html", "href": f"{collection}?f=html"}]
    if before and before.kept:
        href = f"{collection}/changes?since={before.number}"
        links.append({"rel": "related", "type": CHANGES[0].media_type, "href": href})
    if version.number == layer.version:
        store = store_of(exchange.request.app.state.settings)
        links += collection_links(store, layer, exchange.base, exchange.wanted.language)
    return atom.Entry(version, layer.dataset.title, counted, links)


def _written(
    exchange: Exchange, key: str, words: tuple[str, Text, str], links: list[Json], entries: list[atom.Entry]
) -> Response:
    title, office, rights = words
    language = exchange.wanted.language
    permanent = f"{exchange.request.app.state.settings.base_url}/api/{key}"
    feed = atom.Feed(permanent, title, office.to(language), rights, links, entries)
    changed = http_date(atom.updated(each.version for each in entries))
    headers = _headers(exchange) | {"Last-Modified": changed}
    return cacheable(exchange.request, atom.write(feed, language), f"{atom.MEDIA_TYPE}; charset=utf-8", headers)


def _headers(exchange: Exchange) -> dict[str, str]:
    return {"Vary": "Accept, Accept-Language", "Content-Language": exchange.wanted.language}


def _self(href: str) -> Json:
    return {"rel": "self", "type": atom.MEDIA_TYPE, "href": href}


def _asked(exchange: Exchange) -> Asked:
    given = exchange.check(PARAMETERS)
    if "since" not in given:
        raise invalid(
            "since", "Erwartet wird die Nummer der Fassung, die schon da ist.", "expected the version you have."
        )
    limit = _number("limit", given.get("limit", str(DEFAULT_LIMIT)))
    to = _number("to", given["to"]) if "to" in given else None
    return Asked(_number("since", given["since"]), to, given.get("after", ""), min(limit, MAX_LIMIT))


def _number(name: str, value: str) -> int:
    if not re.fullmatch(r"[1-9][0-9]{0,8}", value):
        raise invalid(name, "Erwartet wird eine ganze Zahl ab 1.", "expected a whole number from 1.")
    return int(value)


def _pair(exchange: Exchange, found: Sequence[Version], asked: Asked) -> tuple[Version, Version]:
    new = next((each for each in found if each.since), None)
    if new is None:
        raise not_found(exchange.layer.dataset.id)
    if asked.since > found[0].number:
        raise invalid("since", "Diese Fassung gibt es noch nicht.", "there is no such version yet.")
    if asked.to is not None and asked.to != new.number:
        raise Problem(
            409,
            "Conflict",
            Text(
                f"Inzwischen ist Fassung {new.number} veröffentlicht. Bitte mit since={asked.since} von vorn beginnen.",
                f"Version {new.number} has been published meanwhile. Please begin again with since={asked.since}.",
            ),
        )
    old = next((each for each in found if each.number == asked.since), None)
    if old is None or not old.kept:
        raise _pruned(exchange, asked.since)
    return old, new


def _pruned(exchange: Exchange, version: int) -> Problem:
    settings = exchange.request.app.state.settings
    links = collection_links(store_of(settings), exchange.layer, exchange.base, exchange.wanted.language)
    href: Any = links[0]["href"] if links else f"{exchange.collection}/items"
    kind = links[0]["type"] if links else CHANGES[0].media_type
    return Problem(
        410,
        "Gone",
        Text(
            f"Fassung {version} wird nicht mehr aufbewahrt. Die ganze Ebene steht unter {href}.",
            f"Version {version} is not kept any more. All of the layer is at {href}.",
        ),
        {"Link": f'<{href}>; rel="enclosure"; type="{kind}"'},
    )


ROUTES = [
    Route("/api/changes.atom", portal_feed),
    Route("/api/collections/{collection}/changes", layer_changes),
    Route("/api/collections/{collection}/changes.atom", layer_feed),
]
