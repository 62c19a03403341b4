"""What a process is: its description after OGC 18-062r2, and the work that it does while the client waits."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from jsonschema.exceptions import best_match  # type: ignore[import-untyped]

from pipelines.settings import Settings
from pipelines.text import Language, Text

Json = dict[str, Any]
Named = Mapping[str, tuple[Text, Json]]
"""Title and schema of inputs or outputs by name."""


@dataclass(frozen=True)
class Process:
    """``required`` are the inputs that must be there; ``largest`` the bytes of a request.

    ``run`` takes checked inputs and returns outputs. Raises Problem. ``takes_references`` allows inputs that stand
    behind an address of this portal.
    """

    id: str
    version: str
    title: Text
    about: Text
    inputs: Named
    outputs: Named
    run: Callable[[Json, Settings], Awaitable[Json]]
    required: frozenset[str] = frozenset()
    largest: int = 1_000_000
    takes_references: bool = True

    def summary(self, api: str, language: Language) -> Json:
        """Describe the process in short."""
        url = f"{api}/processes/{self.id}"
        return {
            "id": self.id,
            "version": self.version,
            "title": self.title.to(language),
            "description": self.about.to(language),
            "jobControlOptions": ["sync-execute"],
            "outputTransmission": ["value"],
            "links": [{"href": url, "rel": "self", "type": "application/json", "title": self.title.to(language)}],
        }

    def description(self, api: str, language: Language) -> Json:
        """Describe the process with its inputs and outputs."""
        short = self.summary(api, language)
        execute = {
            "href": f"{api}/processes/{self.id}/execution",
            "rel": "http://www.opengis.net/def/rel/ogc/1.0/execute",
            "type": "application/json",
            "title": Text("Ausführen", "Execute").to(language),
        }
        inputs = {
            name: each | {"minOccurs": int(name in self.required), "maxOccurs": 1}
            for name, each in _titled(self.inputs, language).items()
        }
        return short | {
            "links": [*short["links"], execute],
            "inputs": inputs,
            "outputs": _titled(self.outputs, language),
        }

    def complaint(self, name: str, value: object) -> str | None:
        """Say what is wrong with the value of an input, None if nothing is."""
        error = best_match(self._validators[name].iter_errors(value))
        return f"{error.json_path}: {error.message}"[:300] if error else None

    @cached_property
    def _validators(self) -> Mapping[str, Any]:
        return {name: Draft202012Validator(_strict(schema)) for name, (_, schema) in self.inputs.items()}


def _titled(named: Named, language: Language) -> dict[str, Json]:
    return {name: {"title": title.to(language), "schema": schema} for name, (title, schema) in named.items()}


def _strict(schema: Any) -> Any:
    """Write OpenAPI's ``nullable`` as JSON Schema does."""
    if isinstance(schema, list):
        return [_strict(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    plain = {key: _strict(each) for key, each in schema.items() if key != "nullable"}
    return plain | {"type": [schema["type"], "null"]} if schema.get("nullable") else plain
