"""In which order layers are published: those first that others refer to."""

from collections.abc import Iterable
from graphlib import CycleError, TopologicalSorter

from pipelines.definition import Dataset
from pipelines.errors import DefinitionError
from pipelines.text import Text


def ordered(datasets: Iterable[Dataset]) -> list[str]:
    """Return the ids; a reference to no definition is left to the layer's own error.

    Raises DefinitionError when layers refer to each other in a circle.
    """
    references = {dataset.id: dataset.references for dataset in datasets}
    sorter = TopologicalSorter({name: sorted(named & references.keys()) for name, named in references.items()})
    try:
        return list(sorter.static_order())
    except CycleError as error:
        circle = " → ".join(error.args[1])
        raise DefinitionError(
            Text(f"Ebenen beziehen sich im Kreis aufeinander: {circle}.", f"Layers refer in a circle: {circle}.")
        ) from None
