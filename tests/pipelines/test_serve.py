"""The port that is taken before anything else happens, and what a server does without."""

import socket
import subprocess
import sys

import pytest

from pipelines.errors import UsageError
from pipelines.serve import listening
from pipelines.settings import ROOT, Settings


def refused(settings: Settings) -> str:
    with pytest.raises(UsageError) as raised, listening(settings):
        pass
    return raised.value.to("en")


def test_a_taken_port_belongs_to_another_program() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        said = refused(Settings(port=other.getsockname()[1]))

    assert "Stop the other program" in said


@pytest.mark.parametrize(
    "host",
    [
        pytest.param("gibt-es-nicht.invalid", id="no such name"),
        pytest.param("192.0.2.1", id="address of another machine"),  # RFC 5737: documentation only
    ],
)
def test_a_foreign_host_is_no_taken_port(host: str) -> None:
    said = refused(Settings(host=host))

    assert said.startswith(f"{host}:8080 cannot be had: ")
    assert "GEOPORTAL_HOST must be an address of this machine" in said
    assert "other program" not in said


def test_a_server_takes_no_memory_for_what_only_publishing_and_files_need() -> None:
    named = "{'geopandas', 'pandas', 'pyarrow', 'pyogrio', 'rasterio'}"
    program = f"import sys, server.app; print(sorted({named} & set(sys.modules)))"

    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT).stdout

    assert said.strip() == "[]"
