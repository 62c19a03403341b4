"""The parameter ``q``: words that a feature's text must hold.

Commas part alternatives, blanks part words that stand one behind the other (OGC API Records, Part 1, and the draft of
Features on text search, /req/text-search/q-response). Capitals, accents and the spelling of umlauts make no
difference (``portal.fold``), nor do German endings.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Boolean, ColumnElement, Text, bindparam, func, literal_column, or_, select
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR
from sqlalchemy.sql.base import ReadOnlyColumnCollection

from pipelines.definition import Dataset
from pipelines.portal import found
from pipelines.searched import searched
from server.problem import invalid

LONGEST = 500
"""Characters."""

MOST = 20
"""Alternatives."""

TEXTS = frozenset({"text", "url", "email", "phone"})


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
    by their German labels. Elsewhere all public text is read.
    """
    queries = [_query(number, term) for number, term in enumerate(words.terms)]
    if not _indexed(dataset):
        text = _text(columns, dataset)
        return or_(*(_holds(text, query) for query in queries))
    of_layer = found.c.dataset == bindparam("dataset", dataset.id, Text())
    rows = select(found.c.feature).where(of_layer, or_(*(_holds(found.c.words, query) for query in queries)))
    chosen: ColumnElement[bool] = columns["id"].in_(rows)
    return chosen


def _indexed(dataset: Dataset) -> bool:
    """Segments of one street are found once, as a street, and so have no rows of their own."""
    is_street = dataset.inspire_theme == "tn" and dataset.geometry.endswith("LineString")
    return bool(searched(dataset)) and not is_street


def _text(columns: ReadOnlyColumnCollection[str, Any], dataset: Dataset) -> ColumnElement[Any]:
    names = [name for name, field in dataset.public_fields.items() if field.type in TEXTS]
    folded = _fold(func.concat_ws(" ", *(columns[name] for name in names), "", type_=Text))
    vectors = [func.to_tsvector(_configuration(name), folded, type_=TSVECTOR) for name in ("simple", "german")]
    return vectors[0].op("||")(vectors[1])


def _query(number: int, term: str) -> ColumnElement[Any]:
    """By the stems, or by the words as they are: names may be words that German text search leaves out."""
    folded = _fold(bindparam(f"q_{number}", term, Text()))
    queries = [func.phraseto_tsquery(_configuration(name), folded, type_=TSQUERY) for name in ("simple", "german")]
    return queries[0].op("||")(queries[1])


def _holds(text: ColumnElement[Any], query: ColumnElement[Any]) -> ColumnElement[bool]:
    held: ColumnElement[bool] = text.op("@@", return_type=Boolean())(query)
    return held


def _fold(text: ColumnElement[Any]) -> ColumnElement[Any]:
    return func.portal.fold(text, type_=Text)


def _configuration(name: str) -> ColumnElement[Any]:
    return literal_column(f"'{name}'::regconfig")
