"""GDAL opens what it recognises, not what a file is called; here it is given one driver at a time.

A ``.gml`` that holds a VRT would otherwise read other files of the server and call addresses (DESIGN §7).
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pyogrio
from pyogrio.core import _register_drivers  # GDALAllRegister applies OGR_SKIP; pyogrio has no public name for it

from pipelines.errors import SetupError
from pipelines.text import Text

ALL = frozenset(pyogrio.list_drivers())
"""The drivers of this GDAL, as they were before anything was switched off."""

UNTRUSTING = {
    "OGR_SQLITE_PRAGMA": "trusted_schema=OFF,temp_store=MEMORY",
    "OGR_SQLITE_LOAD_EXTENSIONS": None,
    "GML_SKIP_RESOLVE_ELEMS": "ALL",
}
"""Views call no function that reaches beyond their file, and references of GML elements are not followed."""

_lock = threading.Lock()


@contextmanager
def only(driver: str) -> Iterator[None]:
    """Switch off every GDAL vector driver but one; pyogrio's GDAL only, rasterio brings its own.

    Afterwards all are back. Other threads wait, since drivers belong to the process. Raises SetupError when
    drivers cannot be switched off, so that nothing is ever read unguarded.
    """
    with _lock:
        try:
            _skip(ALL - {driver})
            if set(pyogrio.list_drivers()) != {driver}:
                raise SetupError(
                    Text(
                        f"GDAL lässt sich nicht auf den Treiber {driver} beschränken.",
                        f"GDAL cannot be limited to the driver {driver}.",
                    ),
                    Text("Bitte pyogrio aus requirements.lock installieren.", "Please install the locked pyogrio."),
                )
            yield
        finally:
            _skip(frozenset())


def _skip(drivers: frozenset[str]) -> None:
    pyogrio.set_gdal_config_options({"OGR_SKIP": ",".join(sorted(drivers)) or None} | UNTRUSTING)
    _register_drivers()
