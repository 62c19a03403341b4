"""The process ``xplan-validation``: a plan goes in, the report comes out, and the plan is forgotten."""

import asyncio
import base64
import json
import logging
import os
import sys
import tempfile
from http import HTTPStatus
from pathlib import Path
from typing import Any

from pipelines.settings import ROOT, Settings
from pipelines.text import Text
from server.problem import Problem, invalid
from server.processes.process import Json, Process
from server.turns import Turns

log = logging.getLogger(__name__)

WORKER = "pipelines.xplan.validation.worker"

LARGEST = 20_000_000
"""Bytes of a plan or archive."""

SECONDS = 90
"""For one plan, from its start; the worker's own limit of processor time is shorter."""

TURNS = Turns(running=1, waiting=4)
"""Plans that are judged at a time, and that wait."""

KEPT = ("PATH", "LANG", "LC_ALL", "PROJ_DATA", "PROJ_LIB", "LD_LIBRARY_PATH")
"""What the worker gets of the environment: no settings, no passwords."""

REPORT: Json = {
    "type": "object",
    "required": ["valid", "version", "errors", "warnings", "findings", "checks"],
    "properties": {
        "file": {"type": "string"},
        "valid": {"type": "boolean"},
        "version": {"type": "string", "nullable": True},
        "crs": {"type": "integer", "nullable": True},
        "errors": {"type": "integer"},
        "warnings": {"type": "integer"},
        "findings": {"type": "array", "items": {"type": "object"}},
        "checks": {"type": "array", "items": {"type": "object"}},
        "drawing": {"type": "object"},
        "page": {"type": "string"},
    },
}

ZIP = b"PK"
"""How archives begin; all else is taken for XML, whose reader says what is wrong with it."""

NAME = r"^[\w ()-][\w .()-]{0,99}\.(gml|xml|zip)$"
"""File names that are taken: no paths, nothing hidden."""

LONGEST = 255
"""Bytes of a file's name; letters of other scripts take up to four."""


async def run(values: Json, settings: Settings) -> Json:
    """Judge ``plan``. Raises Problem: 400 for what cannot be read, 413 for what is too large, 503 when many wait."""
    if "plan" not in values:
        raise invalid("inputs.plan", "Der Plan fehlt.", "the plan is missing.")
    content, suffix = _content(values["plan"])
    name = values.get("name", f"plan.{suffix}")
    if len(name.encode()) > LONGEST:
        raise invalid("inputs.name", f"Mehr als {LONGEST} Bytes.", f"more than {LONGEST} bytes.")
    async with TURNS.turn():
        with tempfile.TemporaryDirectory(prefix="plan-") as folder:
            path = Path(folder) / name
            path.write_bytes(content)
            answer = await _judged(path, settings.xplan_schema_folder, values.get("with", []))
    if "error" in answer:
        raise _unreadable(answer["error"])
    return {"report": answer["report"]}


def _unreadable(error: Json) -> Problem:
    """What is wrong with the file, and what to do: planners read it on the portal's own page."""
    parts = [error["message"], *([error["hint"]] if error["hint"] else [])]
    said = Text(*(" ".join(part[language] for part in parts) for language in ("de", "en")))
    return Problem(HTTPStatus.BAD_REQUEST, "InvalidParameterValue", said)


def _content(plan: str) -> tuple[bytes, str]:
    """The bytes of a plan, and the suffix that tells what they are: XML as text, or XML or an archive in base64."""
    is_xml = plan.lstrip("\ufeff \t\r\n").startswith("<")
    try:
        content = plan.encode() if is_xml else base64.b64decode(plan, validate=True)
    except ValueError:  # JSON may also hold half a character (a lone surrogate), which no file can
        raise invalid("inputs.plan", "Weder XML noch Base64.", "neither XML nor base64.") from None
    if len(content) > LARGEST:
        raise Problem(413, "NoApplicableCode", Text("Mehr als 20 MB.", "more than 20 MB."))
    return content, "zip" if content.startswith(ZIP) else "gml"


async def _judged(path: Path, schemas: Path, more: list[str]) -> Json:
    environment = {name: os.environ[name] for name in KEPT if name in os.environ}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", WORKER, str(path), str(schemas), *more),
        cwd=ROOT,
        env=environment,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        output, _ = await asyncio.wait_for(process.communicate(), SECONDS)
    except TimeoutError:
        raise _too_much() from None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode:
        log.warning("the worker that judges plans ended with %d", process.returncode)
        raise _too_much()
    answer: dict[str, Any] = json.loads(output)
    return answer


def _too_much() -> Problem:
    said = Text(
        "Die Prüfung braucht hier zu viel Zeit oder Speicher; `geoportal xplan validate` darf mehr nehmen.",
        "Judging takes too much time or memory here; `geoportal xplan validate` may take more.",
    )
    return Problem(413, "NoApplicableCode", said)


PROCESS = Process(
    id="xplan-validation",
    version="1.0.0",
    title=Text("Bebauungsplan prüfen", "Check a development plan"),
    about=Text(
        "Prüft XPlanGML (4.1 bis 6.0): Schema, Regeln des Modells, Geometrie. Der Plan wird danach gelöscht.",
        "Checks XPlanGML (4.1 to 6.0): schema, rules of the model, geometry. The plan is deleted afterwards.",
    ),
    inputs={
        "plan": (
            Text(
                "XPlanGML als Text, XPlanGML oder XPlanArchiv in Base64",
                "XPlanGML as text, XPlanGML or XPlanArchiv in base64",
            ),
            {"type": "string", "minLength": 1},
        ),
        "name": (
            Text("Name der Datei, für den Bericht", "Name of the file, for the report"),
            {"type": "string", "pattern": NAME},
        ),
        "with": (
            Text(
                "Was der Bericht außerdem enthält: Plan und Fehler als GeoJSON (drawing), den Bericht als HTML (page)",
                "What the report holds besides: plan and faults as GeoJSON (drawing), the report as HTML (page)",
            ),
            {"type": "array", "uniqueItems": True, "items": {"type": "string", "enum": ["drawing", "page"]}},
        ),
    },
    outputs={"report": (Text("Prüfbericht", "Report"), REPORT)},
    run=run,
    required=frozenset({"plan"}),
    largest=30_000_000,
    takes_references=False,
)
