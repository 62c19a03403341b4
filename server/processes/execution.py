"""A request to run a process → checked inputs and the outputs asked for (OGC 18-062r2, 7.11)."""

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from server.depth import depth
from server.problem import invalid
from server.processes import echo

Json = dict[str, Any]
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


async def read(body: bytes, fetch: Fetch) -> Execution:
    """Read and run a request. Raises Problem (400) that names the part that is wrong."""
    request = _object(_json(body), "body", MEMBERS)
    inputs = _named(request.get("inputs", {}), "inputs")
    values = {name: await _value(name, given, fetch) for name, given in inputs.items()}
    outputs = _named(request.get("outputs", values), "outputs")
    if "outputs" in request:
        for name, given in outputs.items():
            _check_output(name, given)
    response = request.get("response", "raw")
    if response not in ("raw", "document"):
        raise invalid("response", "Erwartet wird raw oder document.", "expected raw or document.")
    return Execution({name: values[name] for name in outputs if name in values}, response == "raw")


async def _value(name: str, given: object, fetch: Fetch) -> object:
    """An object with ``value`` is a qualified value, one with ``href`` a reference (7.11.2.4)."""
    part = f"inputs.{name}"
    value = given
    if isinstance(given, dict) and "href" in given:
        if not isinstance(given["href"], str):
            raise invalid(f"{part}.href", "Erwartet wird eine Adresse.", "expected an address.")
        value = await fetch(given["href"])
    elif isinstance(given, dict) and "value" in given and given.keys() <= QUALIFIED:
        value = given["value"]
    if found := echo.complaint(name, value):
        raise invalid(part, f"Passt nicht zum Schema ({found}).", f"does not fit the schema ({found}).")
    return value


def _check_output(name: str, given: object) -> None:
    output = _object(given, f"outputs.{name}", OUTPUT)
    if not isinstance(output.get("format", {}), dict):
        raise invalid(f"outputs.{name}.format", "Erwartet wird ein JSON-Objekt.", "expected a JSON object.")
    if output.get("transmissionMode", "value") != "value":
        raise invalid(f"outputs.{name}.transmissionMode", "Angeboten wird nur value.", "only value is on offer.")


def _named(given: object, part: str) -> Json:
    """Check that members are inputs of the process."""
    return _object(given, part, echo.INPUTS)


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
