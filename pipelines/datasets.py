"""Definition files and the town's settings file → frozen models; a mistake is named by file, line and field."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from pipelines.definition import Dataset, RasterSource, TableSource
from pipelines.errors import DefinitionError, GeoportalError, UsageError
from pipelines.mistakes import misspelt, sentence
from pipelines.plans.names import is_derived
from pipelines.settings import Settings
from pipelines.text import Text
from pipelines.town import Town

Location = tuple[str | int, ...]
"""Where something stands in a YAML file: keys of mappings and numbers in lists, from the top."""

BEGUN = frozenset(
    {
        "while scanning a simple key",
        "while scanning a quoted scalar",
        "while parsing a flow mapping",
        "while parsing a flow sequence",
    }
)
"""What is mistaken where it begins: PyYAML sees that a bracket is not closed only far below it."""


class _PlainKeys(yaml.constructor.SafeConstructor):
    """Keys are text as written, each once: YAML 1.1 reads ``on`` as true and takes the last of two in silence."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[object, object]:  # noqa: FBT001, FBT002
        seen: set[str] = set()
        for key_node, _ in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise yaml.MarkedYAMLError(problem="a key must be a word", problem_mark=key_node.start_mark)
            key_node.tag = "tag:yaml.org,2002:str"
            if key_node.value in seen:
                raise yaml.MarkedYAMLError(problem=f"key {key_node.value!r} twice", problem_mark=key_node.start_mark)
            seen.add(key_node.value)
        return dict(super().construct_mapping(node, deep))


class _Loader(_PlainKeys, yaml.SafeLoader):
    """Says where a mistake is."""


class _FastLoader(_PlainKeys, getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # where libyaml is
    """Ten times as fast; what it says about mistakes is not what :class:`_Loader` says."""


def load[M: BaseModel](path: Path, model: type[M]) -> M:
    """Read one YAML file into ``model``. Raises DefinitionError with file, line, field and what was expected."""
    try:
        text = path.read_text(encoding="utf-8")
        document = _parsed(text)
    except UnicodeDecodeError:
        raise _not_utf8(path) from None
    except OSError as error:
        raise DefinitionError(Text(f"{path} ist nicht lesbar: {error}.", f"{path} cannot be read: {error}.")) from None
    except yaml.YAMLError as error:
        raise _yaml_error(path, error) from None
    try:
        return model.model_validate(document)
    except ValidationError as error:
        raise _validation_error(path, text, error) from None


def _parsed(text: str) -> object:
    try:
        return yaml.load(text, _FastLoader)  # noqa: S506 - a SafeLoader
    except yaml.YAMLError:
        return yaml.load(text, _Loader)  # noqa: S506 - as above


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
    _check_not_derived(dataset, path)
    return dataset.model_copy(update={"source": _absolute(dataset.source, path.parent)})


def load_all(settings: Settings) -> dict[str, Dataset]:
    """Read every definition, by id; a town's own folder may replace a shipped layer. The first mistake raises."""
    town = load_town(settings)
    paths = _paths(settings, town)
    return {dataset_id: _load(dataset_id, paths, town) for dataset_id in paths}


def load_each(settings: Settings) -> dict[str, Dataset | GeoportalError]:
    """Read every definition, by id, and keep what is wrong with one in its place, so that the others are usable.

    Raises DefinitionError when the town's settings file is wrong, UsageError when a folder is missing.
    """
    town = load_town(settings)
    paths = _paths(settings, town)
    return {dataset_id: _attempt(dataset_id, paths, town) for dataset_id in paths}


def find(settings: Settings, dataset_id: str) -> Dataset:
    """Read the definition with this id. Raises UsageError that lists near names when there is none."""
    town = load_town(settings)
    paths = _paths(settings, town)
    if dataset_id not in paths:
        known = ", ".join(sorted(paths))
        raise UsageError(
            Text(f"Es gibt keine Ebene „{dataset_id}“.", f"There is no layer “{dataset_id}”."),
            Text(f"Bekannt sind: {known}.", f"Known are: {known}."),
        )
    return _load(dataset_id, paths, town)


def load_town(settings: Settings) -> Town:
    """Read the town's settings file; the logo's path becomes absolute."""
    town = load(settings.town, Town)
    return town.model_copy(update={"logo": settings.town.parent / town.logo}) if town.logo else town


def check_questions(settings: Settings) -> None:
    """Raise DefinitionError where the town has a question about layers that do not exist.

    Such a layer is missing in the map; publishing and serving go on without it.
    """
    town = load_town(settings)
    known = _paths(settings, town)
    for question in town.questions:
        if missing := ", ".join(each for each in question.layers if each not in known and not is_derived(each)):
            raise DefinitionError(
                Text(
                    f"{settings.town}: die Frage „{question.id}“ nennt Ebenen, die es nicht gibt: {missing}.",
                    f"{settings.town}: the question “{question.id}” names layers that do not exist: {missing}.",
                )
            )


def _attempt(dataset_id: str, paths: Mapping[str, Path], town: Town) -> Dataset | GeoportalError:
    try:
        return _load(dataset_id, paths, town)
    except GeoportalError as error:
        return error


def _load(dataset_id: str, paths: Mapping[str, Path], town: Town) -> Dataset:
    path = paths[dataset_id]
    dataset = load_dataset(path)
    _check_group(dataset, town, path)
    if dataset.visibility == "public":
        _check_origin_of_places(dataset, paths, path)
    return dataset


def _check_group(dataset: Dataset, town: Town, path: Path) -> None:
    groups = [group.id for group in town.groups]
    if dataset.group not in groups:
        raise DefinitionError(
            Text(f"{path}: die Gruppe „{dataset.group}“ gibt es nicht.", f"{path}: no group “{dataset.group}”."),
            Text(f"Die Stadt kennt: {', '.join(groups)}.", f"The town knows: {', '.join(groups)}."),
        )


def _check_not_derived(dataset: Dataset, path: Path) -> None:
    if is_derived(dataset.id):
        raise DefinitionError(
            Text(
                f"{path}: Ebenen mit dem Namen „{dataset.id}“ entstehen aus Plänen in XPlanGML.",
                f"{path}: layers called “{dataset.id}” are made of plans in XPlanGML.",
            ),
            Text("Bitte einen anderen Namen wählen.", "Please choose another name."),
        )
    if dataset.geometry == "Geometry":
        raise DefinitionError(
            Text(
                f"{path}: geometry muss Punkte, Linien oder Flächen nennen.",
                f"{path}: geometry must name points, lines or areas.",
            ),
            Text(
                "Eine Quelle mit mehreren Arten von Geometrie gibt mehrere Ebenen.",
                "A source with several kinds of geometry makes several layers.",
            ),
        )


def _check_origin_of_places(dataset: Dataset, paths: Mapping[str, Path], path: Path) -> None:
    """Geometries that a join or address takes over would publish an internal layer."""
    taken = {part.dataset for part in (dataset.join, dataset.geocode) if part}
    for other in sorted(taken & paths.keys() - {dataset.id}):
        if load_dataset(paths[other]).visibility == "internal":
            raise DefinitionError(
                Text(
                    f"{path}: die Geometrie kommt aus der internen Ebene „{other}“ und würde öffentlich.",
                    f"{path}: the geometry comes from the internal layer “{other}” and would become public.",
                ),
                Text(
                    f"Auch {dataset.id} braucht visibility: internal, oder {other} wird öffentlich.",
                    f"{dataset.id} needs visibility: internal, too, or {other} becomes public.",
                ),
            )


def _paths(settings: Settings, town: Town) -> dict[str, Path]:
    return {path.stem: path for path in _files(settings, town)}


def _files(settings: Settings, town: Town) -> Iterator[Path]:
    shipped, *own = settings.dataset_folders
    for folder in [shipped, *own] if town.shipped_layers else own:
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
        return source.below(folder)
    return source.model_copy(update={"path": folder / source.path}) if source.path else source


def _yaml_error(path: Path, error: yaml.YAMLError) -> DefinitionError:
    began = getattr(error, "context", None) in BEGUN
    mark = getattr(error, "context_mark" if began else "problem_mark", None)
    german, english = (f", Zeile {mark.line + 1}", f", line {mark.line + 1}") if mark else ("", "")
    said, remedy = misspelt(getattr(error, "problem", None) or str(error))
    return DefinitionError(Text(f"{path}{german}: {said.de}.", f"{path}{english}: {said.to('en')}."), remedy)


def _not_utf8(path: Path) -> DefinitionError:
    return DefinitionError(
        Text(f"{path} ist nicht in UTF-8 geschrieben.", f"{path} is not written in UTF-8."),
        Text("Bitte im Editor in der Kodierung UTF-8 speichern.", "Please save it in the encoding UTF-8."),
    )


def mistaken(path: Path, mistakes: Iterable[tuple[Location, Text]]) -> DefinitionError:
    """Return the error for mistakes in a YAML file: where each is, as a path of keys and numbers, and what it is."""
    root = yaml.compose(path.read_text(encoding="utf-8"), yaml.SafeLoader)
    said = [_mistake(path, root, *each) for each in mistakes]
    return DefinitionError(Text("\n".join(each.de for each in said), "\n".join(each.to("en") for each in said)))


def _validation_error(path: Path, text: str, error: ValidationError) -> DefinitionError:
    root = yaml.compose(text, yaml.SafeLoader)
    mistakes = [_mistake(path, root, _location(item), sentence(item)) for item in error.errors(include_url=False)]
    return DefinitionError(
        Text("\n".join(m.de for m in mistakes), "\n".join(m.to("en") for m in mistakes)),
        Text("Alle Einträge stehen in datasets/README.md.", "datasets/README.md lists every entry."),
    )


def _location(error: ErrorDetails) -> Location:
    return (*error["loc"], *error.get("ctx", {}).get("at", ()))


def _mistake(path: Path, root: yaml.Node | None, location: Location, said: Text) -> Text:
    line, names = _place(root, location)
    place = f", {names}" if names else ""
    return Text(f"{path}, Zeile {line}{place}: {said.de}.", f"{path}, line {line}{place}: {said.to('en')}.")


def _place(root: yaml.Node | None, location: Location) -> tuple[int, str]:
    """Line and dotted name of a mistake; pydantic's location also names union branches, which no file has.

    A mistake that a model's own check found says in its context, as ``at``, which entries of the model it is about.
    """
    node, line, names = root, 1, []
    for depth, step in enumerate(location):
        found = _child(node, step) if node else None
        if found:
            line, node = found
        if found or depth == len(location) - 1:
            names.append(str(step))
    return line, ".".join(names)


def _child(node: yaml.Node, step: str | int) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        return next((_line_of(key, value) for key, value in node.value if key.value == str(step)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return _line_of(node.value[step], node.value[step])
    return None


def _line_of(key: yaml.Node, value: yaml.Node) -> tuple[int, yaml.Node]:
    return key.start_mark.line + 1, value
