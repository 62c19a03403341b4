"""Schemathesis' checks over our OpenAPI document: requests that it allows are answered as it says, others refused."""

import os
import re
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent
OPTIONS = (
    "--checks=all",
    "--mode=all",
    "--phases=fuzzing",
    "--max-examples=5",
    "--seed=5",
    "--continue-on-failure",
    "--no-color",
    "--exclude-path=/processes/xplan-validation/execution",
)
"""A schema cannot tell plans from other texts, and each starts a process: they have tests of their own."""


def test_answers_are_as_declared(server_url: str, tmp_path: Path) -> None:
    command = [str(Path(sys.executable).parent / "schemathesis"), "run", f"{server_url}/api/openapi", *OPTIONS]
    hooks = {"SCHEMATHESIS_HOOKS": "schemathesis_hooks", "PYTHONPATH": str(FOLDER)}
    done = subprocess.run(command, cwd=tmp_path, env=os.environ | hooks, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert int(re.search(r"(\d+) generated", done.stdout)[1]) > 200  # type: ignore[index]
