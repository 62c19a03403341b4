import dataclasses
import json
from datetime import UTC, date, datetime
from typing import Literal

import pytest

from pipelines.compare.model import Counts
from pipelines.errors import SourceError
from pipelines.publication import Entry
from pipelines.report.finding import Finding
from pipelines.report.model import Report, RuleCount
from pipelines.report.outcome import Outcome, Progress
from pipelines.report.printing import print_history, print_json, print_outcome, print_outcomes, progress_bar, say
from pipelines.report.words import operation_words
from pipelines.stages.operation import NONE, Operation
from pipelines.text import Text

DHDN = Operation("EPSG:31467", "DHDN to ETRS89 (3)", 1.0, best=False, grids=(), missing=("bw.tif",), pipeline="+proj=x")
SAME = Operation(
    "EPSG:25832", "Inverse of UTM zone 32N", 0.0, best=True, grids=(), missing=(), pipeline="proj=noop ellps=GRS80"
)
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def report(operation: Operation = NONE, message: str = "Wert fehlt.") -> Report:
    finding = Finding(7, "required", "refused", Text(message, message))
    return Report(
        dataset="pegel",
        source="pegel.csv",
        operation=operation,
        read=10,
        loaded=9,
        refused=1,
        left_out=0,
        rules=(RuleCount("required", "refused", 1, (finding,)),),
        quality=(("exact", 8),),
        effects=(("rounded", 5),),
        seconds=0.25,
    )


@pytest.fixture(autouse=True)
def language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")


def test_sentence_is_in_the_language_of_the_person(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    say(Text("fertig", "done"))
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    say(Text("fertig", "done"))

    assert capsys.readouterr().out == "fertig\ndone\n"


def test_json_has_iso_dates_and_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"day": date(2023, 10, 31), "moment": NOW, "title": Text("Bäche", "Brooks")})

    assert json.loads(capsys.readouterr().out) == {
        "day": "2023-10-31",
        "moment": "2026-11-23T12:00:00+00:00",
        "title": {"de": "Bäche", "en": "Brooks"},
    }


def test_what_has_no_json_form_is_a_mistake_of_ours() -> None:
    with pytest.raises(TypeError, match="object has no JSON form"):
        print_json({"value": object()})


@pytest.mark.parametrize(
    "line",
    ["gelesen", "Treffer genau", "auf Millimeter gerundet", "Datensatz 7: Wert fehlt.", "pegel: veröffentlicht (3)"],
)
def test_report_for_people(capsys: pytest.CaptureFixture[str], line: str) -> None:
    print_outcome(Outcome("pegel", "published", 3, report()), as_json=False)

    assert line in capsys.readouterr().out


def test_missing_grid_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    print_outcome(Outcome("pegel", "published", 3, report(DHDN)), as_json=False)
    shown = capsys.readouterr().out

    assert ("verminderte Genauigkeit" in shown, "bw.tif" in shown) == (True, True)


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("de_DE.UTF-8", "von EPSG:31467 nach EPSG:25832, auf 1 m genau"),
        ("en_GB.UTF-8", "from EPSG:31467 to EPSG:25832, to within 1 m"),
    ],
)
def test_an_operation_is_told_in_words_not_in_those_of_proj(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], locale: str, words: str
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    print_outcome(Outcome("pegel", "published", 3, report(DHDN)), as_json=False)
    shown = capsys.readouterr().out

    assert words in shown
    assert DHDN.name not in shown


@pytest.mark.parametrize(
    ("accuracy", "words"), [(None, "Genauigkeit nicht angegeben"), (0.0, "ohne Verlust"), (0.1, "auf 0,1 m genau")]
)
def test_an_accuracy_is_told_as_far_as_it_is_known(accuracy: float | None, words: str) -> None:
    assert words in operation_words(dataclasses.replace(DHDN, accuracy=accuracy)).de


@pytest.mark.parametrize(
    ("locale", "line"),
    [
        ("de_DE.UTF-8", "Objekte: neu 20, geändert 3, entfallen 19, unverändert 1\n"),
        ("en_GB.UTF-8", "Features: added 20, changed 3, removed 19, unchanged 1\n"),
    ],
)
def test_what_a_version_changed_is_told_at_once(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], locale: str, line: str
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    print_outcome(Outcome("pegel", "published", 3, report(), changes=Counts(20, 3, 19, 1)), as_json=False)

    assert capsys.readouterr().out.endswith(line)


def test_further_findings_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    findings = tuple(Finding(number, "required", "refused", Text("Wert fehlt.")) for number in range(1, 51))
    many = dataclasses.replace(report(), rules=(RuleCount("required", "refused", 50, findings),))
    print_outcome(Outcome("pegel", "published", 3, many), as_json=False)
    shown = capsys.readouterr().out

    assert "… und 47 weitere (--json zeigt bis zu 100)" in shown
    assert ("Datensatz 3:" in shown, "Datensatz 4:" in shown) == (True, False)


@pytest.mark.parametrize(
    ("locale", "words"),
    [("de_DE.UTF-8", ("Pflichtwert fehlt", "0,2 s", "keine Umrechnung nötig")), ("en_GB.UTF-8", ("0.2 s", "no trans"))],
)
def test_words_and_numbers_are_those_of_the_language(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], locale: str, words: tuple[str, ...]
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    print_outcome(Outcome("pegel", "published", 3, report(SAME)), as_json=False)
    shown = capsys.readouterr().out

    assert [word for word in words if word not in shown] == []


def test_control_characters_and_markup_of_a_file_stay_harmless(capsys: pytest.CaptureFixture[str]) -> None:
    print_outcome(Outcome("pegel", "published", 3, report(message="[bold]\x1b[31mrot\x07")), as_json=False)

    assert "[bold]\N{REPLACEMENT CHARACTER}[31mrot\N{REPLACEMENT CHARACTER}" in capsys.readouterr().out


def test_all_outcomes_are_one_table(capsys: pytest.CaptureFixture[str]) -> None:
    outcomes = [
        Outcome("pegel", "published", 3, report(DHDN)),
        Outcome("schulen", "failed", error=SourceError(Text("x"))),
    ]
    print_outcomes(outcomes, as_json=False)
    shown = capsys.readouterr().out

    assert [word in shown for word in ("veröffentlicht", "vermindert", "fehlgeschlagen")] == [True] * 3


@pytest.mark.parametrize(
    ("live", "kept", "state"), [(True, True, "veröffentlicht"), (False, True, "aufbewahrt"), (False, False, "gelöscht")]
)
def test_history_tells_what_can_come_back(
    capsys: pytest.CaptureFixture[str], *, live: bool, kept: bool, state: str
) -> None:
    entry = Entry(4, live, kept, NOW, NOW, "planung", "pegel.csv", None, 10, 9, 1, 0, 4, "features", None)
    print_history("pegel", [entry], as_json=False)

    assert f"│ 4       │ {state}" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("features", "kind", "shown"), [(4, "features", "+1 ~2 -3"), (3, "metadata", "nur beschrieben, Objekte von 3")]
)
def test_history_tells_what_a_version_changed(
    capsys: pytest.CaptureFixture[str], features: int, kind: Literal["features", "metadata"], shown: str
) -> None:
    changes = {"added": 1, "changed": 2, "removed": 3, "unchanged": 4}
    entry = Entry(
        version=4,
        live=True,
        kept=True,
        published_at=NOW,
        checked_at=NOW,
        actor="planung",
        source="pegel.csv",
        data_date=None,
        read=10,
        loaded=9,
        refused=1,
        left_out=0,
        features=features,
        kind=kind,
        changes=changes,
    )
    print_history("pegel", [entry], as_json=False)

    assert shown in capsys.readouterr().out


def test_no_progress_bar_where_nobody_sees_it(capfd: pytest.CaptureFixture[str]) -> None:
    with progress_bar() as show:
        show(Progress("pegel", 50_000, 1, 30))

    assert capfd.readouterr() == ("", "")
