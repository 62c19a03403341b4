"""Finished features as GeoJSON text, written column by column for a whole batch.

PostGIS could write them, too; so a core of its own does while the database takes the rows before them.
"""

import json

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

UNSAFE = r'["\\\x00-\x1f]'
"""What a JSON string must escape (RFC 8259, section 7)."""


def features(ids: pa.Array, geometries: pa.Array, properties: dict[str, pa.Array]) -> pa.Array:
    """Return one GeoJSON feature (RFC 7946) per record as text.

    ``ids`` are text without nulls, ``geometries`` GeoJSON in CRS84; ``properties`` come in the order given, nulls
    included. Whole numbers, numbers, booleans, text, dates and moments in UTC (ISO 8601) are known.
    """
    parts: list[pa.Array | pa.Scalar] = [_text('{"type":"Feature","id":'), _quoted(ids)]
    parts += [_text(',"geometry":'), geometries]
    before = ',"properties":{'
    for name, values in properties.items():
        parts += [_text(f"{before}{json.dumps(name, ensure_ascii=False)}:"), _value(values)]
        before = ","
    parts.append(_text("}}" if properties else ',"properties":{}}'))
    return pc.binary_join_element_wise(*parts, _text(""))


def _value(values: pa.Array) -> pa.Array:
    kind = values.type
    if pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind):
        written = _quoted(values)
    elif pa.types.is_timestamp(kind):
        written = _between('"', _moments(values), '"')
    elif pa.types.is_date(kind):
        written = _between('"', values.cast(pa.large_string()), '"')
    else:
        written = values.cast(pa.large_string())
    return written.fill_null("null")


def _quoted(values: pa.Array) -> pa.Array:
    text = values.cast(pa.large_string())
    if _may_be_unsafe(text):
        unsafe = pc.match_substring_regex(text, UNSAFE).fill_null(fill_value=False)
        escaped = [json.dumps(each, ensure_ascii=False)[1:-1] for each in text.filter(unsafe).to_pylist()]
        text = pc.replace_with_mask(text, unsafe, pa.array(escaped, pa.large_string()))
    return _between('"', text, '"')


def _may_be_unsafe(text: pa.Array) -> bool:
    """Look at the bytes of all values at once, which costs a fraction of looking at each; slices see some more."""
    data = text.buffers()[2]
    written = np.frombuffer(data, dtype="u1") if data else np.empty(0, dtype="u1")
    return bool(((written < ord(" ")) | (written == ord('"')) | (written == ord("\\"))).any())


def _moments(values: pa.Array) -> pa.Array:
    """Write 2024-05-01T12:30:00.5+00:00: fractions of a second only where there are any."""
    try:
        written = values.cast(pa.timestamp("s")).cast(pa.large_string())
    except pa.ArrowInvalid:  # there are fractions, which this cast does not lose
        precise = values.cast(pa.timestamp("us")).cast(pa.large_string())
        written = pc.replace_substring_regex(precise, r"\.?0{1,6}$", "")
    return _between("", pc.utf8_replace_slice(written, 10, 11, "T"), "+00:00")


def _between(before: str, values: pa.Array, after: str) -> pa.Array:
    return pc.binary_join_element_wise(_text(before), values, _text(after), _text(""))


def _text(value: str) -> pa.Scalar:
    return pa.scalar(value, pa.large_string())
