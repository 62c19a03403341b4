"""/barrierefreiheit: the accessibility statement that § 10 (3) L-BGG asks of a town, by self-assessment.

What the portal itself cannot do is known here and the same for every town; the town's settings say whom to write to.
"""

from dataclasses import dataclass
from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pipelines.text import Language, Text
from pipelines.town import Town
from server import pages
from server.exchange import LANGUAGES, Exchange
from server.links import Json, address
from server.negotiation import HTML
from server.responses import cacheable

ASSESSED = date(2026, 11, 27)
"""When the list of barriers was last gone through; it is to be renewed every year and with every large change."""

BADEN_WUERTTEMBERG = "08"
"""First digits of the municipality key; other states have other laws and other arbitration bodies."""


@dataclass(frozen=True)
class Barrier:
    """What not everybody can use, why, and what they can do instead."""

    what: Text
    instead: Text


BARRIERS = (
    Barrier(
        Text(
            "Die gezeichnete Karte ist ein Bild: Vorlesehilfen lesen daraus weder Lage noch Verlauf.",
            "The drawn map is a picture: screen readers can tell neither places nor courses from it.",
        ),
        Text(
            "Jede Ebene gibt es als Liste mit allen Angaben, die Suche und „In meiner Nähe“ nennen Entfernungen. Wie "
            "Flächen zueinander liegen, sagen die Listen nicht.",
            "Every layer is also a list with all that is known, search and “near me” tell distances. The lists do not "
            "tell how areas lie to each other.",
        ),
    ),
    Barrier(
        Text(
            "Schrift auf der Karte wächst nicht mit der Schriftgröße des Browsers, und manche Farben der Karte heben "
            "sich weniger als 3:1 vom Untergrund ab (WCAG 1.4.4, 1.4.11).",
            "Letters on the map do not grow with the browser's text size, and some colours of the map stand out from "
            "their ground by less than 3:1 (WCAG 1.4.4, 1.4.11).",
        ),
        Text(
            "Vergrößern Sie die Karte. Zeichen unterscheiden sich auch durch ihre Form, und alle Namen stehen in "
            "den Listen.",
            "Zoom in. Symbols differ by their shape, too, and all names are in the lists.",
        ),
    ),
    Barrier(
        Text(
            "PDF-Dateien, die Sie aus der Karte drucken, zeigen die Karte als Bild. Was auf der Karte zu "
            "sehen ist, steht nicht als Text in der Datei.",
            "PDF files that you print from the map show the map as a picture. They do not say in words what is on it.",
        ),
        Text(
            "Überschrift, Legende und Quellen sind ausgezeichnet. Die Angaben stehen auf der Seite jedes Objekts.",
            "Heading, legend and sources are tagged. The facts are on each object's page.",
        ),
    ),
    Barrier(
        Text(
            "Beim Vergleichen zweier Ebenen hat die rechte Karte keine Textfassung; beim Zeichnen und Messen setzt die "
            "Tastatur Punkte nur in der Kartenmitte.",
            "While two layers are compared, the map on the right has no text; drawing and measuring by keyboard sets "
            "points in the middle of the map only.",
        ),
        Text("Beide Ebenen lassen sich nacheinander als Liste öffnen.", "Both layers can be opened as lists in turn."),
    ),
    Barrier(
        Text(
            "Erläuterungen in Deutscher Gebärdensprache fehlen, und die Namen und Angaben der Ebenen sind nicht in "
            "Leichter Sprache.",
            "Explanations in German Sign Language are missing, and names and facts of layers are not in Easy Language.",
        ),
        Text(
            "Die Karte spricht Leichte Sprache, und eine Seite erklärt sie. Sonst rufen Sie uns an oder schreiben uns.",
            "The map speaks Easy Language, and a page explains it. Otherwise call us or write to us.",
        ),
    ),
    Barrier(
        Text(
            "Unterlagen, die andere liefern, wie Begründungen von Bebauungsplänen als PDF, sind nicht geprüft.",
            "Documents by others, such as the reasons of development plans as PDF, have not been checked.",
        ),
        Text(
            "Auf Anfrage geben wir ihren Inhalt in zugänglicher Form weiter.",
            "On request we give you their content in an accessible form.",
        ),
    ),
)


def page(request: Request) -> Response:
    """GET /barrierefreiheit."""
    exchange = Exchange(request, (HTML,))
    exchange.check({"lang"})
    language = exchange.wanted.language
    site: Json = request.app.state.site
    config = site | {"server": site["server"] | {"url": exchange.api}}
    body = statement(exchange.town, config, language, {each: address("", [("lang", each)]) for each in LANGUAGES})
    headers = {"Vary": "Accept, Accept-Language", "Content-Language": language}
    return cacheable(request, body.encode(), "text/html; charset=utf-8", headers)


def statement(town: Town, config: Json, language: Language, here: dict[Language, str] | None = None) -> str:
    """Write the page. ``here`` are its addresses by language; without them it links to no other language."""
    return pages.render(
        "accessibility.html",
        config,
        {"links": []},
        language,
        town=town,
        barriers=BARRIERS,
        assessed=ASSESSED.isoformat(),
        in_baden_wuerttemberg=town.ags.startswith(BADEN_WUERTTEMBERG),
        here=here,
    )


ROUTES = [Route("/barrierefreiheit", page)]
