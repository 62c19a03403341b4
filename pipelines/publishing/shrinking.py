"""Half a file looks like a whole one: a version with far fewer features than the live one needs a person's word."""

from pipelines.definition import Dataset
from pipelines.errors import RefusedError
from pipelines.publication import Stamp
from pipelines.report.model import Report
from pipelines.report.words import share_words
from pipelines.text import Text


def shrunk(report: Report, dataset: Dataset, live: Stamp | None) -> RefusedError | None:
    """Return the reason why the layer must not go live: fewer are left than ``max_shrink`` allows.

    Numbers of features are compared, not which ones they are: that many are others is for `geoportal diff` to tell.
    """
    if not live or report.loaded >= live.count * (1 - dataset.max_shrink):
        return None
    allowed, count = share_words(dataset.max_shrink), report.loaded
    german, english = ("Objekt", "feature") if count == 1 else ("Objekte", "features")
    return RefusedError(
        Text(
            f"{dataset.id}: {report.source} hat nur {count} {german}, veröffentlicht sind {live.count}; "
            f"höchstens {allowed.de} weniger sind erlaubt.",
            f"{dataset.id}: {report.source} has only {count} {english}, {live.count} are live; "
            f"at most {allowed.en} fewer are allowed.",
        ),
        Text(
            f"Ist die Datei vollständig? Dann hilft: geoportal publish {dataset.id} DATEI --accept-shrink. "
            "Bis dahin bleibt, was bisher veröffentlicht war.",
            f"Is the file complete? Then run: geoportal publish {dataset.id} FILE --accept-shrink. "
            "Until then, what was live stays live.",
        ),
    )
