"""SVG as text, every value escaped; and the PNG of it."""

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

import resvg_py

FONT = "'Source Sans 3', 'DejaVu Sans', sans-serif"

SHARP = 2
"""Pixels of the PNG per pixel of the SVG, for screens of phones."""


def element(name: str, *children: str, **attributes: str | float | None) -> str:
    """Return an element; an attribute's _ stands for -, one that is None is left out. Children are SVG already."""
    said = "".join(
        f" {key.replace('_', '-')}={quoteattr(_value(value))}" for key, value in attributes.items() if value is not None
    )
    return f"<{name}{said}>{''.join(children)}</{name}>" if children else f"<{name}{said}/>"


def words(text: str, x: float, y: float, size: float, **attributes: str | float | None) -> str:
    """Return one line of text whose baseline begins at x, y."""
    return element("text", escape(text), x=x, y=y, font_size=size, **attributes)


def document(width: float, height: float, title: str, children: Iterable[str]) -> str:
    """Return a whole picture that says what it is to those who cannot see it."""
    inside = [f"<title>{escape(title)}</title>", *children]
    return element(
        "svg",
        *inside,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {_value(width)} {_value(height)}",
        width=width,
        height=height,
        role="img",
        font_family=FONT,
    )


def to_png(svg: str) -> bytes:
    """Draw the picture; texts take the fonts of this machine, DejaVu Sans where it is."""
    return resvg_py.svg_to_bytes(svg_string=svg, zoom=SHARP, sans_serif_family="DejaVu Sans", font_family="DejaVu Sans")


def _value(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:.2f}".rstrip("0").rstrip(".")
