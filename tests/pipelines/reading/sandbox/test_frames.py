"""Frames come back exactly as they went."""

import math
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
import shapely
from pandas.testing import assert_frame_equal

from pipelines.reading.sandbox.frames import decoded, encoded

WKT = ["POINT Z (9 48 1)", None, "POINT EMPTY", "POINT M (1 2 3)", "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)))"]
EXCEL = [
    date(2026, 1, 2),
    datetime(2026, 1, 2, 3, 4, 5, 6),  # noqa: DTZ001 - a workbook knows no time zones
    datetime(2026, 1, 2, tzinfo=UTC),
    time(8, 30),
    timedelta(days=-1, seconds=5, microseconds=7),
    1,
    10**30,
    1.0,
    0.1,
    True,
    None,
    "Wort",
    "",
    "\ud800",
    Decimal("1.10"),
    b"\x00\xff",
    [1, [date(2026, 1, 2), None]],
    {"a": (1, 2.0)},
    pd.Timestamp("2026-01-02", tz="Europe/Berlin"),
    pd.NaT,
    pd.NA,
    np.int16(3),
    np.float64(2.5),
]


def travelled(frame: pd.DataFrame) -> pd.DataFrame:
    return decoded(encoded(frame).to_pybytes())


@pytest.mark.parametrize(
    "values",
    [
        pd.array([1, -2, 3], dtype="int16"),
        pd.array([1.5, np.nan, np.inf], dtype="float64"),
        pd.array([1.5, np.nan, 0], dtype="float32"),
        pd.array([True, False, True], dtype="bool"),
        pd.array([True, None, True], dtype="boolean"),
        pd.array([1, None, 3], dtype="Int64"),
        pd.array([1, None, 3], dtype="Float64"),
        pd.array(["a", None, "ß"], dtype="string"),
        pd.array(["a", None, "ß"], dtype="str"),
        pd.array(["a", None, "b"], dtype=pd.StringDtype("python")),
        pd.Series([1, None, 3], dtype=pd.ArrowDtype(pa.int32())).array,
        pd.to_datetime(["2026-01-02", "NaT", "2026-01-02T03:04:05.000006"], format="ISO8601").array,
        pd.to_datetime(["2026-01-02", "NaT", "2026-07-02"], utc=True).tz_convert("Europe/Berlin").array,
        pd.to_timedelta(["1 day", None, "-1 s"]).array,
        pd.Categorical(["a", None, "b"], categories=["b", "a", "c"], ordered=True),
        pd.array(["a", None, "ß"], dtype=object),
        pd.array(["a", np.nan, None], dtype=object),
        pd.array([None, None, None], dtype=object),
    ],
    ids=lambda values: str(values.dtype),
)
def test_every_type_stays_what_it_was(values: Any) -> None:
    frame = pd.DataFrame({"a": values})

    found = travelled(frame)

    assert_frame_equal(found, frame, check_exact=True)
    assert [type(value) for value in found["a"]] == [type(value) for value in frame["a"]]


def test_cells_of_a_workbook_keep_their_types_within_one_column() -> None:
    frame = pd.DataFrame({"a": pd.Series(EXCEL, dtype=object)})

    found = travelled(frame)["a"].tolist()

    assert found == EXCEL or all(a is b or a == b for a, b in zip(found, EXCEL, strict=True))
    assert [type(value) for value in found] == [type(value) for value in EXCEL]


def test_cells_that_are_no_numbers_stay_so() -> None:
    (value,) = travelled(pd.DataFrame({"a": pd.Series([[math.nan]], dtype=object)}))["a"]

    assert math.isnan(value[0])


@pytest.mark.parametrize("crs", ["OGC:CRS84", "EPSG:25832", "EPSG:31467", "+proj=tmerc +lat_0=1 +ellps=bessel", None])
def test_geometry_keeps_height_measure_and_crs(crs: str | None) -> None:
    shapes = [shapely.from_wkt(wkt) if wkt else None for wkt in WKT]
    frame = gpd.GeoDataFrame({"a": range(5)}, geometry=gpd.GeoSeries(shapes, crs=crs)).rename_geometry("geom")

    found = travelled(frame)

    assert isinstance(found, gpd.GeoDataFrame)
    assert found.crs == frame.crs
    assert (found.crs and found.crs.to_authority()) == (frame.crs and frame.crs.to_authority())
    assert [shape and shape.wkt for shape in found.geometry] == [shape and shape.wkt for shape in frame.geometry]
    assert found.active_geometry_name == "geom"


@pytest.mark.parametrize(
    "wkt", [["POINT (9 48)", None, "POINT (-0.1 1e-300)"], ["POINT (9 48)", "POINT EMPTY"], [None], ["POINT (9 NaN)"]]
)
def test_points_without_height_take_the_short_way(wkt: list[str | None]) -> None:
    with np.errstate(invalid="ignore"):
        frame = gpd.GeoDataFrame(geometry=gpd.GeoSeries.from_wkt(wkt, crs="EPSG:25832"))

    found = travelled(frame)

    assert found.geometry.to_wkb().tolist() == frame.geometry.to_wkb().tolist()
    assert found.crs == frame.crs


@pytest.mark.parametrize(
    "index",
    [
        pd.RangeIndex(50_001, 50_003, name="record"),
        pd.Index([3, 7], name="record"),
        pd.Index(["a", "b"], dtype=object),
    ],
)
def test_records_keep_their_numbers(index: pd.Index) -> None:
    frame = pd.DataFrame({"a": [1, 2]}, index=index)

    assert_frame_equal(travelled(frame), frame, check_index_type=True)


@pytest.mark.parametrize(
    "frame",
    [
        pd.DataFrame({"a": []}, dtype=object),
        pd.DataFrame(index=pd.RangeIndex(1, 3, name="record")),
        gpd.GeoDataFrame({"geom": gpd.GeoSeries([], crs=25832)}, geometry="geom"),
        pd.DataFrame([[1, "x"]], columns=["doppelt", "doppelt"]),
        pd.DataFrame({"ä ö\nü": ["x"]}, dtype=object),
    ],
    ids=["no rows", "no columns", "no features", "one name twice", "strange name"],
)
def test_strange_frames_travel(frame: pd.DataFrame) -> None:
    found = travelled(frame)

    assert_frame_equal(found, frame)
    assert type(found) is type(frame)


def test_code_does_not_travel() -> None:
    with pytest.raises(TypeError, match="cannot leave"):
        encoded(pd.DataFrame({"a": pd.Series([print], dtype=object)}))


def test_what_is_no_frame_is_refused() -> None:
    good = bytearray(encoded(pd.DataFrame({"a": ["x" * 100]})).to_pybytes())
    for place in range(0, len(good), 7):
        broken = good.copy()
        broken[place] ^= 0xFF
        try:
            decoded(bytes(broken))
        except (ValueError, KeyError, TypeError, OSError, NotImplementedError):
            continue
