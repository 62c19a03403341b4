"""Datum grids: which are there, and which operation brings the old survey's coordinates to ETRS89 because of them."""

from pathlib import Path

import pyproj.datadir
from pyproj import CRS

from pipelines.doctor.check import Check
from pipelines.settings import Settings
from pipelines.stages.operation import SYSTEM_GRIDS, Operation, operation
from pipelines.text import Text, figure

DHDN = CRS.from_epsg(31467)
"""DHDN / Gauß-Krüger zone 3, in which the south-west was surveyed until 2018."""

ENDINGS = (".tif", ".gsb", ".gtx")
"""Grids of PROJ-data, and of Debian's proj-data."""

GERMAN = ("de_", "BETA", "BWTA", "NTv2_", "SeTa", "HETA", "nrw", "ntv2_")
"""How the names of German grids begin, in both collections."""

STORE = "https://cdn.proj.org"
"""Where the PROJ project keeps its grids. Nothing is fetched from there by the portal."""

LICENCES = {"de_lgl_bw_BWTA2017.tif": "dl-de/by-2-0, LGL Baden-Württemberg"}


def datum_grids(settings: Settings) -> Check:
    """Say how DHDN comes to ETRS89 here, how exactly, and which grid would make it better."""
    chosen = operation(DHDN, settings)
    there = [str(path) for folder in _folders(settings) for path in _grids(folder)]
    details = {
        "operation": chosen.name,
        "accuracy": chosen.accuracy,
        "used": chosen.grids,
        "missing": chosen.missing,
        "there": there,
        "folders": [str(folder) for folder in _folders(settings)],
    }
    used = ", ".join(chosen.grids) or "–"
    accuracy = figure("?" if chosen.accuracy is None else f"{chosen.accuracy:g}")
    found = Text(
        f"Gauß-Krüger (DHDN) → ETRS89 auf {accuracy.de} m genau: „{chosen.name}“, Gitter {used}.",
        f"Gauß-Krüger (DHDN) → ETRS89 with an accuracy of {accuracy.en} m: “{chosen.name}”, grid {used}.",
    )
    return Check("grids", "good" if chosen.best else "poor", found, _remedy(chosen), details)


def _remedy(chosen: Operation) -> Text | None:
    if chosen.best or not chosen.missing:
        return None
    name = chosen.missing[0]
    licence = LICENCES.get(name)
    german, english = (f" (Lizenz: {licence})", f" (licence: {licence})") if licence else ("", "")
    return Text(
        f"Genauer geht es mit {name}{german}: {STORE}/{name} in den Ordner GEOPORTAL_PROJ_GRIDS legen.",
        f"It is better with {name}{english}: put {STORE}/{name} into the folder GEOPORTAL_PROJ_GRIDS.",
    )


def _folders(settings: Settings) -> list[Path]:
    named = [settings.proj_grids] if settings.proj_grids else []
    return list(dict.fromkeys([*named, SYSTEM_GRIDS, Path(pyproj.datadir.get_data_dir().split(":")[0])]))


def _grids(folder: Path) -> list[Path]:
    files = sorted(folder.iterdir()) if folder.is_dir() else []
    return [path for path in files if path.suffix in ENDINGS and path.name.startswith(GERMAN)]
