"""Checks of relations: where one leads, and whether the way back says the same."""

from collections.abc import Iterator

from pipelines.text import Text
from pipelines.xplan.model import Feature, Object, Reference
from pipelines.xplan.validation.rule import About, Check, about
from pipelines.xplan.validation.subject import Subject


def leads_to(name: str, *classes: str) -> Check:
    """Make a check that a relation leads to features of these classes; where it leads to nothing, another one tells."""

    @about(name)
    def check(held: Object, subject: Subject) -> Iterator[Text]:
        known = subject.document.catalogue
        for target in _targets(held, name, subject):
            if not any(known.is_a(target.class_name, each) for each in classes):
                wanted = ", ".join(classes)
                yield Text(
                    f"{name} führt zu {target.class_name}; erwartet wird {wanted}.",
                    f"{name} leads to {target.class_name}; expected is {wanted}.",
                )

    return check


def answered_by(name: str, inverse: str) -> Check:
    """Make a check that what a relation leads to, leads back; features that say nothing contradict nothing."""

    @about(name)
    def check(held: Object, subject: Subject) -> Iterator[Text]:
        for target in _targets(held, name, subject):
            back = [value.target for value in target.values(inverse) if isinstance(value, Reference)]
            if back and held.gml_id not in back:
                yield Text(
                    f"{name} führt zu {target.gml_id}, dessen {inverse} führt nicht zurück.",
                    f"{name} leads to {target.gml_id}, whose {inverse} does not lead back.",
                )

    return check


def part_of_plan(name: str, list_: str) -> Check:
    """Make a check that what an object refers to, is in a list of its plan or of its Bereich."""

    @about(name)
    def check(held: Object, subject: Subject) -> Iterator[Text]:
        plan = subject.plan(held) if isinstance(held, Feature) else None
        if plan is None or not isinstance(held, Feature):
            return
        section = subject.section(held)
        holders = (plan, section) if section else (plan,)
        listed = frozenset().union(*(subject.listed(each, list_) for each in holders))
        for target in _targets(held, name, subject):
            if target.gml_id not in listed:
                yield Text(
                    f"{name} führt zu {target.gml_id}, das nicht unter {list_} des Plans steht.",
                    f"{name} leads to {target.gml_id}, which is not among {list_} of the plan.",
                )

    return check


def together(*checks: Check) -> Check:
    """Make one check of several."""

    def check(held: Object, subject: Subject) -> Iterator[Text]:
        for each in checks:
            yield from each(held, subject)

    narrow = [each for each in checks if isinstance(each, About)]
    if len(narrow) < len(checks):
        return check
    return About(
        check,
        names=frozenset().union(*(each.names for each in narrow)),
        kinds=frozenset().union(*(each.kinds for each in narrow)),
    )


def _targets(held: Object, name: str, subject: Subject) -> Iterator[Feature]:
    for value in held.values(name):
        if isinstance(value, Reference) and (target := subject.document.target(value)) is not None:
            yield target
