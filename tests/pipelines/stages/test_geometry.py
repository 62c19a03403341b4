from collections.abc import Callable

import pytest
import shapely
from geopandas import GeoDataFrame

from pipelines.definition import Dataset
from pipelines.stages.geometry import repair

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
    assert finding.position == pytest.approx((9.1359, 48.663), abs=1e-3)


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

    frame, findings, _ = repaired("Polygon", clockwise)

    assert frame.geometry.iloc[0].exterior.is_ccw
    assert not findings


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
