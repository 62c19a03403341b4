from pipelines.xplan.catalogue import VERSIONS, Kind, catalogue
from pipelines.xplan.titles import class_title, property_title

KNOWN = [each for version in VERSIONS for each in catalogue(version).classes.values()]


def test_all_classes_have_words_in_both_languages() -> None:
    features = {each.name for each in KNOWN if each.is_feature and not each.is_abstract}
    assert len(features) > 200
    titles = {name: class_title(name) for name in features}
    assert [name for name, title in titles.items() if name in {title.de, title.to("en")}] == []


def test_all_properties_have_words() -> None:
    properties = {each.name for known in KNOWN for each in known.own if each.kind is not Kind.GEOMETRY}
    assert len(properties) > 500
    technical = [name for name in properties if property_title(name) == name and not name[0].isupper()]
    assert technical == []


def test_what_has_no_words_has_its_own_name() -> None:
    assert class_title("XX_Neu").de == "XX_Neu"
    assert property_title("ganzNeu") == "ganzNeu"
