"""The table of requirements: up to date, without a claim that no test proves."""

import subprocess
import sys

from deploy import conformance
from pipelines.settings import ROOT
from server.conformance import CONFORMANCE


def test_table_is_up_to_date() -> None:
    command = [sys.executable, str(ROOT / "deploy" / "conformance.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_every_claim_has_a_test() -> None:
    assert conformance.unproven() == []


def test_what_is_declared_is_met() -> None:
    unmet = {each.conformance for found in conformance.read().values() for each in found if each.reason}
    assert not unmet & set(CONFORMANCE)


def test_declared_classes_of_these_standards_are_listed() -> None:
    listed = {each.conformance for found in conformance.read().values() for each in found}
    bases = {name.rpartition("/")[0] for name in listed}
    assert [name for name in CONFORMANCE if name.rpartition("/")[0] in bases and name not in listed] == []
