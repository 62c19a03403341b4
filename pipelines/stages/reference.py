"""Other published layers that a stage compares with."""

from collections.abc import Iterable, Mapping

from geopandas import GeoDataFrame

from pipelines.errors import RefusedError
from pipelines.text import Text

References = Mapping[str, GeoDataFrame]
"""Live layers by dataset id: their fields and ``geom`` in EPSG:25832."""


def reference(references: References, dataset_id: str) -> GeoDataFrame:
    """Return the live layer. Raises RefusedError when it has not been published yet."""
    complete(references, [dataset_id])
    return references[dataset_id]


def complete(references: References, wanted: Iterable[str]) -> None:
    """Raise RefusedError that names all ``wanted`` layers which have not been published yet, if there are any."""
    missing = sorted(set(wanted) - set(references))
    if not missing:
        return
    commands = "; ".join(f"geoportal publish {each}" for each in missing)
    if len(missing) == 1:
        what = Text(
            f"Die Ebene „{missing[0]}“, auf die sich diese bezieht, ist noch nicht veröffentlicht.",
            f"The layer “{missing[0]}”, which this one refers to, is not published yet.",
        )
    else:
        what = Text(
            f"Die Ebenen „{'“, „'.join(missing)}“, auf die sich diese bezieht, sind noch nicht veröffentlicht.",
            f"The layers “{'”, “'.join(missing)}”, which this one refers to, are not published yet.",
        )
    raise RefusedError(what, Text(f"Zuerst: {commands}", f"First: {commands}"))
