"""The machine: folder, disk, programs, protections, terminal."""

import locale
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

from pipelines.doctor.check import Check, Health
from pipelines.settings import Settings
from pipelines.text import Text, figure, user_language

SCARCE = 2_000_000_000
TOO_LITTLE = 200_000_000
"""Bytes free below which there is a warning, and below which nothing can be published."""

PATIENCE = 30
"""Seconds that a program may take to tell what it can."""


def home(settings: Settings) -> Check:
    """Can we write into the portal's folder, and can strangers?"""
    place = next(path for path in (settings.home, *settings.home.parents) if path.exists())
    details = {"home": str(settings.home), "exists": place == settings.home}
    if not os.access(place, os.W_OK | os.X_OK):
        found = Text(f"In {place} darf das Portal nicht schreiben.", f"The portal may not write into {place}.")
        remedy = Text("Rechte ändern oder GEOPORTAL_HOME setzen.", "Change its rights, or set GEOPORTAL_HOME.")
        return Check("home", "missing", found, remedy, details)
    if place == settings.home and place.stat().st_mode & stat.S_IWOTH:
        found = Text(f"In {place} darf jeder schreiben.", f"Everybody may write into {place}.")
        return Check("home", "poor", found, Text(f"chmod o-w {place}", f"chmod o-w {place}"), details)
    found = Text(f"Ordner des Portals: {settings.home}", f"The portal's folder: {settings.home}")
    return Check("home", "good", found, details=details)


def disk(settings: Settings) -> Check:
    """Is there room where the portal's folder lies, and with it the embedded database?"""
    place = next(path for path in (settings.home, *settings.home.parents) if path.exists())
    return room(shutil.disk_usage(place).free)


def room(free: int) -> Check:
    """Judge so many free bytes."""
    health: Health = "missing" if free < TOO_LITTLE else "poor" if free < SCARCE else "good"
    size = figure(f"{free / 1e9:.1f}")
    found = Text(f"{size.de} GB sind frei.", f"{size.en} GB are free.")
    remedy = Text("Platz schaffen oder GEOPORTAL_HOME verlegen.", "Make room, or move GEOPORTAL_HOME.")
    return Check("disk", health, found, None if health == "good" else remedy, {"free": free})


def tiler(_: Settings) -> Check:
    """Does the program run that makes vector tiles?"""
    from pipelines.artefacts.tippecanoe import tippecanoe  # noqa: PLC0415 - only here

    version = _says([str(tippecanoe()), "--version"])
    if version is None:
        found = Text("tippecanoe für Kartenkacheln läuft nicht.", "tippecanoe, for map tiles, does not run.")
        return Check("tiler", "missing", found, Text("„make run“ installiert es.", "“make run” installs it."))
    return Check("tiler", "good", Text(f"Kartenkacheln: {version}", f"Map tiles: {version}"), details={"is": version})


def nas(_: Settings) -> Check:
    """Can ALKIS be read? Debian's GDAL can, the one that comes with Python cannot."""
    program = shutil.which("ogr2ogr")
    version = _says([program, "--version"]) if program else None
    formats = _says([program, "--formats"]) if program else None
    if formats and "NAS" in formats:
        said = str(version).partition(",")[0]
        return Check("nas", "good", Text(f"ALKIS (NAS) ist lesbar: {said}", f"ALKIS (NAS) can be read: {said}"))
    found = Text(
        "ALKIS-Daten (NAS) sind nicht lesbar, alles andere schon.", "ALKIS data (NAS) cannot be read, all else can."
    )
    return Check("nas", "poor", found, Text("apt install gdal-bin", "apt install gdal-bin"))


def sandbox(_: Settings) -> Check:
    """Which protections surround the process that reads files?"""
    from pipelines.reading.sandbox import protections  # noqa: PLC0415 - starts a process

    active = protections()
    off = ", ".join(name for name, works in active.items() if not works)
    if not off:
        found = Text("Dateien werden abgeschottet gelesen.", "Files are read in isolation.")
        return Check("sandbox", "good", found, details=active)
    found = Text(f"Beim Lesen von Dateien fehlt an Schutz: {off}.", f"Reading files lacks protections: {off}.")
    remedy = Text(
        "Ein neuerer Linux-Kern und ein Container, der sie nicht sperrt, bringen sie.",
        "A newer Linux kernel has them, and a container that does not forbid them.",
    )
    return Check("sandbox", "poor", found, remedy, active)


def terminal(_: Settings) -> Check:
    """Can the terminal show umlauts, and in which language do we speak?"""
    encoding = (getattr(sys.stdout, "encoding", None) or locale.getpreferredencoding(do_setlocale=False)).lower()
    details = {"language": user_language(), "encoding": encoding}
    if encoding.replace("-", "") == "utf8":
        return Check("terminal", "good", Text("Sprache: Deutsch, UTF-8", "Language: English, UTF-8"), details=details)
    found = Text(f"Das Terminal kann keine Umlaute ({encoding}).", f"The terminal has no umlauts ({encoding}).")
    return Check("terminal", "poor", found, Text("LANG=de_DE.UTF-8 setzen", "Set LANG=C.UTF-8"), details)


def _says(command: list[str]) -> str | None:
    """Return what a program says on either stream, None where it cannot be run or fails."""
    if not Path(command[0]).is_file():
        return None
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=PATIENCE)  # noqa: S603
    except (OSError, subprocess.SubprocessError, ValueError):
        return None
    return (done.stdout or done.stderr).strip()
