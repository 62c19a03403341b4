import json
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.errors import UsageError
from pipelines.settings import ROOT
from pipelines.xplan.catalogue import PLANS, SECTIONS, VERSIONS, Kind, catalogue, known, nearest, version_of

SIX = catalogue("6.0")


def test_a_property_has_kind_target_and_cardinality() -> None:
    section = SIX.properties("BP_Plan")["bereich"]
    assert (section.kind, section.target, section.inverse, section.least, section.most) == (
        Kind.REFERENCE,
        "BP_Bereich",
        "gehoertZuPlan",
        0,
        None,
    )
    assert SIX.properties("BP_BaugebietsTeilFlaeche")["GR"].target == "area"


def test_inherited_properties_come_first() -> None:
    names = list(SIX.properties("BP_BaugebietsTeilFlaeche"))
    assert names.index("gehoertZuBereich") < names.index("rechtscharakter") < names.index("position")
    assert names.index("position") < names.index("GRZ") < names.index("bauweise")


@pytest.mark.parametrize("version", VERSIONS)
def test_each_version_is_whole(version: str) -> None:
    """Every base, target and enumeration that is named is there."""
    found = catalogue(version)
    assert found.version == version
    assert found.classes.keys() >= {name for name in PLANS | SECTIONS if not name.startswith("SO_Bereich")}
    for each in found.classes.values():
        assert each.base is None or each.base in found.classes
        for own in each.own:
            if own.kind in {Kind.REFERENCE, Kind.OBJECT} and own.target:
                assert own.target in found.classes
            if own.kind == Kind.ENUMERATION:
                assert found.enumerations[own.target or ""]


def test_a_value_has_words() -> None:
    value = SIX.value("BP_Rechtsstand", "4000")
    assert value is not None
    assert (value.name, value.words) == ("InKraftGetreten", "Der Plan ist in Kraft getreten")
    old = catalogue("4.1").value("BP_Rechtsstand", "3000")
    assert old is not None
    assert old.words == "Satzung"
    assert SIX.value("BP_Rechtsstand", "1") is None


def test_classes_say_what_geometry_they_have() -> None:
    assert SIX.dimensions("BP_BaugebietsTeilFlaeche") == {2}
    assert SIX.dimensions("BP_BauGrenze") == {1}
    assert SIX.dimensions("XP_PTO") == {0}
    assert SIX.dimensions("BP_Wegerecht") == {0, 1, 2}


def test_data_types_are_no_features() -> None:
    assert not SIX.classes["XP_SpezExterneReferenz"].is_feature
    assert SIX.is_a("XP_SpezExterneReferenz", "XP_ExterneReferenz")
    assert SIX.classes["XP_PPO"].is_feature
    assert SIX.classes["BP_Objekt"].is_abstract


def test_a_newer_version_is_taken_as_the_newest_known() -> None:
    assert version_of("http://www.xplanung.de/xplangml/6/1") == "6.1"
    assert nearest("6.1") is SIX
    assert version_of("http://www.opengis.net/gml/3.2") is None
    with pytest.raises(UsageError, match=r"6\.1 ist hier nicht bekannt"):
        known("6.1")


def test_the_files_are_what_the_script_makes_of_the_schemas(xsd: Path, tmp_path: Path) -> None:
    script = ROOT / "deploy" / "xplan_catalogue.py"
    subprocess.run([sys.executable, script, xsd, tmp_path], check=True, timeout=60)
    made = {file.name: file.read_text("utf-8") for file in tmp_path.iterdir()}
    shipped = {file.name: file.read_text("utf-8") for file in (ROOT / "pipelines/xplan/catalogue").iterdir()}
    assert made == shipped
    assert all(json.loads(each) for each in made.values())
