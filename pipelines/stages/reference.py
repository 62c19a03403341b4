"""Other published layers that a stage compares with."""

from collections.abc import Iterable, Mapping

from geopandas import GeoDataFrame

from pipelines.errors import DefinitionError, RefusedError
from pipelines.text import Text

References = Mapping[str, GeoDataFrame]
"""Live layers by dataset id: their fields and ``geom`` in EPSG:25832."""


def reference(references: References, dataset_id: str) -> GeoDataFrame:
    """Return the live layer. Raises RefusedError when it has not been published yet."""
    complete(references, [dataset_id])
    return references[dataset_id]


def require_fields(layer: GeoDataFrame, dataset_id: str, wanted: Iterable[str], by: Text) -> None:
    """Raise DefinitionError that names all fields which are ``wanted`` ``by`` a rule and that the layer lacks."""
    missing = [name for name in wanted if name not in layer.columns]
    if not missing:
        return
    there = ", ".join(name for name in layer.columns if name != layer.geometry.name)
    raise DefinitionError(
        Text(
            f"In der Ebene „{dataset_id}“ fehlt, was {by.de} dort braucht: „{'“, „'.join(missing)}“.",
            f"The layer “{dataset_id}” lacks what {by.to('en')} needs there: “{'”, “'.join(missing)}”.",
        ),
        Text(f"Vorhanden sind: {there}.", f"It has: {there}."),
    )


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
