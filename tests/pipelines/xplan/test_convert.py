import io
from pathlib import Path

import pytest

from pipelines.errors import UsageError
from pipelines.xplan.catalogue import Kind, catalogue, is_before
from pipelines.xplan.convert import Conversion, convert
from pipelines.xplan.mapping import mapping
from pipelines.xplan.model import Literal, Measure, Object
from pipelines.xplan.parse import parse
from pipelines.xplan.schema import faults
from tests.pipelines.xplan.plans import PLAN, SECTION, area, content, polygon, read, text, written


def converted(*features: str, to: str = "6.0") -> Conversion:
    return convert(read(text(*features).replace("6/0", "5/4")), to)


def feature(class_name: str, more: str, position: str = "") -> str:
    """A feature of section B with these properties after those of all features."""
    return (
        f'<xplan:{class_name} gml:id="X"><xplan:gehoertZuBereich xlink:href="#B"/>'
        f"<xplan:rechtscharakter>3000</xplan:rechtscharakter><xplan:position>{position or polygon()}</xplan:position>"
        f"<xplan:flaechenschluss>true</xplan:flaechenschluss>{more}</xplan:{class_name}>"
    )


def told(conversion: Conversion) -> list[tuple[str, str, str]]:
    return [(loss.gml_id, loss.name, loss.value) for loss in conversion.losses]


def values(held: object) -> dict[str, str]:
    assert isinstance(held, Object)
    return {each.name: each.value.text for each in held.properties if isinstance(each.value, Literal | Measure)}


def test_a_purpose_becomes_an_object_for_each_value() -> None:
    purposes = "<xplan:zweckbestimmung>1000</xplan:zweckbestimmung><xplan:zweckbestimmung>14007</xplan:zweckbestimmung>"
    detail = "<xplan:detaillierteZweckbestimmung>a</xplan:detaillierteZweckbestimmung>"
    conversion = converted(PLAN, SECTION, feature("BP_GruenFlaeche", purposes + detail))
    green = conversion.document.by_id["X"]
    assert [values(each) for each in green.values("zweckbestimmung")] == [
        {"allgemein": "1000", "detail": "a"},
        {"allgemein": "1400"},
    ]
    assert green.text("rechtscharakter") == "6000"
    assert told(conversion) == []


def test_roofs_and_the_law_of_the_section_find_their_new_place() -> None:
    roof = '<xplan:DNmin uom="grad">30</xplan:DNmin><xplan:dachform>1000</xplan:dachform>'
    law = SECTION.replace(
        "<xplan:gehoertZuPlan", "<xplan:versionBauNVODatum>1990-01-23</xplan:versionBauNVODatum><xplan:gehoertZuPlan"
    )
    conversion = converted(PLAN, law, area(roof))
    assert values(conversion.document.by_id["F"].first("dachgestaltung")) == {"dachform": "1000", "DNmin": "30"}
    assert values(conversion.document.plans[0].first("versionBauNVO")) == {"datum": "1990-01-23"}
    assert told(conversion) == []


def test_a_raster_hands_its_scan_to_the_section() -> None:
    scan = "<xplan:XP_ExterneReferenz><xplan:referenzURL>a.png</xplan:referenzURL></xplan:XP_ExterneReferenz>"
    raster = '<xplan:XP_Rasterdarstellung gml:id="R"><xplan:refScan>'
    raster += f"{scan}</xplan:refScan></xplan:XP_Rasterdarstellung>"
    section = SECTION.replace("<xplan:planinhalt", '<xplan:rasterBasis xlink:href="#R"/><xplan:planinhalt')
    conversion = converted(PLAN, section, area(), raster)
    assert "R" not in conversion.document.by_id
    assert values(conversion.document.by_id["B"].first("refScan")) == {"referenzName": "a.png", "referenzURL": "a.png"}
    assert told(conversion) == []


def test_roads_and_ways_are_renamed_and_say_what_their_class_said() -> None:
    purpose = "<xplan:zweckbestimmung>1200</xplan:zweckbestimmung>"
    conversion = converted(PLAN, SECTION, feature("BP_VerkehrsflaecheBesondererZweckbestimmung", purpose))
    road = conversion.document.by_id["X"]
    assert road.class_name == "SO_Strassenverkehr"
    assert road.text("hatDarstellungMitBesondZweckbest") == "true"
    assert values(road.first("artDerFestlegung")) == {"allgemein": "14000"}


def test_land_use_plans_have_roads_of_other_law() -> None:
    purpose = "<xplan:zweckbestimmung>3300</xplan:zweckbestimmung>"
    road = feature("FP_Strassenverkehr", purpose).replace(
        "<xplan:position>", '<xplan:wirdAusgeglichenDurchSPE xlink:href="#F"/><xplan:position>'
    )
    conversion = converted(PLAN, SECTION, area(), road)
    found = conversion.document.by_id["X"]
    assert found.class_name == "SO_Strassenverkehr"
    assert values(found.first("artDerFestlegung")) == {"allgemein": "16004"}
    assert [name for name, _ in found.references] == ["gehoertZuBereich", "wirdAusgeglichenDurchFPSPE"]
    assert found.text("hatDarstellungMitBesondZweckbest") == "false"
    assert told(conversion) == []


def test_a_special_use_of_land_use_plans_is_an_object() -> None:
    uses = "<xplan:sonderNutzung>1600</xplan:sonderNutzung><xplan:nutzungText>Markt</xplan:nutzungText>"
    conversion = converted(PLAN, SECTION, feature("FP_BebauungsFlaeche", uses))
    assert values(conversion.document.by_id["X"].first("sondernutzung")) == {
        "allgemein": "1600",
        "nutzungText": "Markt",
    }
    assert told(conversion) == []


def test_what_landscape_plans_have_no_class_for_is_a_generic_object_and_told() -> None:
    aim = feature("LP_SchutzPflegeEntwicklung", "<xplan:massnahmeText>Mahd</xplan:massnahmeText>")
    conversion = converted(PLAN, SECTION, aim)
    found = conversion.document.by_id["X"]
    assert found.class_name == "LP_GenerischesObjekt"
    assert found.text("raumkonkretisierung") == "9998"
    assert told(conversion) == [("X", "", "LP_SchutzPflegeEntwicklung"), ("X", "massnahmeText", "Mahd")]


def test_one_code_may_become_several() -> None:
    conversion = converted(PLAN, SECTION, feature("BP_Wegerecht", "<xplan:typ>5000</xplan:typ>"))
    assert conversion.document.by_id["X"].texts("typ") == ["1000", "2000", "4000"]


def test_what_has_no_place_is_told() -> None:
    art = "<xplan:bebauungsArt>8000</xplan:bebauungsArt>"
    line = '<gml:LineString gml:id="L" srsName="EPSG:25832"><gml:posList>0 0 1 1</gml:posList></gml:LineString>'
    field = feature("BP_Landwirtschaft", "", line)
    label = '<xplan:XP_PPO gml:id="Y"><xplan:index>0</xplan:index>'
    label += '<xplan:dientZurDarstellungVon xlink:href="#X"/></xplan:XP_PPO>'
    conversion = converted(PLAN, SECTION, area(art), field, label)
    assert told(conversion) == [("F", "bebauungsArt", "8000"), ("X", "", "BP_Landwirtschaft"), ("Y", "index", "0")]
    assert list(conversion.document.by_id["Y"].references) == []


def test_what_the_new_version_demands_is_told() -> None:
    alone = area().replace('<xplan:gehoertZuBereich xlink:href="#B"/>', "")
    conversion = converted(PLAN, SECTION, alone)
    assert told(conversion) == [("F", "gehoertZuBereich", "")]


def test_within_5_only_the_version_changes() -> None:
    before = read(text().replace("6/0", "5/1"))
    conversion = convert(before, "5.4")
    assert (conversion.document.version, conversion.losses) == ("5.4", ())
    assert read(written(conversion.document)).features == read(written(before)).features


def of_41(*features: str, to: str = "5.4") -> Conversion:
    return convert(read(text(*features).replace("6/0", "4/1")), to)


def test_numbered_properties_of_4_1_are_one_with_several_values() -> None:
    uses = "<xplan:zweckbestimmung>1000</xplan:zweckbestimmung>"
    uses += "<xplan:weitereZweckbestimmung1>1200</xplan:weitereZweckbestimmung1>"
    uses += "<xplan:besondereZweckbestimmung>10000</xplan:besondereZweckbestimmung>"
    conversion = of_41(PLAN, SECTION, feature("BP_GemeinbedarfsFlaeche", uses))
    assert conversion.document.by_id["X"].texts("zweckbestimmung") == ["1000", "1200", "10000"]
    assert [each for each in told(conversion) if each[0] == "X"] == []


def test_documents_of_4_1_say_of_which_kind_they_are() -> None:
    held = "<xplan:XP_ExterneReferenz><xplan:referenzURL>b.pdf</xplan:referenzURL></xplan:XP_ExterneReferenz>"
    plan = PLAN.replace("<xplan:bereich", f"<xplan:refBegruendung>{held}</xplan:refBegruendung><xplan:bereich")
    (reference,) = of_41(plan, SECTION, area()).document.plans[0].values("externeReferenz")
    assert isinstance(reference, Object)
    assert reference.class_name == "XP_SpezExterneReferenz"
    assert values(reference) == {"referenzURL": "b.pdf", "typ": "1010"}


def test_the_law_of_4_1_has_its_date_and_relations_their_common_names() -> None:
    section = SECTION.replace("planinhalt", "inhaltBPlan").replace(
        "<xplan:gehoertZuPlan", "<xplan:versionBauNVO>4000</xplan:versionBauNVO><xplan:gehoertZuPlan"
    )
    plot = area().replace("gehoertZuBereich", "gehoertZuBP_Bereich")
    conversion = of_41(PLAN, section, plot)
    assert values(conversion.document.by_id["B"]) == {"nummer": "1", "versionBauNVODatum": "1990-01-23"}
    assert [name for name, _ in conversion.document.by_id["B"].references] == ["planinhalt", "gehoertZuPlan"]
    assert [name for name, _ in conversion.document.by_id["F"].references] == ["gehoertZuBereich"]


def test_4_1_comes_to_6_0_by_way_of_5_4() -> None:
    plot = feature("BP_StrassenVerkehrsFlaeche", "").replace("<xplan:rechtscharakter>3000</xplan:rechtscharakter>", "")
    conversion = of_41(PLAN, SECTION, plot, to="6.0")
    assert conversion.document.version == "6.0"
    assert conversion.document.by_id["X"].class_name == "SO_Strassenverkehr"
    assert conversion.document.by_id["X"].text("rechtscharakter") == "9998"


def test_only_known_ways_are_gone() -> None:
    document = read(text())
    assert convert(document, "6.0").document is document
    for version in ("5.4", "4.1"):
        with pytest.raises(UsageError, match=f"wird nicht nach {version} umgesetzt"):
            convert(document, version)


def test_the_table_names_what_there_is() -> None:
    """A slip of the pen in the table would do nothing, in silence."""
    table, old, new = mapping("5.4", "6.0"), catalogue("5.4"), catalogue("6.0")
    assert table
    concrete = {name for name, each in old.classes.items() if each.is_feature and not each.is_abstract}
    gone = concrete - new.classes.keys() - table.classes.keys() - table.generic.keys() - set(table.dissolved)
    assert gone == {"RP_Legendenobjekt"}, "each class of 5.4 has its place, or is named here"
    assert table.generic.keys() <= old.classes.keys()
    assert set(table.generic.values()) <= new.classes.keys()
    for name, names in table.names.items():
        assert names.keys() <= old.properties(name).keys(), name
        holder = table.classes.get(name, name)
        assert set(names.values()) <= new.properties(holder).keys(), name
    for group in table.groups:
        takers = [name for name in concrete if old.is_a(name, group.of)] or [group.of]
        into = [new.properties(table.classes.get(name, name)).get(group.into) for name in takers]
        assert any(each and each.kind is Kind.OBJECT for each in into), group
    assert {*table.classes, *table.dissolved, *table.names, *table.defaults, *table.fallbacks} <= old.classes.keys()
    assert set(table.classes.values()) <= new.classes.keys()
    assert table.codes.keys() <= old.enumerations.keys()
    for enumeration, codes in table.codes.items():
        assert codes.keys() <= old.enumerations[enumeration].keys()
    for renamed in table.classes.items():
        defaults = table.defaults.get(renamed[0], {})
        assert defaults.keys() <= new.properties(renamed[1]).keys()


def test_the_table_from_4_1_names_what_there_is() -> None:
    table, old, new = mapping("4.1", "5.4"), catalogue("4.1"), catalogue("5.4")
    assert table
    assert {*table.classes, *table.names, *table.defaults, *table.typed} <= old.classes.keys()
    assert set(table.classes.values()) <= new.classes.keys()
    for name, names in table.names.items():
        assert names.keys() <= old.properties(name).keys(), name
        assert set(names.values()) <= new.properties(table.classes.get(name, name)).keys(), name
    for typed in table.typed.values():
        assert set(typed.codes.values()) <= new.enumerations["XP_ExterneReferenzTyp"].keys()
    for enumeration, codes in table.codes.items():
        assert codes.keys() <= old.enumerations[enumeration].keys()


def test_real_plans_are_valid_afterwards(plan: Path, xsd: Path) -> None:
    document = parse(io.BytesIO(content(plan)), plan.name)
    for version in ("5.4", "6.0"):
        if not is_before(version, document.version):
            out = written(convert(document, version).document)
            assert faults(io.BytesIO(out), plan.name, version, xsd) == []
