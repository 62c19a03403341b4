"""Rules 4.1 and from 4.5 on: plans, Bereiche and provisions of development plans."""

from collections.abc import Iterator

from pipelines.text import Text
from pipelines.xplan.model import Feature, Object
from pipelines.xplan.validation.finding import Severity
from pipelines.xplan.validation.levels import has_dimension
from pipelines.xplan.validation.properties import excludes, needs, needs_value, one_of
from pipelines.xplan.validation.relations import answered_by, leads_to, together
from pipelines.xplan.validation.rule import Rule, about
from pipelines.xplan.validation.subject import Subject

AREA = "BP_BaugebietsTeilFlaeche"
BUILDABLE = "BP_UeberbaubareGrundstuecksFlaeche"
HOMES = "BP_WohngebaeudeFlaeche"
PROTECTION = "BP_Immissionsschutz"
TEXTS = ("BP_TextAbschnitt", "XP_TextAbschnitt")

GENERAL = {
    "1000": frozenset({"1000", "1100", "1200", "1300"}),
    "2000": frozenset({"1400", "1450", "1500", "1550", "1600"}),
    "3000": frozenset({"1700", "1800"}),
    "4000": frozenset({"2000", "2100", "3000", "4000"}),
}
"""XP_AllgArtDerBaulNutzung → XP_BesondereArtDerBaulNutzung, after § 1 (1) and (2) BauNVO."""

SPECIAL = ("2000", "2100", "3000", "4000")
"""Sondergebiete, §§ 10 and 11 BauNVO."""

UNLIKE = "3000"
"""BP_Bauweise: abweichende Bauweise, § 22 (4) BauNVO."""

OTHER = "9999"
FOR_HOMES = ("10002",)
"""BP_PlanArt: Bebauungsplan zur Wohnraumversorgung, § 9 (2d) BauGB."""


@about("besondereArtDerBaulNutzung")
def kinds_agree(held: Object, _: Subject) -> Iterator[Text]:
    """The special kind of use is one of the general kind."""
    general, special = held.text("allgArtDerBaulNutzung"), held.text("besondereArtDerBaulNutzung")
    if general in GENERAL and special and special != OTHER and special not in GENERAL[general]:
        yield Text(
            f"besondereArtDerBaulNutzung {special} gehört nicht zu allgArtDerBaulNutzung {general}.",
            f"besondereArtDerBaulNutzung {special} does not belong to allgArtDerBaulNutzung {general}.",
        )


@about("sondernutzung")
def uses_differ(held: Object, _: Subject) -> Iterator[Text]:
    """No special use is named twice."""
    nested = [value.text("allgemein") for value in held.values("sondernutzung") if isinstance(value, Object)]
    named = [*nested, *held.texts("sondernutzung")]
    for code in dict.fromkeys(each for each in named if each and each != OTHER and named.count(each) > 1):
        yield Text(f"sondernutzung {code} steht mehrfach.", f"sondernutzung {code} is given several times.")


def homes_need_their_plan(held: Object, subject: Subject) -> Iterator[Text]:
    """Areas for residential buildings are for plans after § 9 (2d) BauGB."""
    plan = subject.plan(held) if isinstance(held, Feature) else None
    if plan is not None and not set(plan.texts("planArt")) & set(FOR_HOMES):
        yield Text("Der Plan hat nicht die planArt 10002.", "The plan does not have the planArt 10002.")


def angle_of_arc(held: Object, _: Subject) -> Iterator[Text]:
    """An angle is measured along an arc."""
    if held.text("typ") == "2000" and isinstance(held, Feature):
        kinds = {part.kind for _, geometry in held.geometries for part in geometry.walk()}
        if not kinds & {"Arc", "ArcString", "Circle"}:
            yield Text("Ein Maßkreis braucht einen Kreisbogen.", "An angular measure needs an arc.")


METHOD_AGREES = needs_value("abweichendeBauweise", "bauweise", UNLIKE)

RELATIONS = (
    ("4.1.3.1", "wirdAusgeglichenDurchFlaeche", "BP_AusgleichsFlaeche"),
    ("4.1.3.2", "wirdAusgeglichenDurchMassnahme", "BP_AusgleichsMassnahme"),
    ("4.1.3.3", "wirdAusgeglichenDurchSPEMassnahme", "BP_SchutzPflegeEntwicklungsMassnahme"),
    ("4.1.3.4", "wirdAusgeglichenDurchSPEFlaeche", "BP_SchutzPflegeEntwicklungsFlaeche"),
    ("4.1.3.7", "wirdAusgeglichenDurchABE", "BP_AnpflanzungBindungErhaltung"),
)
METHODS = (
    ("4.5.1.4", AREA),
    ("4.5.2.3", BUILDABLE),
    ("4.5.3.1", "BP_BesondererNutzungszweckFlaeche"),
    ("4.5.20.2", HOMES),
    ("4.7.1.7", "BP_GemeinbedarfsFlaeche"),
)
"""Where bauweise and abweichendeBauweise must agree."""

RULES = (
    Rule(
        "4.1.1.1",
        "BP_Plan: Einschränkung der Relation bereich",
        ("BP_Plan",),
        together(leads_to("bereich", "BP_Bereich"), answered_by("bereich", "gehoertZuPlan")),
    ),
    Rule(
        "4.1.2.3",
        "BP_Bereich: Einschränkung der Relation gehoertZuPlan",
        ("BP_Bereich",),
        together(leads_to("gehoertZuPlan", "BP_Plan"), answered_by("gehoertZuPlan", "bereich")),
    ),
    *(
        Rule(number, f"BP_Objekt: Einschränkung der Relation {name}", ("BP_Objekt",), leads_to(name, target))
        for number, name, target in RELATIONS
    ),
    Rule(
        "4.1.3.9",
        "BP_Objekt: Konsistenz der Attribute laermkontingent und laermkontingentGebiet",
        ("BP_Objekt",),
        excludes("laermkontingent", "laermkontingentGebiet"),
        since="5.2",
    ),
    Rule("4.5.1.1", f"{AREA}: Relation abweichungText", (AREA,), leads_to("abweichungText", *TEXTS)),
    Rule(
        "4.5.1.2",
        f"{AREA}: Konsistenz der Attribute allgArtDerBaulNutzung und besondereArtDerBaulNutzung",
        (AREA,),
        kinds_agree,
    ),
    Rule(
        "4.5.1.3",
        f"{AREA}: Konsistenz der Attribute besondereArtDerBaulNutzung und sondernutzung",
        (AREA,),
        needs_value("sondernutzung", "besondereArtDerBaulNutzung", *SPECIAL, or_none=True),
    ),
    *(
        Rule(number, f"{of}: Konsistenz der Attribute bauweise und abweichendeBauweise", (of,), METHOD_AGREES)
        for number, of in METHODS
    ),
    Rule(
        "4.5.1.5",
        f"{AREA}: Konsistenz der Attribute detaillierteArtDerBaulNutzung, allgArtDerBaulNutzung, "
        "besondereArtDerBaulNutzung und sondernutzung",
        (AREA,),
        needs("detaillierteArtDerBaulNutzung", "allgArtDerBaulNutzung", "besondereArtDerBaulNutzung", "sondernutzung"),
    ),
    Rule(
        "4.5.1.7",
        f"{AREA}: Konsistenz mehrfach belegter Attribute sondernutzung",
        (AREA,),
        uses_differ,
        Severity.WARNING,
    ),
    Rule("4.5.2.1", f"{BUILDABLE}: Relation baugrenze", (BUILDABLE,), leads_to("baugrenze", "BP_BauGrenze")),
    Rule("4.5.2.2", f"{BUILDABLE}: Relation baulinie", (BUILDABLE,), leads_to("baulinie", "BP_BauLinie")),
    Rule(
        "4.5.10.1",
        "BP_SpezielleBauweise: Konsistenz der Attribute typ und sonstTyp",
        ("BP_SpezielleBauweise",),
        needs_value("sonstTyp", "typ", OTHER),
    ),
    Rule(
        "4.5.10.2",
        "BP_SpezielleBauweise: Einschränkung der Relation wegerecht",
        ("BP_SpezielleBauweise",),
        leads_to("wegerecht", "BP_Wegerecht"),
    ),
    Rule(
        "4.5.14.3",
        "BP_GemeinschaftsanlagenFlaeche: Einschränkung der Relation eigentümer",
        ("BP_GemeinschaftsanlagenFlaeche",),
        leads_to("eigentuemer", AREA),
    ),
    Rule("4.5.20.1", f"{HOMES}: Relation abweichungText", (HOMES,), leads_to("abweichungText", *TEXTS)),
    Rule("4.5.20.3", f"{HOMES}: Konsistenz zur Planart", (HOMES,), homes_need_their_plan, Severity.WARNING, "5.4"),
    Rule(
        "4.8.2.3",
        "BP_Landwirtschaft: Konsistenz der Attribute für detaillierte Zweckbestimmung und Zweckbestimmung",
        ("BP_Landwirtschaft",),
        needs("detaillierteZweckbestimmung", "zweckbestimmung"),
    ),
    Rule(
        "4.10.2.2",
        f"{PROTECTION}: Konsistenz der Attribute für detaillierte technische Vorkehrung und technische Vorkehrung",
        (PROTECTION,),
        needs("detaillierteTechnVorkehrung", "technVorkehrung"),
    ),
    Rule(
        "4.10.2.3",
        f"{PROTECTION}: Konsistenz der Attribute  für laermpegelbereich / sonstLaermpegelbereich und "
        "massgeblAussenLaermpegelTag / massgeblAussenLaermpegelNacht",
        (PROTECTION,),
        together(
            *(
                excludes(name, "massgeblAussenLaermpegelTag", "massgeblAussenLaermpegelNacht")
                for name in ("laermpegelbereich", "sonstLaermpegelbereich")
            )
        ),
        Severity.WARNING,
        "6.0",
    ),
    Rule(
        "4.10.2.4",
        f"{PROTECTION}: Konsistenz der Attribute für laermpegelbereich und sonstLaermpegelbereich",
        (PROTECTION,),
        needs_value("sonstLaermpegelbereich", "laermpegelbereich", "1700", or_none=True),
        since="6.0",
    ),
    Rule(
        "4.14.3.1",
        "BP_AbstandsMass: Konsistenz der Attribute startWinkel und endWinkel",
        ("BP_AbstandsMass",),
        together(needs("startWinkel", "endWinkel"), needs("endWinkel", "startWinkel")),
    ),
    Rule(
        "4.14.3.3",
        "BP_AbstandsMass: Geometrie-Restriktion für Abstandsmaß",
        ("BP_AbstandsMass",),
        has_dimension(1),
        Severity.WARNING,
        "6.0",
    ),
    Rule(
        "4.14.3.4",
        "BP_AbstandsMass: Geometrie-Restriktion für Winkelmaße",
        ("BP_AbstandsMass",),
        angle_of_arc,
        Severity.WARNING,
        "5.4",
    ),
    Rule(
        "4.14.7.1",
        "BP_HoehenMass: Verwendung der Relation hoehenangabe",
        ("BP_HoehenMass",),
        one_of("hoehenangabe"),
    ),
    Rule(
        "4.14.12.1",
        "BP_TextAbschnittFlaeche: Notwendige Spezifikation einer Textlichen Darstellun",
        ("BP_TextAbschnittFlaeche",),
        one_of("refTextInhalt"),
    ),
)
