import json
from typing import Any

import geopandas as gpd
import pytest

from pipelines.definition import Dataset
from pipelines.report.finding import Action, Finding
from pipelines.report.model import Report, make_report, refusal
from pipelines.report.tally import SHOWN, Tally
from pipelines.stages.operation import Operation
from pipelines.text import Text

DHDN = Operation("EPSG:31467", "DHDN to ETRS89 (8)", 0.9, best=False, grids=("a",), missing=("b",), pipeline="+proj=x")


def describe(**changes: Any) -> Dataset:
    plain = {
        "id": "pegel",
        "title": "Pegel",
        "description": "Pegel an Bächen",
        "group": "umwelt",
        "source": {"path": "pegel.csv"},
        "geometry": "Point",
        "key": "nummer",
        "fields": {"nummer": None},
    }
    return Dataset.model_validate(plain | changes)


def records(*numbers: int) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(index=list(numbers))


def broken(record: int, rule: str = "required", action: Action = "refused") -> Finding:
    message = Text(f"Datensatz {record}: Wert „x“", f"record {record}: value “x”")
    return Finding(record, rule, action, message, field="nummer", before="x", position=(9.1, 48.7))


@pytest.fixture
def tally() -> Tally:
    """Ten records: two of other layers, one refused, one with a warning."""
    tally = Tally(describe(), "pegel.csv")
    frame = tally.came(records(*range(1, 11)))
    frame = tally.took(frame, records(*range(1, 9)))
    tally.passed(frame, (records(*range(2, 9)), [broken(1), broken(2, "range", "warned")]))
    return tally


def test_counts_add_up(tally: Tally) -> None:
    report = make_report(tally, 7)

    assert (report.read, report.loaded, report.refused, report.left_out) == (10, 7, 1, 2)


def test_lost_record_is_a_mistake_of_ours(tally: Tally) -> None:
    with pytest.raises(AssertionError, match="10 read, 6 loaded, 1 refused, 2 left out"):
        make_report(tally, 6)


@pytest.mark.parametrize(
    ("after", "findings"),
    [
        pytest.param(records(1), [], id="gone without a finding"),
        pytest.param(records(1, 2), [broken(2)], id="kept with one"),
        pytest.param(records(1), [broken(1)], id="finding of another record"),
        pytest.param(records(1, 1), [broken(2)], id="record doubled"),
    ],
)
def test_stage_accounts_for_every_record(after: gpd.GeoDataFrame, findings: list[Finding]) -> None:
    with pytest.raises(AssertionError, match="records"):
        Tally(describe(), "pegel.csv").passed(records(1, 2), (after, findings))


def test_record_with_two_reasons_is_refused_once() -> None:
    tally = Tally(describe(), "pegel.csv")
    tally.passed(records(1, 2), (records(2), [broken(1), broken(1, "range")]))

    assert (tally.refused, sum(tally.counts.values())) == (1, 2)


def test_rules_are_counted_and_itemised(tally: Tally) -> None:
    rules = make_report(tally, 7).rules

    assert [(rule.rule, rule.action, rule.count) for rule in rules] == [
        ("range", "warned", 1),
        ("required", "refused", 1),
    ]


def test_findings_are_counted_by_what_was_done(tally: Tally) -> None:
    assert make_report(tally, 7).to_json()["findings"] == {"repaired": 0, "cleared": 0, "warned": 1}


def test_many_findings_are_kept_but_not_itemised() -> None:
    many = 10 * SHOWN
    tally = Tally(describe(), "pegel.csv")
    everything = records(*range(many))
    tally.came(everything)
    tally.passed(everything, (everything, [broken(record, action="warned") for record in everything.index]))
    rule = make_report(tally, many).rules[0]

    assert (rule.count, len(rule.findings), len(list(tally.findings()))) == (many, SHOWN, many)


def test_repairs_learn_the_id_that_comes_later() -> None:
    tally = Tally(describe(), "pegel.csv")
    everything = tally.came(records(1, 2))
    tally.passed(everything, (everything, [broken(2, action="repaired")]))
    tally.identified(everything.assign(id=["p1", "p2"]))
    tally.finished()

    assert [(finding.record, finding.feature) for finding in tally.findings()] == [(2, "p2")]


def test_internal_layer_shows_neither_value_nor_place() -> None:
    tally = Tally(describe(visibility="internal"), "pegel.csv")
    tally.came(records(1))
    tally.passed(records(1), (records(), [broken(1)]))
    finding = make_report(tally, 0).rules[0].findings[0]

    assert (finding.record, finding.field, finding.rule) == (1, "nummer", "required")
    assert (finding.before, finding.position, "x" in finding.message.de) == (None, None, False)


def test_missing_grid_is_told(tally: Tally) -> None:
    tally.operation = DHDN
    operation = make_report(tally, 7).to_json()["operation"]

    assert (operation["name"], operation["accuracy"], operation["reduced_accuracy"]) == (DHDN.name, 0.9, True)


def test_json_form_is_json(tally: Tally) -> None:
    document = make_report(tally, 7).to_json()

    assert json.loads(json.dumps(document)).keys() == document.keys()


@pytest.mark.parametrize(
    ("loaded", "refused", "allowed"),
    [
        pytest.param(9, 1, True, id="as many as allowed"),
        pytest.param(8, 2, False, id="too many"),
        pytest.param(0, 0, False, id="nothing usable"),
        pytest.param(1, 0, True, id="one good record"),
    ],
)
def test_too_many_refused_records_stop_a_publication(*, loaded: int, refused: int, allowed: bool) -> None:
    tally = Tally(describe(max_refused=0.1), "pegel.csv")
    everything = tally.came(records(*range(10)))
    meant = tally.took(everything, records(*range(loaded + refused)))
    tally.passed(meant, (records(*range(refused, loaded + refused)), [broken(number) for number in range(refused)]))

    assert (refusal(make_report(tally, loaded), describe(max_refused=0.1), is_live=True) is None) == allowed


def refused(count: int, total: int = 8) -> Report:
    tally = Tally(describe(), "pegel.csv")
    everything = tally.came(records(*range(total)))
    tally.passed(everything, (records(*range(count, total)), [broken(number) for number in range(count)]))
    return make_report(tally, total - count)


@pytest.mark.parametrize(
    ("report", "german", "english"),
    [
        pytest.param(
            refused(1),
            "pegel: 1 von 8 Datensätzen ist fehlerhaft, erlaubt sind 2,5 %.",
            "pegel: 1 of 8 records is faulty, 2.5% are allowed.",
            id="one",
        ),
        pytest.param(
            refused(2),
            "pegel: 2 von 8 Datensätzen sind fehlerhaft, erlaubt sind 2,5 %.",
            "pegel: 2 of 8 records are faulty, 2.5% are allowed.",
            id="two",
        ),
        pytest.param(
            refused(8),
            "pegel: pegel.csv hat 8 Datensätze, keiner davon ist brauchbar.",
            "pegel: pegel.csv has 8 records, none of them is usable.",
            id="all",
        ),
        pytest.param(
            refused(1, 1),
            "pegel: pegel.csv hat nur einen Datensatz, und der ist nicht brauchbar.",
            "pegel: pegel.csv has only one record, and that is not usable.",
            id="the only one",
        ),
    ],
)
def test_a_refusal_is_one_sentence_in_each_language(report: Report, german: str, english: str) -> None:
    error = refusal(report, describe(max_refused=0.025), is_live=True)

    assert error is not None
    assert (error.message.de, error.message.en) == (german, english)


@pytest.mark.parametrize(("count", "total"), [(0, 0), (2, 8), (8, 8)])
def test_nothing_stays_live_where_nothing_was(count: int, total: int) -> None:
    first = refusal(refused(count, total), describe(), is_live=False)
    later = refusal(refused(count, total), describe(), is_live=True)

    assert first is not None
    assert later is not None
    assert first.to("de").endswith("Veröffentlicht ist weiterhin nichts.")
    assert later.to("de").endswith("Veröffentlicht bleibt, was es bisher war.")


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        pytest.param({}, "mit join oder geocode", id="a list without coordinates"),
        pytest.param({"x": "Länge", "y": "Breite"}, "„Länge“ und „Breite“ sind als Zahlen nicht lesbar", id="x and y"),
        pytest.param({"wkt": "lage"}, "In der Spalte „lage“ ist keine Geometrie", id="WKT"),
    ],
)
def test_a_source_without_places_is_told_what_its_definition_lacks(keys: dict[str, str], words: str) -> None:
    dataset = describe(source={"path": "pegel.csv", **keys})
    tally = Tally(dataset, "pegel.csv")
    missing = [Finding(number, "geometry-missing", "refused", Text("–")) for number in (1, 2)]
    tally.passed(tally.came(records(1, 2)), (records(), missing))

    error = refusal(make_report(tally, 0), dataset, is_live=True)

    assert error is not None
    assert words in error.to("de")
    assert "Veröffentlicht bleibt" in error.to("de")


def test_an_empty_source_goes_live_only_on_purpose() -> None:
    report = make_report(Tally(describe(), "pegel.csv"), 0)

    error = refusal(report, describe(), is_live=True)

    assert error is not None
    assert "pegel.csv hat keine Datensätze" in error.to("de")
    assert "--force" in error.to("de")
    assert refusal(report, describe(), is_live=True, may_be_empty=True) is None


def test_a_source_of_which_all_is_left_out_counts_as_empty() -> None:
    tally = Tally(describe(), "pegel.csv")
    tally.took(tally.came(records(1, 2)), records())
    report = make_report(tally, 0)

    error = refusal(report, describe(), is_live=True)

    assert error is not None
    assert "take lässt alle 2 von pegel.csv aus" in error.to("de")
    assert refusal(report, describe(), is_live=True, may_be_empty=True) is None
