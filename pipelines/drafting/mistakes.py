"""What is wrong with a definition or its tables, gathered so that a planner reads all of it at once."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches

from pipelines.datasets import Location
from pipelines.errors import RefusedError
from pipelines.text import Text

MOST = 20
"""Mistakes that are told at once."""


@dataclass
class Mistakes:
    """Mistakes in the definition by their place in it, and those in records by source and number."""

    in_definition: list[tuple[Location, Text]] = field(default_factory=list)
    in_records: list[Text] = field(default_factory=list)

    def wrong(self, place: Text, said: Text) -> None:
        """Note a mistake of the record at ``place``."""
        self.in_records.append(Text(f"{place.de}: {said.de}.", f"{place.to('en')}: {said.to('en')}."))

    def refuse_records(self, name: str) -> None:
        """Raise RefusedError where records of the plan ``name`` have mistakes."""
        if not self.in_records:
            return
        told = self.in_records[:MOST]
        if rest := len(self.in_records) - len(told):
            told.append(Text(f"… und {rest} weitere.", f"… and {rest} more."))
        raise RefusedError(
            Text("\n".join(each.de for each in told), "\n".join(each.to("en") for each in told)),
            Text(
                f"{name} ist nicht entstanden; bitte die Tabelle oder ihre Zuordnung ändern.",
                f"{name} has not been made; please change the table or its mapping.",
            ),
        )


@dataclass(frozen=True)
class Place:
    """Where the definition is being read; mistakes go to ``mistakes``."""

    mistakes: Mistakes
    location: Location

    def __truediv__(self, step: str | int) -> "Place":
        return Place(self.mistakes, (*self.location, step))

    def wrong(self, said: Text) -> None:
        """Note a mistake here."""
        self.mistakes.in_definition.append((self.location, said))


def near(name: str, known: Iterable[str]) -> Text:
    """Return „; gemeint ist vielleicht …“ where a known name is like this one, else nothing."""
    folded = {each.casefold(): each for each in known}
    found = get_close_matches(name.casefold(), folded, n=1, cutoff=0.7)
    if not found:
        return Text("", "")
    return Text(f"; gemeint ist vielleicht {folded[found[0]]}", f"; perhaps {folded[found[0]]} is meant")
