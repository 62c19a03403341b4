"""Which features: CQL2 filters and the words of ``q``, read from a request and turned into SQL."""

from server.filter.evaluate import filter_values, outline, where
from server.filter.read import NAMES, read_filter
from server.filter.tree import Condition
from server.filter.words import Words, matching, read_words, word_values

__all__ = [
    "NAMES",
    "Condition",
    "Words",
    "filter_values",
    "matching",
    "outline",
    "read_filter",
    "read_words",
    "where",
    "word_values",
]
