"""docs/conformance.md: which requirement of which standard is met, made from the tests. `--check` only compares.

usage: conformance.py [--check]
"""

import ast
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
TESTS = ROOT / "tests" / "server" / "conformance"
DOCUMENT = ROOT / "docs" / "conformance.md"

HEAD = """# Conformance

Made by `deploy/conformance.py` from `tests/server/conformance/`: each requirement that is met has a test with its name
there, which runs against a real server. What is declared under `/api/conformance` has no "no" below.

Two tests need what is not installed with the portal, and are skipped without it: `tests/server/qgis` opens features,
tiles and a layer definition in QGIS (`apt-get install --no-install-recommends python3-qgis qgis-providers`), and
`tests/server/metadata/test_schemas.py` validates records with the XML schemas of ISO 19139
(`pip install --no-deps pycsw`).
"""


@dataclass(frozen=True)
class Requirement:
    """``id`` is that of the standard, ``reason`` why it is not met, empty where it is."""

    id: str
    conformance: str
    file: str
    reason: str

    @property
    def test(self) -> str:
        """The name of its test."""
        return "test" + re.sub(r"[^a-z0-9]+", "_", self.id.lower())


def read() -> dict[str, list[Requirement]]:
    """Read the requirements of each standard."""
    standards: list[dict[str, Any]] = yaml.safe_load((TESTS / "requirements.yml").read_text(encoding="utf-8"))
    return {
        each["standard"]: [
            _requirement(each, name, entry) for name, entries in each["classes"].items() for entry in entries
        ]
        for each in standards
    }


def tests(file: str) -> set[str]:
    """Return the names of the tests in a file."""
    tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


def unproven() -> list[str]:
    """Return the requirements that claim to be met and have no test, and tests of requirements not listed."""
    found = []
    for requirements in read().values():
        names = tests(requirements[0].file)
        found += [each.id for each in requirements if not each.reason and each.test not in names]
        listed = {each.test for each in requirements}
        found += [name for name in names if name.startswith("test_req_") and name not in listed]
    return found


def page() -> str:
    """Write the document."""
    parts = [HEAD]
    for standard, requirements in read().items():
        met = sum(not each.reason for each in requirements)
        parts.append(f"\n## {standard}\n\n{met} of {len(requirements)} requirements are met.\n")
        parts.append("\n| requirement | met | why not |\n|---|---|---|\n")
        parts += [f"| `{each.id}` | {'no' if each.reason else 'yes'} | {each.reason} |\n" for each in requirements]
    return "".join(parts)


def _requirement(standard: dict[str, Any], name: str, entry: str | dict[str, str]) -> Requirement:
    ((number, reason),) = entry.items() if isinstance(entry, dict) else [(entry, "")]
    return Requirement(f"/req/{name}/{number}", f"{standard['conf']}/{name}", standard["file"], reason)


def main() -> None:
    if missing := unproven():
        sys.exit(f"no test, or no requirement, for {', '.join(missing)}")
    written = page()
    if "--check" not in sys.argv[1:]:
        DOCUMENT.write_text(written, encoding="utf-8")
    elif not DOCUMENT.exists() or DOCUMENT.read_text(encoding="utf-8") != written:
        sys.exit("docs/conformance.md is out of date: run deploy/conformance.py")


if __name__ == "__main__":
    main()
