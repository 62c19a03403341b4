"""Legends and thumbnails: what is in the SVG, and the colours in the PNG's pixels."""

import re
import warnings
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
import pytest
import rasterio
from rasterio.errors import NotGeoreferencedWarning
from shapely import Polygon, box
from sqlalchemy import Connection

from pipelines.artefacts.expression import passes, value_for
from pipelines.artefacts.legend import Row, draw_legend, rows
from pipelines.artefacts.notice import Notice, notice
from pipelines.artefacts.rows import spool
from pipelines.artefacts.svg import to_png, words
from pipelines.artefacts.swatch import PATTERNS, SHAPES, Swatch, swatch
from pipelines.artefacts.thumbnail import draw_thumbnail, framed
from pipelines.datasets import load_all, load_town
from pipelines.publishing.load import load
from pipelines.settings import ROOT, Settings
from pipelines.style import load_style, plain_style
from tests.pipelines.artefacts.conftest import COUNT, STYLE, describe, frame

TOWN = box(508_500, 5_391_500, 510_500, 5_393_000)
RED, BLUE, GREY = (0xCC, 0x33, 0x11), (0x33, 0x66, 0xAA), (0x88, 0x88, 0x88)


@pytest.fixture
def said(settings: Settings) -> Notice:
    return notice(describe(), load_town(settings), None)


def pixels(png: Path) -> set[tuple[int, ...]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", NotGeoreferencedWarning)
        with rasterio.open(png) as image:
            return set(map(tuple, np.moveaxis(image.read()[:3], 0, 2).reshape(-1, 3).tolist()))


class TestExpressions:
    @pytest.mark.parametrize(
        ("expression", "expected"),
        [
            ("#fff", "#fff"),
            (["literal", [1, 2]], [1, 2]),
            (["get", "art"], "wald"),
            (["match", ["get", "art"], ["park", "wald"], "a", "b"], "a"),
            (["match", ["get", "art"], "park", "a", "b"], "b"),
            (["step", ["get", "zahl"], "wenig", 5, "mittel", 10, "viel"], "mittel"),
            (["step", ["get", "fehlt"], "wenig", 5, "mittel"], "wenig"),
            (["interpolate", ["linear"], ["zoom"], 10, 1, 20, 11], 4.0),
            (["interpolate", ["exponential", 2], ["zoom"], 12, 0, 14, 3], 1.0),
            (["interpolate", ["linear"], ["zoom"], 14, 2, 16, 3], 2),
            (["interpolate", ["linear"], ["get", "zahl"], 0, "#000", 8, "#fff"], "#fff"),
            (["case", ["==", ["get", "art"], "wald"], "ja", "nein"], "ja"),
            (["case", ["has", "fehlt"], "ja", "nein"], "nein"),
            (["coalesce", ["get", "fehlt"], ["get", "art"]], "wald"),
            (["rgb", 1, 2, 3], None),
        ],
    )
    def test_values(self, expression: Any, expected: Any) -> None:
        assert value_for(expression, {"art": "wald", "zahl": 7}, 13) == expected

    @pytest.mark.parametrize(
        ("condition", "expected"),
        [
            (None, True),
            (["==", ["get", "art"], "wald"], True),
            (["!=", ["get", "art"], "wald"], False),
            ([">", ["get", "art"], 3], False),
            (["in", ["get", "art"], ["literal", ["park", "wald"]]], True),
            (["!", ["in", ["get", "art"], ["literal", ["wald"]]]], False),
            (["all", ["==", ["get", "art"], "wald"], [">=", ["get", "zahl"], 8]], False),
            (["any", ["==", ["get", "art"], "wald"], [">=", ["get", "zahl"], 8]], True),
            (["within", {}], True),
        ],
    )
    def test_filters(self, condition: Any, expected: bool) -> None:  # noqa: FBT001
        assert passes(condition, {"art": "wald", "zahl": 7}, 13) is expected


class TestSwatches:
    def test_symbols_are_those_of_the_map(self) -> None:
        source = (ROOT / "client" / "src" / "legend" / "markers.ts").read_text(encoding="utf-8")

        assert dict(re.findall(r'^  (\w+): "(M[^"]+)"', source, re.MULTILINE)) == SHAPES

    def test_patterns_are_those_of_the_map(self) -> None:
        source = (ROOT / "client" / "src" / "legend" / "patterns.ts").read_text(encoding="utf-8")

        assert dict(re.findall(r'^  (\w+): "(M[^"]+)"', source, re.MULTILINE)) == PATTERNS

    def test_an_area_has_its_pattern_and_no_colour_beneath(self) -> None:
        layer = {
            "type": "fill",
            "paint": {"fill-pattern": ["match", ["get", "a"], 1, "punkte-1E6B30", "wellen-0b5cad"]},
        }

        assert swatch(layer, {"a": 1}, 13) == Swatch("area", "#1e6b30", 0, "#1e6b30", pattern="punkte")

    def test_a_marker_has_shape_and_colour(self) -> None:
        layer = {"type": "symbol", "layout": {"icon-image": ["match", ["get", "a"], 1, "raute-882255", "kreis-0b5cad"]}}

        assert swatch(layer, {"a": 1}, 13).shape == SHAPES["raute"]
        assert swatch(layer, {"a": 2}, 13).colour == "#0b5cad"

    def test_a_line_has_width_and_dashes(self) -> None:
        layer = {"type": "line", "paint": {"line-color": "#112233", "line-width": 2, "line-dasharray": [3, 1]}}

        assert swatch(layer, {}, 13) == Swatch("line", "#112233", width=2, dash=(3, 1))


class TestLegend:
    def test_classes_carry_the_labels_of_codes(self, said: Notice) -> None:
        found = list(rows(STYLE, said, "de"))

        assert [row.label for row in found] == ["Art der Nutzung", "Wohnen", "Gewerbe & Büro"]
        assert [row.swatch.colour for row in found[1:] if row.swatch] == ["#cc3311", "#3366aa"]

    def test_words_are_english_where_they_are_translated(self, said: Notice) -> None:
        assert [row.label for row in rows(STYLE, said, "en")] == ["Kind of use", "Living", "Gewerbe & Büro"]

    def test_what_no_class_names_has_a_line(self, said: Notice) -> None:
        style = (
            {"id": "x", "type": "fill", "paint": {"fill-color": ["match", ["get", "nutzung"], "wohnen", "#1", "#2"]}},
        )

        assert [row.label for row in rows(style, said, "de")] == ["Wohnen", "andere"]

    def test_no_other_values_are_told_of_that_a_filter_leaves_out(self, said: Notice) -> None:
        kind = ["get", "nutzung"]
        style = (
            {
                "id": "x",
                "type": "fill",
                "filter": ["in", kind, ["literal", ["wohnen"]]],
                "paint": {"fill-pattern": ["match", kind, "wohnen", "punkte-1e6b30", "wellen-0b5cad"]},
            },
        )

        assert [row.label for row in rows(style, said, "de")] == ["Wohnen"]

    def test_an_area_shows_the_pattern_that_the_next_layer_lays_over_it(self, said: Notice) -> None:
        kind = ["get", "nutzung"]
        area = {
            "id": "x-a",
            "type": "fill",
            "metadata": {"legend": {"de": "Bauten"}},
            "paint": {"fill-color": ["match", kind, "wohnen", "#111111", "#222222"]},
        }
        over = {
            "id": "x-b",
            "type": "fill",
            "filter": ["in", kind, ["literal", ["wohnen"]]],
            "paint": {"fill-pattern": "kreuze-333333"},
        }

        assert [row.swatch for row in rows((area, over), said, "de")] == [
            Swatch("area", "#111111", pattern="kreuze", lines="#333333"),
            Swatch("area", "#222222"),
        ]
        assert 'stroke="#333333"' in draw_legend((area, over), said, "de")
        plain = area | {"filter": over["filter"], "paint": {"fill-color": "#111111"}}
        assert [row.swatch and row.swatch.pattern for row in rows((plain, over), said, "de")] == ["kreuze"]
        assert [row.swatch and row.swatch.pattern for row in rows((plain | {"filter": None}, over), said, "de")] == [
            None
        ]

    def test_steps_are_ranges_with_german_numbers_and_units(self, said: Notice) -> None:
        steps = ["step", ["get", "höhe"], "#a", 2.5, "#b", 1000, "#c"]
        found = list(rows(({"id": "x", "type": "fill", "paint": {"fill-color": steps}},), said, "de"))

        assert [row.label for row in found] == ["unter 2,5 m", "2,5 bis unter 1.000 m", "ab 1.000 m"]
        assert [row.swatch.colour for row in found if row.swatch] == ["#a", "#b", "#c"]

    def test_a_plain_layer_has_one_line(self, said: Notice) -> None:
        found = list(rows(plain_style(describe()), said, "de"))

        assert found == [Row("Bauten", Swatch("area", "#0b5cad", 0.25))]

    @pytest.mark.parametrize("dataset_id", sorted(path.stem for path in (ROOT / "datasets").glob("*.yml")))
    def test_every_shipped_style_has_a_legend(self, dataset_id: str, settings: Settings) -> None:
        dataset = load_all(settings)[dataset_id]
        svg = draw_legend(load_style(settings, dataset), notice(dataset, load_town(settings), None), "de")
        height = float(ET.fromstring(svg).attrib["height"])

        assert 40 < height < 400
        assert to_png(svg).startswith(b"\x89PNG")

    @pytest.mark.usefixtures("made")
    def test_the_picture_shows_the_colours(self, folder: Path) -> None:
        assert {RED, BLUE} <= pixels(folder / "legend_de.png")


class TestThumbnail:
    def test_the_picture_shows_each_class_in_its_colour(
        self, connection: Connection, said: Notice, folder: Path
    ) -> None:
        load(connection, describe(), 1, [frame()])
        everything = spool(connection, describe(), 1, folder / "rows.arrow")
        near = (508_950.0, 5_391_950.0, 509_450.0, 5_392_300.0)
        (folder / "near.png").write_bytes(to_png(draw_thumbnail(everything, STYLE, said, near, TOWN)))

        assert {RED, BLUE, GREY} <= pixels(folder / "near.png")

    @pytest.mark.usefixtures("made")
    def test_it_names_who_is_to_be_named(self, folder: Path) -> None:
        svg = (folder / "thumbnail.svg").read_text(encoding="utf-8")

        assert "Beispieldaten · © Stadt Leinfelden-Echterdingen · dl-de/by-2-0" in svg

    @pytest.mark.usefixtures("made")
    def test_it_asks_nobody_for_anything(self, folder: Path) -> None:
        for picture in folder.glob("*.svg"):
            svg = picture.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
            assert "http" not in svg
            assert "href" not in svg

    def test_many_small_features_stay_a_small_picture(self, connection: Connection, said: Notice, folder: Path) -> None:
        load(connection, describe(), 1, [frame()])
        everything = spool(connection, describe(), 1, folder / "rows.arrow")
        far = (480_000.0, 5_360_000.0, 560_000.0, 5_430_000.0)
        svg = draw_thumbnail(everything, STYLE, said, far, None)

        assert everything.count == COUNT
        assert len(svg) < 2500
        assert "#cc3311" in svg

    def test_nothing_outside_the_picture_is_drawn(self, connection: Connection, said: Notice, folder: Path) -> None:
        load(connection, describe(), 1, [frame()])
        everything = spool(connection, describe(), 1, folder / "rows.arrow")
        elsewhere = (400_000.0, 5_300_000.0, 410_000.0, 5_310_000.0)

        assert "#cc3311" not in draw_thumbnail(everything, STYLE, said, elsewhere, None)

    def test_the_frame_keeps_proportions(self) -> None:
        place = framed((0, 0, 1000, 500))
        square = Polygon(place(np.array([[0.0, 0], [100, 0], [100, 100], [0, 100]])))

        assert square.envelope.equals(square)
        assert square.bounds[2] - square.bounds[0] == pytest.approx(square.bounds[3] - square.bounds[1], abs=0.11)


def test_words_are_escaped() -> None:
    assert (
        words('<script>"&', 0, 0, 10, fill='"')
        == '<text x="0" y="0" font-size="10" fill=\'"\'>&lt;script&gt;"&amp;</text>'
    )
