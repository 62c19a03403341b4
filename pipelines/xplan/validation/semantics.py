"""All rules of the model, and the one walk over a document that checks them."""

from collections.abc import Iterator, Sequence
from itertools import islice

from pipelines.xplan.catalogue import Catalogue
from pipelines.xplan.model import Object
from pipelines.xplan.validation import bp, doubles, general, levels, measures, so, xp
from pipelines.xplan.validation.finding import Finding
from pipelines.xplan.validation.plenty import MORE, MOST
from pipelines.xplan.validation.rule import Rule
from pipelines.xplan.validation.subject import Subject

RULES: tuple[Rule, ...] = (
    *general.RULES,
    *xp.RULES,
    *levels.RULES,
    *measures.RULES,
    *bp.RULES,
    *doubles.RULES,
    *so.RULES,
)

EVERYTHING = "*"
"""What binds all classes."""


def check_rules(subject: Subject) -> Iterator[Finding]:
    """Yield the breaches of all rules that the document's version has, in the order of the document."""
    rules = [rule for rule in RULES if rule.binds(subject.document.version)]
    bound = _Bound(rules, subject.document.catalogue)
    left = {rule.number: MOST + 1 for rule in rules}
    for feature in subject.document.features:
        for held in _within(feature):
            for rule in bound[held.class_name, frozenset(each.name for each in held.properties)]:
                for message in islice(rule.check(held, subject), left[rule.number]):
                    left[rule.number] -= 1
                    said, shape = message if left[rule.number] else MORE, subject.shape(feature)
                    yield Finding(rule.number, rule.severity, said, (feature.gml_id,), shape, feature.line)


def _within(held: Object) -> Iterator[Object]:
    """The object and those nested in it."""
    yield held
    for each in held.properties:
        if isinstance(each.value, Object):
            yield from _within(each.value)


class _Bound(dict[tuple[str, frozenset[str]], Sequence[Rule]]):
    """The rules that may have anything to say of a class with certain properties, worked out once."""

    def __init__(self, rules: Sequence[Rule], known: Catalogue) -> None:
        super().__init__()
        self.rules, self.known = rules, known

    def __missing__(self, key: tuple[str, frozenset[str]]) -> Sequence[Rule]:
        class_name, names = key
        lineage = {class_name, EVERYTHING, *self.known.lineage(class_name)}
        types = self.known.properties(class_name)
        self[key] = [rule for rule in self.rules if lineage & set(rule.of) and rule.concerns(names, types)]
        return self[key]
