"""Whether features of a GeoJSON file have whole numbers for their ids.

GDAL makes a column of ids that are text, and its own feature ids of whole numbers; but it counts features without id
too, and does not tell which is which.
"""

import json
import re
from pathlib import Path

COLUMN = "id"
"""What GDAL calls the column of ids that are text."""
FEATURES = re.compile(r'"features"\s*:\s*\[\s*')
HEAD = 64 * 1024
LONGEST = 256 * 1024**2
"""Signs within which the first feature must end; the greatest outlines have some megabytes."""


def is_number(path: Path) -> bool:
    """Tell whether the first feature of a GeoJSON file or sequence has a whole number for its id, so that all have."""
    feature = _first_feature(path)
    return isinstance(feature, dict) and type(feature.get("id")) is int


def _first_feature(path: Path) -> object:
    """Return what stands first in the list of features, or in the file where there is no list; None for neither."""
    length = HEAD
    while True:
        with path.open(encoding="latin-1") as file:  # names and numbers are ASCII, whatever the texts are
            text = file.read(length)
        listed = FEATURES.search(text)
        try:
            return json.JSONDecoder().raw_decode(text, listed.end() if listed else max(0, text.find("{")))[0]
        except (ValueError, RecursionError):
            if len(text) < length or length > LONGEST:
                return None
            length *= 2
