import http.server
import io
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from pipelines.errors import SetupError, SourceError
from pipelines.xplan.catalogue import VERSIONS
from pipelines.xplan.schema import faults, schema_of
from pipelines.xplan.schemas import fetch
from tests.pipelines.xplan.plans import PLAN, text


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder and says nothing."""

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the name that it has
        """Keep the test's output clean."""


@pytest.fixture
def official(xsd: Path, tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """A server of the schemas in the way of the official one, and its folder."""
    folder = tmp_path / "served"
    shutil.copytree(xsd / "XPlanGML_5_4", folder / "5.4", copy_function=_writable)
    shutil.copytree(xsd / "xlink", folder / "xlink", copy_function=_writable)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/", folder
    server.shutdown()
    thread.join()
    server.server_close()


def _writable(source: str, target: str) -> None:
    Path(target).write_bytes(Path(source).read_bytes())


@pytest.mark.parametrize("version", VERSIONS)
def test_the_schemas_of_all_versions_are_compiled_without_network(version: str, xsd: Path) -> None:
    assert schema_of(version, xsd) is schema_of(version, xsd)


def test_breaches_are_told_with_place_and_in_german(xsd: Path) -> None:
    wrong = PLAN.replace("<xplan:nummer>", "<xplan:nummmer>").replace("</xplan:nummer>", "</xplan:nummmer>")
    (first, *_) = faults(io.BytesIO(text(wrong).encode()), "plan.gml", "6.0", xsd)
    assert (first.line, first.gml_id) == (2, "P")
    assert first.message.de.startswith("nummmer steht an falscher Stelle; erwartet wird ")


def test_a_document_of_another_version_is_not_valid(xsd: Path) -> None:
    (first, *_) = faults(io.BytesIO(text().encode()), "plan.gml", "5.4", xsd)
    assert first.message.de == "XPlanAuszug gibt es in dieser Fassung nicht."


def test_no_xml_is_an_error_and_no_breach(xsd: Path) -> None:
    with pytest.raises(SourceError, match="kein XML"):
        faults(io.BytesIO(b"GML"), "plan.gml", "6.0", xsd)
    with pytest.raises(SourceError, match="abgeschnitten"):
        faults(io.BytesIO(text().encode()[:-50]), "plan.gml", "6.0", xsd)


def test_missing_schemas_are_told_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match=r"kein Schema für XPlanGML 6\.0"):
        schema_of("6.0", tmp_path)


def test_schemas_are_fetched_once_and_whole(official: tuple[str, Path], tmp_path: Path) -> None:
    address, served = official
    target = tmp_path / "schemas"
    assert fetch("5.4", target, ["127.0.0.1"], address) == target / "5.4"
    assert schema_of("5.4", target)
    shutil.rmtree(served)
    assert fetch("5.4", target, ["127.0.0.1"], address) == target / "5.4"


def test_half_a_schema_leaves_nothing(official: tuple[str, Path], tmp_path: Path) -> None:
    address, served = official
    (served / "xlink" / "xlink.xsd").unlink()
    with pytest.raises(SourceError, match=r"xlink\.xsd ist nicht abrufbar"):
        fetch("5.4", tmp_path / "schemas", ["127.0.0.1"], address)
    assert not (tmp_path / "schemas").exists()


def test_a_schema_does_not_lead_to_foreign_servers(official: tuple[str, Path], tmp_path: Path) -> None:
    address, served = official
    main = served / "5.4" / "XPlanGML.xsd"
    main.write_text(main.read_text("utf-8-sig").replace("XPlanGML_BPlan.xsd", "http://example.org/x.xsd"), "utf-8")
    with pytest.raises(SourceError, match="fremde Adresse"):
        fetch("5.4", tmp_path / "schemas", ["127.0.0.1"], address)
