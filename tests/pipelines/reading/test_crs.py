from collections.abc import Callable

import pytest
from geopandas import GeoDataFrame
from pyproj import CRS

from pipelines.errors import DefinitionError, SourceError
from pipelines.reading.crs import agreed, by_code, compatible, from_file, identified, looks_like_degrees

MakeFrame = Callable[..., GeoDataFrame]

BESSEL = 'SPHEROID["Bessel_1841",6377397.155,299.1528128]'
TAIL = 'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]'
GK3 = (
    'PROJECTION["{method}"],PARAMETER["False_Easting",3500000.0],PARAMETER["False_Northing",0.0],'
    'PARAMETER["Central_Meridian",9.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],'
    'UNIT["Meter",1.0]]'
)
ESRI_GK3 = (
    'PROJCS["DHDN_3_Degree_Gauss_Zone_3",GEOGCS["GCS_Deutsches_Hauptdreiecksnetz",'
    f'DATUM["D_Deutsches_Hauptdreiecksnetz",{BESSEL}],{TAIL},' + GK3.format(method="Gauss_Kruger")
)
VAGUE_GK3 = f'PROJCS["unnamed",GEOGCS["Bessel 1841",DATUM["D_unknown",{BESSEL}],{TAIL},' + GK3.format(
    method="Transverse_Mercator"
)
LOCAL = 'LOCAL_CS["Undefined Cartesian SRS",UNIT["Meter",1]]'

METRES = ["POINT (510000 5393000)"]
DEGREES = ["POINT (9.14 48.69)", "POINT (9.15 48.7)"]


def epsg(code: int) -> CRS:
    return CRS.from_epsg(code)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param("EPSG:31467", ESRI_GK3, True, id="Esri's name"),
        pytest.param("EPSG:31467", VAGUE_GK3, True, id="no datum"),
        pytest.param("EPSG:31467", "EPSG:5677", True, id="order of axes"),
        pytest.param("EPSG:31467", "EPSG:31468", False, id="next zone"),
        pytest.param("EPSG:25832", "EPSG:32632", True, id="ETRS89 and WGS 84"),
        pytest.param("EPSG:25832", "EPSG:25833", False, id="other UTM zone"),
        pytest.param("EPSG:25832", "EPSG:31467", False, id="other ellipsoid"),
        pytest.param("EPSG:25832", "EPSG:5555", True, id="with height"),
        pytest.param("EPSG:4326", "EPSG:4258", True, id="degrees"),
        pytest.param("EPSG:4326", "EPSG:4314", False, id="degrees on Bessel"),
        pytest.param("EPSG:4326", "EPSG:25832", False, id="degrees and metres"),
    ],
)
def test_crs_mean_the_same_numbers(one: str, other: str, same: bool) -> None:  # noqa: FBT001 - a test's parameter
    assert compatible(CRS.from_user_input(one), CRS.from_user_input(other)) is same


def test_esris_names_are_identified() -> None:
    known = identified(CRS.from_user_input(ESRI_GK3))

    assert known is not None
    assert known.to_epsg() == 31467


@pytest.mark.parametrize("text", [LOCAL, 'GEOGCS["Undefined geographic SRS",' + f'DATUM["u",{BESSEL}],' + TAIL])
def test_undefined_systems_are_none(text: str) -> None:
    assert identified(CRS.from_user_input(text)) is None


@pytest.mark.parametrize("text", [None, "", "Gauß-Krüger"])
def test_a_files_unreadable_crs_is_none(text: str | None) -> None:
    assert from_file(text) is None


def test_the_median_tells_degrees_from_metres(make_frame: MakeFrame) -> None:
    assert looks_like_degrees(make_frame(wkt=[*DEGREES, "POINT (999999 999999)"])) is True
    assert looks_like_degrees(make_frame(wkt=METRES)) is False
    assert looks_like_degrees(make_frame(wkt=[None, "POINT EMPTY"])) is None


@pytest.mark.parametrize(
    ("declared", "found", "wkt", "expected"),
    [
        pytest.param("EPSG:31467", None, METRES, "EPSG:31467", id="declared only"),
        pytest.param(None, epsg(25832), METRES, "EPSG:25832", id="found only"),
        pytest.param(None, None, DEGREES, "OGC:CRS84", id="degrees are CRS84"),
        pytest.param("EPSG:31467", from_file(VAGUE_GK3), METRES, "EPSG:31467", id="vague file"),
        pytest.param("EPSG:31467", from_file(LOCAL), METRES, "EPSG:31467", id="undefined file"),
        pytest.param("EPSG:25832", epsg(4326), METRES, "EPSG:25832", id="GeoJSON without crs member"),
        pytest.param("EPSG:25832", None, [None], "EPSG:25832", id="declared, no coordinates yet"),
        pytest.param(None, None, [None], None, id="a list without coordinates"),
        pytest.param(None, epsg(5555), METRES, "EPSG:25832", id="height dropped"),
    ],
)
def test_definition_file_and_numbers_agree(
    make_frame: MakeFrame, declared: str | None, found: CRS | None, wkt: list[str | None], expected: str | None
) -> None:
    crs = agreed(declared, found, make_frame(wkt=wkt))

    assert (crs and crs.to_string()) == expected


@pytest.mark.parametrize(
    ("declared", "found", "wkt", "words"),
    [
        pytest.param("EPSG:25832", epsg(31467), METRES, "sagt EPSG:25832, die Datei aber EPSG:31467", id="file"),
        pytest.param("EPSG:25832", None, DEGREES, "sehen aber nach Grad aus", id="degrees"),
        pytest.param("EPSG:4326", None, METRES, "sehen aber nach Meter aus", id="metres"),
        pytest.param("EPSG:25832", epsg(4326), DEGREES, "die Datei aber EPSG:4326", id="GeoJSON in degrees"),
    ],
)
def test_contradictions_stop_the_source(
    make_frame: MakeFrame, declared: str, found: CRS | None, wkt: list[str], words: str
) -> None:
    with pytest.raises(SourceError, match=words):
        agreed(declared, found, make_frame(wkt=wkt))


@pytest.mark.parametrize(
    ("wkt", "likely"),
    [
        ("POINT (510000 5393000)", "EPSG:25832"),
        ("POINT (3510000 5394000)", "EPSG:31467"),
        ("POINT (32510000 5393000)", "EPSG:4647"),
        ("POINT (1000 1000)", "x und y"),
    ],
)
def test_metres_declared_as_degrees_say_what_they_look_like(make_frame: MakeFrame, wkt: str, likely: str) -> None:
    with pytest.raises(SourceError) as caught:
        agreed("EPSG:4326", None, make_frame(wkt=[wkt, None]))

    assert likely in caught.value.to("de").partition("Meter aus. ")[2]


@pytest.mark.parametrize("found", [None, epsg(4326), from_file(LOCAL)], ids=["none", "default", "undefined"])
def test_projected_numbers_of_unknown_crs_are_refused_with_the_line_that_helps(
    make_frame: MakeFrame, found: CRS | None
) -> None:
    with pytest.raises(SourceError) as caught:
        agreed(None, found, make_frame(wkt=METRES))

    assert caught.value.hint is not None
    assert "crs: EPSG:25832" in caught.value.hint.de


def test_a_file_that_says_metres_and_holds_degrees_is_refused_unless_the_definition_decides(
    make_frame: MakeFrame,
) -> None:
    frame = make_frame(wkt=DEGREES)

    with pytest.raises(SourceError, match=r"nennt EPSG:25832, ihre Zahlen sehen aber nach Grad aus") as caught:
        agreed(None, epsg(25832), frame)
    assert "crs: EPSG:4326" in caught.value.to("de")
    assert agreed("EPSG:4326", epsg(25832), frame) == epsg(4326)


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        pytest.param("EPSG:999999", "gibt es nicht", id="unknown"),
        pytest.param("EPSG:7837", "beschreibt keine Lage", id="heights"),
        pytest.param("EPSG:4978", "beschreibt keine Lage", id="geocentric"),
    ],
)
def test_a_declared_crs_has_positions(make_frame: MakeFrame, code: str, reason: str) -> None:
    with pytest.raises(DefinitionError, match=reason):
        agreed(code, None, make_frame(wkt=METRES))


def test_a_declared_crs_may_have_heights() -> None:
    assert by_code("EPSG:5555").is_compound


def test_metres_under_the_name_of_other_metres_are_refused(make_frame: MakeFrame) -> None:
    frame = make_frame(wkt=["POINT (3509000 5394000)"] * 3)

    with pytest.raises(SourceError, match="Die Datei nennt EPSG:25832, ihre Zahlen passen aber nicht dazu") as refused:
        agreed(None, CRS("EPSG:25832"), frame)
    assert "sehen nach EPSG:31467 aus" in refused.value.to("de")
    assert agreed(None, CRS("EPSG:31467"), frame) == CRS("EPSG:31467")
    assert agreed(None, CRS("EPSG:25833"), frame) == CRS("EPSG:25833")
