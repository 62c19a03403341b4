"""ALKIS in the surveying authorities' exchange format NAS, made a GeoPackage by GDAL's own program.

GDAL reads NAS only when built with Xerces, which the Python packages are not and Debian's gdal-bin is.
"""

import logging
import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from pipelines.errors import SetupError
from pipelines.reading.guard import damaged
from pipelines.reading.integrity import check_whole
from pipelines.text import Text

PROGRAM = "ogr2ogr"
NEEDED = {"NAS", "GPKG"}
VECTOR_DRIVER = re.compile(r"(?m)^ {2}(.+?) -[\w,]*vector[\w,]*- ")
"""A line of ``ogr2ogr --formats``."""
NUMBER = re.compile(r"<Type>(?:Integer64|Integer|Real)(List)?</Type>")
PASSED_ON = frozenset({"PATH", "TMPDIR", "LD_LIBRARY_PATH"})
PATIENCE = 3600
"""Seconds; a district's real estate cadastre takes some minutes."""

log = logging.getLogger(__name__)


@contextmanager
def converted(path: Path) -> Iterator[Path]:
    """Give the file's layers (AX_Flurstueck, AX_Gebaeude, …) as a GeoPackage that goes afterwards.

    Raises SetupError without ``ogr2ogr`` and its NAS driver, SourceError when the file is damaged.
    """
    check_whole(path, "NAS")
    program = shutil.which(PROGRAM)
    others = _other_drivers(program, path) if program else None
    if program is None or others is None:
        raise _not_installed()
    with TemporaryDirectory(prefix="geoportal-") as folder:
        link = Path(folder) / f"{path.stem}.xml"  # the driver writes its notes beside what it reads
        link.symlink_to(path.resolve())
        target = Path(folder) / f"{path.stem}.gpkg"
        command = [program, "-f", "GPKG", "-overwrite", str(target), str(link)]
        _output([*command, "-limit", "1"], path, others)
        _keep_zeros(link.with_suffix(".gfs"))
        _output(command, path, others)
        if not target.exists():
            raise damaged(path)
        yield target


def _keep_zeros(notes: Path) -> None:
    """Keys such as 08 are text; the driver's notes take them for numbers. The definition says what is one."""
    if notes.exists():
        notes.write_text(NUMBER.sub(r"<Type>String\1</Type>", notes.read_text("utf-8")), "utf-8")


def _other_drivers(program: str, path: Path) -> list[str] | None:
    """The vector drivers that may not touch the file, None where NAS is not among those there are."""
    there = VECTOR_DRIVER.findall(_output([program, "--formats"], path, []))
    return [name for name in there if name not in NEEDED] if set(there) >= NEEDED else None


def _output(command: list[str], path: Path, skipped: Iterable[str]) -> str:
    kept = {name: value for name, value in os.environ.items() if name in PASSED_ON}
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program, our own paths
            command,
            env=kept | {"OGR_SKIP": ",".join(skipped)},
            capture_output=True,
            text=True,
            errors="replace",
            timeout=PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        log.info("%s: %s", path.name, error)
        raise damaged(path) from None
    if done.stderr:
        log.info("%s: %s", path.name, done.stderr.strip())
    if done.returncode:
        raise damaged(path)
    return done.stdout


def _not_installed() -> SetupError:
    return SetupError(
        Text(
            "ALKIS-Daten im NAS-Format werden mit dem Programm ogr2ogr gelesen, das hier fehlt.",
            "ALKIS data in the NAS format are read by the program ogr2ogr, which is missing here.",
        ),
        Text(
            "Bitte installieren (Debian, Ubuntu: apt install gdal-bin) oder die Daten als GeoPackage ausgeben.",
            "Please install it (Debian, Ubuntu: apt install gdal-bin), or export the data as a GeoPackage.",
        ),
    )
