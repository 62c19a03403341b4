"""Definition files and the town's settings file → frozen models; a mistake is named by file, line and field."""

from collections.abc import Iterator
from pathlib import Path

import yaml
from pydantic import BaseModel, ValidationError

from pipelines.definition import Dataset, RasterSource, TableSource
from pipelines.errors import DefinitionError, UsageError
from pipelines.settings import Settings
from pipelines.text import Text
from pipelines.town import Town

Location = tuple[str | int, ...]


class _UniqueKeys(yaml.SafeLoader):
    """YAML would take the last of two equal keys in silence."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[object, object]:  # noqa: FBT001, FBT002
        seen: set[object] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                raise yaml.MarkedYAMLError(problem=f"key {key!r} twice", problem_mark=key_node.start_mark)
            seen.add(key)
        return dict(super().construct_mapping(node, deep))


def load[M: BaseModel](path: Path, model: type[M]) -> M:
    """Read one YAML file into ``model``. Raises DefinitionError with file, line, field and what was expected."""
    try:
        text = path.read_text(encoding="utf-8")
        document = yaml.load(text, _UniqueKeys)  # noqa: S506 - _UniqueKeys is a SafeLoader
    except (OSError, UnicodeDecodeError) as error:
        raise DefinitionError(Text(f"{path} ist nicht lesbar: {error}.", f"{path} cannot be read: {error}.")) from None
    except yaml.YAMLError as error:
        raise _yaml_error(path, error) from None
    try:
        return model.model_validate(document)
    except ValidationError as error:
        raise _validation_error(path, text, error) from None


def load_dataset(path: Path) -> Dataset:
    """Read one definition; paths in it become absolute, seen from the folder of the file."""
    dataset = load(path, Dataset)
    if dataset.id != path.stem:
        raise DefinitionError(
            Text(
                f"{path}: id ist „{dataset.id}“, die Datei heißt aber {path.name}.",
                f"{path}: id is “{dataset.id}”, but the file is called {path.name}.",
            ),
            Text("Beide müssen gleich sein.", "Both must be the same."),
        )
    return dataset.model_copy(update={"source": _absolute(dataset.source, path.parent)})


def load_all(settings: Settings) -> dict[str, Dataset]:
    """Read every definition, by id; a town's own folder may replace a shipped layer."""
    return {path.stem: load_dataset(path) for path in _files(settings)}


def find(settings: Settings, dataset_id: str) -> Dataset:
    """Read the definition with this id. Raises UsageError that lists near names when there is none."""
    paths = {path.stem: path for path in _files(settings)}
    if dataset_id not in paths:
        known = ", ".join(sorted(paths))
        raise UsageError(
            Text(f"Es gibt keine Ebene „{dataset_id}“.", f"There is no layer “{dataset_id}”."),
            Text(f"Bekannt sind: {known}.", f"Known are: {known}."),
        )
    return load_dataset(paths[dataset_id])


def load_town(settings: Settings) -> Town:
    """Read the town's settings file; the logo's path becomes absolute."""
    town = load(settings.town, Town)
    return town.model_copy(update={"logo": settings.town.parent / town.logo}) if town.logo else town


def _files(settings: Settings) -> Iterator[Path]:
    for folder in settings.dataset_folders:
        if not folder.is_dir():
            raise UsageError(
                Text(
                    f"GEOPORTAL_DATASETS: {folder} gibt es nicht.",
                    f"GEOPORTAL_DATASETS: {folder} does not exist.",
                )
            )
        yield from sorted(folder.glob("*.yml"))


def _absolute(source: TableSource | RasterSource, folder: Path) -> TableSource | RasterSource:
    if isinstance(source, RasterSource):
        rasters = {scenario: folder / path for scenario, path in source.rasters.items()}
        return source.model_copy(update={"rasters": rasters})
    return source.model_copy(update={"path": folder / source.path}) if source.path else source


def _yaml_error(path: Path, error: yaml.YAMLError) -> DefinitionError:
    mark = getattr(error, "problem_mark", None)
    place = f"{path}, Zeile {mark.line + 1}" if mark else str(path)
    problem = getattr(error, "problem", None) or str(error)
    return DefinitionError(
        Text(f"{place}: kein gültiges YAML ({problem}).", f"{_english(place)}: not valid YAML ({problem}).")
    )


def _validation_error(path: Path, text: str, error: ValidationError) -> DefinitionError:
    lines = [_problem(path, text, item["loc"], item["msg"]) for item in error.errors(include_url=False)]
    return DefinitionError(Text("\n".join(lines), "\n".join(map(_english, lines))))


def _problem(path: Path, text: str, location: Location, message: str) -> str:
    """One line per mistake; pydantic's own location also names union branches, which are not in the file."""
    node = yaml.compose(text, yaml.SafeLoader)
    line, names = 1, []
    for step in location:
        found = _child(node, step) if node else None
        if found is None:
            if step not in {"table", "raster"}:
                names.append(str(step))
            continue
        line, node = found
        names.append(str(step))
    return f"{path}, Zeile {line}, {'.'.join(names) or 'Datei'}: {message}"


def _child(node: yaml.Node, step: str | int) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return key.start_mark.line + 1, value
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step].start_mark.line + 1, node.value[step]
    return None


def _english(line: str) -> str:
    return line.replace(", Zeile ", ", line ").replace(", Datei:", ", file:")
