"""How often a report tells one fault of one drawing: ten thousand places are no easier to mend than a million."""

from collections.abc import Iterable, Iterator

from pipelines.text import Text

MOST = 10_000
MORE = Text(
    "Denselben Fehler gibt es hier mehr als 10.000-mal; die weiteren Stellen sind nicht aufgeführt.",
    "There are more than 10,000 faults of this kind here; the other places are not listed.",
)


def limited[Told](found: Iterable[Told], more: Told) -> Iterator[Told]:
    """Yield the first of what was found, and ``more`` in place of the others, which are not looked for."""
    for number, each in enumerate(found):
        if number == MOST:
            yield more
            return
        yield each
