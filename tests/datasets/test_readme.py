"""What datasets/README.md says of definitions is what definitions are."""

import re
from pathlib import Path
from textwrap import dedent, indent
from typing import Any, Literal, get_args, get_origin

import geopandas as gpd
import pytest
from pydantic.fields import FieldInfo
from shapely import Point

from pipelines import definition
from pipelines.datasets import load_dataset
from pipelines.definition import Frozen, TableSource
from pipelines.reading.fetch import locate
from pipelines.reading.read import read
from pipelines.settings import ROOT, Settings
from pipelines.stages.columns import columns

README = (ROOT / "datasets" / "README.md").read_text(encoding="utf-8")
EXAMPLES = [dedent(block) for block in re.findall(r"```yaml\n(.*?)```", README, re.S)]
LIST = """\
id: liste
title: Liste
description: Eine Liste
group: stadt
geometry: Point
key: stadtteil
fields:
  stadtteil: Stadtteil
  strasse: Straße
  hausnummer: Nummer
  ortsteil: Ortsteil
  unter_18: {type: integer}
  ab_18: {type: integer}
  gesamt: {type: integer}
"""
SOURCE = "source: {path: liste.csv}\n"
MODELS: dict[str, type[Frozen]] = {
    name: value
    for name, value in vars(definition).items()
    if isinstance(value, type) and issubclass(value, Frozen) and value is not Frozen
}


def rows(model: str) -> dict[str, tuple[str, str]]:
    """Key → default and meaning, as the table of a model has them."""
    table = README.split(f"<!-- {model} -->")[1].strip().split("\n\n")[0]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[2:]]
    return {key.strip("`"): (default, meaning) for key, default, meaning in cells}


def choices(annotation: Any) -> set[str]:
    """The words that a key may have."""
    if get_origin(annotation) is Literal:
        return {str(word) for word in get_args(annotation)}
    return {word for part in get_args(annotation) for word in choices(part)}


@pytest.mark.parametrize("model", sorted(MODELS))
def test_every_key_is_described(model: str) -> None:
    assert rows(model).keys() == MODELS[model].model_fields.keys()


def fields() -> list[Any]:
    return [
        pytest.param(model, name, info, id=f"{model}.{name}")
        for model, kind in sorted(MODELS.items())
        for name, info in kind.model_fields.items()
    ]


@pytest.mark.parametrize(("model", "name", "info"), fields())
def test_defaults_and_choices_are_true(model: str, name: str, info: FieldInfo) -> None:
    default, meaning = rows(model)[name]

    assert (default == "required") == info.is_required()
    if isinstance(info.default, str | int | float):
        assert default == str(info.default).lower() or default == info.default
    assert {word for word in choices(info.annotation) if f"`{word}`" not in meaning} == set()


def test_the_first_example_is_short_and_loads_a_clean_geopackage(tmp_path: Path) -> None:
    example = EXAMPLES[0]
    path = tmp_path / "baeume.yml"
    path.write_text(example, encoding="utf-8")
    (tmp_path / "sources").mkdir()
    trees = {"Baumnummer": ["A1"], "Baumart": ["Linde"], "Höhe": [12.5], "Pflanzjahr": [1998], "Gutachten": ["geheim"]}
    frame = gpd.GeoDataFrame(trees, geometry=[Point(510000, 5393000)], crs="EPSG:25832")
    frame.to_file(tmp_path / "sources" / "baeume.gpkg", layer="baeume")

    dataset = load_dataset(path)
    assert isinstance(dataset.source, TableSource)
    read_back = next(read(dataset.source, locate(dataset, Settings(home=tmp_path))))
    finished, findings = columns(read_back, dataset)

    assert len(example.splitlines()) <= 20
    assert findings == []
    assert finished.iloc[0].drop("geom").tolist() == ["A1", "Linde", 12.5, 1998, "geheim"]


@pytest.mark.parametrize("example", EXAMPLES[1:])
def test_the_other_examples_are_parts_of_definitions(example: str, tmp_path: Path) -> None:
    path = tmp_path / "liste.yml"
    path.write_text(completed(example), encoding="utf-8")

    dataset = load_dataset(path)

    assert dataset.id == "liste"


def completed(example: str) -> str:
    """A definition around an example, which is a source, a field or something else."""
    if example.startswith("source:"):
        return LIST + example
    return LIST + (example if example.startswith(("join:", "rules:")) else indent(example, "  ")) + SOURCE


def test_every_shipped_layer_is_listed() -> None:
    shipped = README.split("## The shipped layers")[1]
    listed = set(
        re.findall(r"`([a-z_]+)`", " ".join(line.split("|")[1] for line in shipped.splitlines() if "|" in line))
    )

    assert listed == {path.stem for path in (ROOT / "datasets").glob("*.yml")}
