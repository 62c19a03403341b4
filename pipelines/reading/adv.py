"""The surveying authorities' own names of coordinate systems, which no library knows: urn:adv:crs:ETRS89_UTM32.

Source: GeoInfoDok 6.0.1 and 7.1, main document, "Koordinatenreferenzsysteme", with EPSG's code for each; DHDN and
Gauß-Krüger names have variants by state (DE_DHDN_3GK3_BW120) for realisations that share EPSG's datum.
"""

import re
from pathlib import Path
from types import MappingProxyType

from pipelines.reading.signatures import head

CODES = MappingProxyType(
    {
        "ETRS89_UTM31": 25831,
        "ETRS89_UTM32": 25832,
        "ETRS89_UTM33": 25833,
        "ETRS89_Lat-Lon": 4258,
        "ETRS89_UTM32-zE": 4647,
        "DE_DHDN_3GK2": 31466,
        "DE_DHDN_3GK3": 31467,
        "DE_DHDN_3GK4": 31468,
        "DE_DHDN_3GK5": 31469,
        "DE_DHDN_Lat-Lon": 4314,
        "DE_42-83_3GK3": 2397,
        "DE_42-83_3GK4": 2398,
        "DE_42-83_3GK5": 2399,
    }
)
"""EPSG code by name; the longest name that a URN begins with counts."""

URN = re.compile(rb"srsName\s*=\s*[\"']urn:adv:crs:([\w.-]+)")
HEIGHT = re.compile(r"_NH$|^DE_DHHN")
"""Names of heights, alone or behind a system in the plane."""


def named_in(path: Path) -> str | None:
    """Return the EPSG code that the beginning of a GML file names in this way, None for none or several."""
    names = {name.decode("ascii", "ignore").partition("*")[0] for name in URN.findall(head(path))}
    codes = {code for name in names if (code := epsg(name))}
    return codes.pop() if len(codes) == 1 else None


def epsg(name: str) -> str | None:
    """Return the EPSG code of a system in the plane by the AdV's name without ``urn:adv:crs:``."""
    if HEIGHT.search(name):
        return None
    fitting = [known for known in CODES if name == known or name.startswith(f"{known}_")]
    return f"EPSG:{CODES[max(fitting, key=len)]}" if fitting else None
