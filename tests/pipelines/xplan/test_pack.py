import io
from pathlib import Path

from pipelines.xplan.diff import differences
from pipelines.xplan.pack import pack
from pipelines.xplan.read import opened
from tests.pipelines.xplan.plans import Zipped, written


def packed(path: Path) -> bytes:
    file = io.BytesIO()
    with opened(path) as package:
        files = {each.name: each.path.read_bytes() for each in package.attachments}
        pack(written(package.document), files, file)
    return file.getvalue()


def test_an_archive_comes_back_with_the_same_bytes(zipped: Zipped, tmp_path: Path) -> None:
    path = zipped({"plan.pdf": b"%PDF-1.7", "anlagen/text.txt": "Text § 9".encode()})
    again = tmp_path / "again.zip"
    again.write_bytes(packed(path))
    assert packed(again) == again.read_bytes() == packed(path)
    with opened(path) as before, opened(again) as after:
        assert list(differences(before.document, after.document)) == []
        assert [(each.name, each.path.read_bytes()) for each in before.attachments] == [
            (each.name, each.path.read_bytes()) for each in after.attachments
        ]
