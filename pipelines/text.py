"""Words that people read, in German and English."""

import locale
import os
from typing import Annotated, Literal

from pydantic import BeforeValidator
from pydantic.dataclasses import dataclass

Language = Literal["de", "en"]


@dataclass(frozen=True)
class Text:
    """One phrase in German and, where it was translated, in English."""

    de: str
    en: str | None = None

    def to(self, language: Language) -> str:
        """Return the phrase in ``language``, German where no translation exists."""
        return self.en if language == "en" and self.en else self.de


def figure(written: str) -> Text:
    """Return a number, written with a decimal point, with the decimal sign of each language."""
    return Text(written.replace(".", ","), written)


def _from_yaml(value: object) -> object:
    return Text(value) if isinstance(value, str) else value


LocalText = Annotated[Text, BeforeValidator(_from_yaml)]
"""A :class:`Text` that YAML may write as a plain German string."""


def user_language() -> Language:
    """Return the language of the person at the terminal, after the POSIX locale variables."""
    names = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    chosen = next((name for name in names if name), "C")
    return "de" if (locale.normalize(chosen) or chosen).lower().startswith("de") else "en"
