import os
from pathlib import Path

import pytest

from pipelines.errors import SourceError
from pipelines.xplan.read import opened
from tests.pipelines.xplan.plans import PLAN, SECTION, Zipped, area, text

PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)


def referring(url: str) -> bytes:
    """A plan whose scan is at this address."""
    scan = f"<xplan:refScan><xplan:XP_ExterneReferenz><xplan:referenzURL>{url}</xplan:referenzURL>"
    scan += "</xplan:XP_ExterneReferenz></xplan:refScan>"
    section = SECTION.replace("<xplan:planinhalt", scan + "<xplan:planinhalt")
    return text(PLAN, section, area()).encode()


def test_an_archive_gives_plan_and_attachments(zipped: Zipped) -> None:
    files: dict[str, bytes | None] = {
        "xplan.gml": referring("Plan%201.png"),
        "Plan 1.png": PNG,
        "Plan 1.pgw": b"0.1\n0\n0\n-0.1\n500000\n5400000\n",
        "Begründung.pdf": b"%PDF-1.7\n",
    }
    with opened(zipped(files)) as package:
        assert [(each.name, each.media_type) for each in package.attachments] == [
            ("Begründung.pdf", "application/pdf"),
            ("Plan 1.pgw", "text/plain"),
            ("Plan 1.png", "image/png"),
        ]
        assert package.attachments[2].path.read_bytes() == PNG
        assert package.document.notices == ()
    assert not package.attachments[2].path.exists()


def test_the_only_gml_is_the_plan_whatever_its_name(zipped: Zipped) -> None:
    with opened(zipped({"xplan.gml": None, "12-3.GML": text().encode(), "metadata.xml": b"<a/>"})) as package:
        assert package.document.plans[0].text("name") == "Weidach"


def test_only_what_lies_beside_or_below_the_plan_comes_with_it(zipped: Zipped) -> None:
    plan = text().encode()
    with opened(zipped({"xplan.gml": None, "a/xplan.gml": plan, "a/b/c.png": PNG, "d.png": PNG})) as package:
        assert [each.name for each in package.attachments] == ["b/c.png"]
        assert [notice.message.de for notice in package.document.notices] == ["d.png wird nicht übernommen."]


def test_what_is_missing_or_left_out_is_told(zipped: Zipped) -> None:
    with opened(zipped({"xplan.gml": referring("scan.tif"), "makro.docm": b"PK"})) as package:
        assert [(notice.rule, notice.gml_id) for notice in package.document.notices] == [
            ("attachment", "B"),
            ("left-out", None),
        ]
        assert package.attachments == ()


@pytest.mark.parametrize(
    "url",
    ["../geheim.pdf", "/etc/passwd", "file:///etc/passwd", "C:\\Plan.pdf", "\\\\server\\Plan.pdf", "a/%2e%2e/../b.pdf"],
)
def test_a_reference_that_leaves_the_archive_is_refused(zipped: Zipped, url: str) -> None:
    with pytest.raises(SourceError) as refused, opened(zipped({"xplan.gml": referring(url)})):
        pass
    assert "BP_Bereich B verweist aus dem Archiv heraus" in refused.value.message.de
    assert "Zeile 2" in refused.value.message.de


def test_addresses_in_the_web_are_only_shown(zipped: Zipped) -> None:
    with opened(zipped({"xplan.gml": referring("https://example.org/../plan.pdf")})) as package:
        assert package.document.notices == ()


@pytest.mark.parametrize(
    ("files", "said"),
    [
        pytest.param({"plan.pdf": b"<html>"}, "plan.pdf ist keine Datei der Art application/pdf", id="no pdf"),
        pytest.param({"plan.txt": b"MZ\x00\x01"}, "plan.txt ist keine Datei der Art text/plain", id="program as text"),
        pytest.param({"xplan.gml": None, "plan.pdf": b"%PDF-"}, "kein xplan.gml", id="no plan"),
        pytest.param({"xplan.gml": None, "a.gml": b"", "b.gml": b""}, "mehrere Pläne: a.gml, b.gml", id="two plans"),
        pytest.param({"../xplan.gml": b""}, "kein brauchbares Archiv", id="path that leaves"),
        pytest.param({"bomb.txt": bytes(80 * 1024**2)}, "entpackt sich auf mehr", id="bomb"),
        pytest.param({"xplan.gml": text().encode()[:-100]}, "plan.zip ist abgeschnitten", id="cut off"),
    ],
)
def test_damaged_archives_are_refused(zipped: Zipped, files: dict[str, bytes | None], said: str) -> None:
    with pytest.raises(SourceError, match=said), opened(zipped(files)):
        pass


def test_a_cut_archive_is_refused(zipped: Zipped) -> None:
    path = zipped({"plan.pdf": b"%PDF-" + os.urandom(10_000)})
    path.write_bytes(path.read_bytes()[:5_000])
    with pytest.raises(SourceError, match="beschädigt oder unvollständig"), opened(path):
        pass


def test_other_files_are_no_plans(tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(b"%PDF-")
    with pytest.raises(SourceError, match="kein XPlanGML"), opened(path):
        pass


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "plan.gml"
    with path.open("wb") as file:
        file.write(text().encode()[:-20])
        file.truncate(600 * 1024**2)
    with pytest.raises(SourceError, match="zu groß"), opened(path):
        pass
