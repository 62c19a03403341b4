"""Which documents come with a plan: references of XP_ExterneReferenz, checked before they are followed."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import unquote

from pipelines.errors import SourceError
from pipelines.text import Text
from pipelines.xplan.model import Document, Feature, Literal, Notice, Object

PROPERTIES = frozenset({"referenzURL", "georefURL"})
WEB = re.compile(r"https?://", re.IGNORECASE)
OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:|[/\\]", re.IGNORECASE)
"""How a reference begins that is no name in the archive: a scheme, a drive, the root of a machine."""


@dataclass(frozen=True, slots=True)
class Linked:
    """One reference to a document: who has it, and what it says."""

    feature: Feature
    url: str

    @property
    def is_web(self) -> bool:
        """Whether it is an address in the web, which is shown and never followed."""
        return bool(WEB.match(self.url))

    @property
    def leaves(self) -> bool:
        """Whether it leads out of the archive to something else than the web."""
        path = PurePosixPath(unquote(self.url).replace("\\", "/"))
        return not self.is_web and bool(OUTSIDE.match(self.url) or ".." in path.parts)

    def among(self, names: Collection[str]) -> str | None:
        """Return the name in the archive that it means, None where there is none."""
        plain = self.url.removeprefix("./")
        return next((name for name in (plain, unquote(plain)) if name in names), None)


def linked(document: Document) -> Iterator[Linked]:
    """Yield all references to documents, in the order of the document."""
    for feature in document.features:
        yield from (Linked(feature, url) for url in _urls(feature))


def refuse_leaving(document: Document, name: str) -> None:
    """Raise SourceError where a reference leads out of the archive ``name``."""
    for each in linked(document):
        if each.leaves:
            where = f"{each.feature.class_name} {each.feature.gml_id}"
            line = each.feature.line
            raise SourceError(
                Text(
                    f"{name}, Zeile {line}: {where} verweist aus dem Archiv heraus, auf {each.url}.",
                    f"{name}, line {line}: {where} refers to what is outside of the archive, {each.url}.",
                ),
                Text(
                    "Bitte die Datei in das Archiv legen und nur ihren Namen angeben.",
                    "Please put the file into the archive and give its name only.",
                ),
            )


def missing(document: Document, names: Collection[str]) -> Iterator[Notice]:
    """Yield a notice for each reference to a file that did not come with the plan."""
    for each in linked(document):
        if not each.is_web and each.among(names) is None:
            message = Text(f"{each.url} liegt dem Plan nicht bei.", f"{each.url} does not come with the plan.")
            yield Notice("attachment", message, each.feature.gml_id, each.feature.line)


def _urls(held: Object) -> Iterator[str]:
    for each in held.properties:
        if isinstance(each.value, Object):
            yield from _urls(each.value)
        elif each.name in PROPERTIES and isinstance(each.value, Literal) and each.value.text.strip():
            yield each.value.text.strip()
