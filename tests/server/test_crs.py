"""The CRSs of the API."""

import pytest
from pyproj import CRS

from pipelines import config
from server.crs import BY_URI, CRS84, STORAGE, Crs


def test_every_crs_of_the_configuration_is_answered() -> None:
    assert tuple(BY_URI) == config.CRS
    assert CRS84.uri == config.CRS84
    assert STORAGE.uri == config.STORAGE_CRS


@pytest.mark.parametrize("crs", BY_URI.values(), ids=lambda crs: crs.uri)
def test_axes_are_in_the_order_of_the_definition(crs: Crs) -> None:
    authority, code = ("OGC", "CRS84") if crs is CRS84 else ("EPSG", crs.srid)
    first = CRS.from_authority(authority, code).axis_info[0].direction

    assert first == ("north" if crs.flipped else "east")
