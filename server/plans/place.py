"""GET /api/plans/at: the plans that cover a point, what holds there, and all that they state of it."""

import math
from collections.abc import Mapping
from datetime import date, datetime
from http import HTTPStatus
from typing import Any

from sqlalchemy import Connection, func, select
from starlette.requests import Request
from starlette.responses import Response

from pipelines.definition import Contact
from pipelines.legal_time import LEGAL_TIME
from pipelines.plans.names import OVERVIEW, collection_of
from pipelines.plans.stored import Plan, in_storage, live_plans_at
from pipelines.portal import plan_object
from pipelines.text import Language, Text
from server.exchange import Exchange
from server.links import Json
from server.negotiation import JSON, Offer
from server.plans.documents import is_sample, links_of, sheet_of
from server.plans.standing import Candidate, roles
from server.problem import Problem, invalid

ONLY_JSON: Offer = (JSON,)

PARAMETERS = frozenset({"f", "lang", "lon", "lat"})

NEAR = 2.0
"""Metres within which a line or a point of a plan is at a place: what a finger on a map means."""

REGION = (-20.0, 30.0, 45.0, 75.0)
"""West, south, east, north in degrees: where EPSG:25832 can be trusted to find nothing that is not there."""

DISCLAIMER = Text(
    "Rechtsverbindlich ist allein die ausgefertigte Satzung.",
    "Only the signed and sealed by-law itself is legally binding.",
)
AT = Text("Pläne an diesem Ort", "Plans at this place")

SHOWN = ("plan", "id", "klasse", "titel", "text", "zeichen")
ASIDE = ("bereich", "schrift")
"""Symbols of what says nothing of the ground."""


def plans_at(request: Request) -> Response:
    """Answer with the plans at ``lon`` and ``lat``; an empty list where there is none. Raises Problem (400)."""
    exchange = Exchange(request, ONLY_JSON)
    given = exchange.check(PARAMETERS)
    lon, lat = _degrees("lon", given, 180), _degrees("lat", given, 90)
    address = f"{exchange.api}/plans/at?lon={lon!r}&lat={lat!r}"
    said = {
        "plans": _plans(exchange, lon, lat),
        "disclaimer": {"de": DISCLAIMER.de, "en": DISCLAIMER.to("en")},
        "contact": _contact(exchange.town.contact, exchange.wanted.language),
        "links": [_link("self", JSON.media_type, AT.to(exchange.wanted.language), address)],
    }
    return exchange.answer(said)


def _plans(exchange: Exchange, lon: float, lat: float) -> list[Json]:
    west, south, east, north = REGION
    if not (west <= lon <= east and south <= lat <= north):
        return []
    with exchange.layers.snapshot() as connection:
        found = {each.plan: each for each in live_plans_at(connection, lon, lat)}
        objects = _objects(exchange, connection, lon, lat) if found else {}
    today = datetime.now(LEGAL_TIME).date()
    order = roles([_candidate(each) for each in found.values()], today)
    return [
        _plan(found[name], role, objects.get(name, []), exchange.api, exchange.wanted.language, today)
        for name, role in order.items()
    ]


def _objects(exchange: Exchange, connection: Connection, lon: float, lat: float) -> dict[str, list[Json]]:
    """The objects at a place by plan, areas before lines before points; none while there is no overview."""
    try:
        layer = exchange.layers.layer(connection, OVERVIEW)
    except Problem as problem:
        if problem.status != HTTPStatus.NOT_FOUND:
            raise
        return {}
    overview, point = layer.table.c, in_storage(lon, lat)
    dimension = func.ST_Dimension(overview.geom)
    query = (
        select(*(overview[name] for name in SHOWN), plan_object.c.content)
        .join(plan_object, plan_object.c.id == overview.id)
        .where(func.ST_DWithin(overview.geom, point, NEAR))
        .where((dimension < 2) | func.ST_Intersects(overview.geom, point))
        .where(overview.zeichen.not_in(ASIDE))
        .order_by(dimension.desc(), overview.rang, func.ST_Area(overview.geom), overview.id)
    )
    rows = connection.execute(query).mappings()
    found: dict[str, list[Json]] = {}
    for row in rows:
        found.setdefault(row["plan"], []).append(_object(dict(row)))
    return found


def _object(row: Mapping[str, Any]) -> Json:
    return {
        "collection": collection_of(row["klasse"]),
        "id": row["id"],
        "class": row["klasse"],
        "title": row["titel"],
        "text": row["text"],
        "zeichen": row["zeichen"],
        **row["content"],
    }


def _candidate(plan: Plan) -> Candidate:
    about = plan.about
    code = plan.rechtsstand.code if plan.rechtsstand else None
    return Candidate(
        plan.plan,
        plan.class_name,
        plan.name,
        plan.nummer,
        code,
        about.get("inkrafttreten"),
        about.get("amends", ()),
        about.get("amended_by", ()),
    )


def _plan(  # noqa: PLR0913, PLR0917 - all that is said of one plan
    plan: Plan, role: str, objects: list[Json], api: str, language: Language, today: date
) -> Json:
    about, stands = plan.about, plan.rechtsstand
    return {
        "id": plan.plan,
        "name": plan.name,
        "nummer": plan.nummer,
        "class": plan.class_name,
        "sample": is_sample(plan),
        "rechtsstand": {"code": stands.code, "de": stands.words} if stands else None,
        "inkrafttreten": about.get("inkrafttreten"),
        "baunvo": about.get("baunvo"),
        "role": role,
        "amends": about.get("amends", []),
        "amended_by": about.get("amended_by", []),
        "participation": ongoing(about.get("participation"), today),
        "links": links_of(plan, f"{api}/plans", language),
        "sheet": sheet_of(plan, f"{api}/plans"),
        "objects": objects,
        "texts": about.get("texts", []),
    }


def ongoing(participation: Json | None, today: date) -> Json | None:
    """Return the participation while it lasts, its first and last day included (BauGB § 3 (2))."""
    if not participation:
        return None
    day = today.isoformat()
    begun = (participation["from"] or day) <= day
    return participation if begun and day <= (participation["to"] or day) else None


def _contact(contact: Contact, language: Language) -> Json:
    return {
        "name": contact.office.to(language),
        "email": contact.email,
        "phone": contact.phone,
        "url": contact.url,
    }


def _degrees(name: str, given: Mapping[str, str], most: int) -> float:
    try:
        found = float(given.get(name, ""))
    except ValueError:
        found = math.nan
    if not abs(found) <= most:  # not a number is in no range
        raise invalid(
            name, f"Erwartet werden Grad von -{most} bis {most}.", f"expected degrees from -{most} to {most}."
        )
    return found


def _link(relation: str, media_type: str, title: str, href: str) -> Json:
    return {"rel": relation, "type": media_type, "title": title, "href": href}
