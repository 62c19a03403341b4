"""Links to the processes."""

from pipelines.text import Language, Text
from server.links import Json

PROCESSES = "http://www.opengis.net/def/rel/ogc/1.0/processes"
TITLE = Text("Prozesse", "Processes")


def landing_links(api: str, language: Language) -> list[Json]:
    """Link the processes on the landing page."""
    return [
        {"rel": PROCESSES, "type": "application/json", "title": TITLE.to(language), "href": f"{api}/processes"},
    ]
