"""Half a file looks like a whole one: a version with far fewer features than the live one needs a person's word."""

from pipelines.definition import Dataset
from pipelines.errors import RefusedError
from pipelines.publication import Stamp
from pipelines.report.model import Report
from pipelines.text import Text


def shrunk(report: Report, dataset: Dataset, live: Stamp | None) -> RefusedError | None:
    """Return the reason why the layer must not go live: fewer are left than ``max_shrink`` allows."""
    if not live or report.loaded >= live.count * (1 - dataset.max_shrink):
        return None
    allowed = f"{dataset.max_shrink:.0%}"
    return RefusedError(
        Text(
            f"{dataset.id}: {report.source} hat nur {report.loaded} Objekte, veröffentlicht sind {live.count}; "
            f"höchstens {allowed} dürfen fehlen.",
            f"{dataset.id}: {report.source} has only {report.loaded} features, {live.count} are live; "
            f"at most {allowed} may be missing.",
        ),
        Text(
            f"Ist die Datei vollständig? Dann hilft: geoportal publish {dataset.id} DATEI --accept-shrink. "
            "Bis dahin bleibt, was bisher veröffentlicht war.",
            f"Is the file complete? Then run: geoportal publish {dataset.id} FILE --accept-shrink. "
            "Until then, what was live stays live.",
        ),
    )
