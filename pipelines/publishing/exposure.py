"""What an older version shows everybody, and a definition of today keeps to itself."""

from collections.abc import Callable, Collection

from sqlalchemy import Connection

from pipelines.definition import Dataset
from pipelines.errors import DefinitionError
from pipelines.publication import snapshot_of
from pipelines.tables import public_columns


def shown_columns(dataset: Dataset) -> set[str]:
    """The columns that everybody may read while this definition is live."""
    return set(public_columns(dataset)) if dataset.visibility == "public" else set()


def shows_internal(connection: Connection, dataset: Dataset, version: int) -> bool:
    """Whether ``version`` shows anybody what ``dataset`` keeps internal; a version nobody can read may do so."""
    kept = dataset.fields.keys() - dataset.public_fields.keys()
    return _tells(
        connection, dataset, version, lambda shown: shown if dataset.visibility == "internal" else shown & kept
    )


def narrows(connection: Connection, dataset: Dataset, before: int) -> bool:
    """Whether something that version ``before`` shows shall be public no longer, so that old versions must close."""
    return _tells(connection, dataset, before, lambda shown: shown - shown_columns(dataset))


def _tells(
    connection: Connection, dataset: Dataset, version: int, too_much: Callable[[set[str]], Collection[str]]
) -> bool:
    """Whether a version shows columns that are ``too_much``, or small numbers; True where nobody can tell."""
    try:
        then = snapshot_of(connection, dataset.id, version)
    except DefinitionError:
        return True
    return bool(too_much(shown_columns(then))) or tells_small_numbers(then, dataset)


def tells_small_numbers(then: Dataset, today: Dataset) -> bool:
    """Whether ``then`` shows counts that ``today`` withholds for the protection of single people."""
    told = set(today.suppressed) & shown_columns(then)
    if not told or today.suppress is None:
        return False
    return then.suppress is None or then.suppress.below < today.suppress.below or bool(told - set(then.suppressed))
