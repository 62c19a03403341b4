import re
from pathlib import Path

import pytest

from pipelines.datasets import check_questions, find, load_all, load_dataset, load_each, load_town
from pipelines.definition import Dataset
from pipelines.errors import DefinitionError, UsageError
from pipelines.settings import Settings

CLEAN = """\
id: baeume
title: {de: Bäume, en: Trees}
description: Bäume an Straßen
group: umwelt
source: {path: baeume.gpkg}
geometry: Point
key: nummer
fields:
  nummer: Baumnummer
  art: {source: Baumart, title: {de: Art, en: Species}, required: true}
"""
MORE = """\
  geheim: {visibility: internal}
  anzahl: {type: integer}
  rest: {type: integer}
suppress: {parts: [anzahl, rest]}
"""


@pytest.fixture
def written(tmp_path: Path) -> Path:
    path = tmp_path / "baeume.yml"
    path.write_text(CLEAN, encoding="utf-8")
    return path


def test_a_clean_geopackage_needs_few_lines(written: Path) -> None:
    dataset = load_dataset(written)

    assert len(CLEAN.splitlines()) <= 20
    assert dataset.title.to("en") == "Trees"
    assert dataset.description.to("en") == "Bäume an Straßen"
    assert dataset.fields["nummer"].source == "Baumnummer"


def test_a_path_is_seen_from_the_definition_and_written_as_a_name(written: Path) -> None:
    dataset = load_dataset(written)

    assert getattr(dataset.source, "path", None) == written.parent / "baeume.gpkg"
    assert dataset.model_dump(mode="json")["source"]["path"] == "baeume.gpkg"


def test_a_key_is_text_whatever_yaml_makes_of_the_word(written: Path) -> None:
    join = "key: nummer\njoin: {dataset: strassen, on: {art: name}}"
    written.write_text(CLEAN.replace("key: nummer", join).replace("required: true", "null: [unbekannt]"), "utf-8")

    dataset = load_dataset(written)

    assert dataset.join
    assert dataset.join.on == {"art": "name"}
    assert dataset.fields["art"].null == ("unbekannt",)


def test_a_snapshot_reads_back_as_the_same_definition(written: Path) -> None:
    dataset = load_dataset(written)
    snapshot = dataset.model_dump(mode="json")

    again = type(dataset).model_validate(snapshot)

    assert again.model_dump(mode="json") == snapshot


@pytest.mark.parametrize(
    ("old", "new", "line", "expected"),
    [
        pytest.param("geometry: Point", "geometry: Pont", 6, "'MultiPolygon', nicht 'Pont'", id="wrong choice"),
        pytest.param("group:", "gruppe:", 4, "gruppe: diesen Eintrag gibt es nicht", id="unknown entry"),
        pytest.param("key: nummer\n", "", 1, "key fehlt", id="no key"),
        pytest.param(
            "key: nummer", "key: nr", 7, "key: key nennt Felder, die es unter fields nicht gibt: nr", id="unknown key"
        ),
        pytest.param("required: true", "requird: true", 10, "fields.art.requird", id="inside a field"),
        pytest.param("required: true", "type: texst", 10, "erwartet wird 'text'", id="field type"),
        pytest.param("nummer: Baumnummer", "nummer: {visibility: internal}", 7, "kein Feld darin", id="internal key"),
        pytest.param("key: nummer", "key: [art, geheim]", 7, "kein Feld darin", id="internal part of a key"),
        pytest.param("key: nummer", "key: anzahl", 7, "kein Feld darin", id="key that may be withheld"),
        pytest.param("nummer: Baumnummer", "geom: Baumnummer", 9, "vergeben: geom", id="reserved"),
        pytest.param("nummer: Baumnummer", "ctid: Baumnummer", 9, "vergeben: ctid", id="PostgreSQL's own column"),
        pytest.param(
            "{path: baeume.gpkg}", "{path: a, url: b}", 5, "genau eines von path, url und database", id="two sources"
        ),
        pytest.param(
            "{path: baeume.gpkg}", "{path: a, wkt: lage, degrees: dms}", 5, "braucht eines davon", id="no such degrees"
        ),
        pytest.param("{path: baeume.gpkg}", '{path: a, crs: "25832"}', 5, "ein Code wie EPSG:25832", id="crs"),
        pytest.param(
            "required: true",
            "range: [1, 2]",
            10,
            "range braucht Zahlen bei type: integer oder number",
            id="range of text",
        ),
        pytest.param("required: true", "type: number, range: [2, 1]", 10, "erst den kleinsten", id="empty range"),
        pytest.param(
            "required: true", "required: true, on_error: clear", 10, "art.on_error: ein Pflicht", id="cleared"
        ),
        pytest.param("group:", "scale: {min: 9, max: 5}\ngroup:", 4, "scale.min: min darf nicht", id="scale"),
        pytest.param("group:", "inspire_theme: xx\ngroup:", 4, "inspire_theme: erwartet wird 'rs'", id="INSPIRE"),
        pytest.param("group:", "contact: {office: Amt, url: amt.de}\ngroup:", 4, "contact.url: erwartet", id="url"),
        pytest.param("group:", "contact: {office: Amt, email: a@b}\ngroup:", 4, "eine E-Mail-Adresse", id="e-mail"),
        pytest.param(
            "group:",
            "rules: [{rule: unique, fields: [nr]}, {rule: unique, fields: [art]}]\ngroup:",
            4,
            "rules.0.fields: unique nennt Felder, die es unter fields nicht gibt: nr",
            id="first of several rules",
        ),
        pytest.param("required: true", "pattern: '['", 10, "kein regulärer Ausdruck", id="pattern"),
        pytest.param("group: umwelt", "group: umwelt\ngroup: stadt", 5, "„group“ gibt es zweimal", id="same key twice"),
    ],
)
def test_a_mistake_is_named_by_file_line_and_field(written: Path, old: str, new: str, line: int, expected: str) -> None:
    written.write_text(CLEAN.replace(old, new) + MORE, encoding="utf-8")

    with pytest.raises(DefinitionError) as raised:
        load_dataset(written)

    assert re.search(rf"{re.escape(str(written))}, Zeile {line}\b", raised.value.message.de)
    assert expected in raised.value.message.de


@pytest.mark.parametrize(
    ("old", "new", "line", "said", "remedy"),
    [
        pytest.param("  nummer:", "\tnummer:", 9, "hier steht ein Tabulator", "Leerzeichen eingerückt", id="tab"),
        pytest.param(
            "Bäume an Straßen", "Bäume: alle", 3, "ein Doppelpunkt steht", "in Anführungszeichen", id="colon in text"
        ),
        pytest.param("group: umwelt", "group umwelt", 4, "ein Doppelpunkt hinter", "name: wert", id="no colon"),
        pytest.param("group:", "group: bau\ngroup:", 5, "„group“ gibt es zweimal", "streichen", id="key twice"),
        pytest.param("  art:", " art:", 10, "die Einrückung passt nicht", "gleich weit einrücken", id="indentation"),
        pytest.param("en: Trees}", "en: Trees", 2, "die Klammer „}“ fehlt", "Anführungszeichen", id="open bracket"),
        pytest.param("umwelt", '"umwelt', 4, "nicht geschlossen", "ergänzen", id="open quotation mark"),
        pytest.param("umwelt", "'umwelt' x", 4, "steht noch Text", "Den ganzen Text", id="behind a quotation mark"),
        pytest.param("umwelt", "@umwelt", 4, "beginnt mit einem Zeichen", "in Anführungszeichen", id="special sign"),
        pytest.param("baeume.gpkg", '"C:\\Daten"', 5, "der Schrägstrich", "Einfache", id="path of Windows"),
        pytest.param("umwelt", "|umwelt", 4, "kein gültiges YAML (expected chomping", "", id="something else"),
    ],
)
def test_what_is_no_yaml_is_said_in_words(written: Path, old: str, new: str, line: int, said: str, remedy: str) -> None:
    written.write_text(CLEAN.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(DefinitionError) as raised:
        load_dataset(written)

    message, hint = raised.value.message.de, raised.value.hint
    assert message.startswith(f"{written}, Zeile {line}: ")
    assert said in message
    assert remedy in (hint.de if hint else "")


def test_a_file_in_the_encoding_of_windows_is_told_what_to_do(written: Path) -> None:
    written.write_text(CLEAN, encoding="cp1252")

    with pytest.raises(DefinitionError, match="nicht in UTF-8 geschrieben") as raised:
        load_dataset(written)

    assert "in der Kodierung UTF-8 speichern" in raised.value.to("de")


def test_choices_are_listed_in_each_language(written: Path) -> None:
    written.write_text(CLEAN.replace("geometry: Point", "geometry: Pont"), encoding="utf-8")

    with pytest.raises(DefinitionError) as raised:
        load_dataset(written)

    assert "'Polygon' oder 'MultiPolygon'" in raised.value.to("de")
    assert "'Polygon' or 'MultiPolygon'" in raised.value.to("en")


def test_mistakes_are_said_in_english_too(written: Path) -> None:
    written.write_text(CLEAN.replace("geometry: Point", "geometry: 3"), encoding="utf-8")

    with pytest.raises(DefinitionError) as raised:
        load_dataset(written)

    assert f"{written}, line 6, geometry: expected 'Point'" in raised.value.to("en")


def test_every_mistake_of_a_file_is_listed_at_once(written: Path) -> None:
    written.write_text(CLEAN.replace("geometry: Point", "geometry: 3").replace("group:", "gruppe:"), encoding="utf-8")

    with pytest.raises(DefinitionError) as raised:
        load_dataset(written)

    assert len(raised.value.message.de.splitlines()) == 3  # geometry, no group, unknown gruppe


def test_id_and_file_name_agree(written: Path) -> None:
    other = written.rename(written.with_name("wald.yml"))

    with pytest.raises(DefinitionError, match="baeume"):
        load_dataset(other)


def test_an_unreadable_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match=r"fehlt\.yml"):
        load_dataset(tmp_path / "fehlt.yml")


def test_a_town_keeps_its_own_layers_outside_the_checkout(written: Path) -> None:
    settings = Settings(datasets=(written.parent,))

    assert "baeume" in load_all(settings)
    assert find(settings, "baeume").id == "baeume"


def test_one_wrong_file_leaves_the_other_layers_usable(written: Path) -> None:
    written.with_name("wald.yml").write_text("id: wald\n", encoding="utf-8")
    each = load_each(Settings(datasets=(written.parent,)))

    wrong = {name: found for name, found in each.items() if not isinstance(found, Dataset)}
    assert isinstance(each["baeume"], Dataset)
    assert list(wrong) == ["wald"]
    assert "wald.yml" in wrong["wald"].to("de")
    with pytest.raises(DefinitionError, match=r"wald\.yml"):
        load_all(Settings(datasets=(written.parent,)))


@pytest.mark.parametrize("part", ["join: {dataset: wald, on: {art: name}}", "geocode: {dataset: wald, street: art}"])
def test_a_public_layer_takes_no_place_from_an_internal_one(written: Path, part: str) -> None:
    wood = CLEAN.replace("id: baeume", "id: wald\nvisibility: internal")
    written.with_name("wald.yml").write_text(wood, encoding="utf-8")
    written.write_text(CLEAN + part, encoding="utf-8")
    settings = Settings(datasets=(written.parent,))

    with pytest.raises(DefinitionError, match="internen Ebene „wald“"):
        find(settings, "baeume")
    with pytest.raises(DefinitionError, match="internen Ebene „wald“"):
        load_all(settings)

    written.write_text(CLEAN + part + "\nvisibility: internal\n", encoding="utf-8")
    assert find(settings, "baeume").visibility == "internal"


def test_a_public_layer_may_lie_inside_an_internal_one(written: Path) -> None:
    wood = CLEAN.replace("id: baeume", "id: wald\nvisibility: internal")
    written.with_name("wald.yml").write_text(wood, encoding="utf-8")
    written.write_text(CLEAN + "rules: [{rule: inside, dataset: wald}]\n", encoding="utf-8")

    assert find(Settings(datasets=(written.parent,)), "baeume").references == {"wald"}


def test_an_unknown_group_is_refused_with_the_known_ones(written: Path) -> None:
    written.write_text(CLEAN.replace("umwelt", "wald"), encoding="utf-8")

    with pytest.raises(DefinitionError) as raised:
        load_all(Settings(datasets=(written.parent,)))

    assert "mobilitaet" in raised.value.to("de")


def test_an_unknown_layer_is_answered_with_the_known_ones(written: Path) -> None:
    with pytest.raises(UsageError) as raised:
        find(Settings(datasets=(written.parent,)), "baume")

    assert "baeume" in raised.value.to("de")


def test_a_missing_folder_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="GEOPORTAL_DATASETS"):
        load_all(Settings(datasets=(tmp_path / "nirgends",)))


def test_another_town_needs_only_its_settings_file(tmp_path: Path) -> None:
    text = Settings().town.read_text(encoding="utf-8").replace("name: Leinfelden-Echterdingen", "name: Filderstadt")
    path = tmp_path / "filderstadt.yml"
    path.write_text(text, encoding="utf-8")

    town = load_town(Settings(town=path))

    assert town.name == "Filderstadt"
    assert town.logo == tmp_path / "logo.svg"


def town_with(folder: Path, questions: str) -> Path:
    """A town without the shipped layers, and these questions in place of its own."""
    shipped = Settings().town.read_text(encoding="utf-8")
    path = folder / "town" / "town.yml"
    path.parent.mkdir()
    others = re.sub(r"^questions:.*?(?=^\w)", "", shipped, flags=re.DOTALL | re.MULTILINE)
    path.write_text(f"questions: {questions}\nshipped_layers: false\n{others}", encoding="utf-8")
    return path


def test_another_town_does_not_get_the_shipped_layers(tmp_path: Path, written: Path) -> None:
    town = town_with(tmp_path, "[]")

    assert list(load_all(Settings(town=town, datasets=(written.parent,)))) == ["baeume"]


def test_a_question_is_answered_by_layers_that_exist(tmp_path: Path, written: Path) -> None:
    town = town_with(tmp_path, "[{id: schatten, title: Wo ist Schatten, text: Dort., layers: [baeume, wald]}]")

    settings = Settings(town=town, datasets=(written.parent,))
    with pytest.raises(DefinitionError, match="„schatten“ nennt Ebenen, die es nicht gibt: wald"):
        check_questions(settings)
    assert list(load_all(settings)) == ["baeume"]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        pytest.param("schatten", "schatten", "questions.1.id: die Adresse /schatten ist schon", id="twice"),
        pytest.param("api", "schatten", "questions.0.id: die Adresse /api ist schon", id="the portal's own"),
        pytest.param("Schatten", "sonne", "questions.0.id: 'Schatten' passt nicht zum Muster", id="form"),
    ],
)
def test_a_question_has_an_address_of_its_own(tmp_path: Path, first: str, second: str, expected: str) -> None:
    asked = ", ".join(f"{{id: {name}, title: Wo, text: Dort., layers: [baeume]}}" for name in (first, second))

    with pytest.raises(DefinitionError, match=re.escape(expected)):
        load_town(Settings(town=town_with(tmp_path, f"[{asked}]")))
