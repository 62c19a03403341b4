from contextlib import suppress
from typing import Literal

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from pipelines.reading.wkb import Kind, compose, parse

WKT = [
    "POINT (1 2)",
    "POINT ZM (1 2 3 4)",
    "LINESTRING M (1 2 3, 4 5 6)",
    "POLYGON ((0 0, 9 0, 9 9, 0 0), (1 1, 2 1, 2 2, 1 1))",
    "MULTIPOLYGON Z (((0 0 1, 9 0 1, 9 9 1, 0 0 1)))",
    "GEOMETRYCOLLECTION (POINT (1 2), GEOMETRYCOLLECTION (LINESTRING (1 2, 3 4)))",
    "POLYGON EMPTY",
]


@pytest.mark.parametrize("wkt", WKT)
@pytest.mark.parametrize(("order", "flavor", "srid"), [(1, "iso", False), (0, "iso", False), (1, "extended", True)])
def test_what_is_read_is_written_again(wkt: str, order: int, flavor: Literal["iso", "extended"], srid: bool) -> None:  # noqa: FBT001
    shape = shapely.set_srid(shapely.from_wkt(wkt), 25832)
    data = shapely.to_wkb(shape, byte_order=order, flavor=flavor, include_srid=srid)

    assert shapely.to_wkt(shapely.from_wkb(compose(parse(data)))) == shapely.to_wkt(shape)


def test_kinds_and_dimensions_are_told() -> None:
    shape = parse(shapely.to_wkb(shapely.from_wkt("MULTIPOINT M (1 2 3, 4 5 6)"), flavor="iso"))

    assert (shape.kind, shape.dimensions, len(shape.parts)) == (Kind.MULTIPOINT, "xym", 2)
    assert shape.parts[1].rows[0].tolist() == [[4, 5, 6]]


def test_a_count_that_the_bytes_do_not_hold_is_an_error() -> None:
    data = shapely.to_wkb(shapely.LineString([(0, 0), (1, 1)]))

    with pytest.raises(ValueError, match="buffer"):
        parse(data[:5] + np.uint32(2**31).tobytes() + data[9:])


def test_deep_nesting_is_an_error() -> None:
    with pytest.raises(ValueError, match="nested"):
        parse(bytes.fromhex("010700000001000000") * 5_000)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_geometry_or_a_value_error(data: bytes) -> None:
    with suppress(ValueError):
        assert parse(data).kind in Kind
