"""What counts as another picture."""

from pathlib import Path

import pytest

from pipelines.artefacts.svg import to_png
from tests.browser.likeness import differences

GROUND = '<rect width="320" height="320" fill="#fff"/>'
PAGE = f'<svg xmlns="http://www.w3.org/2000/svg" width="320" height="320">{GROUND}{{}}</svg>'
STREET = '<path d="M0 160.{}h320" stroke="#c33" stroke-width="3"/>'


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return draw(tmp_path / "kept.png", STREET.format(0))


def draw(path: Path, shapes: str) -> Path:
    path.write_bytes(to_png(PAGE.format(shapes)))
    return path


def test_a_bit_to_the_side_is_the_same(kept: Path, tmp_path: Path) -> None:
    assert differences(draw(tmp_path / "taken.png", STREET.format(2)), kept) == []


def test_what_is_lost_is_told_with_its_place(kept: Path, tmp_path: Path) -> None:
    share, place = differences(draw(tmp_path / "taken.png", ""), kept)

    assert "strongly" in share
    assert place == "x 0–640, y 312–328"  # two pixels for each of the page


def test_one_symbol_is_enough(tmp_path: Path) -> None:
    symbol = '<circle cx="{}" cy="103" r="4" fill="#0b5cad" stroke="#fff"/>'  # as large as a desktop draws one
    kept, moved = (draw(tmp_path / f"{x}.png", symbol.format(x)) for x in (101, 109))
    lost = draw(tmp_path / "lost.png", "")

    assert differences(moved, kept)
    assert differences(lost, kept)


def test_another_colour_is_told(kept: Path, tmp_path: Path) -> None:
    paper = '<rect width="320" height="320" fill="#f4f4f4"/>' + STREET.format(0)

    assert len(differences(draw(tmp_path / "taken.png", paper), kept)) == 1


def test_another_size_is_told(kept: Path, tmp_path: Path) -> None:
    taken = tmp_path / "taken.png"
    taken.write_bytes(to_png(PAGE.replace('width="320" height="320">', 'width="200" height="320">').format("")))

    assert differences(taken, kept) == ["it is 400 × 640 pixels large, not 640 × 640"]
