"""What stands in each column of a source, gathered batch by batch: values, gaps, types that fit all of them."""

import re
from dataclasses import dataclass, field

import pandas as pd

from pipelines.definition import FieldType
from pipelines.inspection.unit import common_unit
from pipelines.reading.cell import texts
from pipelines.reading.number import Decimal, is_number_column, without_unit
from pipelines.stages.cast import EXCEL_ERROR, cast
from pipelines.text import Text

MOST = 200
"""Columns that are looked at; wider tables are cut, since nobody publishes thousands of columns."""
MOST_DISTINCT = 1_000
"""Different values that are counted; beyond it there are "many"."""
EXAMPLES = 3
LONGEST = 60
"""Letters of an example that are shown."""

NULL_WORDS = frozenset({"-", "–", "—", "/", "?", "k.a.", "k. a.", "keine angabe", "n/a", "n.a.", "null", "none", "nan"})
"""What people write for "no value", in lower case."""
TRUTH = frozenset({"ja", "nein", "wahr", "falsch", "true", "false", "yes", "no", "x"})
"""Of the words for yes and no, those that mean nothing else; single letters and digits may be codes."""

LEADING_ZERO = re.compile(r"[+-]?0\d")
NOUGHT = r"[+-]?0\.\d"
"""How a number begins whose dot is a decimal point, whatever follows it: nobody writes 0.125 for thousands."""
Guess = tuple[FieldType, Decimal]
GUESSES: tuple[Guess, ...] = (
    ("boolean", "."),
    ("integer", "."),
    ("integer", ","),
    ("number", "."),
    ("number", ","),
    ("date", "."),
    ("datetime", "."),
    ("url", "."),
    ("email", "."),
    ("phone", "."),
    ("hours", "."),
)
"""Types that are tried, the narrow before the wide, with each decimal sign for numbers."""

NUMERIC: frozenset[FieldType] = frozenset({"integer", "number"})
COMMAS: frozenset[Guess] = frozenset((kind, ",") for kind in NUMERIC)

NEARLY: dict[FieldType, Text] = {
    "number": Text("Zahlen", "numbers"),
    "date": Text("Tage", "days"),
    "url": Text("Internetadressen", "web addresses"),
}
FEWEST = 4
MINORITY = 0.4
"""Different values that a column has at least, and the share of them that may be of another type, to be told."""

DIGIT = re.compile(r"\d")
IN_EVERY: dict[FieldType, re.Pattern[str]] = {
    **dict.fromkeys(("integer", "number", "date", "datetime", "phone"), DIGIT),
    "url": re.compile("http"),
    "email": re.compile("@"),
}
"""What stands in every value of a type: a look at one value spares a column of words most of the casts."""


@dataclass
class Column:
    """One column: how many values it has and lacks, its different values, and the types all values have.

    ``unit`` stands in all of its cells, whose types are those without it; ``dotted`` is the first value that is written
    with a dot and a number under either decimal sign.
    """

    name: str
    filled: int = 0
    empty: int = 0
    examples: list[str] = field(default_factory=list)
    values: set[str] = field(default_factory=set)
    nulls: set[str] = field(default_factory=set)
    fits: set[Guess] = field(default_factory=lambda: set(GUESSES))
    is_unique: bool = True
    has_errors: bool = False
    has_times: bool = False
    has_truth: bool = False
    has_leading_zeros: bool = False
    is_typed: bool = False
    longest: int = 0
    unit: str | None = None
    dotted: str | None = None
    _seen: set[str] = field(default_factory=set)

    def add(self, series: pd.Series) -> None:
        """Count the column's values in one batch."""
        text = texts(series).dropna()
        self.empty += len(series) - len(text)
        self.is_typed |= is_number_column(series)
        folded = text.str.casefold()
        self.nulls |= set(text[folded.isin(NULL_WORDS) | text.str.fullmatch(EXCEL_ERROR)].unique())
        self.has_errors |= bool(text.str.fullmatch(EXCEL_ERROR).any())
        real = text[~text.isin(self.nulls)]
        self.filled += len(text)
        self._count(text)
        if len(real):
            self._fit(series, real.drop_duplicates())

    @property
    def share_empty(self) -> float:
        """Share of records without a value, from 0 to 1."""
        return self.empty / max(self.empty + self.filled, 1)

    @property
    def distinct(self) -> int | None:
        """How many different values there are, None where there are very many."""
        return len(self.values) if len(self.values) < MOST_DISTINCT else None

    def _count(self, text: pd.Series) -> None:
        distinct = text.unique()
        if self.is_unique:
            self.is_unique = len(distinct) == len(text) and self._seen.isdisjoint(distinct)
            self._seen = self._seen | set(distinct) if self.is_unique else set()
        if len(self.values) < MOST_DISTINCT:
            self.values |= set(distinct[: MOST_DISTINCT - len(self.values)])
        for value in distinct:
            if len(self.examples) >= EXAMPLES:
                break
            if value not in self.examples:
                self.examples.append(value)

    def _fit(self, series: pd.Series, real: pd.Series) -> None:
        """``real`` has each value once, at its first place."""
        source = series.loc[real.index]
        unit = None if self.is_typed else common_unit(real)
        bare = without_unit(source, unit) if unit else source
        likely = {guess for guess in self.fits if guess[0] not in IN_EVERY or IN_EVERY[guess[0]].search(real.iloc[0])}
        self.fits = {guess for guess in likely if cast(bare if guess[0] in NUMERIC else source, *guess).notna().all()}
        if self.longest and unit != self.unit:  # in some batches only: what they count is not the same
            self.fits, unit = {guess for guess in self.fits if guess[0] not in NUMERIC}, None
        self.unit = unit
        self._weigh_dots(bare)
        self.has_times |= bool(real.str.contains(r"\d:\d\d", regex=True).any())
        self.has_truth |= bool(real.str.casefold().isin(TRUTH).any())
        self.has_leading_zeros |= bool(real.str.match(LEADING_ZERO).any())
        self.longest = max(self.longest, int(real.str.len().max()))

    def _weigh_dots(self, source: pd.Series) -> None:
        if self.is_typed or not COMMAS & self.fits:
            return
        dotted = [cell.strip() for cell in source if isinstance(cell, str) and "." in cell]
        if any(re.match(NOUGHT, cell) for cell in dotted):
            self.fits -= COMMAS
        self.dotted = self.dotted or next(iter(dotted), None)


def field_type(column: Column, decimal: Decimal, *, is_code: bool, is_phone: bool) -> FieldType:
    """Return the narrowest type that all values have.

    Codes such as postcodes, and numbers with leading zeros, stay text; a cross or a digit alone is no yes or no,
    digits are a phone number only where the column's name says so, and a weekday or a month alone is no opening hours.
    """
    if not column.filled or not column.fits:
        return "text"
    for kind, sign in GUESSES:
        if (kind, sign) not in column.fits or (kind in NUMERIC and sign != decimal):
            continue
        if kind == "boolean" and not column.has_truth:
            continue
        if kind in NUMERIC and (is_code or is_phone or column.has_leading_zeros):
            continue
        if (kind == "date" and column.has_times) or (kind == "phone" and not is_phone):
            continue
        if kind == "hours" and not column.has_times:
            continue
        return kind
    return "text"


def nearly(column: Column, decimal: Decimal) -> Text | None:
    """Name the values for which a column of numbers or days is text, None where it is one of words."""
    values = pd.Series(sorted(column.values - column.nulls), dtype="string")
    if not column.distinct or len(values) < FEWEST:
        return None
    for kind, words in NEARLY.items():
        others = values[cast(values, kind, decimal).isna()]
        if 0 < len(others) <= MINORITY * len(values):
            shown = [shortened(value) for value in others[:EXAMPLES]]
            german, english = ", ".join(f"„{each}“" for each in shown), ", ".join(f"“{each}”" for each in shown)
            return Text(f"meist {words.de}, aber auch {german}", f"mostly {words.to('en')}, but also {english}")
    return None


def shortened(value: str) -> str:
    """Cut a long example."""
    line = " ".join(value.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"
