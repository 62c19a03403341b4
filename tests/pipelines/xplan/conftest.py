"""Real plans and schemas, which are too large for the repository, and archives."""

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from pipelines.settings import ROOT
from tests.pipelines.xplan.plans import Zipped, content, text

XPLAN = ROOT.parent / "shared" / "xplan"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """``plan`` is each real plan in turn, ``anything`` each document, faulty ones included."""
    for name, folders in (("plan", ["plans"]), ("anything", ["plans", "faulty"])):
        if name in metafunc.fixturenames:
            files = [file for folder in folders for file in sorted((XPLAN / folder).glob("*")) if is_document(file)]
            absent = pytest.param(None, marks=pytest.mark.skip(reason=f"real plans not present: {XPLAN}"))
            metafunc.parametrize(name, [pytest.param(file, id=file.name) for file in files] or [absent])


def is_document(path: Path) -> bool:
    """Some of the faulty files are a geometry alone."""
    return b"XPlanAuszug" in content(path)


@pytest.fixture(scope="session")
def xsd() -> Path:
    """The XSDs of all versions."""
    folder = XPLAN / "xsd"
    if not folder.is_dir():
        pytest.skip(f"schemas not present: {folder}")
    return folder


@pytest.fixture
def zipped(tmp_path: Path) -> Zipped:
    """An archive of a small plan and files by name, of which None leaves one out."""

    def make(files: dict[str, bytes | None] | None = None) -> Path:
        path = tmp_path / "plan.zip"
        members = {"xplan.gml": text().encode()} | (files or {})
        with ZipFile(path, "w", ZIP_DEFLATED) as archive:
            for name, content in members.items():
                if content is not None:
                    archive.writestr(name, content)
        return path

    return make
