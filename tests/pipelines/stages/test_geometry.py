import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import shapely
from geopandas import GeoDataFrame, GeoSeries
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyproj import Transformer
from shapely.affinity import affine_transform

from pipelines.definition import Dataset
from pipelines.stages.geometry import repair
from pipelines.stages.work import DIMENSION

MakeDataset = Callable[..., Dataset]
MakeFrame = Callable[..., GeoDataFrame]
Repair = Callable[..., tuple[GeoDataFrame, list[tuple[int, str, str]], dict[str, int]]]

SQUARE = "((510000 5390000, 510010 5390000, 510010 5390010, 510000 5390010, 510000 5390000))"
BOW_TIE = "POLYGON ((510000 5390000, 510010 5390010, 510010 5390000, 510000 5390010, 510000 5390000))"


@pytest.fixture
def repaired(make_dataset: MakeDataset, make_frame: MakeFrame) -> Repair:
    """Repair these WKTs as the declared type: the frame, findings in short, counts."""

    def run(kind: str, *wkt: str | None) -> tuple[GeoDataFrame, list[tuple[int, str, str]], dict[str, int]]:
        frame, findings, counts = repair(make_frame(wkt=list(wkt)), make_dataset(geometry=kind))
        return frame, [(one.record or 0, one.rule, one.action) for one in findings], dict(counts)

    return run


@pytest.mark.parametrize(
    ("kind", "wkt", "rule"),
    [
        pytest.param("Point", None, "geometry-missing", id="none"),
        pytest.param("Point", "POINT EMPTY", "geometry-missing", id="empty"),
        pytest.param("Point", "POINT (510000 inf)", "coordinates", id="infinite"),
        pytest.param("LineString", "LINESTRING (510000 5390000, nan 5390001)", "coordinates", id="not a number"),
        pytest.param("Point", "POINT (9.14 48.69)", "geometry-place", id="degrees"),
        pytest.param("Point", "POINT (5390000 510000)", "geometry-place", id="axes swapped"),
        pytest.param("Point", "POINT (3510000 5390000)", "geometry-place", id="Gauß-Krüger"),
        pytest.param("Polygon", "POINT (510000 5390000)", "geometry-type", id="point for polygon"),
        pytest.param("Point", f"POLYGON {SQUARE}", "geometry-type", id="polygon for point"),
        pytest.param("Polygon", BOW_TIE, "geometry-parts", id="two halves where one is allowed"),
        pytest.param("Point", "MULTIPOINT (510000 5390000, 510001 5390000)", "geometry-parts", id="two points"),
        pytest.param("LineString", "LINESTRING (510000 5390000, 510000 5390000)", "geometry-collapsed", id="no length"),
        pytest.param(
            "Polygon",
            "POLYGON ((510000 5390000, 510000.0002 5390000, 510000 5390000.0002, 510000 5390000))",
            "geometry-collapsed",
            id="smaller than the grid",
        ),
        pytest.param(
            "Polygon", "GEOMETRYCOLLECTION (POINT (510000 5390000))", "geometry-type", id="collection without polygon"
        ),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_reason(
    repaired: Repair, kind: str, wkt: str | None, rule: str
) -> None:
    frame, findings, _ = repaired(kind, wkt)

    assert frame.empty
    assert findings == [(1, rule, "refused")]


def test_a_bow_tie_becomes_two_triangles_with_a_finding(make_dataset: MakeDataset, make_frame: MakeFrame) -> None:
    frame, (finding,), _ = repair(make_frame(wkt=[BOW_TIE]), make_dataset(geometry="MultiPolygon"))

    assert frame.geometry.iloc[0].area == 50
    assert (finding.rule, finding.action, finding.before, finding.after) == (
        "geometry-invalid",
        "repaired",
        "0.000 m²",
        "50.000 m²",
    )
    assert "überschneidet sich selbst" in finding.message.de


def test_a_finding_lies_where_the_geometry_was_wrong(make_dataset: MakeDataset, make_frame: MakeFrame) -> None:
    """GEOS tells the crossing, here far from the middle of a long line of houses."""
    house = "(510000 5390000, 510010 5390010, 510010 5390000, 510000 5390010, 510000 5390000)"
    street = f"MULTIPOLYGON ((({house[1:-1]})), ((515000 5390000, 515010 5390000, 515010 5390010, 515000 5390000)))"

    _, (finding,), _ = repair(make_frame(wkt=[street]), make_dataset(geometry="MultiPolygon"))

    degrees = Transformer.from_crs(25832, 4326, always_xy=True).transform(510_005, 5_390_005)
    assert finding.position == pytest.approx(degrees, abs=1e-6)


def test_a_spike_goes_and_the_area_stays(repaired: Repair) -> None:
    outline = SQUARE.replace("510010 5390010,", "510010 5390010, 510010 5390030, 510010 5390010,")

    frame, findings, _ = repaired("Polygon", f"POLYGON {outline}")

    assert frame.geometry.iloc[0].equals(shapely.from_wkt(f"POLYGON {SQUARE}"))
    assert findings == [(1, "geometry-invalid", "repaired")]


@pytest.mark.parametrize(
    ("kind", "wkt", "expected"),
    [
        ("MultiPolygon", f"POLYGON {SQUARE}", "MultiPolygon"),
        ("Polygon", f"MULTIPOLYGON ({SQUARE})", "Polygon"),
        ("MultiPoint", "POINT (510000 5390000)", "MultiPoint"),
        ("MultiLineString", "LINESTRING (510000 5390000, 510001 5390000)", "MultiLineString"),
        ("Point", "MULTIPOINT (510000 5390000)", "Point"),
    ],
)
def test_one_part_fits_single_and_multi(repaired: Repair, kind: str, wkt: str, expected: str) -> None:
    frame, findings, _ = repaired(kind, wkt)

    assert frame.geometry.iloc[0].geom_type == expected
    assert not findings


@pytest.mark.parametrize("nested", ["GEOMETRYCOLLECTION (POINT (510000 5390000))", "POINT (510000 5390000)"])
def test_a_collection_keeps_its_parts_of_the_declared_kind(repaired: Repair, nested: str) -> None:
    collection = f"GEOMETRYCOLLECTION (MULTIPOLYGON ({SQUARE}), {nested})"

    frame, findings, _ = repaired("MultiPolygon", collection)

    assert frame.geometry.iloc[0].geom_type == "MultiPolygon"
    assert frame.geometry.iloc[0].area == 100
    assert findings == [(1, "geometry-mixed", "repaired")]


def test_parts_that_overlap_are_united_and_told(repaired: Repair) -> None:
    frame, findings, _ = repaired("Polygon", f"GEOMETRYCOLLECTION (POLYGON {SQUARE}, POLYGON {SQUARE})")

    assert frame.geometry.iloc[0].area == 100
    assert findings == [(1, "geometry-invalid", "repaired")]


def test_a_collection_of_one_kind_loses_nothing_and_is_no_finding(repaired: Repair) -> None:
    points = "GEOMETRYCOLLECTION (POINT (510000 5390000), MULTIPOINT (510001 5390000, 510002 5390000))"

    frame, findings, _ = repaired("MultiPoint", points)

    assert shapely.get_num_geometries(frame.geometry.iloc[0]) == 3
    assert not findings


NARROW = (
    "POLYGON ((510000 5390000, 510010 5390000, 510010 5390010, 510009.995 5389999.995, 510000 5390010, 510000 5390000))"
)
"""Its border crosses itself near a corner, where a triangle of millimetres is left."""


def test_remnants_of_a_repair_are_dropped_with_the_finding(make_dataset: MakeDataset, make_frame: MakeFrame) -> None:
    frame, (finding,), _ = repair(make_frame(wkt=[NARROW]), make_dataset(geometry="Polygon"))

    assert frame.geometry.iloc[0].area == pytest.approx(50, abs=0.1)
    assert (finding.rule, finding.action) == ("geometry-invalid", "repaired")
    assert "schmaler als 1 cm" in finding.message.de


THIN = (
    f"MULTIPOLYGON ({SQUARE}, ((510020.0002 5390000, 510020.0002 5390040, 510019.9998 5390040, 510019.9998 5390000, "
    "510020.0002 5390000)))"
)
"""Valid, with a part 0.4 mm wide."""


def test_a_valid_shape_too_fine_for_the_grid_is_not_called_invalid(
    make_dataset: MakeDataset, make_frame: MakeFrame
) -> None:
    frame, (finding, other), _ = repair(make_frame(wkt=[THIN, BOW_TIE]), make_dataset(geometry="MultiPolygon"))

    assert frame.geometry.iloc[0].area == 100
    assert (finding.record, finding.rule, finding.action) == (1, "geometry-rounded", "repaired")
    assert "In der Quelle ist die Form gültig, auf 1 mm gerundet nicht mehr" in finding.message.de
    assert "valid in the source" in finding.message.to("en")
    assert (other.rule, "In der Quelle" in other.message.de) == ("geometry-invalid", False)


def test_narrow_things_that_were_right_stay(repaired: Repair) -> None:
    wall = "POLYGON ((510000 5390000, 510010 5390000, 510010 5390000.005, 510000 5390000.005, 510000 5390000))"

    frame, findings, _ = repaired("Polygon", wall)

    assert frame.geometry.iloc[0].area == pytest.approx(0.05)
    assert not findings


def test_a_ring_that_was_open_is_told(make_dataset: MakeDataset, make_frame: MakeFrame) -> None:
    frame = make_frame(wkt=[f"POLYGON {SQUARE}", f"POLYGON {SQUARE}"])
    frame.attrs["closed"] = [2]

    _, (finding,), _ = repair(frame, make_dataset(geometry="Polygon"))

    assert (finding.record, finding.rule, finding.action) == (2, "geometry-open", "repaired")


def test_one_feature_has_one_finding_with_all_that_was_done(make_dataset: MakeDataset, make_frame: MakeFrame) -> None:
    frame = make_frame(wkt=[f"GEOMETRYCOLLECTION ({BOW_TIE}, POINT (510000 5390000))"])
    frame.attrs["closed"] = [1]

    _, (finding,), _ = repair(frame, make_dataset(geometry="MultiPolygon"))

    assert finding.rule == "geometry-invalid"
    for words in ("ungültig", "anderer Art", "nicht geschlossen"):
        assert words in finding.message.de


def test_arcs_are_counted(make_dataset: MakeDataset, make_frame: MakeFrame) -> None:
    frame = make_frame(wkt=["LINESTRING (510000 5390000, 510001 5390000)", None])
    frame.attrs["curved"] = [1, 2]

    _, _, counts = repair(frame, make_dataset(geometry="LineString"))

    assert counts == {"linearised": 1}


def test_findings_of_the_refused_name_the_feature(make_dataset: MakeDataset, make_frame: MakeFrame) -> None:
    frame = make_frame({"nummer": ["a", "b", None]}, [BOW_TIE, None, None])

    _, findings, _ = repair(frame, make_dataset(geometry="MultiPolygon"))

    assert [(finding.action, finding.feature) for finding in findings] == [
        ("repaired", None),  # named once its id is known to be its own
        ("refused", "b"),
        ("refused", None),
    ]


@pytest.mark.parametrize(
    ("kind", "wkt", "expected"),
    [
        (
            "LineString",
            "LINESTRING (510000 5390000, 510000 5390000, 510010 5390000)",
            "LINESTRING (510000 5390000, 510010 5390000)",
        ),
        (
            "LineString",
            "LINESTRING (510000 5390000, 510000.0001 5390000, 510010 5390000)",
            "LINESTRING (510000 5390000, 510010 5390000)",
        ),
    ],
)
def test_vertices_that_repeat_go_and_are_counted(repaired: Repair, kind: str, wkt: str, expected: str) -> None:
    frame, findings, counts = repaired(kind, wkt)

    assert frame.geometry.iloc[0].wkt == expected
    assert counts["deduplicated"] == 1
    assert not findings


def test_parts_that_begin_where_another_ends_repeat_nothing(repaired: Repair) -> None:
    chain = "MULTILINESTRING ((510000 5390000, 510001 5390000), (510001 5390000, 510002 5390001))"

    frame, _, counts = repaired("MultiLineString", chain)

    assert frame.geometry.iloc[0].wkt == chain
    assert not counts


class TestDimensions:
    """Heights and measures that the definition declares."""

    def test_they_stay_and_heights_come_to_millimetres(self, make_dataset: MakeDataset, make_frame: MakeFrame) -> None:
        frame = make_frame(wkt=["LINESTRING ZM (510000 5390000 430.12345 1.5, 510001 5390000 430 2.123456)"])

        found = {
            dimensions: repair(frame, make_dataset(geometry="LineString", dimensions=dimensions))[0]
            .geometry.iloc[0]
            .wkt
            for dimensions in ("xyz", "xym", "xyzm")
        }

        assert found == {
            "xyz": "LINESTRING Z (510000 5390000 430.123, 510001 5390000 430)",
            "xym": "LINESTRING M (510000 5390000 1.5, 510001 5390000 2.123456)",
            "xyzm": "LINESTRING ZM (510000 5390000 430.123 1.5, 510001 5390000 430 2.123456)",
        }

    @pytest.mark.parametrize(
        "wkt", ["POINT (510000 5390000)", "POINT Z (510000 5390000 nan)", "POINT M (510000 5390000 1)"]
    )
    def test_a_record_without_what_is_declared_is_refused(
        self, make_dataset: MakeDataset, make_frame: MakeFrame, wkt: str
    ) -> None:
        frame, (finding,), _ = repair(make_frame(wkt=[wkt]), make_dataset(dimensions="xyz"))

        assert frame.empty
        assert (finding.rule, finding.action) == ("geometry-dimensions", "refused")

    def test_a_repair_interpolates_heights(self, make_dataset: MakeDataset, make_frame: MakeFrame) -> None:
        bow_tie = (
            "POLYGON Z ((510000 5390000 1, 510010 5390010 2, 510010 5390000 3, 510000 5390010 4, 510000 5390000 1))"
        )

        frame, (finding,), _ = repair(
            make_frame(wkt=[bow_tie]), make_dataset(geometry="MultiPolygon", dimensions="xyz")
        )

        heights = shapely.get_coordinates(frame.geometry.iloc[0], include_z=True)[:, 2]
        assert sorted(set(heights.tolist())) == [1, 2, 2.5, 3, 4]
        assert finding.action == "repaired"

    def test_measures_cannot_be_repaired(self, make_dataset: MakeDataset, make_frame: MakeFrame) -> None:
        bow_tie = (
            "POLYGON M ((510000 5390000 1, 510010 5390010 2, 510010 5390000 3, 510000 5390010 4, 510000 5390000 1))"
        )

        frame, (finding,), _ = repair(
            make_frame(wkt=[bow_tie]), make_dataset(geometry="MultiPolygon", dimensions="xym")
        )

        assert frame.empty
        assert (finding.rule, finding.action) == ("geometry-invalid", "refused")
        assert "Messwerte" in finding.message.de

    def test_vertices_above_each_other_stay(self, make_dataset: MakeDataset, make_frame: MakeFrame) -> None:
        wall = "LINESTRING Z (510000 5390000 1, 510000 5390000 5, 510010 5390000 5)"

        frame, _, counts = repair(make_frame(wkt=[wall]), make_dataset(geometry="LineString", dimensions="xyz"))

        assert frame.geometry.iloc[0].wkt == wall
        assert not counts


def test_heights_and_measures_are_dropped_and_counted(repaired: Repair) -> None:
    frame, findings, counts = repaired(
        "Point", "POINT Z (510000 5390000 430)", "POINT M (510000 5390000 7)", "POINT (510000 5390000)"
    )

    assert not frame.geometry.has_z.any()
    assert counts == {"flattened": 2}
    assert not findings


def test_coordinates_lie_on_millimetres_and_the_moved_are_counted(repaired: Repair) -> None:
    frame, _, counts = repaired("Point", "POINT (510000.12345 5390000)", "POINT (510000.123 5390000.001)")

    assert frame.geometry.x.tolist() == [510000.123, 510000.123]
    assert counts == {"rounded": 1}


def test_rings_run_as_geojson_wants_them(repaired: Repair) -> None:
    clockwise = "POLYGON ((510000 5390000, 510000 5390010, 510010 5390010, 510010 5390000, 510000 5390000))"

    frame, findings, counts = repaired("Polygon", clockwise)

    assert frame.geometry.iloc[0].exterior.is_ccw
    assert counts == {"reoriented": 1}
    assert not findings


coordinates = st.one_of(
    st.integers(0, 6).map(float),
    st.floats(0, 6),
    st.sampled_from([-0.0, 0.0004, 2.0000004]),
)
"""A small place, so that rings meet, cross, repeat and collapse often."""
rings = st.lists(st.tuples(coordinates, coordinates), min_size=3, max_size=8).map(lambda ring: [*ring, ring[0]])
lines = st.lists(st.tuples(coordinates, coordinates), min_size=2, max_size=6)
polygons = st.lists(rings, min_size=1, max_size=3)
shapes = st.recursive(
    st.one_of(
        st.none(),
        polygons.map(lambda ring: shapely.Polygon(ring[0], ring[1:])),
        lines.map(shapely.LineString),
        st.lists(polygons, max_size=3).map(lambda all_: shapely.MultiPolygon([(one[0], one[1:]) for one in all_])),
        lines.map(shapely.MultiPoint),
    ),
    lambda inner: st.lists(inner.filter(bool), max_size=3).map(shapely.GeometryCollection),
    max_leaves=4,
)

distances = st.sampled_from([0.0, 0.0, 0.0, 0.0, 1e6, 1e300, math.inf])


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batch=st.lists(st.tuples(shapes, distances), max_size=6), kind=st.sampled_from(sorted(DIMENSION)))
def test_whatever_comes_in_is_fit_or_refused_with_a_finding(
    make_dataset: MakeDataset, make_frame: MakeFrame, batch: list[tuple[Any, float]], kind: str
) -> None:
    with np.errstate(invalid="ignore"):
        moved = [
            affine_transform(shape, [1, 0, 0, 1, 510_000 + far, 5_390_000]) if shape else None for shape, far in batch
        ]
    frame = make_frame(wkt=[None] * len(batch))
    frame = frame.set_geometry(GeoSeries(moved, index=frame.index, crs=25832).rename("geom"))

    result, findings, counts = repair(frame, make_dataset(geometry=kind))

    refused = [finding.record for finding in findings if finding.action == "refused"]
    assert sorted([*result.index, *refused]) == frame.index.tolist()
    assert len({finding.record for finding in findings}) == len(findings)
    assert all(0 < count <= len(result) for count in counts.values())
    fit = result.geometry.to_numpy()
    assert shapely.is_valid(fit).all()
    assert not shapely.is_empty(fit).any()
    assert {shape.geom_type for shape in fit} <= {kind}
    assert (fit == shapely.orient_polygons(fit)).all()
    grid = shapely.get_coordinates(fit)
    assert (np.abs(grid - np.round(grid, 3)) < 1e-8).all()


def test_vertices_of_valid_geometries_keep_their_order(repaired: Repair) -> None:
    line = "LINESTRING (510000 5390000, 510010 5390010, 510010 5390000, 510000 5390010)"

    frame, _, counts = repaired("LineString", line)

    assert shapely.to_wkt(frame.geometry.iloc[0], rounding_precision=0) == line
    assert not counts


def test_good_and_bad_records_part(repaired: Repair) -> None:
    frame, findings, _ = repaired("Point", "POINT (510000 5390000)", None, "POINT (510001 5390000)", "POINT (1 1)")

    assert frame.index.tolist() == [1, 3]
    assert [record for record, _, _ in findings] == [2, 4]


def test_an_empty_batch_stays_empty(repaired: Repair) -> None:
    frame, findings, counts = repaired("MultiPolygon")

    assert frame.empty
    assert (findings, counts) == ([], {})


def test_an_internal_layers_places_and_sizes_stand_in_no_finding(
    make_dataset: MakeDataset, make_frame: MakeFrame
) -> None:
    dataset = make_dataset(geometry="MultiPolygon", visibility="internal")

    _, (finding,), _ = repair(make_frame(wkt=[BOW_TIE]), dataset)

    assert (finding.position, finding.before, finding.after) == (None, None, None)
