"""``/app.webmanifest``: how the map looks on a phone's home screen (W3C Web Application Manifest)."""

from typing import Any

from pipelines.town import Town

MEDIA_TYPE = "application/manifest+json"

ICONS = (
    ("/icons/portal.svg", "any", "image/svg+xml"),
    ("/icons/portal-192.png", "192x192", "image/png"),
    ("/icons/portal-512.png", "512x512", "image/png"),
)
"""Address, size and type. What they show stays within the circle that systems may cut out (40 % of the width)."""

SHORTCUTS = 4
"""Systems show no more."""


def app_manifest(town: Town) -> dict[str, Any]:
    """Describe the map as an app of the town; its questions are the app's shortcuts."""
    return {
        "id": "/",
        "name": town.title.de,
        "short_name": town.name,
        "description": town.description.de,
        "lang": "de",
        "dir": "ltr",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "theme_color": town.colours.primary,
        "background_color": "#ffffff",
        "icons": [
            {"src": address, "sizes": sizes, "type": media_type, "purpose": purpose}
            for purpose in ("any", "maskable")
            for address, sizes, media_type in ICONS
        ],
        "shortcuts": [{"name": question.title.de, "url": f"/{question.id}"} for question in town.questions[:SHORTCUTS]],
    }
