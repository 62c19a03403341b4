"""Rule 2.2.3.1: what a plan provides for lies inside the scope of its Bereich, or of the plan."""

from collections.abc import Iterator

import numpy as np
import shapely

from pipelines.text import Text
from pipelines.xplan.catalogue import PLANS, SECTIONS, is_before
from pipelines.xplan.model import Feature
from pipelines.xplan.validation.finding import Finding, Severity
from pipelines.xplan.validation.flaw import SAME
from pipelines.xplan.validation.subject import OUTSIDE, Subject

NUMBER = "2.2.3.1"
TITLE = "Lage im Geltungsbereich"
FREE_SINCE = {"BP_HoehenMass": "5.3", "BP_AbstandsMass": "5.3"}
"""Measures that may be drawn outside, by the version since when."""

MESSAGE = Text("Das Objekt liegt nicht ganz im Geltungsbereich.", "The feature is not completely inside the scope.")
SECTION = Text(
    "Der Bereich liegt nicht ganz im Geltungsbereich des Plans.",
    "The Bereich is not completely inside the scope of the plan.",
)


def check_scopes(subject: Subject) -> Iterator[Finding]:
    """Yield what lies outside by more than 2 mm; holes of a scope are outside."""
    found: dict[int, tuple[Feature, list[Feature]]] = {}
    for feature in subject.document.features:
        scope = _scope(feature, subject)
        if scope is not None and subject.shape(scope) is not None and subject.shape(feature) is not None:
            found.setdefault(id(scope), (scope, []))[1].append(feature)
    for scope, features in found.values():
        yield from _outside(scope, features, subject)


def _outside(scope: Feature, features: list[Feature], subject: Subject) -> Iterator[Finding]:
    area = shapely.buffer(subject.shape(scope), SAME)
    shapely.prepare(area)
    shapes = np.array([subject.shape(each) for each in features], dtype=object)
    for number in np.flatnonzero(~shapely.covers(area, shapes)):
        feature = features[number]
        message = SECTION if feature.class_name in SECTIONS else MESSAGE
        rest = shapes[number].difference(area)
        yield Finding(NUMBER, Severity.ERROR, message, (feature.gml_id, scope.gml_id), rest, feature.line)


def _scope(feature: Feature, subject: Subject) -> Feature | None:
    """Whose scope holds a feature, None for what may lie anywhere."""
    if feature.class_name in PLANS or _is_free(feature, subject):
        return None
    if feature.class_name in SECTIONS:
        may_leave = feature.text("bedeutung") in OUTSIDE or feature.values("aendertPlanBereich")
        return None if may_leave else subject.plan(feature)
    return subject.scope(feature)


def _is_free(feature: Feature, subject: Subject) -> bool:
    document = subject.document
    since = FREE_SINCE.get(feature.class_name)
    if since is not None and not is_before(document.version, since):
        return True
    return document.catalogue.is_a(feature.class_name, "XP_AbstraktesPraesentationsobjekt")
