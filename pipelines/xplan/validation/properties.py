"""Checks of properties that depend on each other; empty elements count as not given."""

from collections.abc import Iterator

from pipelines.text import Text
from pipelines.xplan.model import Literal, Measure, Object
from pipelines.xplan.validation.rule import Check, about
from pipelines.xplan.validation.subject import Subject


def given(held: Object, name: str) -> bool:
    """Tell whether an object has a property with a value."""
    return any(not isinstance(value, Literal | Measure) or value.text.strip() for value in held.values(name))


def number(held: Object, name: str) -> float | None:
    """Return the number of a property, None where it has none."""
    try:
        return float(held.text(name) or "")
    except ValueError:
        return None


def needs(name: str, *others: str) -> Check:
    """Make a check that where ``name`` is given, one of ``others`` is as well."""

    @about(name)
    def check(held: Object, _: Subject) -> Iterator[Text]:
        if given(held, name) and not any(given(held, each) for each in others):
            wanted = " / ".join(others)
            yield Text(f"{name} ist angegeben, {wanted} fehlt.", f"{name} is given, {wanted} is missing.")

    return check


def needs_value(name: str, other: str, *codes: str, or_none: bool = False) -> Check:
    """Make a check that ``name`` is given only where ``other`` has one of ``codes`` (or, ``or_none``, no value)."""

    @about(name)
    def check(held: Object, _: Subject) -> Iterator[Text]:
        has = [code for code in held.texts(other) if code]
        if given(held, name) and not (set(has) & set(codes) or (or_none and not has)):
            wanted, found = " / ".join(codes), ", ".join(has) or "–"
            yield Text(
                f"{name} darf nur stehen, wenn {other} den Wert {wanted} hat; es hat {found}.",
                f"{name} may only be given where {other} is {wanted}; it is {found}.",
            )

    return check


def excludes(name: str, *others: str) -> Check:
    """Make a check that ``name`` and any of ``others`` are not given at once."""

    @about(*others)
    def check(held: Object, _: Subject) -> Iterator[Text]:
        if given(held, name):
            for other in others:
                if given(held, other):
                    yield Text(
                        f"{name} und {other} dürfen nicht zugleich angegeben sein.",
                        f"{name} and {other} must not be given at once.",
                    )

    return check


def one_of(*names: str) -> Check:
    """Make a check that at least one of these properties is given."""

    def check(held: Object, _: Subject) -> Iterator[Text]:
        if not any(given(held, name) for name in names):
            wanted = ", ".join(names)
            if len(names) == 1:
                yield Text(f"{wanted} fehlt.", f"{wanted} is missing.")
            else:
                yield Text(f"Keines von {wanted} ist angegeben.", f"None of {wanted} is given.")

    return check


def has_text(name: str) -> Check:
    """Make a check that a property, where it stands, is not blank."""

    @about(name)
    def check(held: Object, _: Subject) -> Iterator[Text]:
        if any(not text for text in held.texts(name)):
            yield Text(f"{name} ist leer.", f"{name} is empty.")

    return check


def in_order(least: str, most: str) -> Check:
    """Make a check that the lower of two limits is not above the higher one."""

    @about(least)
    def check(held: Object, _: Subject) -> Iterator[Text]:
        low, high = number(held, least), number(held, most)
        if low is not None and high is not None and low > high:
            yield Text(
                f"{least} ({low:g}) ist größer als {most} ({high:g}).", f"{least} ({low:g}) is above {most} ({high:g})."
            )

    return check
