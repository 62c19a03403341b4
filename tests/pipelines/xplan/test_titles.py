from pipelines.xplan.catalogue import VERSIONS, catalogue
from pipelines.xplan.titles import class_title


def test_all_classes_of_development_plans_have_words_in_both_languages() -> None:
    known = {each.name: each for version in VERSIONS for each in catalogue(version).classes.values()}
    features = [name for name, each in known.items() if each.is_feature and not each.is_abstract and name[:2] == "BP"]
    assert len(features) > 60
    titles = {name: class_title(name) for name in features}
    assert [name for name, title in titles.items() if name in {title.de, title.to("en")}] == []


def test_what_has_no_words_has_its_own_name() -> None:
    title = class_title("RP_Achse")
    assert (title.de == "RP_Achse", title.to("en")) == (False, "RP_Achse")
    assert class_title("XX_Neu").de == "XX_Neu"
