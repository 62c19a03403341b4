"""The list of plans as JSON, and links to it."""

from collections.abc import Iterable, Iterator
from urllib.parse import quote

from pipelines.plans.file import FileEntry
from pipelines.plans.names import collection_of
from pipelines.plans.stored import Plan
from pipelines.text import Language, Text
from server.links import Json

GML, ZIP, WEBP = "application/gml+xml; version=3.2", "application/zip", "image/webp"

PLANS = Text("Bebauungspläne und andere Pläne in XPlanGML", "Development plans in XPlanGML")
INSPIRE = Text("{} als INSPIRE Planned Land Use", "{} as INSPIRE Planned Land Use")
DOCUMENT = Text("{} als XPlanGML {}", "{} as XPlanGML {}")
FEATURE = Text("Als Objekt seiner Sammlung", "As a feature of its collection")
ARCHIVE = Text("{} mit Anlagen als XPlanArchiv", "{} with attachments as XPlanArchiv")


def listed(plans: Iterable[Plan], links: list[Json], api: str, language: Language) -> Json:
    """Write all plans; ``links`` are those of the list itself, ``api`` is the API's address."""
    found = [described(each, f"{api}/plans", language) for each in plans]
    return {
        "plans": found,
        "numberReturned": len(found),
        "links": links,
    }


def landing_links(api: str, language: Language) -> list[Json]:
    """Link the list from the landing page."""
    return [_link("related", "application/json", PLANS.to(language), f"{api}/plans")]


def described(plan: Plan, url: str, language: Language) -> Json:
    """Write one plan; ``url`` is the address of the list."""
    return plan.to_json() | {
        "sample": is_sample(plan),
        "dates": dict(plan.dates),
        "bbox": [round(number, 7) for number in plan.bbox] if plan.bbox else None,
        "validation": dict(plan.report),
        "sheet": sheet_of(plan, url),
        "links": links_of(plan, url, language),
    }


def is_sample(plan: Plan) -> bool:
    """Whether a plan is shipped to be looked at, and law nowhere."""
    return bool(plan.about.get("is_sample"))


def sheet_of(plan: Plan, url: str) -> Json | None:
    """Say where the tiles of a plan's scans are, None where it has none; ``url`` is the address of the list."""
    if not (sheet := plan.about.get("sheet")):
        return None
    tiles = f"{url}/{plan.plan}/tiles/{sheet['version']}/{{z}}/{{y}}/{{x}}"
    return {"tiles": tiles, **{name: sheet[name] for name in ("minzoom", "maxzoom", "bounds")}}


def links_of(plan: Plan, url: str, language: Language) -> list[Json]:
    """Link a plan's feature and files; ``url`` is the address of the list."""
    files = (_file(each, f"{url}/{plan.plan}") for each in plan.files)
    return [*_item(plan, url, language), *_forms(plan, url, language), *files]


def _item(plan: Plan, url: str, language: Language) -> Iterator[Json]:
    """The plan as a feature, where it has a place."""
    if plan.bbox:
        collection = f"{url.removesuffix('/plans')}/collections/{collection_of(plan.class_name)}"
        item = f"{collection}/items/{quote(plan.plan)}"
        yield _link("item", "application/geo+json", FEATURE.to(language), item)


def _forms(plan: Plan, url: str, language: Language) -> Iterator[Json]:
    named = plan.name or plan.nummer or plan.plan
    written, packed, land_use = (each.to(language).format(named, plan.version) for each in (DOCUMENT, ARCHIVE, INSPIRE))
    yield _link("alternate", GML, written, f"{url}/{plan.plan}.gml")
    yield _link("enclosure", ZIP, packed, f"{url}/{plan.plan}.zip")
    if plan.about.get("is_planned_land_use"):
        yield _link("alternate", GML, land_use, f"{url}/{plan.plan}.plu.gml")


def _file(file: FileEntry, url: str) -> Json:
    link = _link("related", file.media_type, file.name, f"{url}/attachments/{quote(file.name)}")
    return link | {"length": file.size}


def _link(relation: str, media_type: str, title: str, href: str) -> Json:
    return {"rel": relation, "type": media_type, "title": title, "href": href}
