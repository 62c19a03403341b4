import json
from dataclasses import replace
from typing import Any

import pytest

from pipelines.definition import Dataset
from pipelines.identity import identity, snapshot
from pipelines.stages.transform import NONE, Operation

DHDN = Operation("EPSG:31467", "DHDN to ETRS89 (3)", 1.0, best=False, grids=(), missing=("a.tif",), pipeline="+proj=x")
FIELDS: dict[str, Any] = {
    "nummer": None,
    "art": {"codes": {"values": {"b": "zuerst", "a": {"label": {"de": "danach", "en": "then"}, "also": ["A"]}}}},
    "zahl": {"type": "integer", "range": [None, 5]},
}

SOURCE: dict[str, Any] = {"path": "/town/pegel.csv", "take": {"where": {"art": ["b"]}}}


def describe(**changes: Any) -> Dataset:
    plain = {
        "id": "pegel",
        "title": {"de": "Pegel", "en": "Gauges"},
        "description": "Pegel an Bächen",
        "group": "umwelt",
        "source": SOURCE,
        "geometry": "Point",
        "key": ["nummer", "art"],
        "fields": FIELDS,
        "rules": [{"rule": "unique", "fields": ["nummer"]}, {"rule": "inside", "dataset": "stadtgrenze"}],
        "data_date": "2023-10-31",
    }
    return Dataset.model_validate(plain | changes)


def of(**changes: Any) -> str:
    plain: dict[str, Any] = {
        "dataset": describe(),
        "source": "abc",
        "style": ({"id": "pegel-punkt", "type": "circle"},),
        "references": {"stadtgrenze": "x", "stadtteile": "y"},
        "operation": DHDN,
    }
    return identity(**(plain | changes))


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"dataset": describe(title="Messstellen")}, id="title"),
        pytest.param({"dataset": describe(fields=dict(reversed(FIELDS.items())))}, id="order of fields"),
        pytest.param({"source": "abd"}, id="source"),
        pytest.param({"style": ()}, id="style"),
        pytest.param({"references": {"stadtgrenze": "x", "stadtteile": "z"}}, id="reference"),
        pytest.param({"operation": replace(DHDN, grids=("BETA2007.gsb",))}, id="grid"),
        pytest.param({"operation": NONE}, id="no coordinates"),
    ],
)
def test_what_makes_other_features_makes_another_identity(changes: dict[str, Any]) -> None:
    assert of(**changes) != of()


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param(
            {"dataset": describe(source={"path": "pegel.csv", "take": {"where": {"art": ["b"]}}})}, id="folder"
        ),
        pytest.param({"references": {"stadtteile": "y", "stadtgrenze": "x"}}, id="order of references"),
        pytest.param({"operation": replace(DHDN, missing=())}, id="grid that is not used"),
        pytest.param({"dataset": describe(visibility="public")}, id="default written out"),
    ],
)
def test_what_does_not_keeps_it(changes: dict[str, Any]) -> None:
    assert of(**changes) == of()


def test_snapshot_is_the_definition_again() -> None:
    stored = json.loads(json.dumps(snapshot(describe())))

    assert Dataset.model_validate(stored) == describe(source=SOURCE | {"path": "pegel.csv"})


def test_snapshot_keeps_the_order_of_fields_and_codes() -> None:
    stored = Dataset.model_validate(json.loads(json.dumps(snapshot(describe()))))
    codes = stored.fields["art"].codes

    assert codes is not None
    assert (list(stored.fields), list(codes.values)) == (["nummer", "art", "zahl"], ["b", "a"])


def test_snapshot_tells_no_folder() -> None:
    assert "/town" not in json.dumps(snapshot(describe()))
