"""What of a plan cannot come along into another version or schema, and why."""

from dataclasses import dataclass

from pipelines.text import Text
from pipelines.xplan.geometry import Geometry
from pipelines.xplan.model import Element, Literal, Measure, Object, Reference, Value

NO_CLASS = Text("diese Klasse gibt es in der neuen Fassung nicht", "this class is not in the new version")
ONLY_GENERIC = Text(
    "diese Klasse gibt es in der neuen Fassung nicht; das Objekt ist dort ein generisches",
    "this class is not in the new version; the feature is a generic one there",
)
OTHER_GEOMETRY = Text("die neue Fassung verlangt andere Geometrie", "the new version asks for another geometry")
NO_PROPERTY = Text("dieses Merkmal gibt es in der neuen Fassung nicht", "this property is not in the new version")
NO_CODE = Text("diesen Wert gibt es in der neuen Fassung nicht", "this value is not in the new version")
TOO_MANY = Text("die neue Fassung erlaubt weniger Werte", "the new version allows fewer values")
OTHER_KIND = Text(
    "die neue Fassung verlangt eine andere Art von Wert", "the new version asks for another kind of value"
)
INCOMPLETE = Text("dazu fehlt, was die neue Fassung verlangt", "what the new version demands with it is missing")
MISSING = Text("verlangt die neue Fassung, und es fehlt", "is demanded by the new version and missing")


@dataclass(frozen=True, slots=True)
class Loss:
    """One value that the new version has no place for, or that only the new version demands and the plan lacks.

    ``gml_id`` and ``class_name`` are those of the feature in the old version, ``name`` is empty for a whole feature.
    """

    gml_id: str
    class_name: str
    name: str
    value: str
    reason: Text


def shown(value: Value) -> str:
    """Say a value in one line, as lists of losses have it."""
    match value:
        case Literal(text) | Measure(text):
            return text.strip()
        case Reference(href):
            return href
        case Object(class_name):
            return class_name
        case Geometry(kind):
            return kind
        case Element(xml):
            return xml
