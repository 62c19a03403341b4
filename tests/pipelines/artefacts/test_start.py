"""The small picture of the start: at the map's place and scale, in its colours by day and in the dark."""

import json
import math
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pyproj import Transformer
from sqlalchemy import Connection

from pipelines.artefacts import start
from pipelines.artefacts.dark import darkened
from pipelines.artefacts.make import make
from pipelines.artefacts.rows import Rows, spool
from pipelines.artefacts.start import UNIT, draw_start
from pipelines.artefacts.start_frame import HEIGHT, WIDTH, laid_over, start_name
from pipelines.datasets import load_town
from pipelines.publishing.load import load
from pipelines.settings import ROOT, Settings
from pipelines.town import Town
from tests.pipelines.artefacts.conftest import STYLE, describe, frame

EXAMPLES: dict[str, Any] = json.loads((ROOT / "client/src/appearance/dark.json").read_text(encoding="utf-8"))


@pytest.fixture
def rows(connection: Connection, folder: Path) -> Rows:
    load(connection, describe(), 1, [frame()])
    return spool(connection, describe(), 1, folder / "rows.arrow")


@pytest.fixture
def town(settings: Settings) -> Town:
    """The town, seen from the first house and so near that houses are more than dots."""
    to_degrees = Transformer.from_crs("EPSG:25832", "OGC:CRS84", always_xy=True)
    return load_town(settings).model_copy(
        update={"centre": to_degrees.transform(509_000.125, 5_392_000.375), "zoom": 17}
    )


@pytest.mark.parametrize("role", EXAMPLES)
def test_the_dark_is_that_of_the_map(role: Any) -> None:
    assert {day: darkened(day, role) for day in EXAMPLES[role]} == EXAMPLES[role]


def test_colours_that_are_written_otherwise_stay() -> None:
    assert darkened("rgb(1, 2, 3)", "ground") == "rgb(1, 2, 3)"


def test_each_class_has_its_colour_by_day_and_in_the_dark(rows: Rows, town: Town) -> None:
    picture = draw_start(rows, STYLE, "bauten", town)
    rules = dict(re.findall(r"\.(bauten-\d+-0)\{fill:(#\w{6})\}", picture))
    drawn = dict(re.findall(r'class="(bauten-\d+-0)" fill="(#\w{6})"', picture))

    assert set(drawn.values()) == {"#cc3311", "#3366aa", "#888888"}
    assert rules == {name: darkened(day, "ground") for name, day in drawn.items()}


def test_it_has_the_place_and_the_scale_of_the_map(rows: Rows, town: Town) -> None:
    """The sample's houses stand 40 m apart, ten in a row to the east of the centre, six to the north."""
    picture = draw_start(rows, STYLE, "bauten", town)
    corners = np.array([list(map(int, corner)) for corner in re.findall(r"M(\d+) (\d+)l", picture)])
    metres = 2 * math.pi * 6_378_137 * math.cos(math.radians(town.centre[1])) / (512 * 2**town.zoom) / UNIT
    west, north = corners.min(axis=0)
    east, south = corners.max(axis=0)

    assert math.dist((west, south), (WIDTH * UNIT / 2, HEIGHT * UNIT / 2)) * metres < 25
    assert (east - west) * metres == pytest.approx(9 * 40, abs=12)
    assert (south - north) * metres == pytest.approx(5 * 40, abs=12)


def test_the_largest_are_drawn_where_there_is_no_room_for_all(
    rows: Rows, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(start, "BUDGET", 500)
    drawn = re.findall(r' d="([^"]+)"', draw_start(rows, STYLE, "bauten", town))

    assert 0 < sum(map(len, drawn)) <= 500


def test_what_the_map_does_not_show_there_is_not_drawn(rows: Rows, town: Town) -> None:
    close = tuple(layer | {"minzoom": 18} for layer in STYLE)
    elsewhere = town.model_copy(update={"centre": (8.0, 50.0)})

    assert "<path" not in draw_start(rows, close, "bauten", town)
    assert "<path" not in draw_start(rows, STYLE, "bauten", elsewhere)


def test_layers_lie_over_each_other_on_paper() -> None:
    whole = laid_over(["<svg>unten</svg>", "<svg>oben</svg>"])

    assert whole.index("papier") < whole.index("unten") < whole.index("oben")


def test_layers_of_the_background_have_one(connection: Connection, folder: Path, settings: Settings) -> None:
    dataset = describe(id="gebaeude")
    load(connection, dataset, 1, [frame()])
    made = make(connection, dataset, 1, STYLE, None, folder, settings)

    assert [each.name for each in made if each.role == "start"] == [start_name(load_town(settings))]
