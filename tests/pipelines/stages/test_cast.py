import time
from datetime import UTC, date, datetime

import numpy as np
import pandas as pd
import pytest

from pipelines.definition import FieldType
from pipelines.stages.cast import DTYPES, as_it_is, cast

AUTUMN = datetime(2023, 10, 29, 0, 30, tzinfo=UTC)

EXAMPLES: list[tuple[FieldType, object, object]] = [
    ("text", "abc", "abc"),
    ("text", "#REF!", None),
    ("text", 7.0, "7"),
    ("integer", "1.234", 1234),
    ("integer", "12,0", 12),
    ("integer", "12,5", None),
    ("integer", "+7", 7),
    ("integer", 2**53 + 1, 2**53 + 1),
    ("integer", "99999999999999999999", None),
    ("number", "3,25", 3.25),
    ("number", "viel", None),
    ("boolean", "Ja", True),
    ("boolean", "x", True),
    ("boolean", "–", False),
    ("boolean", "nein", False),
    ("boolean", 0.0, False),
    ("boolean", "vielleicht", None),
    ("date", "31.10.2023", date(2023, 10, 31)),
    ("date", "1. 2. 2023", date(2023, 2, 1)),
    ("date", "2023-10-31", date(2023, 10, 31)),
    ("date", "2023/1/5", date(2023, 1, 5)),
    ("date", "2023-10-31T00:00:00", date(2023, 10, 31)),
    ("date", "31. Oktober 2023", date(2023, 10, 31)),
    ("date", "1. Mrz. 2023", date(2023, 3, 1)),
    ("date", "1 März 2023", date(2023, 3, 1)),
    ("date", "3. JÄNNER 2023", date(2023, 1, 3)),
    ("date", "31 October 2023", date(2023, 10, 31)),
    ("date", "31. Brumaire 2023", None),
    ("date", "30. Februar 2023", None),
    ("date", "Oktober 2023", None),
    ("date", "31.10.23", None),
    ("date", "31.10.20234", None),
    ("date", "30.02.2023", None),
    ("date", "2023", None),
    ("date", "45230", None),
    ("date", "01.01.0001", date(1, 1, 1)),
    ("date", "01.01.0000", None),
    ("datetime", "31.10.2023 14:30", datetime(2023, 10, 31, 13, 30, tzinfo=UTC)),
    ("datetime", "31.10.2023, 14:30 Uhr", datetime(2023, 10, 31, 13, 30, tzinfo=UTC)),
    ("datetime", "31. Oktober 2023 9:30 Uhr", datetime(2023, 10, 31, 8, 30, tzinfo=UTC)),
    ("datetime", "31.10.2023 14:30:15", datetime(2023, 10, 31, 13, 30, 15, tzinfo=UTC)),
    ("datetime", "31.10.2023", datetime(2023, 10, 30, 23, tzinfo=UTC)),
    ("datetime", "31.10.2023 25:00", None),
    ("datetime", "2023-07-01 9:05", datetime(2023, 7, 1, 7, 5, tzinfo=UTC)),
    ("datetime", "2023-10-31T10:00:00+01:00", datetime(2023, 10, 31, 9, tzinfo=UTC)),
    ("datetime", "2023-10-31T10:00:00Z", datetime(2023, 10, 31, 10, tzinfo=UTC)),
    ("datetime", "29.10.2023 02:30", AUTUMN),
    ("datetime", "26.03.2023 02:30", None),
    ("datetime", "bald", None),
    ("datetime", "0001-01-01T00:00:00Z", datetime(1, 1, 1, tzinfo=UTC)),
    ("datetime", "0001-01-01T00:00:00+01:00", None),
    ("datetime", "01.01.0001 00:00:00", None),
    ("datetime", datetime(1, 1, 1), None),  # noqa: DTZ001 - as .NET and Excel hand it on
    ("datetime", "31.12.9999 23:59:59", datetime(9999, 12, 31, 22, 59, 59, tzinfo=UTC)),
    ("datetime", "9999-12-31T23:59:59.999999Z", datetime.max.replace(tzinfo=UTC)),
    ("datetime", "9999-12-31T23:59:59-05:00", None),
    ("datetime", "9999-12-31 23:59:59 -05:00", None),
    ("url", "https://www.leinfelden-echterdingen.de/wlan?a=1#b", "https://www.leinfelden-echterdingen.de/wlan?a=1#b"),
    ("url", "www.leinfelden-echterdingen.de", None),
    ("url", "javascript:alert(1)", None),
    ("url", 'https://a.de/"onload', None),
    ("email", "post@le-mail.de", "post@le-mail.de"),
    ("email", "post@", None),
    ("phone", "0711 1600-0", "0711 1600-0"),
    ("phone", "+49 (711) 1600/0", "+49 (711) 1600/0"),
    ("phone", "auf Anfrage", None),
    ("hours", "Mo-Fr 08:00-12:00,14:00-18:00; PH off", "Mo-Fr 08:00-12:00,14:00-18:00; PH off"),
    ("hours", " 24/7 ", "24/7"),
    ("hours", "täglich 6–24 Uhr", None),
    ("hours", "Mo-Fr 25:00-30:00", None),
]


@pytest.mark.parametrize(("kind", "cell", "expected"), EXAMPLES, ids=lambda value: str(value)[:30])
def test_a_cell_becomes_the_fields_type(kind: FieldType, cell: object, expected: object) -> None:
    found = cast(pd.Series([cell], dtype=object), kind, ",")

    assert found.dtype == DTYPES[kind]
    assert found.isna()[0] if expected is None else found[0] == expected


def test_a_float_that_cannot_tell_neighbours_apart_is_no_whole_number() -> None:
    column = pd.Series([float(2**53), float(2**53 - 1), np.nan])

    assert cast(column, "integer", ".").isna().tolist() == [True, False, True]


@pytest.mark.parametrize("moment", ["0000-12-31T23:06:32", "10000-01-01", "300000-01-01"])
def test_moments_that_python_does_not_know_are_not_taken_as_they_are(moment: str) -> None:
    known = pd.Series(np.array(["2023-10-31", "NaT"], dtype="datetime64[s]")).dt.tz_localize("UTC")
    unknown = pd.Series(np.array([moment, "NaT"], dtype="datetime64[s]")).dt.tz_localize("UTC")

    assert as_it_is(unknown, "datetime") is None
    assert as_it_is(known, "datetime").tolist() == [datetime(2023, 10, 31, tzinfo=UTC), pd.NaT]  # type: ignore[union-attr]


def test_a_long_cell_that_is_no_address_of_a_page_takes_no_time() -> None:
    cell = pd.Series(["http://" + "a" * 20_000 + '"'])
    began = time.process_time()

    assert cast(cell, "url", ".").isna().all()
    assert time.process_time() - began < 1


@pytest.mark.parametrize("kind", DTYPES)
def test_an_empty_column_has_the_fields_type(kind: FieldType) -> None:
    assert cast(pd.Series([], dtype=object), kind, ".").dtype == DTYPES[kind]


@pytest.mark.parametrize("kind", DTYPES)
def test_a_column_without_any_value_has_the_fields_type(kind: FieldType) -> None:
    found = cast(pd.Series([None, None], dtype=object), kind, ".")

    assert found.dtype == DTYPES[kind]
    assert found.isna().all()
