from pathlib import Path
from typing import Any

import pyogrio
import pytest
from lxml import etree

from pipelines.errors import UsageError
from pipelines.settings import Settings
from pipelines.xplan.catalogue import catalogue
from pipelines.xplan.dividing import divided
from pipelines.xplan.inspire.elements import PLU, SPACES
from pipelines.xplan.inspire.planned import Planned, planned
from pipelines.xplan.inspire.table import table
from pipelines.xplan.read import opened
from tests.pipelines.xplan.plans import PLAN, SECTION, SQUARE, area, polygon, read, text

SCOPE = f"<xplan:raeumlicherGeltungsbereich>{polygon().replace('"G"', '"S"')}</xplan:raeumlicherGeltungsbereich>"
PLANNED = PLAN.replace(
    "<xplan:bereich",
    f"{SCOPE}<xplan:planArt>10001</xplan:planArt><xplan:rechtsstand>4000</xplan:rechtsstand>"
    "<xplan:satzungsbeschlussDatum>2020-01-31</xplan:satzungsbeschlussDatum>"
    "<xplan:inkrafttretensDatum>2020-02-29</xplan:inkrafttretensDatum><xplan:bereich",
)


def made(*features: str) -> Planned:
    return planned(read(text(*features)), "https://geo.example/api/plans", Settings())


def found(of: Planned, path: str) -> list[str]:
    root = etree.fromstring(of.content)
    return [str(each).rpartition("/")[2] for each in root.xpath(path, namespaces=SPACES)]


def test_the_plan_says_what_it_is_and_how_far_it_has_come() -> None:
    plan = made(PLANNED, SECTION, area())
    href = "//plu:SpatialPlan/plu:{}/@xlink:href"
    assert found(plan, href.format("planTypeName")) == ["6_1_QualifizierterBPlan"]
    assert found(plan, href.format("processStepGeneral")) == ["legalForce"]
    assert found(plan, href.format("levelOfSpatialPlan")) == ["infraLocal"]
    assert found(plan, "//plu:SpatialPlan/plu:validFrom/text()") == ["2020-02-29"]
    assert found(plan, "//plu:ordinanceDate/text()") == ["2020-01-31T00:00:00"]
    assert found(plan, "//plu:ordinanceReference/text()") == ["Satzungsbeschluss"]
    assert found(plan, href.format("member")) == ["#F"]


@pytest.mark.parametrize(
    ("said", "use"),
    [
        ("<xplan:besondereArtDerBaulNutzung>1200</xplan:besondereArtDerBaulNutzung>", ["5_1_PermanentResidentialUse"]),
        (
            "<xplan:besondereArtDerBaulNutzung>1700</xplan:besondereArtDerBaulNutzung>",
            ["2_SecondaryProduction", "3_TertiaryProduction"],
        ),
        ("<xplan:allgArtDerBaulNutzung>1000</xplan:allgArtDerBaulNutzung>", ["5_ResidentialUse"]),
        ("", ["6_6_NotKnownUse"]),
    ],
)
def test_an_area_has_its_use_in_hilucs(said: str, use: list[str]) -> None:
    assert found(made(PLANNED, SECTION, area(said)), "//plu:hilucsLandUse/@xlink:href") == use


def test_a_narrower_code_has_the_use_of_the_wider_one() -> None:
    code = "<xplan:allgemein>14006</xplan:allgemein>"
    purpose = f"<xplan:BP_KomplexeZweckbestGruen>{code}</xplan:BP_KomplexeZweckbestGruen>"
    green = area(f"<xplan:zweckbestimmung>{purpose}</xplan:zweckbestimmung>").replace(
        "BP_BaugebietsTeilFlaeche", "BP_GruenFlaeche"
    )
    assert found(made(PLANNED, SECTION, green), "//plu:hilucsLandUse/@xlink:href") == ["3_4_3_SportsInfrastructure"]


def test_values_are_indications_of_their_kind() -> None:
    roof = '<xplan:dachgestaltung><xplan:BP_Dachgestaltung><xplan:DN uom="grad">30</xplan:DN></xplan:BP_Dachgestaltung>'
    said = f"{roof}</xplan:dachgestaltung><xplan:GRZ>0.4</xplan:GRZ><xplan:Z>2</xplan:Z>"
    said += "<xplan:bauweise>1000</xplan:bauweise>"
    plan = made(PLANNED, SECTION, area(said))
    assert found(plan, "//plu:DimensioningIndicationMeasureValue/plu:indicationReference/text()") == [
        "dachgestaltung.DN"
    ]
    assert found(plan, "//plu:DimensioningIndicationMeasureValue/plu:value/@uom") == ["grad"]
    assert found(plan, "//plu:DimensioningIndicationRealValue/plu:value/text()") == ["0.4"]
    assert found(plan, "//plu:DimensioningIndicationIntegerValue/plu:value/text()") == ["2"]
    assert found(plan, "//plu:DimensioningIndicationCharacterValue/plu:value/text()") == ["1000 Offene Bauweise"]
    assert plan.losses == ()


def test_what_has_no_place_is_told() -> None:
    label = '<xplan:XP_PPO gml:id="Y"/>'
    described = PLANNED.replace("<xplan:raeum", "<xplan:kommentar>x</xplan:kommentar><xplan:raeum")
    plan = made(described, SECTION, area(), label)
    assert {(each.gml_id, each.name, each.value) for each in plan.losses} == {
        ("P", "kommentar", "x"),
        ("Y", "", "XP_PPO"),
    }


def test_texts_are_documents_to_which_provisions_refer() -> None:
    words = '<xplan:XP_TextAbschnitt gml:id="T"><xplan:schluessel>1.1</xplan:schluessel><xplan:text>Grün.</xplan:text>'
    words += "<xplan:rechtscharakter>1000</xplan:rechtscharakter></xplan:XP_TextAbschnitt>"
    position = "<xplan:position>"
    plan = made(PLANNED, SECTION, area().replace(position, f'<xplan:refTextInhalt xlink:href="#T"/>{position}'), words)
    assert found(plan, "//plu:regulationText/text()") == ["1.1 Grün."]
    assert found(plan, "//plu:ZoningElement/plu:officialDocument/@xlink:href") == ["#T"]


def test_coordinates_come_to_etrs89() -> None:
    old = polygon().replace("EPSG:25832", "EPSG:31467").replace(SQUARE, SQUARE.replace("5000", "35000"))
    plan = made(PLANNED, SECTION, area(position=old))
    (srs_name, *_) = found(plan, "//plu:ZoningElement//@srsName")
    (ring,) = found(plan, "//plu:ZoningElement//gml:posList/text()")
    assert srs_name == "25832"
    assert not ring.startswith("35000")


def overlay(class_name: str, gml_id: str, more: str = "") -> str:
    return area(more, gml_id=gml_id).replace("BP_BaugebietsTeilFlaeche", class_name).replace(">true<", ">false<")


def test_a_provision_has_its_value_in_the_list_of_inspire() -> None:
    mined = "<xplan:zweckbestimmung>6000</xplan:zweckbestimmung>"
    plan = made(
        PLANNED,
        SECTION,
        overlay("BP_KennzeichnungsFlaeche", "K1", mined),
        overlay("BP_KennzeichnungsFlaeche", "K2"),
        overlay("BP_Wegerecht", "W", "<xplan:typ>1000</xplan:typ><xplan:typ>4000</xplan:typ>"),
        overlay("BP_UnverbindlicheVormerkung", "U"),
    )
    assert found(plan, "//plu:supplementaryRegulation/@xlink:href") == [
        "2_3_Mining",
        "2_RiskExposure",
        "4_1_PublicEasement",
        "4_1_3_UtilityEasement",
        "10_OtherSupplementaryRegulation",
    ]


def test_what_is_no_finite_number_is_a_text() -> None:
    plan = made(PLANNED, SECTION, area("<xplan:GRZ>NaN</xplan:GRZ><xplan:GFZ>1.2</xplan:GFZ>"))
    assert found(plan, "//plu:DimensioningIndicationCharacterValue/plu:value/text()") == ["NaN"]
    assert found(plan, "//plu:DimensioningIndicationRealValue/plu:value/text()") == ["1.2"]


def test_landscape_plans_are_no_planned_land_use() -> None:
    with pytest.raises(UsageError, match="nur für je einen BP_, FP_, RP_ oder SO_Plan"):
        made(PLANNED.replace("BP_Plan", "LP_Plan"), SECTION)


def test_the_table_names_what_there_is() -> None:
    """A slip of the pen in the table would do nothing, in silence."""
    known, mapped = catalogue("6.0"), table()
    assert mapped.plans.keys() | mapped.uses.keys() | mapped.regulations.keys() <= known.classes.keys()
    assert mapped.natures.keys() == known.enumerations["XP_Rechtscharakter"].keys()
    for name, kind in mapped.plans.items():
        properties = known.properties(name)
        assert kind.types.keys() <= known.enumerations.get(properties["planArt"].target or "", {}).keys()
        assert {*kind.steps} == {*known.enumerations.get(f"{name[:2]}_Rechtsstand", {})}
    for name, use in (*mapped.uses.items(), *mapped.regulations.items()):
        for property_, codes in use.by.items():
            type_ = known.properties(name)[property_]
            inside = known.properties(type_.target or "").get("allgemein")
            enumeration = inside.target if inside else type_.target
            assert codes.keys() <= known.enumerations[enumeration or ""].keys(), (name, property_)


def test_real_plans_are_valid_and_gdal_reads_them(plan: Path, plu_schema: Any, tmp_path: Path) -> None:
    with opened(plan) as package:
        for number, each in enumerate(divided(package)):
            made = planned(each.document, "https://geo.example/api/plans", Settings(home=tmp_path))
            document = etree.fromstring(made.content)
            plu_schema.assertValid(document)
            path = tmp_path / f"{number}.gml"
            path.write_bytes(made.content)
            zones = document.findall(f".//{{{PLU}}}ZoningElement")
            assert len(pyogrio.read_dataframe(path, layer="SpatialPlan")) == 1
            if zones:
                assert len(pyogrio.read_dataframe(path, layer="ZoningElement")) == len(zones)
