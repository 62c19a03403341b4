"""The parameter ``q``: words that a feature's text must hold.

Commas part alternatives, blanks part words that stand one behind the other (OGC API Records, Part 1, and the draft of
Features on text search, /req/text-search/q-response). Capitals, accents and the spelling of umlauts make no
difference (``portal.fold``), nor do German endings.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Boolean, ColumnElement, Text, and_, bindparam, func, literal_column, or_, select
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR
from sqlalchemy.sql.base import ReadOnlyColumnCollection

from pipelines.definition import Dataset
from pipelines.portal import found
from pipelines.searched import has_addresses, has_streets, searched
from server.problem import invalid

LONGEST = 500
"""Characters."""

MOST = 20
"""Alternatives."""

CONFIGURATIONS = ("simple", "german")
"""Of text search: words as they are, and German stems."""

TEXTS = frozenset({"text", "url", "email", "phone", "hours"})


@dataclass(frozen=True)
class Words:
    """Alternatives, each of one word or more."""

    terms: tuple[str, ...]


def read_words(text: str) -> Words:
    """Read the value of ``q``. Raises Problem (400) when there is no word in an alternative."""
    if len(text) > LONGEST:
        raise invalid("q", f"länger als {LONGEST} Zeichen.", f"longer than {LONGEST} characters.")
    terms = tuple(dict.fromkeys(" ".join(term.split()) for term in text.split(",")))
    if len(terms) > MOST:
        raise invalid("q", f"mehr als {MOST} Suchbegriffe.", f"more than {MOST} terms.")
    if not all(any(sign.isalnum() for sign in term) for term in terms):
        raise invalid("q", "Erwartet werden Wörter, durch Kommas getrennt.", "expected words, parted by commas.")
    return Words(terms)


def word_values(words: Words) -> Mapping[str, str]:
    """Return the parameters of :func:`matching` by name."""
    return {f"q_{number}": term for number, term in enumerate(words.terms)}


def matching(words: Words, columns: ReadOnlyColumnCollection[str, Any], dataset: Dataset) -> ColumnElement[bool]:
    """Say which features of a layer hold the words.

    Where the map finds the layer's features by name, its indexed rows answer; they hold the fields of ``search``, codes
    by their German labels. Addresses have an index of their own. Elsewhere all public text is read.
    """
    terms = [_queries(number, term) for number, term in enumerate(words.terms)]
    if not _indexed(dataset):
        text = _text(columns, dataset)
        vectors = [func.to_tsvector(_configuration(name), text, type_=TSVECTOR) for name in CONFIGURATIONS]
        return or_(*(_holds(vectors, queries) for queries in terms))
    of_layer = found.c.dataset == bindparam("dataset", dataset.id, Text())
    of_kind: ColumnElement[bool] = literal_column(f"kind {'=' if has_addresses(dataset) else '<>'} 'address'")
    rows = select(found.c.feature).where(of_layer, of_kind, or_(*(_found(queries) for queries in terms)))
    chosen: ColumnElement[bool] = columns["id"].in_(rows)
    return chosen


def _indexed(dataset: Dataset) -> bool:
    """Segments of one street are found once, as a street, and so have no rows of their own."""
    return bool(searched(dataset)) and not has_streets(dataset)


def _text(columns: ReadOnlyColumnCollection[str, Any], dataset: Dataset) -> ColumnElement[Any]:
    names = [name for name, field in dataset.public_fields.items() if field.type in TEXTS]
    return _fold(func.concat_ws(" ", *(columns[name] for name in names), "", type_=Text))


def _queries(number: int, term: str) -> list[ColumnElement[Any]]:
    """The words as they are, and by their stems: names may be words that German text search leaves out.

    Subqueries, which run once; in the plan of a prepared statement the functions would run for every row.
    """
    folded = _fold(bindparam(f"q_{number}", term, Text()))
    queries = [func.phraseto_tsquery(_configuration(name), folded, type_=TSQUERY) for name in CONFIGURATIONS]
    return [select(query).scalar_subquery() for query in queries]


def _found(queries: list[ColumnElement[Any]]) -> ColumnElement[bool]:
    """The index finds candidates; then the two kinds of words, told apart by their weights, are each read alone.

    They stand one behind the other in a row (search_features.sql), and a phrase must not run from one to the other.
    """
    parts = [func.ts_filter(found.c.words, literal_column(f"'{{{weight}}}'::\"char\"[]")) for weight in "ab"]
    return and_(_matches(found.c.words, queries[0].op("||")(queries[1])), _holds(parts, queries))


def _holds(vectors: Sequence[ColumnElement[Any]], queries: Sequence[ColumnElement[Any]]) -> ColumnElement[bool]:
    return or_(*(_matches(vector, query) for vector, query in zip(vectors, queries, strict=True)))


def _matches(vector: ColumnElement[Any], query: ColumnElement[Any]) -> ColumnElement[bool]:
    matched: ColumnElement[bool] = vector.op("@@", return_type=Boolean())(query)
    return matched


def _fold(text: ColumnElement[Any]) -> ColumnElement[Any]:
    return func.portal.fold(text, type_=Text)


def _configuration(name: str) -> ColumnElement[Any]:
    return literal_column(f"'{name}'::regconfig")
