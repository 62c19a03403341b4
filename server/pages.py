"""HTML pages: the templates in templates/, in German and English, without anything from another server."""

import json
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment, FileSystemLoader

from pipelines.text import Language
from pipelines.town import Town

Json = Mapping[str, Any]

FOLDER = Path(__file__).parent
TEMPLATES = FOLDER / "templates"
STATIC = FOLDER / "static"

_environment = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    extensions=["jinja2.ext.i18n"],  # stock pygeoapi's environment has it too
    auto_reload=False,  # to look at each file's time took an eighth of a page's
)


def render(template: str, config: Json, data: Json, language: Language, **more: object) -> str:
    """Write one page. ``config``, ``data`` and ``locale`` are what stock pygeoapi gives a template, too."""
    locale = SimpleNamespace(language=language)
    return _environment.get_template(template).render(config=config, data=data, locale=locale, **more)


def town_css(town: Town) -> str:
    """Write the town's colours for the pages."""
    return f":root {{ --primary: {town.colours.primary}; --accent: {town.colours.accent}; }}\n"


def to_json(data: object) -> bytes:
    """Write JSON as UTF-8; dates and languages become text."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=str).encode()
