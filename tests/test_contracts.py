"""What holds across files: ids agree, imports go one way, everything that can be typed or set is described."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import yaml

import pipelines
import server
from pipelines import errors
from pipelines.cli import INTERRUPTED, geoportal
from pipelines.config import metadata, rewrite
from pipelines.datasets import load_all, load_town
from pipelines.definition import Dataset
from pipelines.errors import GeoportalError
from pipelines.plans.samples import SAMPLES
from pipelines.settings import ROOT, Settings
from pipelines.style import load_style

OF_PLANS = ("bebauungsplaene", "plan_objekte")
"""Layers that are derived from plans; their styles are shipped."""

IDS = sorted(path.stem for path in (ROOT / "datasets").glob("*.yml"))
COMMANDS = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
SETTINGS = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")

SERVER_MAY_IMPORT = {
    "address",
    "artefacts",
    "background",
    "basemap",
    "config",
    "curve",
    "database",
    "datasets",
    "definition",
    "errors",
    "legal_time",
    "plans",
    "portal",
    "publication",
    "searched",
    "settings",
    "style",
    "storage",
    "tables",
    "text",
    "town",
    "vocabulary",
}
"""What the server may know of the pipelines: definitions, settings, the read side of publications and
plans, and their files."""


def modules(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


def imports(path: Path) -> Iterator[str]:
    """Yield the dotted names that a module imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def commands(group: click.Group = geoportal, name: str = "geoportal") -> Iterator[tuple[str, click.Command]]:
    for child, command in sorted(group.commands.items()):
        if isinstance(command, click.Group):
            yield from commands(command, f"{name} {child}")
        else:
            yield f"{name} {child}", command


def section(command: str) -> str:
    """The part of docs/commands.md about one command, "" when there is none."""
    found = re.search(rf"^### `{re.escape(command)}\b.*?(?=^##|\Z)", COMMANDS, re.DOTALL | re.MULTILINE)
    return found[0] if found else ""


def error_classes(base: type[GeoportalError] = GeoportalError) -> Iterator[type[GeoportalError]]:
    yield base
    for child in base.__subclasses__():
        yield from error_classes(child)


@pytest.fixture(scope="module")
def defined() -> dict[str, Dataset]:
    """The shipped definitions."""
    return load_all(Settings())


class TestIds:
    """One id: definition, style, view, collection, layer of the client."""

    def test_every_layer_has_its_style_and_every_style_its_layer(self) -> None:
        assert {path.stem for path in (ROOT / "styles").glob("*.json")} == {*IDS, *OF_PLANS}

    def test_every_definition_is_right(self, defined: dict[str, Dataset]) -> None:
        assert sorted(defined) == IDS

    @pytest.mark.parametrize("dataset_id", IDS)
    def test_every_style_is_right(self, defined: dict[str, Dataset], dataset_id: str) -> None:
        layers = load_style(Settings(), defined[dataset_id])

        assert all(layer["id"].startswith(f"{dataset_id}-") for layer in layers)

    def test_what_readers_see_of_a_definition_is_one(self, defined: dict[str, Dataset]) -> None:
        for dataset in defined.values():
            shown = dataset.for_readers("quelle.csv").model_dump(mode="json", exclude_defaults=True)

            assert Dataset.model_validate(shown).public_fields == dataset.public_fields

    def test_every_shipped_source_is_used(self) -> None:
        shipped = {path.name for path in (ROOT / "datasets" / "sources").rglob("*") if path.is_file()}
        definitions = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "datasets").glob("*.yml"))

        unused = {name for name in shipped if name not in definitions}
        assert unused == {path.name for path in SAMPLES}

    def test_layers_refer_to_layers_that_exist(self, defined: dict[str, Dataset]) -> None:
        assert set().union(*(dataset.references for dataset in defined.values())) <= set(IDS)

    def test_background_and_boundary_exist(self) -> None:
        town = load_town(Settings())

        assert {*town.background.datasets, town.boundary} <= set(IDS)

    def test_collections_are_the_public_layers(self, defined: dict[str, Dataset]) -> None:
        config = yaml.safe_load((ROOT / "pygeoapi-config.yml").read_text(encoding="utf-8"))
        public = sorted(key for key, dataset in defined.items() if dataset.visibility == "public")

        assert list(config["resources"]) == public

    def test_generated_file_is_up_to_date(self, defined: dict[str, Dataset]) -> None:
        settings = Settings()
        written = rewrite(settings.config, defined.values(), load_town(settings))

        assert written == settings.config.read_text(encoding="utf-8"), "run: geoportal config"

    def test_service_is_described_as_the_town(self) -> None:
        config = yaml.safe_load((ROOT / "pygeoapi-config.yml").read_text(encoding="utf-8"))

        assert config["metadata"] == metadata(load_town(Settings()))


class TestImports:
    """Imports go one way: server → pipelines."""

    def test_packages_are_those_of_the_checkout(self) -> None:
        assert [Path(str(package.__file__)).parent for package in (pipelines, server)] == [
            ROOT / "pipelines",
            ROOT / "server",
        ]

    @pytest.mark.parametrize("path", modules("pipelines"), ids=lambda path: path.stem)
    def test_pipelines_never_import_the_server(self, path: Path) -> None:
        assert [name for name in imports(path) if name.split(".")[0] == "server"] == []

    @pytest.mark.parametrize("path", modules("server"), ids=lambda path: path.stem)
    def test_server_imports_only_the_read_side(self, path: Path) -> None:
        used = {name.split(".")[1] for name in imports(path) if name.startswith("pipelines.")}

        assert used <= SERVER_MAY_IMPORT

    @pytest.mark.parametrize("path", modules("pipelines") + modules("server"), ids=lambda path: path.stem)
    def test_no_module_is_a_drawer(self, path: Path) -> None:
        assert path.stem not in {"utils", "util", "helpers", "common", "misc"}


class TestDocs:
    """Every command, option, setting and error is described."""

    @pytest.mark.parametrize(("name", "command"), [pytest.param(*pair, id=pair[0]) for pair in commands()])
    def test_every_command_is_documented(self, name: str, command: click.Command) -> None:
        options = {
            option
            for parameter in command.params
            if isinstance(parameter, click.Option)
            for option in parameter.opts
            if option not in {"--json", "--help", "-h"}
        }

        assert section(name), f"docs/commands.md has no section on {name}"
        assert {option for option in options if option not in section(name)} == set()

    @pytest.mark.parametrize(("name", "command"), [pytest.param(*pair, id=pair[0]) for pair in commands()])
    def test_every_command_has_help(self, name: str, command: click.Command) -> None:
        assert command.help, name
        assert all(parameter.help for parameter in command.params if isinstance(parameter, click.Option))

    def test_no_command_is_documented_that_does_not_exist(self) -> None:
        documented = re.findall(r"^### `(geoportal(?: db| xplan| basemap)? [a-z-]+)", COMMANDS, re.MULTILINE)

        assert sorted(documented) == sorted(name for name, _ in commands())

    @pytest.mark.parametrize("name", sorted(Settings.model_fields))
    def test_every_setting_is_documented(self, name: str) -> None:
        assert f"| `GEOPORTAL_{name.upper()}` |" in SETTINGS

    def test_no_setting_is_documented_that_does_not_exist(self) -> None:
        documented = set(re.findall(r"^\| `GEOPORTAL_([A-Z_]+)`", SETTINGS, re.MULTILINE))

        assert documented == {name.upper() for name in Settings.model_fields}

    @pytest.mark.parametrize("error", list(error_classes()), ids=lambda error: error.__name__)
    def test_every_error_has_its_exit_code_in_the_docs_and_the_tree(self, error: type[GeoportalError]) -> None:
        tree = str(errors.__doc__)

        assert f"| {error.exit_code} | `{error.__name__}` |" in COMMANDS
        assert re.search(rf"\b{error.__name__} +exit {error.exit_code}\b", tree)
        assert error.__module__ == "pipelines.errors"

    def test_exit_codes_are_distinct(self) -> None:
        codes = [0, INTERRUPTED, *(error.exit_code for error in error_classes())]

        assert len(codes) == len(set(codes))
