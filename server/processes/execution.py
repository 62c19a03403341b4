"""A request to run a process → checked inputs and the outputs asked for (OGC 18-062r2, 7.11)."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pipelines.settings import Settings
from server.depth import depth
from server.problem import invalid
from server.processes.process import Json, Process

Fetch = Callable[[str], Awaitable[object]]
"""Reads what a reference leads to. Raises Problem."""

MEMBERS = frozenset({"inputs", "outputs", "response"})
QUALIFIED = frozenset({"value", "mediaType", "encoding", "schema"})
OUTPUT = frozenset({"transmissionMode", "format"})

DEEPEST = 64
"""Brackets within each other."""


@dataclass(frozen=True)
class Execution:
    """``outputs`` by name, in the order in which they were asked for; ``raw`` asks for the bare values."""

    outputs: dict[str, object]
    raw: bool


async def read(process: Process, body: bytes, fetch: Fetch, settings: Settings) -> Execution:
    """Read and run a request. Raises Problem (400) that names the part that is wrong."""
    parsed = await asyncio.to_thread(_json, body)  # a plan's 20 MB take seconds, in which others want their answers
    request = _object(parsed, "body", MEMBERS)
    inputs = _object(request.get("inputs", {}), "inputs", process.inputs)
    values = {name: await _value(process, name, given, fetch) for name, given in inputs.items()}
    asked = _object(request["outputs"], "outputs", process.outputs) if "outputs" in request else None
    for name, given in (asked or {}).items():
        _check_output(name, given)
    response = request.get("response", "raw")
    if response not in ("raw", "document"):
        raise invalid("response", "Erwartet wird raw oder document.", "expected raw or document.")
    results = await process.run(values, settings)
    outputs = results if asked is None else {name: results[name] for name in asked if name in results}
    return Execution(outputs, response == "raw")


async def _value(process: Process, name: str, given: object, fetch: Fetch) -> object:
    """An object with ``value`` is a qualified value, one with ``href`` a reference (7.11.2.4)."""
    part = f"inputs.{name}"
    value = given
    if isinstance(given, dict) and "href" in given and process.takes_references:
        if not isinstance(given["href"], str):
            raise invalid(f"{part}.href", "Erwartet wird eine Adresse.", "expected an address.")
        value = await fetch(given["href"])
    elif isinstance(given, dict) and "value" in given and given.keys() <= QUALIFIED:
        value = given["value"]
    if found := process.complaint(name, value):
        raise invalid(part, f"Passt nicht zum Schema ({found}).", f"does not fit the schema ({found}).")
    return value


def _check_output(name: str, given: object) -> None:
    output = _object(given, f"outputs.{name}", OUTPUT)
    if not isinstance(output.get("format", {}), dict):
        raise invalid(f"outputs.{name}.format", "Erwartet wird ein JSON-Objekt.", "expected a JSON object.")
    if output.get("transmissionMode", "value") != "value":
        raise invalid(f"outputs.{name}.transmissionMode", "Angeboten wird nur value.", "only value is on offer.")


def _object(given: object, part: str, names: Mapping[str, object] | frozenset[str]) -> Json:
    if not isinstance(given, dict):
        raise invalid(part, "Erwartet wird ein JSON-Objekt.", "expected a JSON object.")
    if unknown := [name for name in given if name not in names]:
        listed = ", ".join(sorted(names))
        raise invalid(
            part,
            f"„{unknown[0][:100]}“ gibt es hier nicht. Bekannt sind: {listed}.",
            f"“{unknown[0][:100]}” is unknown. Known: {listed}.",
        )
    return given


def _json(body: bytes) -> object:
    try:
        text = body.decode()
        if depth(text) > DEEPEST:
            raise invalid("body", f"Mehr als {DEEPEST} Klammern tief.", f"more than {DEEPEST} brackets deep.")
        found: object = json.loads(text, parse_constant=_no_number)
    except ValueError:
        raise invalid("body", "Kein JSON in UTF-8.", "not JSON in UTF-8.") from None
    return found


def _no_number(name: str) -> Any:
    raise ValueError(name)
