"""What classes and properties of XPlanGML are called in plain words; titles.json holds what the model leaves out."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from pipelines.text import Text

Titles = Mapping[str, Mapping[str, str]]


def class_title(class_name: str) -> Text:
    """Return the title of a class: BP_BauGrenze is a Baugrenze; its own name where it has none in a language."""
    known = _titles()
    return Text(known["classes"].get(class_name, class_name), known["english"].get(class_name, class_name))


def property_title(path: str) -> str:
    """Return the title of a property, or of one within others (``hoehenangabe.h``); their own names otherwise."""
    known = _titles()["properties"]
    return ": ".join(known.get(name, name) for name in path.split("."))


@cache
def _titles() -> Titles:
    text = files(__package__).joinpath("titles.json").read_text("utf-8")
    titles: Titles = json.loads(text)
    return titles
