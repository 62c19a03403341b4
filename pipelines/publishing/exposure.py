"""What an older version shows everybody, and a definition of today keeps to itself."""

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
    try:
        then = snapshot_of(connection, dataset.id, version)
    except DefinitionError:
        return True
    shown = shown_columns(then)
    internal = shown if dataset.visibility == "internal" else dataset.fields.keys() - dataset.public_fields.keys()
    return bool(shown & internal) or tells_small_numbers(then, dataset)


def narrows(connection: Connection, dataset: Dataset, before: int) -> bool:
    """Whether something that version ``before`` shows shall be public no longer, so that old versions must close."""
    try:
        then = snapshot_of(connection, dataset.id, before)
    except DefinitionError:
        return True
    return bool(shown_columns(then) - shown_columns(dataset)) or tells_small_numbers(then, dataset)


def tells_small_numbers(then: Dataset, today: Dataset) -> bool:
    """Whether ``then`` shows counts that ``today`` withholds for the protection of single people."""
    told = set(today.suppressed) & shown_columns(then)
    if not told or today.suppress is None:
        return False
    return then.suppress is None or then.suppress.below < today.suppress.below or bool(told - set(then.suppressed))
