"""Other published layers that a stage compares with."""

from collections.abc import Mapping

from geopandas import GeoDataFrame

from pipelines.errors import RefusedError
from pipelines.text import Text

References = Mapping[str, GeoDataFrame]
"""Live layers by dataset id: their fields and ``geom`` in EPSG:25832."""


def reference(references: References, dataset_id: str) -> GeoDataFrame:
    """Return the live layer. Raises RefusedError when it has not been published yet."""
    if dataset_id not in references:
        raise RefusedError(
            Text(
                f"Die Ebene „{dataset_id}“, auf die sich diese bezieht, ist noch nicht veröffentlicht.",
                f"The layer “{dataset_id}”, which this one refers to, is not published yet.",
            ),
            Text(f"Zuerst: geoportal publish {dataset_id}", f"First: geoportal publish {dataset_id}"),
        )
    return references[dataset_id]
