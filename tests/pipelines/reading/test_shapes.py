import math
from pathlib import Path

import numpy as np
import pandas as pd
import pyogrio
import pytest
import shapely
from geopandas import GeoDataFrame

from pipelines.reading.shapes import from_wkb, from_wkt, noted
from pipelines.reading.wkb import Kind, Shape, compose

SQUARE = "POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0))"
OPEN = "POLYGON ((0 0, 10 0, 10 10, 0 10))"
ARC = np.array([[510_000.0, 5_390_000], [510_100, 5_390_100], [510_200, 5_390_000]])
LINE = np.array([[510_200.0, 5_390_000], [510_300, 5_390_000]])
CIRCLE = np.array([[510_000.0, 5_390_000], [510_200, 5_390_000], [510_000, 5_390_000]])
CURVES = [
    pytest.param(Shape(Kind.ARC_STRING, "xy", (ARC,)), "LineString", id="CIRCULARSTRING"),
    pytest.param(
        Shape(
            Kind.COMPOUND_CURVE,
            "xy",
            parts=(Shape(Kind.ARC_STRING, "xy", (ARC,)), Shape(Kind.LINE, "xy", (LINE,))),
        ),
        "LineString",
        id="COMPOUNDCURVE",
    ),
    pytest.param(
        Shape(Kind.CURVE_POLYGON, "xy", parts=(Shape(Kind.ARC_STRING, "xy", (CIRCLE,)),)), "Polygon", id="CURVEPOLYGON"
    ),
    pytest.param(
        Shape(
            Kind.MULTISURFACE,
            "xy",
            parts=(Shape(Kind.CURVE_POLYGON, "xy", parts=(Shape(Kind.ARC_STRING, "xy", (CIRCLE,)),)),),
        ),
        "MultiPolygon",
        id="MULTISURFACE",
    ),
    pytest.param(
        Shape(Kind.MULTICURVE, "xy", parts=(Shape(Kind.ARC_STRING, "xy", (ARC,)),)), "MultiLineString", id="MULTICURVE"
    ),
    pytest.param(
        Shape(
            Kind.TIN,
            "xyz",
            parts=(Shape(Kind.TRIANGLE, "xyz", (np.array([[0.0, 0, 1], [9, 0, 1], [9, 9, 1], [0, 0, 1]]),)),),
        ),
        "MultiPolygon",
        id="TIN",
    ),
    pytest.param(
        Shape(Kind.COLLECTION, "xy", parts=(Shape(Kind.ARC_STRING, "xy", (ARC,)),)),
        "GeometryCollection",
        id="a collection of arcs",
    ),
]
GML = """\
<?xml version="1.0" encoding="utf-8"?>
<c xmlns:gml="http://www.opengis.net/gml/3.2" xmlns="http://stadt.example/b">
  <gml:featureMember><bogen gml:id="b1"><form>
    <gml:Curve gml:id="k1" srsName="urn:ogc:def:crs:EPSG::25832"><gml:segments>
    <gml:Arc><gml:posList>510000 5390000 510100 5390100 510200 5390000</gml:posList></gml:Arc>
  </gml:segments></gml:Curve>
  </form></bogen></gml:featureMember>
</c>
"""


def objects(*values: bytes | str | None) -> "np.ndarray[tuple[int], np.dtype[np.object_]]":
    found = np.empty(len(values), dtype=object)
    found[:] = values
    return found


@pytest.mark.parametrize(("shape", "kind"), CURVES)
def test_curves_and_faces_become_plain_and_are_told(shape: Shape, kind: str) -> None:
    found = from_wkb(objects(shapely.to_wkb(shapely.from_wkt(SQUARE)), compose(shape)), 0.01)

    assert [one.geom_type for one in found.geometry] == ["Polygon", kind]
    assert not shapely.is_empty(found.geometry[1])
    assert found.curved.tolist() == [False, True]
    assert not found.closed.any()


@pytest.mark.parametrize("name", ["bogen.gpkg", "bogen.gml"])
def test_arcs_of_files_keep_to_the_tolerance(tmp_path: Path, name: str) -> None:
    """What GDAL hands over in its Arrow stream is the arc itself."""
    path = tmp_path / name
    if name.endswith(".gml"):
        path.write_text(GML, encoding="utf-8")
    else:
        arc = objects(compose(Shape(Kind.ARC_STRING, "xy", (ARC,))))
        pyogrio.raw.write(path, arc, [np.array([1])], ["nr"], geometry_type="Unknown", crs="EPSG:25832")
    with pyogrio.raw.open_arrow(path, use_pyarrow=True, layer=0) as (meta, batches):
        (batch,) = batches
        written = batch[meta["geometry_name"] or "wkb_geometry"].to_numpy(zero_copy_only=False)

    found = from_wkb(written, 0.01)

    inner = shapely.get_coordinates(shapely.segmentize(found.geometry, 0.05)) - (510_100, 5_390_000)
    assert 100 - np.hypot(*inner.T).min() <= 0.01
    assert found.geometry[0].length == pytest.approx(math.pi * 100, abs=0.02)
    assert found.curved.tolist() == [True]


def test_tolerances_are_metres_where_coordinates_are_degrees() -> None:
    rows = np.array([[9.14, 48.69], [9.141, 48.691], [9.142, 48.69]])

    found = from_wkb(objects(compose(Shape(Kind.ARC_STRING, "xy", (rows,)))), 0.01)

    assert 100 < shapely.get_num_coordinates(found.geometry[0]) < 300


def test_open_rings_are_closed_and_told() -> None:
    data = shapely.to_wkb(shapely.from_wkt(SQUARE))
    open_data = data[:9] + (4).to_bytes(4, "little") + data[13:-16]

    for found in (from_wkb(objects(data, open_data, None), 0.01), from_wkt(objects(SQUARE, OPEN, None))):
        assert [one and one.wkt for one in found.geometry] == [SQUARE, SQUARE, None]
        assert found.closed.tolist() == [False, True, False]


@pytest.mark.parametrize("data", [b"", b"\x01", b"\x01\x08\x00\x00\x00\xff\xff\xff\xff", b"keine Geometrie"])
def test_bytes_that_are_no_geometry_are_none(data: bytes) -> None:
    assert from_wkb(objects(data), 0.01).geometry.tolist() == [None]


@pytest.mark.parametrize("text", ["", "Neuer Markt", "CIRCULARSTRING (0 0, 1 1, 2 0)", "POLYGON ((0 0))"])
def test_text_that_is_no_geometry_is_none(text: str) -> None:
    assert from_wkt(objects(text)).geometry.tolist() == [None]


def test_notes_survive_what_stages_do_to_a_frame() -> None:
    found = from_wkt(objects(SQUARE, OPEN, OPEN))
    index = pd.RangeIndex(1, 4, name="record")
    frame = found.note(GeoDataFrame({"nr": [1, 2, 3]}, geometry=found.geometry, index=index, crs=25832))

    kept = frame[frame["nr"] != 2].rename(columns={"nr": "nummer"}).assign(art="Linde")

    assert noted(frame, "closed").tolist() == [False, True, True]
    assert noted(kept, "closed").tolist() == [False, True]
    assert not noted(kept, "curved").any()
