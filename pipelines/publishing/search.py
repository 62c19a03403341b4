"""Rows of ``portal.search``: what people find by typing, written in SQL from a version's table.

Whoever asks folds the question the same way: ``portal.fold('Hauptstr. 5')`` is ``hauptstrasse 5``, and so are all
spellings of umlauts, ß and capitals. ``words`` answers whole words and their beginnings (``@@``): names as they are
(``simple``), and all words by their stem (``german``). ``key`` (``hauptstrasse5``) answers the beginning of a name
however it is parted, and ``portal.search_word`` parts of words (``LIKE``) and likeness (``%``).
Only public fields of public layers are written, and readers see the live versions' rows alone (``portal.found``).
"""

from collections.abc import Iterator
from importlib.resources import files

from psycopg.sql import NULL, SQL, Composable, Identifier, Literal
from sqlalchemy import Connection, delete, select, text

from pipelines.definition import Dataset, Field
from pipelines.driver import driver
from pipelines.portal import DATA, search_word
from pipelines.portal import search as table
from pipelines.searched import ADDRESS, has_addresses, has_streets, searched
from pipelines.tables import table_name

PLACE = "ortsteil"
"""The field that tells two streets of one name apart."""

MANY = 10_000
"""Rows after which a search would be slow until autovacuum has seen them: 200,000 took it 0.4 to 0.9 s for a minute."""

_SQL = files("pipelines") / "sql"
FEATURES = SQL((_SQL / "search_features.sql").read_text(encoding="utf-8"))
STREETS = SQL((_SQL / "search_streets.sql").read_text(encoding="utf-8"))
SETTLE = SQL((_SQL / "search_settle.sql").read_text(encoding="utf-8"))
LAYER = text((_SQL / "search_layer.sql").read_text(encoding="utf-8"))
WORDS = text((_SQL / "search_words.sql").read_text(encoding="utf-8"))


def index(connection: Connection, dataset: Dataset, version: int, features: int | None = None) -> None:
    """Write the rows of one version, anew if there are some.

    ``features`` is the version whose table holds the features, where it is not ``version`` itself.
    """
    drop(connection, dataset.id, version)
    if dataset.visibility == "internal":
        return
    index_layer(connection, dataset, version)
    source = Identifier(DATA, table_name(dataset.id, features or version))
    if index_features(connection, dataset, version, source) >= MANY:
        driver(connection).execute(SETTLE)


def index_features(connection: Connection, dataset: Dataset, version: int, source: Composable) -> int:
    """Write the rows of the features in ``source``, a table or a query with a name, and their words; count the rows."""
    common = {"dataset": Literal(dataset.id), "version": Literal(version), "table": source}
    rows = [driver(connection).execute(said.format(**common, **parts)).rowcount for said, parts in _statements(dataset)]
    connection.execute(WORDS, {"dataset": dataset.id, "version": version})
    return sum(rows)


def drop(connection: Connection, dataset_id: str, version: int) -> None:
    """Remove the rows of one version."""
    for each in (table, search_word):
        connection.execute(delete(each).where(each.c.dataset == dataset_id, each.c.version == version))


def has_rows(connection: Connection, dataset_id: str, version: int) -> bool:
    """Tell whether one version has any."""
    found = select(table.c.dataset).where(table.c.dataset == dataset_id, table.c.version == version)
    return connection.execute(found.limit(1)).first() is not None


def _statements(dataset: Dataset) -> Iterator[tuple[SQL, dict[str, Composable]]]:
    """Addresses give their streets too; a street of many segments is found once."""
    names = searched(dataset)
    if not names:
        return
    fields = dataset.public_fields
    place = _words(PLACE, fields[PLACE]) if PLACE in fields else NULL
    if has_streets(dataset):
        yield STREETS, {"name": _words(names[0], fields[names[0]]), "place": place}
        return
    is_address = has_addresses(dataset)
    if is_address:
        yield STREETS, {"name": Identifier("strasse"), "place": place}
    yield FEATURES, _feature(dataset, names, is_address=is_address) | {"place": place}


def _feature(dataset: Dataset, names: tuple[str, ...], *, is_address: bool) -> dict[str, Composable]:
    fields = dataset.public_fields
    address = [name for name in ADDRESS if name in names]
    parts = {name: _words(name, fields[name]) for name in names if name not in address[1:]}
    if address:
        parts[address[0]] = _address([name for name in ADDRESS if name in names])
    first = address[0] if is_address else next(iter(parts))
    others = [words for name, words in parts.items() if name != first]
    return {
        "kind": Literal("address" if is_address else "feature"),
        "label": parts[first],
        "detail": SQL(", ").join(others) if others else NULL,
    }


def _address(names: list[str]) -> Composable:
    columns = SQL(", ").join(SQL("{}::text").format(Identifier(name)) for name in names)
    return SQL("nullif(concat_ws(' ', {}), '')").format(columns)


def _words(name: str, field: Field) -> Composable:
    """A code is found by its German label."""
    column = SQL("{}::text").format(Identifier(name))
    if not field.codes:
        return column
    cases = (SQL("WHEN {} THEN {}").format(code, Literal(each.label.de)) for code, each in field.codes.values.items())
    return SQL("(CASE {} {} ELSE {} END)").format(column, SQL(" ").join(cases), column)


def index_layer(connection: Connection, dataset: Dataset, version: int) -> None:
    """Write the row by which people find the layer itself, anew if there is one."""
    of_layer = (table.c.dataset == dataset.id) & (table.c.version == version) & (table.c.kind == "layer")
    connection.execute(delete(table).where(of_layer))
    title, described = (f"{said.de} {said.to('en')}" for said in (dataset.title, dataset.description))
    values = {"dataset": dataset.id, "version": version, "label": dataset.title.de, "detail": dataset.description.de}
    words = {"title": title, "named": " ".join([title, *dataset.keywords]), "described": described}
    connection.execute(LAYER, values | words)
