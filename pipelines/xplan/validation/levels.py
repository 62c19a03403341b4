"""Rules on geometry and Flächenschluss of features: which dimension, which level, which take part.

They are the same for BP_, FP_, SO_, RP_ and LP_ objects, under numbers of their own.
"""

from collections.abc import Iterator

import shapely

from pipelines.text import Text
from pipelines.xplan.model import Feature, Object
from pipelines.xplan.validation.rule import Check, Rule, about
from pipelines.xplan.validation.subject import Subject

KINDS = (Text("Punkt", "point"), Text("Linie", "curve"), Text("Fläche", "area"))


def has_dimension(*wanted: int) -> Check:
    """Make a check that the geometry is of points (0), curves (1) or areas (2)."""

    def check(held: Object, subject: Subject) -> Iterator[Text]:
        found = _dimension(held, subject)
        if found is not None and found not in wanted:
            allowed = [KINDS[each] for each in wanted]
            german, english = (" / ".join(each.to(language) for each in allowed) for language in ("de", "en"))
            yield Text(
                f"Die Geometrie ist {KINDS[found].de}; erlaubt ist {german}.",
                f"The geometry is a {KINDS[found].en}; allowed is {english}.",
            )

    return check


@about("flaechenschluss")
def on_base_level(held: Object, _: Subject) -> Iterator[Text]:
    """Only features of level 0 take part in the Flächenschluss."""
    if _closes(held) and not _is_base(held):
        yield Text(
            f"flaechenschluss ist true, aber ebene ist {held.text('ebene')}.",
            f"flaechenschluss is true, but ebene is {held.text('ebene')}.",
        )


def says_closing(held: Object, subject: Subject) -> Iterator[Text]:
    """An area says whether it takes part."""
    if _dimension(held, subject) == 2 and not held.text("flaechenschluss"):
        yield Text("Für eine Fläche muss flaechenschluss angegeben sein.", "An area must state flaechenschluss.")


@about("flaechenschluss")
def overlays(held: Object, subject: Subject) -> Iterator[Text]:
    """An area that lies over others never takes part."""
    if _closes(held) and _dimension(held, subject) == 2:
        yield Text("Für ein Überlagerungsobjekt muss flaechenschluss false sein.", "flaechenschluss must be false.")


def closes(held: Object, subject: Subject) -> Iterator[Text]:
    """An area on level 0 always takes part."""
    if _dimension(held, subject) == 2 and _is_base(held) and not _closes(held):
        yield Text("Für diese Fläche muss flaechenschluss true sein.", "flaechenschluss must be true.")


def _dimension(held: Object, subject: Subject) -> int | None:
    shape = subject.shape(held) if isinstance(held, Feature) else None
    return None if shape is None else int(shapely.get_dimensions(shape))


def _closes(held: Object) -> bool:
    return held.text("flaechenschluss") in ("true", "1")


def _is_base(held: Object) -> bool:
    return held.text("ebene") in (None, "", "0")


BASE = "Nur Flächenobjekte der Basisebene gehören zum Flächenschluss"
AREA = "Einschränkung auf Flächengeometrie"
CURVE = "Einschränkung auf Liniengeometrie"
POINT = "Einschränkung auf Punktgeometrie"
STATED = "Angabe des Attributs flaechenschluss bei flächenhaftem Raumbezug"
OVER = "Überlagerungsobjekt bei flächenhaftem Raumbezug"
CLOSED = "Flächenschlussobjekt bei flächenhaftem Raumbezug"

TABLE: tuple[tuple[str, str, str, Check], ...] = (
    ("4.1.4.1", "BP_Flaechenobjekt", BASE, on_base_level),
    ("4.1.4.2", "BP_Flaechenobjekt", AREA, has_dimension(2)),
    ("4.1.5.1", "BP_Geometrieobjekt", BASE, on_base_level),
    ("4.1.5.2", "BP_Geometrieobjekt", STATED, says_closing),
    ("4.1.6.1", "BP_Ueberlagerungsobjekt", "Überlagerungsobjekte gehören nie zum Flächenschluss.", overlays),
    (
        "4.1.7.1",
        "BP_Flaechenschlussobjekt",
        "Flächenschlussobjekte auf Ebene 0 gehören immer zum Flächenschluss",
        closes,
    ),
    ("4.1.8.1", "BP_Linienobjekt", CURVE, has_dimension(1)),
    ("4.1.9.1", "BP_Punktobjekt", POINT, has_dimension(0)),
    ("4.5.15.1", "BP_GemeinschaftsanlagenZuordnung", OVER, overlays),
    ("4.8.2.4", "BP_Landwirtschaft", CLOSED, closes),
    ("4.9.5.4", "BP_AusgleichsMassnahme", OVER, overlays),
    ("4.11.1.7", "BP_VerEntsorgung", CLOSED, closes),
    ("4.12.3.1", "BP_Strassenkoerper", OVER, overlays),
    ("4.14.2.1", "BP_UnverbindlicheVormerkung", OVER, overlays),
    ("4.14.2.1", "BP_Wegerecht", OVER, overlays),
    ("4.14.7.2", "BP_HoehenMass", "Kein flächenhafter Raumbezug", has_dimension(0, 1)),
    ("5.1.4.1", "FP_Flaechenobjekt", BASE, on_base_level),
    ("5.1.4.2", "FP_Flaechenobjekt", AREA, has_dimension(2)),
    ("5.1.5.1", "FP_Geometrieobjekt", BASE, on_base_level),
    ("5.1.5.2", "FP_Geometrieobjekt", STATED, says_closing),
    ("5.1.6.1", "FP_Ueberlagerungsobjekt", "Überlagerungsobjekte gehören nie zum Flächenschluss", overlays),
    ("5.1.7.1", "FP_Flaechenschlussobjekt", "Flächenschlussobjekte der Ebene 0 gehören zum Flächenschluss", closes),
    ("5.1.8.1", "FP_Linienobjekt", CURVE, has_dimension(1)),
    ("5.1.9.1", "FP_Punktobjekt", POINT, has_dimension(0)),
    ("6.1.4.1", "SO_Flaechenobjekt", BASE, on_base_level),
    ("6.1.4.2", "SO_Flaechenobjekt", AREA, has_dimension(2)),
    ("6.1.5.1", "SO_Geometrieobjekt", BASE, on_base_level),
    ("6.1.5.2", "SO_Geometrieobjekt", STATED, says_closing),
    ("6.1.6.1", "SO_Linienobjekt", CURVE, has_dimension(1)),
    ("6.1.7.1", "SO_Punktobjekt", POINT, has_dimension(0)),
)
"""Number, class, title after the class, check. Those of SO_ bind development plans as well, which have such objects."""

RULES = tuple(Rule(number, f"{of}: {title}", (of,), check) for number, of, title, check in TABLE)
