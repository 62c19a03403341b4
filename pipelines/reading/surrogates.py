"""Half of a surrogate pair in JSON, as programs leave it that cut off a text in the midst of an emoji.

Python reads it, but nothing can be written that holds it: neither UTF-8 nor Arrow nor PostgreSQL knows it.
"""

import re

ESCAPE = re.compile(
    r"(\\\\|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})|\\u[dD][89a-fA-F][0-9a-fA-F]{2}"
)
"""What is to stay: a backslash that stands for itself, a whole pair; or a half on its own."""
REPLACEMENT = r"\ufffd"


def without_lone(text: str) -> str:
    """Return JSON in which each half on its own is U+FFFD, as GDAL reads it, so that its record survives."""
    return ESCAPE.sub(lambda found: found[1] or REPLACEMENT, text)
