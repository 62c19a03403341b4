"""Filters by the rows they select, against the same features judged in Python."""

import json

from hypothesis import HealthCheck, given, settings

from tests.server.filter.conftest import Ask
from tests.server.filter.judge import Filter, as_json, as_text, filters, judged
from tests.server.filter.layer import houses

HOUSES = houses()
STORED = "http://www.opengis.net/def/crs/EPSG/0/25832"


@given(told=filters())
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
def test_text_and_json_select_what_python_selects(ask: Ask, told: Filter) -> None:
    expected = sorted(house.id for house in HOUSES if judged(told, house) is True)
    assert ask(as_text(told), filter_crs=STORED) == expected
    assert ask(json.dumps(as_json(told)), filter_lang="cql2-json", filter_crs=STORED) == expected
