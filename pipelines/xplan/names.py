"""XML names of XPlanGML and GML, and how the model writes them in short."""

from functools import cache

GML = "http://www.opengis.net/gml/3.2"
XLINK = "http://www.w3.org/1999/xlink"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
WFS = ("http://www.opengis.net/wfs", "http://www.opengis.net/wfs/2.0")

GML_ID = f"{{{GML}}}id"
HREF = f"{{{XLINK}}}href"
MEMBERS = (f"{{{GML}}}featureMember", f"{{{GML}}}featureMembers", *(f"{{{space}}}member" for space in WFS))
"""Elements of a collection that hold its features."""

WFS_BOUNDS = tuple(f"{{{space}}}boundedBy" for space in WFS)
"""What WFS calls the extent of a collection; in a plan it is GML's."""
COLLECTIONS = (f"{{{GML}}}FeatureCollection", *(f"{{{space}}}FeatureCollection" for space in WFS))


@cache
def split(tag: str) -> tuple[str, str]:
    """Return namespace (empty: none) and local name of a tag in Clark notation."""
    space, _, local = tag[1:].rpartition("}") if tag.startswith("{") else ("", "", tag)
    return space, local


@cache
def short(tag: str, namespace: str) -> str:
    """Return a tag as the model writes it in a document of ``namespace``: position, gml:name, {http://…}x."""
    space, local = split(tag)
    if space == namespace:
        return local
    return f"gml:{local}" if space == GML else tag


@cache
def full(name: str, namespace: str) -> str:
    """Return the tag in Clark notation of a name in the model, as :func:`short` made it."""
    if name.startswith("{"):
        return name
    return f"{{{GML}}}{name[4:]}" if name.startswith("gml:") else f"{{{namespace}}}{name}"
