from pathlib import Path
from typing import Any

import pytest
import yaml
from pygeoapi.config import validate_config
from pygeoapi.util import yaml_load

from pipelines.config import CRS, STORAGE_CRS, metadata, resource, resources, rewrite
from pipelines.datasets import load_town
from pipelines.definition import Dataset
from pipelines.errors import DefinitionError
from pipelines.settings import Settings
from pipelines.town import Town


def describe(**changes: Any) -> Dataset:
    plain = {
        "id": "pegel",
        "title": {"de": "Pegel", "en": "Gauges"},
        "description": "Pegel an Bächen",
        "group": "umwelt",
        "source": {"path": "pegel.csv"},
        "geometry": "Point",
        "key": "nummer",
        "fields": {"nummer": None, "notiz": {"visibility": "internal"}},
    }
    return Dataset.model_validate(plain | changes)


@pytest.fixture
def town() -> Town:
    return load_town(Settings())


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "pygeoapi-config.yml"
    path.write_text("# ours\nserver: {} # keep\nresources:\n  old: {}\n\n# after\nlogging: {}\n", encoding="utf-8")
    return path


def test_collection_names_provider_and_crs(town: Town) -> None:
    provider = resource(describe(), town)["providers"][0]

    assert provider == {
        "type": "feature",
        "name": "server.provider.PostGISProvider",
        "data": "pegel",
        "id_field": "id",
        "title_field": "nummer",
        "storage_crs": STORAGE_CRS,
        "crs": list(CRS),
    }


def test_extent_is_the_towns_unless_the_layers_is_known(town: Town) -> None:
    default, own = resource(describe(), town), resource(describe(), town, (9.1, 48.6, 9.2, 48.7))

    assert [each["extents"]["spatial"]["bbox"] for each in (default, own)] == [
        list(town.extent),
        [9.1, 48.6, 9.2, 48.7],
    ]


def test_title_is_in_the_languages_that_the_definition_has(town: Town) -> None:
    described = resource(describe(), town)

    assert (described["title"], described["description"]) == (
        {"de": "Pegel", "en": "Gauges"},
        {"de": "Pegel an Bächen"},
    )


def test_licence_is_the_layers_own_or_the_towns(town: Town) -> None:
    own = {"id": "cc-zero", "title": "CC0", "url": "https://creativecommons.org/publicdomain/zero/1.0/"}
    described = [resource(describe(), town), resource(describe(licence=own | {"attribution": "–"}), town)]

    assert [each["links"][0]["href"] for each in described] == [town.licence.url, own["url"]]


def test_internal_layers_are_not_listed(town: Town) -> None:
    layers = [describe(), describe(id="geheim", visibility="internal")]

    assert list(resources(layers, town)) == ["pegel"]


def test_internal_field_is_not_named(town: Town) -> None:
    assert "notiz" not in str(resource(describe(), town))


def test_rewriting_keeps_everything_else(config: Path, town: Town) -> None:
    new = rewrite(config, [describe()], town)

    assert new.startswith("# ours\nserver: {} # keep\nresources:\n  pegel:\n")
    assert new.endswith("# after\nlogging: {}\n")


def test_rewriting_twice_changes_nothing(config: Path, town: Town) -> None:
    new = rewrite(config, [describe()], town)
    config.write_text(new, encoding="utf-8")

    assert rewrite(config, [describe()], town) == new


def test_file_without_resources_is_refused(config: Path, town: Town) -> None:
    config.write_text("server: {}\n", encoding="utf-8")

    with pytest.raises(DefinitionError, match="resources:"):
        rewrite(config, [], town)


def test_shipped_file_with_a_layer_is_what_pygeoapi_expects(tmp_path: Path, town: Town) -> None:
    path = tmp_path / "pygeoapi-config.yml"
    path.write_text(rewrite(Settings().config, [describe()], town), encoding="utf-8")
    with path.open(encoding="utf-8") as file:
        document = yaml_load(file)

    assert validate_config(document)


def test_service_metadata_are_what_pygeoapi_expects(town: Town) -> None:
    document = yaml.safe_load(Settings().config.read_text(encoding="utf-8"))

    assert document["metadata"] == metadata(town)
