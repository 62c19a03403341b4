"""What people would load a file with else: GDAL's ogr2ogr and geopandas' ``to_postgis``."""

import os
import shutil
import subprocess
from pathlib import Path

import geopandas
import psycopg
import sqlalchemy
from psycopg.conninfo import conninfo_to_dict

from benchmarks.place import SCRATCH, Place


def ogr2ogr(place: Place, path: Path) -> None:
    """Load with Debian's gdal-bin and COPY; it makes key and spatial index by itself. A process, as people run it."""
    program = shutil.which("ogr2ogr", path="/usr/bin")
    assert program, "gdal-bin is missing: deploy/bench.sh installs it"
    target = " ".join(f"{name}={value}" for name, value in conninfo_to_dict(place.dsn).items())
    options = ["-lco", f"SCHEMA={SCRATCH}", "-lco", "GEOMETRY_NAME=geom", "-nln", "ogr2ogr"]
    subprocess.run(
        [program, "-f", "PostgreSQL", f"PG:{target}", str(path), "--config", "PG_USE_COPY", "YES", *options],
        env={"PATH": os.environ["PATH"]},  # the Python packages' own GDAL and PROJ data are not for this one
        check=True,
    )


def to_postgis(place: Place, path: Path) -> None:
    """Load with geopandas, which makes a spatial index and no key. Pyogrio reads, in one piece."""
    frame = geopandas.read_file(path, engine="pyogrio")
    engine = sqlalchemy.create_engine("postgresql+psycopg://", creator=lambda: psycopg.connect(place.dsn))
    frame.to_postgis("to_postgis", engine, schema=SCRATCH, index=False)
    engine.dispose()
