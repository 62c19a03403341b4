"""Two states of an object → values that came and went, property by property, as lists and in words."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipelines.plans.change import Told, ValueChange
from pipelines.plans.renamed import CALLED
from pipelines.plans.stating import spoken
from pipelines.plans.symbol import inscription
from pipelines.xplan.model import Document, Feature, Literal, Measure, Object, Property, Reference
from pipelines.xplan.titles import class_title, property_title

Path = tuple[str, ...]
"""Names of nested properties, the outermost first."""

NAMING = ("planName", "referenzName", "name", "nummer", "referenzURL")
"""What tells one nested object from its like."""

SHORT = 60
"""Characters of a text that stand for it."""


@dataclass(frozen=True, slots=True)
class Side:
    """A feature or nested object, in the document of its state."""

    document: Document
    held: Object

    def named(self, name: str) -> list[Property]:
        """All values of a property."""
        return [each for each in self.held.properties if each.name == name]


def value_changes(
    before: Side, after: Side, name: str, path: Path = (), title: str = ""
) -> Iterator[tuple[Path, ValueChange]]:
    """Yield what became of a property's values, with the names that lead there; order does not count.

    Where one nested object takes the place of its like, what is another in it is told; others come and go as a whole.
    """
    mine, theirs = before.named(name), after.named(name)
    gone, come = _left(before, mine, after, theirs), _left(after, theirs, before, mine)
    here, called = (*path, name), f"{title}{title_of((name,))}"
    if pair := _alike(gone, come):
        one, other = pair
        label = _label(one, other) if len(mine) + len(theirs) > 2 else ""
        for inner in dict.fromkeys(each.name for each in (*one.properties, *other.properties)):
            sides = Side(before.document, one), Side(after.document, other)
            yield from value_changes(*sides, inner, here, f"{called}{label}: ")
    elif gone or come:
        yield (
            here,
            ValueChange(
                property=".".join(here),
                title=called,
                before=tuple(_told(before, each) for each in gone),
                after=tuple(_told(after, each) for each in come),
                kept=min(len(mine) - len(gone), len(theirs) - len(come)),
            ),
        )


def saying(document: Document, feature: Feature) -> str | None:
    """Return in short what a feature lays down, or what it is called; None where it says nothing short."""
    drawn = inscription(document, feature)
    called = drawn or " ".join(text for name in CALLED if (text := feature.text(name)))
    text = " ".join((feature.text("text") or "").split())
    return called or (text if len(text) <= SHORT else f"{text[:SHORT].rstrip()}…") or None


def title_of(path: Path) -> str:
    """Return the German title of a property; of one in another namespace its name there."""
    return ": ".join(name.rpartition("}")[2] if name.startswith("{") else property_title(name) for name in path)


def _left(side: Side, own: Sequence[Property], other_side: Side, others: Sequence[Property]) -> list[Property]:
    """Those that say something which none of the others says."""
    there = Counter(_words(other_side, each) for each in others)
    left = []
    for each in own:
        words = _words(side, each)
        if there[words]:
            there[words] -= 1
        elif words:
            left.append(each)
    return left


def _alike(gone: Sequence[Property], come: Sequence[Property]) -> tuple[Object, Object] | None:
    match [each.value for each in gone], [each.value for each in come]:
        case [Object() as one], [Object() as other] if one.class_name == other.class_name:
            return one, other
    return None


def _label(one: Object, other: Object) -> str:
    """What tells an object from the others of its property, where it is still called so."""
    named = (one.text(name) for name in NAMING if one.text(name) == other.text(name))
    found = next((each for each in named if each), None)
    return f" „{found}“" if found else ""


def _told(side: Side, held: Property) -> Told:
    match held.value:
        case Reference(href) as reference:
            target = side.document.target(reference)
            if target is None:
                return Told(href, "")
            return Told(href, saying(side.document, target) or "", target.class_name)
        case Literal(text) | Measure(text):
            return Told(text.strip(), _words(side, held))
    return Told(None, _words(side, held, named=True))


def _words(side: Side, held: Property, *, named: bool = False) -> str:
    """A value in words; relations by what they lead to (``named``), or by their links alone. Geometry has none."""
    match held.value:
        case Reference(href):
            return (named and _named(side, held.value)) or href
        case Literal() | Measure():
            alone = Object(side.held.class_name, (held,))
            return spoken(side.document, alone, held.name) or ""
        case Object() as nested:
            inner = Side(side.document, nested)
            said = ((title_of((each.name,)), _words(inner, each, named=named)) for each in nested.properties)
            return "; ".join(f"{title}: {words}" for title, words in said if words)
    return ""


def _named(side: Side, reference: Reference) -> str | None:
    target = side.document.target(reference)
    if target is None:
        return None
    text = saying(side.document, target)
    return f"{class_title(target.class_name).de} „{text}“" if text else class_title(target.class_name).de
