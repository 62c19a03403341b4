"""What is drawn of an object and written into it, and what a plan states in words."""

import pytest

from pipelines.plans.stating import roman, statements
from pipelines.plans.symbol import inscription, symbol
from pipelines.xplan.model import Document, Feature
from tests.pipelines.xplan.plans import PLAN, SECTION, read, text


def only(class_name: str, more: str) -> tuple[Document, Feature]:
    feature = f'<xplan:{class_name} gml:id="F"><xplan:gehoertZuBereich xlink:href="#B"/>{more}</xplan:{class_name}>'
    document = read(text(PLAN, SECTION, feature))
    return document, document.by_id["F"]


def said(**values: str) -> str:
    return "".join(f"<xplan:{name}>{value}</xplan:{name}>" for name, value in values.items())


@pytest.mark.parametrize(
    ("class_name", "values", "dimension", "key", "rank"),
    [
        ("BP_BaugebietsTeilFlaeche", {"besondereArtDerBaulNutzung": "1500"}, 2, "MI", 10),
        ("BP_BaugebietsTeilFlaeche", {"allgArtDerBaulNutzung": "3000"}, 2, "G", 10),
        ("BP_BaugebietsTeilFlaeche", {"besondereArtDerBaulNutzung": "9999"}, 2, "baugebiet", 10),
        ("BP_AnpflanzungBindungErhaltung", {"massnahme": "1000"}, 0, "erhaltung", 40),
        ("BP_AnpflanzungBindungErhaltung", {"massnahme": "2000"}, 2, "anpflanzung", 20),
        ("BP_BauLinie", {}, 1, "baulinie", 30),
        ("SO_Strassenverkehr", {"hatDarstellungMitBesondZweckbest": "false"}, 2, "verkehr", 10),
        ("SO_Strassenverkehr", {"hatDarstellungMitBesondZweckbest": "true"}, 2, "verkehr_besonders", 10),
        ("SO_Strassenverkehr", {"hatDarstellungMitBesondZweckbest": "1"}, 2, "verkehr_besonders", 10),
        ("RP_Achse", {}, 1, "sonstiges", 30),
    ],
)
def test_class_and_codes_choose_the_symbol(
    class_name: str, values: dict[str, str], dimension: int, key: str, rank: int
) -> None:
    _, feature = only(class_name, said(**values))
    found = symbol(feature, dimension)
    assert (found.zeichen, found.rang) == (key, rank)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (
            {"besondereArtDerBaulNutzung": "1200", "GRZ": "0.4", "GFZ": "0.8", "Z": "2", "bauweise": "1000"},
            "WA · GRZ 0,4 · GFZ 0,8 · II · o",
        ),
        (
            {"besondereArtDerBaulNutzung": "1700", "GRZmin": "0.2", "GRZmax": "0.6", "Zmin": "2", "Zmax": "4"},
            "GE · GRZ 0,2–0,6 · II–IV",
        ),
        ({"Zzwingend": "3", "bauweise": "2000", "bebauungsArt": "3000"}, "(III) · g · H"),
        ({}, None),
    ],
)
def test_inscriptions_are_those_of_plans(values: dict[str, str], words: str | None) -> None:
    assert inscription(*only("BP_BaugebietsTeilFlaeche", said(**values))) == words


def test_heights_and_purposes_are_written_too() -> None:
    height = (
        "<xplan:hoehenangabe><xplan:XP_Hoehenangabe><xplan:hMax uom='m'>9.5</xplan:hMax></xplan:XP_Hoehenangabe>"
        "</xplan:hoehenangabe>"
    )
    assert inscription(*only("BP_BaugebietsTeilFlaeche", height)) == "H ≤ 9,5 m"
    purpose = (
        "<xplan:zweckbestimmung><xplan:BP_KomplexeZweckbestGruen><xplan:allgemein>1000</xplan:allgemein>"
        "</xplan:BP_KomplexeZweckbestGruen></xplan:zweckbestimmung>"
    )
    assert inscription(*only("BP_GruenFlaeche", purpose)) == "Parkanlage"


def test_all_that_is_stated_is_told_in_its_order() -> None:
    more = (
        "<xplan:rechtscharakter>1000</xplan:rechtscharakter><xplan:flaechenschluss>true</xplan:flaechenschluss>"
        "<xplan:DN uom='grad'>35</xplan:DN><xplan:Z>2</xplan:Z>"
        "<xplan:vertikaleDifferenzierung>false</xplan:vertikaleDifferenzierung>"
        "<xplan:fremd>1.5</xplan:fremd>"
    )
    found = statements(*only("BP_BaugebietsTeilFlaeche", more))
    assert [(each.property, each.value, each.words, each.unit) for each in found] == [
        ("rechtscharakter", "1000", "Festsetzung in einem Bebauungsplan", None),
        ("DN", "35", "35 °", "°"),
        ("Z", "2", "II", None),
        ("vertikaleDifferenzierung", "false", "nein", None),
        ("fremd", "1.5", "1.5", None),
    ]
    assert found[1].title == "Dachneigung"


@pytest.mark.parametrize(
    ("written", "expected"), [("1", "I"), ("4", "IV"), ("14", "XIV"), ("0", "0"), ("x", "x"), ("99", "99")]
)
def test_storeys_are_roman_numbers(written: str, expected: str) -> None:
    assert roman(written) == expected
