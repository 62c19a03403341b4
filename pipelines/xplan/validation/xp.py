"""Rules 3: what plans of all kinds have in common: texts, sections, heights, documents, presentation objects."""

from collections.abc import Iterator

from pipelines.text import Text
from pipelines.xplan.model import Feature, Object, Reference
from pipelines.xplan.validation.finding import Severity
from pipelines.xplan.validation.levels import has_dimension
from pipelines.xplan.validation.properties import excludes, given, has_text, in_order, needs, one_of
from pipelines.xplan.validation.relations import answered_by, leads_to, part_of_plan, together
from pipelines.xplan.validation.rule import Rule, about
from pipelines.xplan.validation.subject import Subject

PRESENTATION = "XP_AbstraktesPraesentationsobjekt"


@about("gehoertZuBereich")
def contents_are_listed(held: Object, subject: Subject) -> Iterator[Text]:
    """A feature that names a Bereich is among that one's planinhalt, where it has such a list."""
    if not isinstance(held, Feature):
        return
    for section in subject.targets(held, "gehoertZuBereich"):
        listed = subject.listed(section, "planinhalt")
        if listed and held.gml_id not in listed:
            yield Text(
                f"gehoertZuBereich führt zu {section.gml_id}, dessen planinhalt nennt das Objekt nicht.",
                f"gehoertZuBereich leads to {section.gml_id}, whose planinhalt does not name the feature.",
            )


def no_plan_of_its_own(held: Object, subject: Subject) -> Iterator[Text]:
    """A plan that is connected is another one."""
    for plan in subject.document.plans:
        for name in ("aendert", "wurdeGeaendertVon", "aendertPlan", "wurdeGeaendertVonPlan"):
            if held in plan.values(name) and _leads_to(held, plan):
                yield Text("verbundenerPlan führt zum Plan selbst.", "verbundenerPlan leads to the plan itself.")


@about("hoehenbezug")
def known_height(held: Object, subject: Subject) -> Iterator[Text]:
    """A height above the plan's Bezugshöhe needs one in the plan."""
    if held.text("hoehenbezug") == "3000" and not any(given(plan, "bezugshoehe") for plan in subject.document.plans):
        yield Text("Der Plan hat keine bezugshoehe.", "The plan has no bezugshoehe.")


def _leads_to(held: Object, plan: Feature) -> bool:
    relation = held.first("verbundenerPlan")
    return isinstance(relation, Reference) and relation.target == plan.gml_id


RULES = (
    Rule(
        "3.1.1.1",
        "XP_Plan: Relationen auf Text-Abschnitte",
        ("XP_Plan",),
        leads_to("texte", "XP_TextAbschnitt"),
    ),
    Rule(
        "3.1.1.2",
        "XP_Plan: Relationen auf Begründungs-Abschnitte",
        ("XP_Plan",),
        leads_to("begruendungsTexte", "XP_BegruendungAbschnitt"),
    ),
    Rule(
        "3.1.2.1",
        "XP_Bereich: Relation auf Präsentationsobjekte",
        ("XP_Bereich",),
        together(
            leads_to("praesentationsobjekt", PRESENTATION), answered_by("praesentationsobjekt", "gehoertZuBereich")
        ),
    ),
    Rule(
        "3.1.2.2",
        "XP_Bereich: Relation auf Fachobjekte",
        ("XP_Bereich", "XP_Objekt"),
        together(
            leads_to("planinhalt", "XP_Objekt"), answered_by("planinhalt", "gehoertZuBereich"), contents_are_listed
        ),
        since="5.0",
    ),
    Rule(
        "3.1.2.4",
        "XP_Bereich: Konsistenz der Attribute bedeutung und detaillierteBedeutung",
        ("XP_Bereich",),
        needs("detaillierteBedeutung", "bedeutung"),
    ),
    Rule(
        "3.1.3.2",
        "XP_Objekt: Relationen auf Begründungs-Abschnitte",
        ("XP_Objekt",),
        together(
            leads_to("refBegruendungInhalt", "XP_BegruendungAbschnitt"),
            part_of_plan("refBegruendungInhalt", "begruendungsTexte"),
        ),
    ),
    Rule(
        "3.1.3.5",
        "XP_Objekt: Relationen auf textliche Planinhalte",
        ("XP_Objekt",),
        leads_to("refTextInhalt", "XP_TextAbschnitt"),
    ),
    Rule(
        "3.2.1.1",
        "XP_TextAbschnitt: Spezifikation des Textinhalts",
        ("XP_TextAbschnitt",),
        one_of("text", "refText"),
    ),
    Rule(
        "3.2.1.2",
        "XP_TextAbschnitt: Relationen von Plan- und Bereichsobjekten auf textliche Planinhalte",
        ("XP_Objekt",),
        part_of_plan("refTextInhalt", "texte"),
        Severity.WARNING,
    ),
    Rule(
        "3.2.2.1",
        "XP_BegruendungsAbschnitt: Spezifikation des Textinhalts",
        ("XP_BegruendungAbschnitt",),
        one_of("text", "refText"),
    ),
    Rule(
        "3.2.3.1",
        "XP_Hoehenangabe: Konsistenz der verschiedenen Höhenangaben",
        ("XP_Hoehenangabe",),
        together(
            one_of("h", "hMin", "hMax", "hZwingend"),
            excludes("h", "hMin", "hMax", "hZwingend"),
            excludes("hZwingend", "hMin", "hMax"),
            in_order("hMin", "hMax"),
        ),
        Severity.WARNING,
    ),
    Rule(
        "3.2.3.2",
        "XP_Hoehenangabe: Verwendung von Höhenangaben, die sich auf eine auf Bezugshöhe beziehen, die auf Planebene "
        "definiert ist",
        ("XP_Hoehenangabe",),
        known_height,
    ),
    Rule(
        "3.2.3.3",
        "XP_Hoehenangabe: Konsistenz der Attribute hoehenbezug und abweichenderHoehenbezug",
        ("XP_Hoehenangabe",),
        excludes("abweichenderHoehenbezug", "hoehenbezug"),
    ),
    Rule(
        "3.2.3.4",
        "XP_Hoehenangabe: Konsistenz der Attribute bezugspunkt und abweichender Bezugspunkt",
        ("XP_Hoehenangabe",),
        excludes("abweichenderBezugspunkt", "bezugspunkt"),
    ),
    Rule(
        "3.2.3.5",
        "XP_Hoehenangabe: Konsistenz der Attribute bezugspunkt und bezugspunktText",
        ("XP_Hoehenangabe",),
        needs("bezugspunktText", "bezugspunkt", "abweichenderBezugspunkt"),
        Severity.WARNING,
        since="6.0",
    ),
    Rule(
        "3.2.4.1",
        "XP_ExterneReferenz, XP_SpezExterneReferenz: Verweis auf Dokumente",
        ("XP_ExterneReferenz",),
        one_of("referenzName", "referenzURL"),
    ),
    Rule(
        "3.2.5.1",
        "XP_Gemeinde: Konsistenz der Attribute ags (Amtlicher Gemeindeschlüssel) und rs (Regionalschlüssel)",
        ("XP_Gemeinde",),
        one_of("ags", "rs"),
    ),
    Rule(
        "3.2.6.1",
        "XP_VerbundenerPlan: Gültiger Teststring im Attribut planName",
        ("XP_VerbundenerPlan",),
        has_text("planName"),
    ),
    Rule(
        "3.2.6.2",
        "XP_VerbundenerPlan: Einschränkung der Relation verbundenerPlan",
        ("XP_VerbundenerPlan",),
        no_plan_of_its_own,
        since="5.0",
    ),
    Rule(
        "3.2.6.3",
        "XP_VerbundenerPlan: Spezifikation des verbundenen Plans",
        ("XP_VerbundenerPlan",),
        one_of("planName", "nummer", "verbundenerPlan"),
    ),
    Rule(
        "3.2.7.1",
        "XP_GenerischesAttribut: Gültiger Teststring im Attribut name",
        ("XP_GenerAttribut",),
        has_text("name"),
    ),
    Rule(
        "3.3.2.1",
        "XP_PPO, XP_PTO, XP_Nutzungsschablone: Einschränkung des Raumbezugs auf Punktgeometrie",
        ("XP_PPO", "XP_PTO"),
        has_dimension(0),
    ),
    Rule(
        "3.3.3.1",
        "XP_LPO, XP_LTO: Einschränkung des Raumbezugs auf Liniengeometrie",
        ("XP_LPO", "XP_LTO"),
        has_dimension(1),
    ),
    Rule("3.3.4.1", "XP_FPO: Einschränkung des Raumbezugs auf Flächengeometrie", ("XP_FPO",), has_dimension(2)),
)
