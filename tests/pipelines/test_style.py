import json
from pathlib import Path
from typing import Any

import pytest

from pipelines.definition import Dataset
from pipelines.errors import DefinitionError
from pipelines.settings import Settings
from pipelines.style import load_style, plain_style


def describe(geometry: str = "Point", **changes: Any) -> Dataset:
    plain = {
        "id": "pegel",
        "title": {"de": "Pegel", "en": "Gauges"},
        "description": "Pegel an Bächen",
        "group": "umwelt",
        "source": {"path": "pegel.csv"},
        "geometry": geometry,
        "key": "nummer",
        "fields": {"nummer": None, "stufe": None, "notiz": {"visibility": "internal"}},
    }
    return Dataset.model_validate(plain | changes)


CIRCLE = {"id": "pegel-punkt", "type": "circle", "paint": {"circle-radius": 6}}


@pytest.fixture
def styles(tmp_path: Path) -> Path:
    folder = tmp_path / "styles"
    folder.mkdir()
    return folder


def settings(styles: Path) -> Settings:
    return Settings(styles=(styles,))


def write(styles: Path, document: object, name: str = "pegel") -> Settings:
    (styles / f"{name}.json").write_text(json.dumps(document), encoding="utf-8")
    return settings(styles)


def test_style_file_is_read_as_it_is(styles: Path) -> None:
    assert load_style(write(styles, [CIRCLE]), describe()) == (CIRCLE,)


@pytest.mark.parametrize(
    ("geometry", "types"),
    [
        ("Point", ["circle"]),
        ("MultiPoint", ["circle"]),
        ("LineString", ["line"]),
        ("MultiLineString", ["line"]),
        ("Polygon", ["fill", "line"]),
        ("MultiPolygon", ["fill", "line"]),
    ],
)
def test_layer_without_file_is_drawn_by_its_geometry(styles: Path, geometry: str, types: list[str]) -> None:
    layers = load_style(settings(styles), describe(geometry))

    assert [layer["type"] for layer in layers] == types


def test_plain_style_stands_once_in_the_legend() -> None:
    legends = [layer["metadata"]["legend"] for layer in plain_style(describe("Polygon")) if "metadata" in layer]

    assert legends == [{"de": "Pegel", "en": "Gauges"}]


def test_plain_style_passes_its_own_check(styles: Path) -> None:
    style = plain_style(describe("Polygon"))

    assert load_style(write(styles, style), describe("Polygon")) == style


def test_shared_style_gets_the_ids_of_the_layer(styles: Path) -> None:
    shared = write(styles, [CIRCLE | {"id": "messstellen-punkt"}], "messstellen")

    assert load_style(shared, describe(style="messstellen"))[0]["id"] == "pegel-punkt"


def test_later_folder_wins(styles: Path, tmp_path: Path) -> None:
    write(styles, [CIRCLE])
    own = tmp_path / "own"
    own.mkdir()
    write(own, [CIRCLE | {"minzoom": 12}])

    assert load_style(Settings(styles=(styles, own)), describe())[0]["minzoom"] == 12


def test_named_style_must_exist(styles: Path) -> None:
    with pytest.raises(DefinitionError, match="gibt es nicht"):
        load_style(settings(styles), describe(style="andere"))


@pytest.mark.parametrize(
    ("document", "message"),
    [
        pytest.param({}, "Liste von Ebenen", id="no list"),
        pytest.param([], "Liste von Ebenen", id="empty"),
        pytest.param(["circle"], "Liste von Ebenen", id="no objects"),
        pytest.param([{"type": "circle"}], "#1: id muss mit „pegel-“ beginnen", id="no id"),
        pytest.param([CIRCLE | {"id": "schulen-punkt"}], "id muss mit „pegel-“ beginnen", id="foreign id"),
        pytest.param([CIRCLE, CIRCLE], "diese id gibt es schon", id="id twice"),
        pytest.param([CIRCLE | {"type": "raster"}], "type muss eines von", id="raster"),
        pytest.param([CIRCLE | {"source": "x"}], "unbekannte Einträge: source", id="own source"),
        pytest.param([CIRCLE | {"metadata": {"legend": {"en": "x"}}}], "deutschen Text", id="legend without German"),
        pytest.param([CIRCLE | {"filter": ["==", ["get", "notiz"], "x"]}], "Felder: notiz", id="internal field"),
        pytest.param([CIRCLE | {"filter": ["has", "gibtsnicht"]}], "Felder: gibtsnicht", id="unknown field"),
        pytest.param(
            [CIRCLE | {"paint": {"circle-color": ["match", ["get", "notiz"], "a", "#fff", "#000"]}}],
            "Felder: notiz",
            id="internal field in an expression",
        ),
    ],
)
def test_mistake_names_file_and_place(styles: Path, document: object, message: str) -> None:
    with pytest.raises(DefinitionError, match=message) as caught:
        load_style(write(styles, document), describe())

    assert str(styles / "pegel.json") in str(caught.value)


def test_broken_json_is_a_mistake(styles: Path) -> None:
    (styles / "pegel.json").write_text("[{", encoding="utf-8")

    with pytest.raises(DefinitionError, match="kein lesbares JSON"):
        load_style(settings(styles), describe())


def test_expressions_on_public_fields_are_welcome(styles: Path) -> None:
    layer = CIRCLE | {"filter": ["==", ["get", "stufe"], "hoch"]}

    assert load_style(write(styles, [layer]), describe())[0]["filter"] == ["==", ["get", "stufe"], "hoch"]
