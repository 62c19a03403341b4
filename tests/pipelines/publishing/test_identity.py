import json
from dataclasses import replace
from typing import Any

import pytest

from pipelines.definition import Dataset
from pipelines.publishing import identity as module
from pipelines.publishing.identity import METADATA, Identity, identity, snapshot
from pipelines.stages.operation import NONE, Operation

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


def of(**changes: Any) -> Identity:
    plain: dict[str, Any] = {
        "dataset": describe(),
        "source": "abc",
        "style": ({"id": "pegel-punkt", "type": "circle"},),
        "references": {"stadtgrenze": "x", "stadtteile": "y"},
        "operation": DHDN,
    }
    return identity(**(plain | changes))


def with_fields(**changes: Any) -> Dataset:
    return describe(fields=FIELDS | changes)


LABELLED = FIELDS["art"]["codes"]["values"] | {"b": "anders genannt"}


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"dataset": describe(fields=dict(reversed(FIELDS.items())))}, id="order of fields"),
        pytest.param({"dataset": with_fields(zahl={"type": "integer", "range": [None, 6]})}, id="range"),
        pytest.param(
            {"dataset": with_fields(zahl={"type": "integer", "range": [None, 5], "unit": "m"})}, id="unit in cells"
        ),
        pytest.param({"dataset": with_fields(zahl={"type": "integer", "visibility": "internal"})}, id="visibility"),
        pytest.param({"dataset": with_fields(art={"codes": {"values": {"b": "zuerst"}}})}, id="codes"),
        pytest.param({"dataset": describe(rules=[])}, id="rules"),
        pytest.param({"dataset": describe(key="nummer")}, id="key"),
        pytest.param({"dataset": describe(source=SOURCE | {"take": {"where": {"art": ["a"]}}})}, id="selection"),
        pytest.param({"dataset": describe(source=SOURCE | {"crs": "EPSG:31467"})}, id="declared CRS"),
        pytest.param({"source": "abd"}, id="source"),
        pytest.param({"references": {"stadtgrenze": "x", "stadtteile": "z"}}, id="reference"),
        pytest.param({"operation": replace(DHDN, grids=("BETA2007.gsb",))}, id="grid"),
        pytest.param({"operation": NONE}, id="no coordinates"),
    ],
)
def test_what_makes_other_features_makes_another_content(changes: dict[str, Any]) -> None:
    assert of(**changes).content != of().content
    assert of(**changes).whole != of().whole


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"dataset": describe(title="Messstellen")}, id="title"),
        pytest.param({"dataset": describe(info=["nummer"])}, id="info"),
        pytest.param({"dataset": describe(data_date="2024-10-31")}, id="date"),
        pytest.param({"dataset": describe(quality="sample")}, id="quality"),
        pytest.param({"dataset": with_fields(nummer={"title": "Nummer"})}, id="title of a field"),
        pytest.param({"dataset": with_fields(art={"codes": {"values": LABELLED}})}, id="label of a code"),
        pytest.param({"dataset": describe(source=SOURCE | {"path": "neu.csv"})}, id="name of the file"),
        pytest.param({"style": ()}, id="style"),
    ],
)
def test_words_and_looks_make_the_same_content_another_whole(changes: dict[str, Any]) -> None:
    assert of(**changes).content == of().content
    assert of(**changes).whole != of().whole


def test_a_mended_stage_makes_another_content(monkeypatch: pytest.MonkeyPatch) -> None:
    before = of()
    monkeypatch.setattr(module, "PIPELINE_VERSION", module.PIPELINE_VERSION + 1)

    assert of().content != before.content


def test_metadata_are_entries_that_exist() -> None:
    assert Dataset.model_fields.keys() >= METADATA


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


def test_the_datenstand_is_content_where_codes_are_in_force_for_a_time() -> None:
    ended = FIELDS["art"]["codes"]["values"] | {"b": {"label": "b", "valid_to": "2024-01-01"}}
    dated = {"fields": FIELDS | {"art": {"codes": {"values": ended}}}}
    then, now = (of(dataset=describe(data_date=day, **dated)) for day in ("2023-10-31", "2024-10-31"))

    assert then.content != now.content
