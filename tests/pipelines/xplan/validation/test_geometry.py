"""Rule 2.2.2.1 on single geometries, each with one fault."""

import io

import pytest

from pipelines.xplan.parse import parse_geometry
from pipelines.xplan.validation.geometry import flaws

GML = 'xmlns:gml="http://www.opengis.net/gml/3.2"'
SQUARE = "0 0 10 0 10 10 0 10 0 0"
HOLE = "2 2 2 4 4 4 4 2 2 2"


def ring(ordinates: str) -> str:
    return f"<gml:LinearRing><gml:posList>{ordinates}</gml:posList></gml:LinearRing>"


def polygon(shell: str, *holes: str, kind: str = "Polygon") -> str:
    inner = "".join(f"<gml:interior>{ring(hole)}</gml:interior>" for hole in holes)
    return f"<gml:{kind}><gml:exterior>{ring(shell)}</gml:exterior>{inner}</gml:{kind}>"


def several(*parts: str) -> str:
    members = "".join(f"<gml:surfaceMember>{part}</gml:surfaceMember>" for part in parts)
    return f"<gml:MultiSurface>{members}</gml:MultiSurface>"


def surface(*patches: str) -> str:
    inner = "".join(polygon(patch, kind="PolygonPatch") for patch in patches)
    return f"<gml:Surface><gml:patches>{inner}</gml:patches></gml:Surface>"


def curve(*segments: str) -> str:
    return f"<gml:Curve><gml:segments>{''.join(segments)}</gml:segments></gml:Curve>"


def segment(ordinates: str, kind: str = "LineStringSegment") -> str:
    return f"<gml:{kind}><gml:posList>{ordinates}</gml:posList></gml:{kind}>"


def found(written: str) -> list[str]:
    document = written.replace(">", f" {GML}>", 1)
    return [str(flaw.message.en) for flaw in flaws(parse_geometry(io.BytesIO(document.encode()), "geometry.gml"))]


@pytest.mark.parametrize(
    "written",
    [
        pytest.param(polygon(SQUARE), id="square"),
        pytest.param(polygon(SQUARE, HOLE), id="hole"),
        pytest.param(polygon(SQUARE, "0 0 2 4 4 2 0 0"), id="hole touches at a point"),
        pytest.param(polygon("0 0 10 0 10 10 0 10 0 0.001"), id="closed within 2 mm"),
        pytest.param(several(polygon(SQUARE), polygon("10 10 20 10 20 20 10 20 10 10")), id="parts touch"),
        pytest.param(several(polygon(SQUARE), polygon("10 0 20 0 20 10 10 10 10 0")), id="parts share an edge"),
        pytest.param(surface(SQUARE, "10 0 20 0 20 10 10 10 10 0"), id="patches share an edge"),
        pytest.param(curve(segment("0 0 1 0"), segment("1 0 2 1 3 0", "Arc")), id="arc after a line"),
        pytest.param(
            "<gml:LineString><gml:posList>0 0 2 2 2 0 0 2</gml:posList></gml:LineString>", id="line may cross"
        ),
        pytest.param('<gml:Point><gml:pos srsDimension="2">1 2</gml:pos></gml:Point>', id="point"),
    ],
)
def test_what_is_right_has_no_flaw(written: str) -> None:
    assert found(written) == []


@pytest.mark.parametrize(
    ("written", "message"),
    [
        pytest.param(polygon("0 0 10 0 10 0 10 10 0 10 0 0"), "Two points in a row are identical.", id="double"),
        pytest.param(polygon("0 0 10 0 10 10 0 10"), "A ring is not closed.", id="open"),
        pytest.param(polygon("0 0 10 10 10 0 0 8 0 0"), "A ring crosses or touches itself.", id="bow tie"),
        pytest.param(polygon("0 0 0 10 10 10 10 0 0 0"), "An exterior ring runs clockwise.", id="exterior"),
        pytest.param(polygon(SQUARE, "2 2 4 2 4 4 2 4 2 2"), "An interior ring runs counter-clockwise.", id="interior"),
        pytest.param(
            polygon(SQUARE, "20 20 20 24 24 24 24 20 20 20"),
            "An interior ring is outside of the exterior one.",
            id="outside",
        ),
        pytest.param(
            polygon(SQUARE, "8 8 8 12 12 12 12 8 8 8"), "An interior ring crosses the exterior one.", id="cuts"
        ),
        pytest.param(polygon(SQUARE, "1 1 1 6 6 6 6 1 1 1", HOLE), "Interior rings overlap.", id="nested"),
        pytest.param(
            several(polygon(SQUARE), polygon("9 0 20 0 20 10 9 10 9 0")),
            "Parts of a multi-surface overlap.",
            id="parts",
        ),
        pytest.param(surface(SQUARE, "9 0 20 0 20 10 9 10 9 0"), "Patches of a surface overlap.", id="patches"),
        pytest.param(
            surface(SQUARE, "10 10 20 10 20 20 10 20 10 10"), "Patches of a surface are not connected.", id="corner"
        ),
        pytest.param(
            surface(SQUARE, "11 0 20 0 20 10 11 10 11 0"), "Patches of a surface are not connected.", id="apart"
        ),
        pytest.param(
            curve(segment("0 0 1 0"), segment("1.01 0 2 0")), "There is a gap between two parts of a curve.", id="gap"
        ),
        pytest.param(
            curve(segment("0 0 0 0 3 0", "Arc")), "Control points of an arc are identical.", id="control points"
        ),
        pytest.param(
            "<gml:Point><gml:pos>1 2 3</gml:pos></gml:Point>", "The geometry has heights; it must be 2D.", id="height"
        ),
        pytest.param(
            polygon(SQUARE + " 1"), "The coordinates of gml:LinearRing make no geometry (11 / 2).", id="odd number"
        ),
    ],
)
def test_a_fault_is_told(written: str, message: str) -> None:
    assert found(written) == [message]
