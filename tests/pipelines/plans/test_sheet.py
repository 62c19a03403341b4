"""Scanned sheets: which pictures are read, what colours they have, and where they lie."""

import io
import zlib
from typing import Any

import numpy as np
import pytest
from affine import Affine
from rasterio.io import MemoryFile
from rasterio.transform import from_origin

from pipelines.plans.sheet import Sheet, sheets
from pipelines.settings import Settings
from pipelines.xplan.model import Notice
from tests.pipelines.xplan.plans import PLAN, SECTION, read, text

PLACE = from_origin(500000, 5400010, 1, 1)
pytestmark = pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")

RED, BLUE = (255, 0, 0, 255), (0, 0, 255, 255)


def scan(name: str = "blatt.tif", georef: str = "") -> str:
    """A reference to a scan."""
    world = f"<xplan:georefURL>{georef}</xplan:georefURL>" if georef else ""
    return (
        f"<xplan:refScan><xplan:XP_ExterneReferenz>{world}<xplan:referenzName>Blatt</xplan:referenzName>"
        f"<xplan:referenzURL>{name}</xplan:referenzURL></xplan:XP_ExterneReferenz></xplan:refScan>"
    )


def found(files: dict[str, bytes], *scans: str, crs: int | None = 25832) -> tuple[list[Sheet], list[Notice]]:
    section = SECTION.replace("<xplan:planinhalt", f"{''.join(scans or [scan()])}<xplan:planinhalt")
    return sheets(read(text(PLAN, section)), files, crs, Settings())


def picture(driver: str = "GTiff", bands: int = 3, size: int = 10, **more: Any) -> bytes:
    """A picture whose left half is red or, with one band, has the value 0, and whose right half is black, or 1."""
    values = np.zeros((bands, size, size), dtype=more.get("dtype", "uint8"))
    values[:, :, size // 2 :] = 1 if bands == 1 else 0
    if bands > 2:
        values[0, :, : size // 2] = more.pop("full", 255)
    colours, profile = more.pop("colours", None), {"transform": PLACE, "crs": 25832, "dtype": "uint8"} | more
    with MemoryFile() as file:
        with file.open(driver=driver, width=size, height=size, count=bands, **profile) as target:
            target.write(values)
            if colours:
                target.write_colormap(1, colours)
        return bytes(file.read())


def test_colours_come_as_they_are() -> None:
    (sheet,), notices = found({"blatt.tif": picture()})
    assert notices == []
    assert sheet.place == PLACE
    assert sheet.resolution == 1
    assert tuple(sheet.pixels[:, 0, 0]) == RED
    assert tuple(sheet.pixels[:, 0, 9]) == (0, 0, 0, 255)


@pytest.mark.parametrize(
    ("more", "left", "right"),
    [
        ({"bands": 1, "colours": {0: (255, 0, 0, 255), 1: (0, 0, 255, 255)}}, RED, BLUE),
        ({"bands": 1, "nbits": 1, "photometric": "MINISWHITE"}, (255, 255, 255, 255), (0, 0, 0, 255)),
        ({"bands": 1, "nbits": 1}, (0, 0, 0, 255), (255, 255, 255, 255)),
        ({"bands": 1, "nbits": 4}, (0, 0, 0, 255), (17, 17, 17, 255)),
        ({"bands": 1, "nodata": 0}, (0, 0, 0, 0), (1, 1, 1, 255)),
        ({"dtype": "uint16", "full": 65535, "photometric": "RGB"}, RED, (0, 0, 0, 255)),
        ({"dtype": "uint16", "full": 4095, "nbits": 12, "photometric": "RGB"}, RED, (0, 0, 0, 255)),
        ({"bands": 4, "photometric": "CMYK"}, (0, 255, 255, 255), (255, 255, 255, 255)),
        ({"bands": 4, "photometric": "RGB", "alpha": "YES"}, (0, 0, 0, 0), (0, 0, 0, 0)),
    ],
    ids=[
        "colour table",
        "one bit",
        "one bit, black is 0",
        "four bits",
        "no data",
        "16 bits",
        "12 bits",
        "CMYK",
        "alpha",
    ],
)
def test_pictures_of_all_usual_kinds_are_read(
    more: dict[str, Any], left: tuple[int, ...], right: tuple[int, ...]
) -> None:
    (sheet,), _ = found({"blatt.tif": picture(**more)})
    assert tuple(sheet.pixels[:, 0, 0]) == left
    assert tuple(sheet.pixels[:, 0, 9]) == right


def test_a_png_lies_where_its_world_file_says() -> None:
    bare = picture("PNG", transform=Affine.identity(), crs=None)
    world = b"0.5\n0\n0\n-0.5\n500000.25\n5400009.75\n"
    for files, reference in (
        ({"blatt.png": bare, "blatt.pgw": world}, scan("blatt.png")),
        ({"blatt.png": bare, "lage.txt": world}, scan("blatt.png", "lage.txt")),
    ):
        (sheet,), _ = found(files, reference)
        assert sheet.place == from_origin(500000, 5400010, 0.5, 0.5)


def test_a_sheet_in_another_system_is_brought_to_ours() -> None:
    files = {"blatt.tif": picture(transform=from_origin(3500000, 5400000, 1, 1), crs=31467)}
    (sheet,), _ = found(files)
    east, north = sheet.place @ (0, 0)
    assert abs(east - 499960) < 100
    assert abs(north - 5398300) < 300
    assert sheet.resolution == pytest.approx(1, abs=0.001)


def test_a_large_sheet_is_made_coarser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.plans.sheet.MOST_KEPT", 400)
    (sheet,), _ = found({"blatt.tif": picture(size=60)})
    assert sheet.pixels.shape == (4, 20, 20)
    assert sheet.place == PLACE @ Affine.scale(3)
    assert tuple(sheet.pixels[:, 0, 0]) == RED


def test_what_cannot_lie_on_the_map_is_told() -> None:
    whole = picture()
    bare = picture(transform=Affine.identity(), crs=None)
    cases = {
        "ist beschädigt": {"blatt.tif": whole[:80]},
        "hat keine Georeferenz": {"blatt.tif": bare},
        "hat andere Farben": {"blatt.tif": picture(dtype="float32")},
        "nennt kein bekanntes Koordinatensystem": {"blatt.tif": picture(crs=None)},
    }
    for said, files in cases.items():
        shown, (notice,) = found(files, crs=None)
        assert shown == []
        assert notice.message.de.startswith(f"blatt.tif {said}")
        assert notice.gml_id == "B"
    _, (notice,) = found({"blatt.pdf": b"%PDF-1.4"}, scan("blatt.pdf"))
    assert "ist kein Bild" in notice.message.de


def test_a_bomb_of_pixels_is_not_unpacked() -> None:
    side = 40_000
    head = side.to_bytes(4, "big") * 2 + bytes((8, 0, 0, 0, 0))
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b"")]
    file = io.BytesIO(b"\x89PNG\r\n\x1a\n")
    file.seek(0, io.SEEK_END)
    for kind, content in chunks:
        file.write(len(content).to_bytes(4, "big") + kind + content + zlib.crc32(kind + content).to_bytes(4, "big"))
    world = b"1\n0\n0\n-1\n500000\n5400010\n"
    shown, (notice,) = found({"blatt.png": file.getvalue(), "blatt.pgw": world}, scan("blatt.png"))
    assert shown == []
    assert "mehr als 1000 Millionen Pixel" in notice.message.de


def test_scans_that_did_not_come_are_left_out() -> None:
    assert found({}, scan("anderswo.tif"), scan("https://example.org/blatt.tif")) == ([], [])
