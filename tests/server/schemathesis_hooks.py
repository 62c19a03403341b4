"""What OpenAPI cannot say about our parameters: such requests are left out, and have tests of their own."""

import json
from typing import Any

import schemathesis

ALONE = {"bbox-crs": "bbox", "filter-lang": "filter", "filter-crs": "filter"}
"""Parameters that are nothing without another."""

RIGHT = {
    "filter": ("nummer IS NOT NULL", "nummer IS NULL", "S_INTERSECTS(geometry, BBOX(9,48,10,49))", "NOT (nummer > 3)"),
    "filter-lang": ("cql2-text",),
    "datetime": ("2024-05-01", "2024-05-01T12:00:00Z", "../2024-05-01", "2010-01-01/2020-12-31"),
}
"""Values where a schema cannot tell right ones from wrong ones."""


@schemathesis.hook
def filter_case(ctx: Any, case: Any) -> bool:
    """Keep requests about which the document tells the whole truth."""
    query = case.query or {}
    names = [name.lstrip("-") for name in _list(query.get("sortby"))]
    place = (case.path_parameters or {}).get("tileMatrixSetId", "WebMercatorQuad")
    unsaid = (
        any(name in query and other not in query for name, other in ALONE.items()),
        "after" in query and "sortby" in query,
        not _is_box(_list(query.get("bbox"))),
        len(set(names)) < len(names),
        # a larger limit is lowered, never refused (OGC API Features, Part 1, /req/core/fc-limit-response-1)
        str(query.get("limit", "")).isdigit() and int(query["limit"]) > 10_000,
        # which versions there are, the layer knows
        any(str(query.get(name, "1")).isdigit() and str(query.get(name, "1")) != "1" for name in ("since", "to")),
        # TileJSON knows Web Mercator alone
        query.get("f") == "tilejson" and place != "WebMercatorQuad",
        # only this portal's own addresses are read
        '"href"' in json.dumps(case.body if isinstance(case.body, dict | list) else None),
    )
    return not any(unsaid)


@schemathesis.hook
def map_query(ctx: Any, query: Any) -> Any:
    """Put right values in."""
    for name, values in RIGHT.items():
        if query and isinstance(query.get(name), str):
            query[name] = values[len(query[name]) % len(values)]
    return query


def _list(value: Any) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else str(value or "").split(",")


def _is_box(written: list[str]) -> bool:
    """Whether edges are in order; what is no box at all is left to the checks."""
    try:
        box = [float(each) for each in written]
    except ValueError:
        return True
    half = len(box) // 2
    return len(box) not in {4, 6} or all(box[axis] <= box[axis + half] for axis in (0, 1))
