"""Source columns → declared fields: renamed, cast, checked. What is not declared ends here."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from geopandas import GeoDataFrame

from pipelines.definition import CodeList, Dataset, Field, RasterSource
from pipelines.reading.cell import texts
from pipelines.reading.headers import GEOMETRY, require
from pipelines.reading.number import Decimal, without_unit
from pipelines.report.finding import Action, Finding
from pipelines.stages.cast import EXPECTED, as_it_is, cast
from pipelines.stages.hints import hint
from pipelines.stages.whereabouts import with_whereabouts
from pipelines.text import Text


@dataclass(frozen=True)
class _Rule:
    """A rule with the cells that break it (boolean, one per record) and what it expects."""

    name: str
    broken: pd.Series
    expected: Text


def columns(frame: GeoDataFrame, dataset: Dataset, file: str | None = None) -> tuple[GeoDataFrame, list[Finding]]:
    """Return a frame of exactly the declared fields and ``geom`` (and ``id`` of raster areas), typed.

    Dtypes are those of ``cast.DTYPES``. A record with a value that breaks a rule is refused or the value is
    emptied, as the field's ``on_error`` says; a missing required value refuses. Raises SourceError, which names
    the ``file``, when a source column is missing, unless the source holds no record and names no columns at all.
    """
    fields = {name: field.source or name for name, field in dataset.fields.items()}
    if len(frame) or len(frame.columns) > 1:
        require(fields.values(), frame.columns, file)
    decimal: Decimal = "." if isinstance(dataset.source, RasterSource) else dataset.source.decimal
    done = {name: _column(frame, name, source, dataset, decimal) for name, source in fields.items()}
    findings = [finding for _, found in done.values() for finding in found]
    kept = {"id": frame["id"]} if isinstance(dataset.source, RasterSource) else {}
    typed = {name: column for name, (column, _) in done.items()}
    result = GeoDataFrame({**kept, **typed, GEOMETRY: frame[GEOMETRY]}, geometry=GEOMETRY, crs=frame.crs)
    refused = {finding.record for finding in findings if finding.action == "refused"}
    return (result[~result.index.isin(refused)] if refused else result), with_whereabouts(findings, result, dataset)


def _column(
    frame: GeoDataFrame, name: str, source: str, dataset: Dataset, decimal: Decimal
) -> tuple[pd.Series, list[Finding]]:
    field = dataset.fields[name]
    values = frame[source] if source in frame.columns else pd.Series(index=frame.index, dtype=object)
    if _is_plain(field) and (fitting := as_it_is(values, field.type)) is not None:
        text, result, rules = values, fitting, [_missing(fitting, field)]
    else:
        text = _without_null_words(texts(_writable(values, field)), field)
        result, rules = _read(values, text, field, decimal)
    rules += [_out_of_range(result, field), _unlike_pattern(text, field)]
    findings = _findings(rules, text if dataset.tells(name) else None, name, field)
    cleared = [finding.record for finding in findings if finding.action == "cleared"]
    return (result.mask(result.index.isin(cleared)) if cleared else result), findings


def _writable(values: pd.Series, field: Field) -> pd.Series:
    """Bring moments to UTC: in the zone of a place, those before the year 1 or after 9999 cannot be written."""
    is_zoned = field.type == "datetime" and isinstance(values.dtype, pd.DatetimeTZDtype)
    return values.dt.tz_convert("UTC") if is_zoned else values


def _is_plain(field: Field) -> bool:
    """Whether the field's rules need no look at how a value is written."""
    return not (field.codes or field.pattern or field.null)


def _read(values: pd.Series, text: pd.Series, field: Field, decimal: Decimal) -> tuple[pd.Series, list[_Rule]]:
    """Make values of what is written, and say what is none of the field's type or codes."""
    missing = _missing(text, field)
    if field.codes:
        coded = _coded(text, field.codes)
        listed = _Rule("codes", text.notna() & coded.isna(), _listed(field.codes))
        return cast(coded, field.type, "."), [missing, listed]
    cells = without_unit(values, field.unit) if field.unit else values
    result = cast(cells, field.type, decimal, text).mask(text.isna())
    return result, [missing, _Rule(field.type, text.notna() & result.isna(), EXPECTED[field.type])]


def _missing(values: pd.Series, field: Field) -> _Rule:
    return _Rule("required", values.isna() & field.required, Text("ein Wert", "a value"))


def _without_null_words(text: pd.Series, field: Field) -> pd.Series:
    words = {word.strip().casefold() for word in field.null}
    return text.mask(text.str.casefold().isin(words)) if words else text


def _coded(text: pd.Series, codes: CodeList) -> pd.Series:
    """Replace spellings by codes, missing where there is none; a column has few different ones."""
    canonical = _canonical(codes)
    known = {spelling: canonical.get(_folded(spelling)) for spelling in text.dropna().unique()}
    return text.map(known, na_action="ignore").astype("string")


def _canonical(codes: CodeList) -> dict[str, str]:
    """Every spelling of every code; the codes themselves win over other codes' spellings."""
    also = {_folded(word): code for code, entry in codes.values.items() for word in entry.also}
    return also | {_folded(code): code for code in codes.values}


def _folded(word: str) -> str:
    return " ".join(word.split()).casefold()


def _listed(codes: CodeList) -> Text:
    listed = ", ".join(codes.values)
    return Text(f"einer der Codes {listed}", f"one of the codes {listed}")


def _out_of_range(values: pd.Series, field: Field) -> _Rule:
    low, high = field.numbers  # days are bounded in the stage of rules
    outside = pd.Series(data=False, index=values.index)
    if low is not None:
        outside |= (values < low).fillna(value=False).astype(bool)
    if high is not None:
        outside |= (values > high).fillna(value=False).astype(bool)
    least, most = ("…" if bound is None else f"{bound:g}" for bound in (low, high))
    return _Rule("range", outside, Text(f"ein Wert von {least} bis {most}", f"a value from {least} to {most}"))


def _unlike_pattern(text: pd.Series, field: Field) -> _Rule:
    if field.pattern is None:
        return _Rule("pattern", pd.Series(data=False, index=text.index), Text("", ""))
    unlike = ~text.str.fullmatch(field.pattern).fillna(value=True).astype(bool)
    return _Rule("pattern", unlike, Text(f"die Form {field.pattern}", f"the form {field.pattern}"))


def _findings(rules: list[_Rule], shown: pd.Series | None, name: str, field: Field) -> list[Finding]:
    """One finding per bad cell, for the first rule it breaks; ``shown`` are the cells as they came."""
    findings: list[Finding] = []
    seen = np.zeros(len(rules[0].broken), dtype=bool)
    for rule in rules:
        broken = rule.broken.to_numpy(dtype=bool) & ~seen
        if not broken.any():
            continue
        seen |= broken
        action: Action = "cleared" if field.on_error == "clear" and rule.name != "required" else "refused"
        for record, value in _cells(rule.broken.index[broken], shown):
            findings.append(Finding(record, rule.name, action, _message(name, value, rule), field=name, before=value))
    return findings


def _cells(records: pd.Index, shown: pd.Series | None) -> list[tuple[int, str | None]]:
    if shown is None:
        return [(int(record), None) for record in records]
    values = texts(shown[records])
    return [
        (int(record), None if pd.isna(value) else str(value)) for record, value in zip(records, values, strict=True)
    ]


def _message(name: str, value: str | None, rule: _Rule) -> Text:
    if rule.name == "required":
        return Text(f"{name}: der Wert fehlt.", f"{name}: the value is missing.")
    if value is None:
        return Text(f"{name}: erwartet wird {rule.expected.de}.", f"{name}: expected {rule.expected.en}.")
    more = hint(rule.name, value)
    return Text(
        f"{name}: „{value}“ – erwartet wird {rule.expected.de}.{more.de}",
        f"{name}: “{value}” – expected {rule.expected.en}.{more.en}",
    )
