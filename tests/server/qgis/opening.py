"""Opens a portal's layers in QGIS and prints what it finds; runs in the Python that QGIS belongs to.

usage: opening.py <portal> <file.qlr>
"""

import json
import sys
from typing import Any

from qgis.core import (  # type: ignore[import-not-found]
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsFeatureRequest,
    QgsLayerDefinition,
    QgsMapRendererSequentialJob,
    QgsMapSettings,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
    QgsVectorTileLayer,
)
from qgis.PyQt.QtCore import QSize  # type: ignore[import-not-found]


def features(portal: str) -> dict[str, Any]:
    """Features of a layer: all, those of a condition, those within a box."""
    layer = QgsVectorLayer(f"url='{portal}/api' typename='baeume'", "Bäume", "OAPIF")
    everything = [feature["nummer"] for feature in layer.getFeatures()]
    extent = layer.extent()
    half = QgsRectangle(extent.xMinimum(), extent.yMinimum(), extent.center().x(), extent.yMaximum())
    in_box = [feature["nummer"] for feature in layer.getFeatures(QgsFeatureRequest().setFilterRect(half))]
    layer.setSubsetString('"jahr" = 1905')
    chosen = [feature["nummer"] for feature in layer.getFeatures()]
    return {
        "valid": layer.isValid(),
        "fields": {field.name(): field.typeName() for field in layer.fields()},
        "all": sorted(everything),
        "box": sorted(in_box),
        "condition": sorted(chosen),
    }


def tiles(portal: str) -> dict[str, Any]:
    """A map of a layer's vector tiles, by the address that the portal's pages tell: how many pixels are drawn on."""
    url = f"{portal}/api/collections/baeume/tiles/WebMercatorQuad/{{z}}/{{y}}/{{x}}"
    layer = QgsVectorTileLayer(f"type=xyz&zmin=0&zmax=14&url={url}", "Kacheln")
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    settings.setExtent(QgsRectangle(1016500, 6221300, 1019500, 6224300))
    settings.setOutputSize(QSize(300, 300))
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    image = job.renderedImage()
    empty = image.pixel(0, 0)
    drawn = sum(image.pixel(x, y) != empty for x in range(300) for y in range(300))
    return {"valid": layer.isValid(), "drawn": drawn}


def definition(path: str) -> dict[str, Any]:
    """The layers that a definition file brings, and how they are drawn."""
    project = QgsProject.instance()
    done, error = QgsLayerDefinition.loadLayerDefinition(path, project, project.layerTreeRoot())
    layers = list(project.mapLayers().values())
    return {
        "done": done,
        "error": error,
        "valid": [layer.isValid() for layer in layers],
        "names": [layer.name() for layer in layers],
        "renderers": [layer.renderer().type() for layer in layers],
        "counts": [layer.featureCount() for layer in layers],
    }


def main() -> None:
    """Open everything."""
    _, portal, path = sys.argv
    application = QgsApplication([], False)  # noqa: FBT003 - without windows
    application.initQgis()
    found = {"features": features(portal), "tiles": tiles(portal), "definition": definition(path)}
    sys.stdout.write(json.dumps(found) + "\n")
    sys.stdout.flush()
    application.exitQgis()


main()
