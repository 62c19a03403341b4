"""JSON-FG 1.0 (OGC 21-045r1): GeoJSON that also knows other CRS, times and the type of its features."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from pipelines.definition import Dataset, FieldType
from pipelines.legal_time import in_legal_time
from server.crs import CRS84
from server.formats.page import Page, parsed
from server.formats.plain import Plain

Json = dict[str, Any]

CORE = "http://www.opengis.net/spec/json-fg-1/1.0/conf/core"
TYPES = "http://www.opengis.net/spec/json-fg-1/1.0/conf/types-schemas"
CONFORMANCE = (
    CORE,
    TYPES,
    "http://www.opengis.net/spec/json-fg-1/1.0/conf/profiles",
    "http://www.opengis.net/spec/json-fg-1/1.0/conf/api",
    "http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/profile-parameter",
)

DIMENSIONS = {"Point": 0, "LineString": 1, "Polygon": 2}


def write(page: Page, links: list[Json], schema: str, *, also_plain: bool = False) -> Iterator[bytes]:
    """Yield the document in pieces; ``schema`` is the address of the layer's schema.

    ``also_plain`` asks for a geometry in CRS84 beside one in another CRS (profile jsonfg-plus).
    """
    plain = Plain(page.query.crs) if also_plain and page.query.crs != CRS84 else None
    if page.single:
        (feature,) = parsed(next(page.blocks))
        yield _text(_head(page, schema) | _feature(feature, page, plain) | {"links": links})
        return
    yield _text({"type": "FeatureCollection"} | _head(page, schema) | {"links": links})[:-1] + b',"features":['
    count = 0
    for block in page.blocks:
        features = [_text(_feature(each, page, plain)) for each in parsed(block)]
        if features:
            yield (b"," if count else b"") + b",".join(features)
        count += len(features)
    yield b'],"numberReturned":%d}' % count


def dates(dataset: Dataset) -> dict[str, FieldType]:
    """The fields that make a feature's time."""
    return {name: field.type for name, field in dataset.public_fields.items() if field.type in {"date", "datetime"}}


def time_of(properties: Json, kinds: dict[str, FieldType]) -> Json | None:
    """Return a feature's time: from the earliest to the latest of its dates, as ``datetime`` selects it.

    Days and moments do not mix in an interval (/req/core/interval), so moments beside days count as days in Germany.
    """
    known = {name: properties[name] for name in kinds if properties.get(name) is not None}
    if not known:
        return None
    if all(kinds[name] == "datetime" for name in known):
        moments = sorted({_utc(value) for value in known.values()})
        return {"timestamp": moments[0]} if len(moments) == 1 else {"interval": [moments[0], moments[-1]]}
    days = sorted({value if kinds[name] == "date" else _day(value) for name, value in known.items()})
    return {"date": days[0]} if len(days) == 1 else {"interval": [days[0], days[-1]]}


def _head(page: Page, schema: str) -> Json:
    head: Json = {
        "conformsTo": [CORE, TYPES],
        "featureType": page.dataset.id,
        "featureSchema": schema,
    }
    dimension = DIMENSIONS.get(page.dataset.geometry.removeprefix("Multi"))
    if not page.single and dimension is not None:
        head["geometryDimension"] = dimension
    return head if page.query.crs == CRS84 else head | {"coordRefSys": page.query.crs.uri}


def _feature(feature: Json, page: Page, plain: Plain | None) -> Json:
    """What GeoJSON can say stands in ``geometry``, all else in ``place`` (/req/core/place)."""
    shape, here = feature["geometry"], page.query.crs == CRS84
    properties = feature["properties"]
    return {
        "type": "Feature",
        "id": feature["id"],
        "time": time_of(properties, dates(page.dataset)),
        "place": None if here else shape,
        "geometry": shape if here else plain and shape and plain.geometry(shape),
        "properties": {name: properties[name] for name in page.names},
    }


def _utc(value: str) -> str:
    """RFC 3339 with Z (/req/core/utc); features hold moments in UTC."""
    return value.replace("+00:00", "Z")


def _day(value: str) -> str:
    return in_legal_time(datetime.fromisoformat(value)).date().isoformat()


def _text(value: Iterable[object]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
