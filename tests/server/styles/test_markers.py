"""Markers and patterns in sprites: each in its own cell, nothing beyond it."""

import io

import numpy as np
import pytest
import rasterio

from server.styles.drawing import Inexact, drawn_as
from server.styles.markers import image, markers_of, sprite, sprite_index
from server.styles.symbols import Pattern

NAMES = ["schraffur-1e6b30", "raute-882255"]


def test_a_style_s_markers_and_patterns_are_found() -> None:
    style = (
        {"id": "a", "type": "fill", "paint": {"fill-pattern": ["match", ["get", "x"], 1, NAMES[0], "wellen-0b5cad"]}},
        {"id": "b", "type": "symbol", "layout": {"icon-image": NAMES[1]}},
        {"id": "c", "type": "fill", "paint": {"fill-color": "#1e6b30"}},
    )

    assert markers_of(style) == ["raute-882255", "schraffur-1e6b30", "wellen-0b5cad"]


@pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")
def test_a_pattern_stays_in_its_cell_of_the_sprite() -> None:
    with rasterio.open(io.BytesIO(sprite(NAMES, 2))) as picture:
        pixels = np.moveaxis(picture.read(), 0, 2)

    assert pixels.shape[:2] == (48, 96)
    cells = {name: pixels[:, at["x"] : at["x"] + at["width"]] for name, at in sprite_index(NAMES, 2).items()}
    opaque = {name: {tuple(each[:3]) for each in cell[cell[..., 3] == 255]} for name, cell in cells.items()}
    assert opaque["schraffur-1e6b30"] == {(0x1E, 0x6B, 0x30)}
    assert (0x88, 0x22, 0x55) in opaque["raute-882255"]
    assert (0x1E, 0x6B, 0x30) not in opaque["raute-882255"]


@pytest.mark.parametrize(("name", "kind"), [("kreuze", "stroke="), ("raute", "fill=")])
def test_both_are_given_as_svg(name: str, kind: str) -> None:
    assert kind in image(name, "#882255")


def test_patterns_are_drawn_by_other_programs_too() -> None:
    said = {"fill-pattern": "wellen-0b5cad", "fill-opacity": 0.5}

    assert drawn_as("fill", said, {}, 15) == (Pattern("wellen", "#0b5cad", 0.5, 24),)


@pytest.mark.parametrize("name", ["wald", "raute-882255", "wellen-blau"])
def test_other_programs_are_told_that_they_lack_a_pattern_that_is_none_of_ours(name: str) -> None:
    with pytest.raises(Inexact, match="Muster"):
        drawn_as("fill", {"fill-pattern": name}, {}, 15)
