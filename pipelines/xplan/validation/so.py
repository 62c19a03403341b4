"""Rules 6.2 to 6.5: other law that development plans show: monuments, water, roads, protected areas."""

from pipelines.xplan.validation.finding import Severity
from pipelines.xplan.validation.levels import CLOSED, OVER, closes, overlays
from pipelines.xplan.validation.properties import needs, needs_value, one_of
from pipelines.xplan.validation.relations import leads_to
from pipelines.xplan.validation.rule import Rule

DETAILED = (
    ("6.2.1.1", "SO_Bodenschutzrecht"),
    ("6.2.2.1", "SO_Denkmalschutzrecht"),
    ("6.2.3.1", "SO_Forstrecht"),
    ("6.2.4.1", "SO_Luftverkehrsrecht"),
    ("6.2.5.2", "SO_Schienenverkehrsrecht"),
    ("6.2.6.1", "SO_SonstigesRecht"),
    ("6.2.8.1", "SO_Wasserrecht"),
    ("6.2.10.1", "SO_Gewaesser"),
    ("6.2.12.1", "SO_Wasserwirtschaft"),
    ("6.2.13.1", "SO_Baubeschraenkung"),
    ("6.3.2.1", "SO_SchutzgebietWasserrecht"),
    ("6.3.3.1", "SO_SchutzgebietSonstigesRecht"),
)
OVERLAID = (
    ("6.2.1.2", "SO_Bodenschutzrecht"),
    ("6.2.2.2", "SO_Denkmalschutzrecht"),
    ("6.3.2.2", "SO_SchutzgebietWasserrecht"),
    ("6.3.3.2", "SO_SchutzgebietSonstigesRecht"),
    ("6.4.1.2", "SO_Gebiet"),
)
CLOSING = (
    ("6.2.5.3", "SO_Schienenverkehrsrecht"),
    ("6.2.10.2", "SO_Gewaesser"),
    ("6.2.11.2", "SO_Strassenverkehr"),
    ("6.2.12.2", "SO_Wasserwirtschaft"),
)
OTHER = "9999"

RULES = (
    *(
        Rule(
            number,
            f"{of}: Konsistenz der Attribute artDerFestlegung und detailArtDerFestlegung",
            (of,),
            needs("detailArtDerFestlegung", "artDerFestlegung"),
        )
        for number, of in DETAILED
    ),
    *(Rule(number, f"{of}: {OVER}", (of,), overlays) for number, of in OVERLAID),
    *(Rule(number, f"{of}: {CLOSED}", (of,), closes) for number, of in CLOSING),
    Rule(
        "6.2.11.1",
        "SO_Strassenverkehr: Einschränkung der Relation begrenzungslinie",
        ("SO_Strassenverkehr",),
        leads_to("begrenzungslinie", "BP_StrassenbegrenzungsLinie"),
        since="6.0",
    ),
    Rule(
        "6.4.1.1",
        "SO_Gebiet: Konsistenz der Attribute gebietsArt und sonstGebietsArt",
        ("SO_Gebiet",),
        needs_value("sonstGebietsArt", "gebietsArt", OTHER, or_none=True),
        Severity.WARNING,
    ),
    Rule(
        "6.5.1.1",
        "SO_Grenze: Konsistenz von typ und sonstTyp",
        ("SO_Grenze",),
        needs_value("sonstTyp", "typ", OTHER, or_none=True),
        Severity.WARNING,
    ),
    Rule(
        "6.5.3.1",
        "SO_TextAbschnittFlaeche: Notwendige Spezifikation einer Textlichen Darstellung",
        ("SO_TextAbschnittFlaeche",),
        one_of("refTextInhalt"),
    ),
)
