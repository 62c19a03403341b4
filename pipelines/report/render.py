"""Templates of reports: everything is escaped, and written in the person's language."""

import hashlib
from base64 import b64encode
from collections.abc import Callable
from functools import lru_cache, partial
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from pipelines.legal_time import day
from pipelines.text import Language, Text


@lru_cache(maxsize=2)
def templates(language: Language) -> Environment:
    """Return the templates with their words (``t``), numbers and days in this language."""
    environment = Environment(
        loader=PackageLoader("pipelines.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_printable,
    )
    environment.globals["t"] = _chooser(language)
    environment.globals["language"] = language
    environment.filters["words"] = lambda said: said.to(language) if isinstance(said, Text) else said
    environment.filters["number"] = partial(number, language=language)
    environment.filters["day"] = partial(day, language=language)
    return environment


def number(value: float, language: Language, decimals: int = 0) -> str:
    """Write 1234.5 as 1.234,5 in German and as 1,234.5 in English."""
    written = f"{value:,.{decimals}f}"
    return written.translate(str.maketrans(",.", ".,")) if language == "de" else written


@lru_cache(maxsize=1)
def stylesheet() -> tuple[Markup, str]:
    """Return the stylesheet and its hash for the page's policy, which allows this one and nothing else."""
    text = (files("pipelines.report") / "templates" / "report.css").read_text(encoding="utf-8")
    digest = b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return Markup(text), f"sha256-{digest}"  # noqa: S704 - our own file


def _chooser(language: Language) -> Callable[[str, str], str]:
    return lambda german, english: german if language == "de" else english


def _printable(value: object) -> object:
    """Show control characters, and signs that turn the direction of writing, as such: files may hold any."""
    if not isinstance(value, str) or isinstance(value, Markup) or value.isprintable():
        return value
    return "".join(sign if sign.isprintable() or sign in "\n\t" else "\N{REPLACEMENT CHARACTER}" for sign in value)
