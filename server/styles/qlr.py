"""A QGIS layer definition: the connection to this API with the layer's style, to be dragged into a project."""

from collections.abc import Sequence

from lxml import etree
from lxml.builder import E

from pipelines.definition import Dataset
from pipelines.text import Language
from server.styles.qml import style_parts
from server.styles.rules import Rule
from server.styles.sld import to_bytes

PROVIDER = "OAPIF"
"""QGIS's provider for OGC API Features, since 3.12."""

CRS = "OGC:CRS84"

GEOMETRIES = {"Point": "Point", "LineString": "Line", "Polygon": "Polygon", "Geometry": "UnknownGeometry"}


def write_qlr(dataset: Dataset, api: str, rules: Sequence[Rule], attribution: str, language: Language) -> bytes:
    """Return the document; without ``rules`` QGIS draws the layer in its own way."""
    title, name = dataset.title.to(language), f"{dataset.id}_oapif"
    source = datasource(api, dataset.id)
    tree = etree.Element("layer-tree-group", name="", checked="Qt::Checked", expanded="1")
    etree.SubElement(
        tree,
        "layer-tree-layer",
        id=name,
        name=title,
        source=source,
        providerKey=PROVIDER,
        checked="Qt::Checked",
        expanded="1",
    )
    geometry = GEOMETRIES[dataset.geometry.removeprefix("Multi")]
    layer = E.maplayer(
        E.id(name),
        E.datasource(source),
        E.layername(title),
        E.srs(E.spatialrefsys(E.authid(CRS))),
        E.provider(PROVIDER, encoding="UTF-8"),
        E.abstract(dataset.description.to(language)),
        E.attribution(attribution),
        *(style_parts(rules, dataset.geometry, language) if rules else []),
        type="vector",
        geometry=geometry,
    )
    layer.set("labelsEnabled", "1" if layer.find("labeling") is not None else "0")
    root = E.qlr(tree, E.maplayers(layer))
    return to_bytes(root)


def datasource(api: str, collection: str) -> str:
    """Return the address of a collection as QGIS's provider writes it. Features come page by page, as far as seen.

    The CRS is the API's own: QGIS before 3.32 reads it whatever stands here, and would show it in the wrong place.
    """
    said = {
        "pagingEnabled": "true",
        "restrictToRequestBBOX": "1",
        "srsname": CRS,
        "typename": collection,
        "url": api,
    }
    return " ".join(f"{key}='{value}'" for key, value in said.items())
