"""Rules 4.2 and 4.3: how much may be built, and under which roof; § 16 BauNVO has the alternatives."""

from pipelines.xplan.validation.finding import Severity
from pipelines.xplan.validation.properties import excludes, in_order, needs
from pipelines.xplan.validation.relations import together
from pipelines.xplan.validation.rule import Check, Rule

BUILT = ("BP_Objekt",)


def _limits(name: str, *, range_: bool = True, binding: bool = False) -> Check:
    """One measure: a value, perhaps with an exception; or a range; or a binding value."""
    least, most, exact, exception = f"{name}min", f"{name}max", f"{name}zwingend", f"{name}_Ausn"
    checks = [needs(exception, name)]
    if range_:
        checks += [needs(most, least), excludes(name, least, most), in_order(least, most)]
    if binding:
        checks += [excludes(exact, name, least, most)]
    return together(*checks)


RULES = (
    Rule("4.2.1", "Konsistenz der Angaben zur GFZ", BUILT, _limits("GFZ")),
    Rule("4.2.2", "Konsistenz der Angaben zur GF", BUILT, _limits("GF")),
    Rule("4.2.3", "Konsistenz der Angaben zur GFZ undGF", BUILT, excludes("GFZ", "GF", "GFmax"), Severity.WARNING),
    Rule(
        "4.2.6",
        "Konsistenz der Angaben zur BMZ und BM",
        BUILT,
        together(_limits("BMZ", range_=False), _limits("BM", range_=False), excludes("BMZ", "BM")),
        Severity.WARNING,
    ),
    Rule("4.2.7", "Konsistenz der Angaben zur GRZ", BUILT, _limits("GRZ")),
    Rule("4.2.8", "Konsistenz der Angaben zur GR", BUILT, _limits("GR")),
    Rule("4.2.9", "Konsistenz der Angaben zur GRZ und GR", BUILT, excludes("GRZ", "GR", "GRmax"), Severity.WARNING),
    Rule("4.2.10", "Konsistenz der Angaben zu Z", BUILT, _limits("Z", binding=True)),
    Rule("4.2.11", "Konsistenz der Angaben zu ZU", BUILT, _limits("ZU", binding=True)),
    Rule(
        "4.3.1.1",
        "BP_Dachgestaltung: Konsistenz der Angaben zur Dachneigung",
        ("BP_Dachgestaltung",),
        together(
            needs("DNmin", "DNmax"),
            needs("DNmax", "DNmin"),
            excludes("DN", "DNmin", "DNmax", "DNzwingend"),
            excludes("DNzwingend", "DNmin", "DNmax"),
            in_order("DNmin", "DNmax"),
        ),
    ),
    Rule(
        "4.3.1.2",
        "BP_Dachgestaltung: Konsistenz der Attribute dachform und detaillierteDachform",
        ("BP_Dachgestaltung",),
        needs("detaillierteDachform", "dachform"),
    ),
)
