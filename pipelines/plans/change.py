"""What of a plan is another: features, their values and shapes, and the files that come with it."""

from dataclasses import asdict, dataclass
from math import isclose
from typing import Any, Literal

from pipelines.xplan.diff import NEAR
from pipelines.xplan.titles import class_title

Kind = Literal["added", "changed", "removed"]

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """One value: ``value`` as written (None: a nested object), ``words`` as German planners read it.

    Of a relation, ``value`` is the link, ``class_name`` and ``words`` tell the feature to which it leads; both say
    nothing where that is not in the document.
    """

    value: str | None
    words: str
    class_name: str | None = None

    def to_json(self) -> Json:
        """For machines."""
        return {"value": self.value, "words": self.words, "class": self.class_name}


@dataclass(frozen=True, slots=True)
class ValueChange:
    """Values of one property that came and went; ``kept`` counts those that are on both sides.

    ``property`` has dots between nested names, ``title`` says them in German.
    """

    property: str
    title: str
    before: tuple[Told, ...]
    after: tuple[Told, ...]
    kept: int

    def to_json(self) -> Json:
        """For machines."""
        sides = {name: [each.to_json() for each in getattr(self, name)] for name in ("before", "after")}
        return {"property": self.property, "title": self.title, **sides, "kept": self.kept}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A shape in numbers: ``crs`` is its EPSG code, ``dimension`` 0 for points, 1 for lines, 2 for areas.

    ``size`` is in m or m², None for points; ``points`` are those that are written.
    """

    crs: int
    dimension: int
    size: float | None
    points: int


@dataclass(frozen=True, slots=True)
class ShapeChange:
    """A geometry that came, went or is another now.

    ``moved`` is the greatest distance of a point of either outline from the other one in metres (the Hausdorff
    distance of their points, arcs as chords, in the plan's own CRS); None where one is missing, or their CRS differ.
    """

    property: str
    title: str
    moved: float | None
    before: Drawn | None
    after: Drawn | None

    def is_still(self) -> bool:
        """Whether it covers what it covered and is only drawn in another way, such as with more points on an edge."""
        if self.moved is None or self.moved > NEAR or self.before is None or self.after is None:
            return False
        one, other = self.before.size or 0, self.after.size or 0
        return self.before.dimension == self.after.dimension and isclose(one, other, rel_tol=1e-6, abs_tol=0.01)


@dataclass(frozen=True, slots=True)
class FeatureChange:
    """One feature that came, went or is another now; ``text`` says in short what it lays down, None: nothing short.

    ``class_before`` is its class until now, where that is another. ``technical`` are lines on what no word tells:
    spellings, attributes, order, how a geometry is built. ``is_elsewhere``: among them are ordinates of another place
    that no shape measures: in degrees, heights, or of what cannot be drawn.
    """

    kind: Kind
    class_name: str
    id: str
    text: str | None = None
    class_before: str | None = None
    values: tuple[ValueChange, ...] = ()
    shapes: tuple[ShapeChange, ...] = ()
    technical: tuple[str, ...] = ()
    is_elsewhere: bool = False

    @property
    def is_technical(self) -> bool:
        """Whether it says the same as before, written in another way."""
        return self.kind == "changed" and not (
            self.class_before or self.values or self.is_elsewhere or any(not each.is_still() for each in self.shapes)
        )

    def to_json(self) -> Json:
        """For machines."""
        return {
            "kind": self.kind,
            "class": self.class_name,
            "title": class_title(self.class_name),
            "id": self.id,
            "text": self.text,
            "class_before": self.class_before,
            "values": [each.to_json() for each in self.values],
            "shapes": [asdict(each) for each in self.shapes],
            "technical": list(self.technical),
            "only_technical": self.is_technical,
        }


@dataclass(frozen=True, slots=True)
class FileChange:
    """One file that came, went or has another content; its bytes before and after, None where it was or is not."""

    kind: Kind
    name: str
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of features; ``technical`` are those among the changed ones that say the same in another way."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    technical: int = 0
