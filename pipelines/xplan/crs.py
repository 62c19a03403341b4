"""What the srsName of a plan means, in all the spellings that are in use."""

import re
from functools import lru_cache

from pipelines.reading.adv import epsg as epsg_of_adv

ADV = "urn:adv:crs:"
EPSG = re.compile(r"epsg.*?(\d+)$", re.IGNORECASE)
"""EPSG:25832 · urn:ogc:def:crs:EPSG::25832 · …:EPSG:6.9:25832 · http://…/def/crs/EPSG/0/25832 · …/epsg.xml#25832."""


@lru_cache(maxsize=256)
def epsg(srs_name: str) -> int | None:
    """Return the EPSG code that a srsName stands for, None where it names none."""
    name = srs_name.strip()
    if name.startswith(ADV):
        code = epsg_of_adv(name.removeprefix(ADV).partition("*")[0])
        return int(code.removeprefix("EPSG:")) if code else None
    match = EPSG.search(name)
    return int(match[1]) if match else None
