"""The shipped thematic layers: the town's facts are in them and nothing is refused."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import pytest
import shapely
from geopandas import GeoDataFrame

from pipelines.datasets import load_all
from pipelines.definition import Dataset
from pipelines.reading.fetch import locate
from pipelines.report.tally import Tally
from pipelines.settings import Settings
from pipelines.stages.chain import features
from pipelines.style import load_style

COUNTS = {
    "schulen": 9,
    "kitas": 14,
    "wlan": 10,
    "glasfaser": 19,
    "mobilfunk": 12,
    "sensoren": 28,
    "parken": 25,
    "parkzonen": 8,
    "leuchten": 5500,
    "dfi": 12,
    "mobilitaetspunkte": 9,
    "kultur": 11,
    "einrichtungen": 13,
    "vereine": 17,
    "hundetoiletten": 50,
    "einwohner": 4,
    "bauprojekte": 10,
    "parken_pr": 4,
    "parken_rad": 4,
}
THEMATIC = sorted(COUNTS)
DATASETS = {name: dataset for name, dataset in load_all(Settings()).items() if name in COUNTS}


class Shipped(NamedTuple):
    """A layer's definition, its finished features and what happened on the way."""

    dataset: Dataset
    frame: GeoDataFrame
    tally: Tally


Finish = Callable[[str, Path | None], Shipped]


@pytest.fixture(scope="module")
def finish(tmp_path_factory: pytest.TempPathFactory) -> Finish:
    """Take a layer's own source, or a given one, through all stages, once; layers it refers to come first."""
    settings = Settings(home=tmp_path_factory.mktemp("home"))
    definitions = load_all(settings)

    @cache
    def finished(dataset_id: str, given: Path | None) -> Shipped:
        dataset = definitions[dataset_id]
        located = locate(dataset, settings, given)
        tally = Tally(dataset, located.name)
        references = {name: finished(name, None).frame for name in dataset.references}
        frames = list(features(dataset, located, settings, references, tally))
        return Shipped(dataset, GeoDataFrame(pd.concat(frames)), tally)

    return finished


@pytest.mark.parametrize("name", THEMATIC)
def test_every_record_is_loaded(finish: Finish, name: str) -> None:
    _, frame, tally = finish(name, None)

    assert len(frame) == COUNTS[name]
    assert tally.refused == 0
    assert tally.read == len(frame) + tally.left_out


@pytest.mark.parametrize("name", THEMATIC)
def test_everything_lies_in_the_town(finish: Finish, name: str) -> None:
    town = finish("stadtgrenze", None).frame.geometry.union_all().buffer(5)

    assert finish(name, None).frame.geometry.within(town).all()


@pytest.mark.parametrize("name", THEMATIC)
def test_no_column_is_empty(finish: Finish, name: str) -> None:
    frame = finish(name, None).frame

    assert [column for column in frame.columns if frame[column].isna().all()] == []


@pytest.mark.parametrize("name", THEMATIC)
def test_a_definition_is_complete(name: str) -> None:
    dataset = DATASETS[name]
    words = [dataset.title, dataset.description, dataset.lineage, *(f.title for f in dataset.public_fields.values())]

    assert all(text and text.en for text in words)
    assert dataset.quality == "sample"
    assert str(dataset.data_date) == "2023-10-31"
    assert dataset.info
    assert dataset.keywords
    assert dataset.inspire_theme in {"us", "tn", "ef", "pd", "lu"}
    assert dataset.dcat_theme
    assert dataset.update_frequency != "UNKNOWN"


@pytest.mark.parametrize("name", THEMATIC)
def test_every_code_has_words_in_both_languages(name: str) -> None:
    lists = [field.codes for field in DATASETS[name].fields.values() if field.codes]
    german_only = {code.label.de for codes in lists for code in codes.values.values() if not code.label.en}

    assert german_only <= {"LED", "LoRaWAN", "4G (LTE)"}


@pytest.mark.parametrize("name", THEMATIC)
def test_mailboxes_and_phones_are_internal_and_lead_nowhere(finish: Finish, name: str) -> None:
    dataset, frame, _ = finish(name, None)
    public = frame[list(dataset.public_fields)].to_csv()
    mailboxes = [value for n, f in dataset.fields.items() if f.type == "email" for value in frame[n]]

    assert "@" not in public
    assert "+49" not in public
    assert all(value.endswith("@example.org") for value in mailboxes)


def test_nine_schools_with_fibre_and_the_state_of_their_networks(finish: Finish) -> None:
    schools = finish("schulen", None).frame.set_index("id")

    assert schools.glasfaser.all()
    assert set(schools.index[schools.wlan == "voll"]) == {"schoenbuch"}
    assert set(schools.index[schools.hausnetz == "fertig"]) == {"pmhg", "ikg"}
    assert set(schools.index[schools.hausnetz == "im_ausbau"]) == {"lus", "ikr"}
    assert set(schools.index[schools.hausnetz == "geplant_2024"]) == {"eichberg", "lindach"}
    assert schools.loc["schoenbuch", "ortsteil"] == "Musberg"


@pytest.mark.parametrize(
    ("name", "field", "expected"),
    [
        ("kitas", "wlan", {"standortabhaengig": 8, "ausreichend": 6}),
        ("leuchten", "leuchtmittel", {"led": 4500}),
        ("dfi", "art", {"anzeiger": 10, "infosaeule": 2}),
        ("dfi", "seit", {"Herbst 2022": 7}),
        ("parken", "leitsystem", {"geplant_2024": 10}),
        ("sensoren", "art", {"gateway": 3, "wasserzaehler": 10}),
        ("wlan", "status", {"in_betrieb": 7}),
        ("glasfaser", "status", {"ausgebaut": 1, "privatwirtschaftlich": 1}),
    ],
)
def test_numbers_of_the_report(finish: Finish, name: str, field: str, expected: dict[str, int]) -> None:
    found = finish(name, None).frame[field].value_counts().to_dict()

    assert {value: found[value] for value in expected} == expected


@pytest.mark.parametrize("name", THEMATIC)
def test_every_code_of_a_required_list_occurs(finish: Finish, name: str) -> None:
    """A code list without an example in the data would be a row of the legend that nobody can find on the map."""
    dataset, frame, _ = finish(name, None)
    coded = {n: set(f.codes.values) for n, f in dataset.fields.items() if f.codes and f.required}

    assert {n: codes - set(frame[n]) for n, codes in coded.items() if codes - set(frame[n])} == {}


def test_led_lamps_came_since_2012(finish: Finish) -> None:
    lights = finish("leuchten", None).frame

    assert (lights.baujahr[lights.leuchtmittel == "led"] >= 2012).all()


def test_private_fibre_lies_south_of_the_railway_and_the_built_area_in_stetten(finish: Finish) -> None:
    areas = finish("glasfaser", None).frame.set_index("status")

    assert areas.loc["ausgebaut", "name"] == "Gewerbegebiet Sielminger Straße"
    assert areas.loc["ausgebaut", "ortsteil"] == "Stetten"
    assert areas.loc["privatwirtschaftlich", "ausbau_durch"] == "Telekom"
    assert areas.loc["privatwirtschaftlich"].geom.bounds[3] < 5393600  # the railway's northing in Echterdingen


def test_areas_of_one_layer_do_not_overlap(finish: Finish) -> None:
    for name in ("glasfaser", "parkzonen"):
        areas = finish(name, None).frame.geometry

        assert areas.area.sum() == pytest.approx(areas.union_all().area, abs=20)


def test_q3_lies_east_of_max_lang_strasse(finish: Finish) -> None:
    project = finish("bauprojekte", None).frame.set_index("id").loc["q3"]
    street = finish("strassen", None).frame
    road = street[street["name"] == "Max-Lang-Straße"].geometry.union_all()
    nearest = shapely.shortest_line(road, project.geom.centroid)

    assert project.bis == date(2025, 9, 30)
    assert project.geom.disjoint(road)
    assert nearest.coords[1][0] > nearest.coords[0][0]


def test_small_counts_are_withheld_and_cannot_be_computed(finish: Finish) -> None:
    dataset, frame, _ = finish("einwohner", None)
    assert dataset.suppress
    parts = frame[list(dataset.suppress.parts)].astype("Int64")

    assert frame.gesamt.sum() == pytest.approx(40_000, rel=0.05)
    assert (parts.min() >= 5).all()
    assert (parts.isna().sum(axis=1) != 1).all()
    assert (parts.isna().sum(axis=0) != 1).all()
    assert parts.isna().to_numpy().any()


@pytest.mark.parametrize(("name", "file", "loaded"), [("parken_pr", "car", 9), ("parken_rad", "bike", 15)])
def test_the_states_own_records_load(finish: Finish, shared_data: Path, name: str, file: str, loaded: int) -> None:
    _, frame, tally = finish(name, shared_data / "parking" / f"bfrk_bw_{file}.json")

    assert len(frame) == loaded
    assert tally.refused == 0
    assert tally.read == loaded + tally.left_out


@pytest.mark.parametrize("name", THEMATIC)
def test_a_legend_has_a_row_for_every_code(name: str) -> None:
    dataset = DATASETS[name]
    layers = load_style(Settings(), dataset)
    classes = [(layer, *found) for layer in layers for found in matches([layer.get("layout"), layer.get("paint")])]

    assert all(field in dataset.info_fields for _, field, _ in classes)  # the map knows the words of these alone
    assert all(drawn <= values for layer, field, values in classes if (drawn := codes_drawn(dataset, layer, field)))
    assert not classes or any("filter" not in layer for layer, _, _ in classes)
    assert any("legend" in layer.get("metadata", {}) for layer in layers)


def codes_drawn(dataset: Dataset, layer: Mapping[str, Any], field: str) -> set[str]:
    """Codes of a field that a layer of a style shows: patterns lie over some of them only."""
    codes = codes_of(dataset, field)
    match layer.get("filter"):
        case ["in", ["get", name], ["literal", values]] if name == field:
            assert set(values) <= codes
            return set(values)
    return codes


def codes_of(dataset: Dataset, field: str) -> set[str]:
    codes = dataset.fields[field].codes
    return set(codes.values) if codes else set()


def matches(value: object) -> list[tuple[str, set[str]]]:
    """Field and values of every match expression in a style."""
    if isinstance(value, dict):
        return [found for part in value.values() for found in matches(part)]
    if not isinstance(value, list | tuple):
        return []
    inner = [found for part in value for found in matches(part)]
    return [(value[1][1], set(value[2:-1:2])), *inner] if value and value[0] == "match" else inner
