import io
import math
from pathlib import Path

import numpy as np
import pytest
import shapely

from pipelines.settings import Settings
from pipelines.xplan.geometry import Geometry
from pipelines.xplan.linear import TOLERANCE, GeometryError, polygons, shape, vertices
from pipelines.xplan.parse import parse_geometry
from pipelines.xplan.placing import placed
from pipelines.xplan.read import opened
from tests.pipelines.xplan.plans import SQUARE, polygon

OPEN = '<gml:{} xmlns:gml="http://www.opengis.net/gml/3.2" srsName="EPSG:25832"'


def gml(kind: str, inner: str, attributes: str = "") -> Geometry:
    """One geometry as it would be in a plan."""
    text = f"{OPEN.format(kind)} {attributes}>{inner}</gml:{kind}>"
    return parse_geometry(io.BytesIO(text.encode()), "g.gml")


def segment(kind: str, positions: str) -> str:
    return f"<gml:{kind}><gml:posList>{positions}</gml:posList></gml:{kind}>"


def curve(*segments: str) -> Geometry:
    return gml("Curve", f"<gml:segments>{''.join(segments)}</gml:segments>")


def ring(*curves: str) -> str:
    members = "".join(f"<gml:curveMember>{each}</gml:curveMember>" for each in curves)
    return f"<gml:Ring>{members}</gml:Ring>"


def test_an_arc_leaves_its_circle_by_less_than_the_tolerance() -> None:
    rows = vertices(curve(segment("Arc", "100 0 70.71067811865476 70.71067811865476 0 100")))
    middles = (rows[1:] + rows[:-1]) / 2
    assert np.hypot(*rows.T) == pytest.approx(100)
    assert 100 - np.hypot(*middles.T).min() <= TOLERANCE
    assert len(rows) < 400


def test_an_arc_before_a_straight_segment_stays() -> None:
    """PostGIS' ST_GeomFromGML loses it."""
    found = shape(curve(segment("ArcString", "0 0 1 1 2 0 3 -1 4 0"), segment("LineStringSegment", "4 0 9 0")))
    assert found.length == pytest.approx(2 * math.pi + 5, abs=0.01)
    assert shapely.get_num_points(shapely.remove_repeated_points(found)) == shapely.get_num_points(found)


def test_a_circle_is_closed() -> None:
    line = shape(curve(segment("Circle", "1 0 0 1 -1 0")))
    assert line.is_closed
    assert shapely.polygonize([line]).area == pytest.approx(math.pi, abs=0.01)
    assert line.equals_exact(shape(curve(segment("Circle", "1 0 0 1 -1 0"))))


def test_the_circle_goes_on_in_the_direction_of_its_points() -> None:
    line = shape(curve(segment("Circle", "1 0 0.9 0.4358898943540674 0.8 0.6")))
    assert shapely.polygonize([line]).area == pytest.approx(math.pi, abs=0.01)
    assert line.is_simple


def test_a_ring_is_made_of_curves_and_turned_ones() -> None:
    reverse = '<gml:OrientableCurve orientation="-"><gml:baseCurve><gml:LineString><gml:posList>0 0 0 2 2 2'
    reverse += "</gml:posList></gml:LineString></gml:baseCurve></gml:OrientableCurve>"
    exterior = ring(segment("LineString", "0 0 2 0 2 2"), reverse)
    found = shape(gml("Polygon", f"<gml:exterior>{exterior}</gml:exterior>"))
    assert found.equals(shapely.box(0, 0, 2, 2))
    assert isinstance(found, shapely.Polygon)
    assert found.exterior.is_ccw


def test_patches_are_joined_and_given_one_by_one() -> None:
    patches = "".join(
        f"<gml:PolygonPatch><gml:exterior>{segment('LinearRing', each)}</gml:exterior></gml:PolygonPatch>"
        for each in ("0 0 1 0 1 1 0 1 0 0", "1 0 2 0 2 1 1 1 1 0")
    )
    surface = gml("Surface", f"<gml:patches>{patches}</gml:patches>")
    assert shape(surface).equals(shapely.box(0, 0, 2, 1))
    assert [patch.area for patch in polygons(surface)] == [1, 1]


def test_nothing_is_repaired() -> None:
    bow_tie = gml("Polygon", f"<gml:exterior>{segment('LinearRing', '0 0 1 1 1 0 0 1 0 0')}</gml:exterior>")
    assert not shape(bow_tie).is_valid
    unclosed = gml("LinearRing", "<gml:posList>0 0 1 0 1 1</gml:posList>")
    assert vertices(unclosed).tolist() == [[0, 0], [1, 0], [1, 1]]


@pytest.mark.parametrize(
    ("geometry", "wkt"),
    [
        (gml("Point", "<gml:pos>1 2</gml:pos>"), "POINT (1 2)"),
        (gml("Point", '<gml:pos srsDimension="3">1 2 3</gml:pos>'), "POINT (1 2)"),
        (gml("LineString", "<gml:posList>1 2 3 4 5 6</gml:posList>", 'srsDimension="3"'), "LINESTRING (1 2, 4 5)"),
        (gml("LineString", "<gml:pos>1 2</gml:pos><gml:pos>3 4</gml:pos>"), "LINESTRING (1 2, 3 4)"),
        (
            gml("MultiPoint", "<gml:pointMember><gml:Point><gml:pos>1 2</gml:pos></gml:Point></gml:pointMember>" * 2),
            "MULTIPOINT ((1 2), (1 2))",
        ),
        (
            gml("MultiCurve", f"<gml:curveMember>{segment('LineString', '1 2 3 4')}</gml:curveMember>"),
            "MULTILINESTRING ((1 2, 3 4))",
        ),
        (
            gml("MultiSurface", f"<gml:surfaceMember>{polygon(segment('LinearRing', '0 0 1 0 1 1 0 0'))}"
                "</gml:surfaceMember>"),
            "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)))",
        ),
        (gml("Envelope", "<gml:lowerCorner>0 0</gml:lowerCorner><gml:upperCorner>1 1</gml:upperCorner>"),
         "POLYGON ((1 0, 1 1, 0 1, 0 0, 1 0))"),
    ],
)  # fmt: skip
def test_each_kind_has_its_shape(geometry: Geometry, wkt: str) -> None:
    assert shape(geometry).wkt == wkt


@pytest.mark.parametrize(
    "geometry",
    [
        pytest.param(gml("Point", "<gml:pos>1 zwei</gml:pos>"), id="no number"),
        pytest.param(gml("Point", "<gml:pos>NaN 1</gml:pos>"), id="not a number"),
        pytest.param(gml("Point", "<gml:pos>510314e250 5392396e250</gml:pos>"), id="on no map"),
        pytest.param(gml("Point", "<gml:pos></gml:pos>"), id="no ordinates"),
        pytest.param(gml("LineString", "<gml:posList>1 2 3</gml:posList>"), id="odd"),
        pytest.param(gml("LineString", "<gml:posList>1 2</gml:posList>"), id="one point"),
        pytest.param(gml("LineString", '<gml:posList srsDimension="0">1 2</gml:posList>'), id="no dimensions"),
        pytest.param(curve(segment("ArcString", "0 0 1 1 2 0 3 3")), id="arc without end"),
        pytest.param(curve(segment("Circle", "0 0 1 1 2 2")), id="flat circle"),
        pytest.param(gml("Polygon", f"<gml:interior>{segment('LinearRing', SQUARE)}</gml:interior>"), id="no exterior"),
        pytest.param(gml("Solid", "<gml:pos>1 2</gml:pos>"), id="solid"),
    ],
)
def test_what_cannot_be_drawn_is_an_error_of_its_own(geometry: Geometry) -> None:
    with pytest.raises(GeometryError) as refused:
        shape(geometry)
    assert geometry.kind in refused.value.message.de or "ergeben keine Geometrie" in refused.value.message.de


def test_gauss_kruger_has_its_eastings_first(tmp_path: Path) -> None:
    point = gml("Point", "<gml:pos>3500000 5400000</gml:pos>")
    (found,) = placed([point], 31467, Settings(home=tmp_path))
    assert found.bounds[:2] == pytest.approx((499_925, 5_398_279), abs=1)
    (same,) = placed([point], 25832, Settings(home=tmp_path))
    assert same.bounds[:2] == (3_500_000, 5_400_000)


def test_every_real_geometry_is_drawn(plan: Path) -> None:
    with opened(plan) as package:
        drawn = [shape(geometry) for feature in package.document.features for _, geometry in feature.geometries]
    assert drawn
    assert not any(each.is_empty for each in drawn)
