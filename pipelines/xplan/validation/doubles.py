"""Rule 4.5.2.4: what an area that may be built on lays down, the area beneath it does not lay down as well."""

from collections.abc import Iterator

import shapely

from pipelines.text import Text
from pipelines.xplan.model import Feature, Object
from pipelines.xplan.validation.finding import Severity
from pipelines.xplan.validation.flaw import SAME
from pipelines.xplan.validation.rule import Rule
from pipelines.xplan.validation.subject import Subject

BUILDABLE = "BP_UeberbaubareGrundstuecksFlaeche"
OF_ALL = "BP_Flaechenobjekt"
"""What all areas have says nothing of kind and measure of use."""


def stand_once(held: Object, subject: Subject) -> Iterator[Text]:
    """Kind and measure of use are laid down once at each place."""
    shape = subject.shape(held) if isinstance(held, Feature) else None
    if shape is None or shapely.get_dimensions(shape) < 2:
        return
    stated = _stated(held, subject)
    for beneath in subject.closing_at(shape, SAME) if stated else ():
        for name in (each for each in stated if beneath.values(each)):
            where = f"{beneath.class_name} {beneath.gml_id}"
            yield Text(
                f"{name} steht auch bei der Fläche darunter, {where}.",
                f"{name} is stated of the area beneath as well, {where}.",
            )


def _stated(held: Object, subject: Subject) -> list[str]:
    """The properties of the model that have a value, and that not every area has, in order."""
    known = subject.document.catalogue
    own = known.properties(held.class_name).keys() - known.properties(OF_ALL).keys()
    return list(dict.fromkeys(each.name for each in held.properties if each.name in own))


RULES = (
    Rule(
        "4.5.2.4",
        f"{BUILDABLE}: Keine doppelte Belegung von Attributen",
        (BUILDABLE,),
        stand_once,
        Severity.WARNING,
        "6.0",
    ),
)
