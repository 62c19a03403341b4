"""What the terminal tells of a comparison."""

import pytest

from pipelines.plans.change import Counts, Drawn, FeatureChange, FileChange, ShapeChange, Told, ValueChange
from pipelines.plans.comparing import Comparison
from pipelines.plans.telling import FEATURES, VALUES, print_comparisons, told
from pipelines.text import Language

BUILDING = "BP_BaugebietsTeilFlaeche"


def values(*words: str) -> tuple[Told, ...]:
    return tuple(Told(each, each) for each in words)


def comparison(*changes: FeatureChange, files: tuple[FileChange, ...] = (), same: bool = False) -> Comparison:
    return Comparison(
        "P",
        "Weidach",
        is_new=False,
        is_same=same,
        versions=("6.0", "6.0"),
        counts=Counts(),
        changes=changes,
        files=files,
    )


def lines(*changes: FeatureChange, files: tuple[FileChange, ...] = (), language: Language = "de") -> list[str]:
    """All but the first line, without the indent."""
    return [each.strip() for each in told(comparison(*changes, files=files), language)][1:]


def changed(*changes: ValueChange, shapes: tuple[ShapeChange, ...] = ()) -> FeatureChange:
    return FeatureChange("changed", BUILDING, "F", "WA · GRZ 0,5", values=changes, shapes=shapes)


def test_a_change_reads_like_a_sentence() -> None:
    amended = (
        ValueChange("GRZ", "Grundflächenzahl (GRZ)", values("0,4"), values("0,5"), 0),
        ValueChange("Z", "Vollgeschosse", (), values("II"), 0),
        ValueChange("GFZ", "Geschossflächenzahl (GFZ)", values("0,8"), (), 0),
    )
    assert lines(changed(*amended)) == [
        "Geändert (1)",
        "Baugebiet „WA · GRZ 0,5“ · F",
        "Grundflächenzahl (GRZ): 0,4 → 0,5",
        "Vollgeschosse: – → II",
        "Geschossflächenzahl (GFZ): 0,8 → –",
    ]
    assert lines(changed(*amended), language="en")[1] == "Building area “WA · GRZ 0,5” · F"


def test_lists_tell_what_went_and_what_came() -> None:
    relation = Told("#G", "GRZ 0,4", BUILDING)
    found = changed(
        ValueChange("planinhalt", "Inhalt", values("#H"), (relation, Told("#I", "", "BP_BauGrenze")), 3),
    )
    assert lines(found)[2:] == ["Inhalt (3 wie bisher):", "− #H", "+ Baugebiet „GRZ 0,4“ · G", "+ Baugrenze · I"]


@pytest.mark.parametrize(
    ("moved", "before", "after", "said"),
    [
        (
            1.234,
            Drawn(25832, 2, 100.0, 5),
            Drawn(25832, 2, 120.5, 6),
            "Umriss um höchstens 1,23 m verschoben; Fläche 100,00 → 120,50 m²; 5 → 6 Stützpunkte",
        ),
        (0.0005, Drawn(25832, 1, 9.0, 2), Drawn(25832, 1, 9.0, 2), "Umriss um höchstens 0,0005 m verschoben"),
        (2.0, Drawn(25832, 0, None, 1), Drawn(25832, 0, None, 1), "um 2,00 m verschoben"),
        (
            0.0,
            Drawn(25832, 2, 9.0, 4),
            Drawn(25832, 2, 18.0, 8),
            "verläuft wie bisher; Fläche 9,00 → 18,00 m²; 4 → 8 Stützpunkte",
        ),
        (0.0, Drawn(25832, 1, 9.0, 2), Drawn(25832, 2, 8.0, 2), "verläuft wie bisher; Länge 9,00 m → Fläche 8,00 m²"),
        (
            None,
            Drawn(25832, 1, 9.0, 2),
            Drawn(25833, 1, 9.0, 2),
            "anderes Koordinatensystem; EPSG:25832 → EPSG:25833",
        ),
        (None, None, Drawn(25832, 2, 120.5, 6), "– → Fläche 120,50 m², 6 Stützpunkte"),
        (None, None, Drawn(25832, 0, None, 1), "– → Punkt"),
        (None, None, Drawn(25832, 0, None, 3), "– → 3 Punkte"),
    ],
)
def test_a_shape_is_told_in_metres(moved: float | None, before: Drawn | None, after: Drawn | None, said: str) -> None:
    assert lines(changed(shapes=(ShapeChange("position", "Lage", moved, before, after),)))[2] == f"Lage: {said}"


def test_the_plan_comes_first_and_writing_last() -> None:
    added = [FeatureChange("added", each, each) for each in ("XP_PPO", "BP_BauGrenze", "BP_Plan")]
    ids = [each.rpartition(" ")[2] for each in lines(*added)]
    assert ids == ["(3)", "BP_Plan", "BP_BauGrenze", "XP_PPO"]


def test_what_differs_only_technically_comes_last() -> None:
    still = ShapeChange("position", "Lage", 0.0, Drawn(25832, 2, 9.0, 4), Drawn(25832, 2, 9.0, 5))
    technical = FeatureChange("changed", BUILDING, "F", shapes=(still,), technical=(f"{BUILDING} F.uuid: a → b",))
    gone = FeatureChange("removed", "BP_BauLinie", "G")
    file = FileChange("added", "plan.pdf", None, 1_234_567)
    assert lines(technical, gone, files=(file,)) == [
        "Entfällt (1)",
        "Baulinie · G",
        "Dateien (1)",
        "neu: plan.pdf, 1,2 MB",
        "Nur technisch anders (1)",
        "Baugebiet · F",
        "Lage: verläuft wie bisher; 4 → 5 Stützpunkte",
        "uuid: a → b",
    ]


def test_of_many_the_first_are_shown_and_the_others_counted() -> None:
    many = [FeatureChange("added", "BP_BauLinie", str(each), f"GF {each}") for each in range(FEATURES + 7)]
    found = lines(*many)
    assert len(found) == FEATURES + 2
    assert found[-1] == "… und 7 weitere (--json nennt alle)"
    long = changed(ValueChange("planinhalt", "Inhalt", (), values(*map(str, range(VALUES + 3))), 0))
    assert lines(long)[-1] == "… und 3 weitere (--json nennt alle)"
    assert len(comparison(*many).to_json()["changes"]) == len(many)


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ("BP_GruenFlaeche", "Art: Grünfläche → Baugebiet"),
        ("BP_Baugebiet", "Art: BP_Baugebiet → BP_BaugebietsTeilFlaeche"),
    ],
)
def test_another_class_is_told_so_that_both_differ(before: str, said: str) -> None:
    assert lines(FeatureChange("changed", BUILDING, "F", class_before=before))[2] == said


def test_features_that_change_alike_are_told_together() -> None:
    shape = ShapeChange("position", "Lage", 1.0, Drawn(25832, 1, 9.0, 2), Drawn(25832, 1, 9.0, 2))
    shifted = [FeatureChange("changed", "BP_BauLinie", f"L{each}", shapes=(shape,)) for each in range(5_000)]
    two = [FeatureChange("changed", "BP_BauGrenze", f"G{each}", shapes=(shape,)) for each in range(2)]
    assert lines(*shifted, *two) == [
        "Geändert (5002)",
        "5000 × Baulinie · L0, L1, L2, …",
        "Lage: Umriss um höchstens 1,00 m verschoben",
        "2 × Baugrenze · G0, G1",
        "Lage: Umriss um höchstens 1,00 m verschoben",
    ]


def test_long_texts_are_shown_where_they_part() -> None:
    text = "Die Höhe baulicher Anlagen darf in allen Baugebieten " * 4 + "höchstens {} m betragen."
    (line,) = lines(changed(ValueChange("text", "Text", values(text.format(9)), values(text.format(10)), 0)))[2:]
    assert line.startswith("Text: …")
    assert "höchstens 9 m betragen. → …" in line
    assert line.endswith("höchstens 10 m betragen.")
    assert len(line) < 150


def test_what_a_terminal_would_obey_is_not_printed(capsys: pytest.CaptureFixture[str]) -> None:
    print_comparisons([comparison(changed(ValueChange("name", "Name", (), values("\x1b[2Ja\nb"), 0)))], as_json=False)
    shown = capsys.readouterr().out
    assert "\x1b" not in shown
    assert "Name: – → \ufffd[2Ja b\n" in shown


def test_a_plan_that_says_the_same_in_another_way_makes_a_new_version() -> None:
    (same,) = told(comparison(same=True), "en")
    (other,) = told(comparison(), "en")
    assert same == "P: Weidach: unchanged"
    assert other == "P: Weidach: says the same as before; an import makes a new version all the same"


def test_a_new_plan_that_is_called_as_a_live_one_is_doubted() -> None:
    found = Comparison(
        "Q", "Weidach", is_new=True, is_same=False, versions=(None, "6.0"), counts=Counts(added=3), namesakes=("P",)
    )
    assert list(told(found, "de")) == [
        "Q: Weidach: neu (3 Objekte)",
        "  ! So heißt schon ein veröffentlichter Plan, P. Ist es derselbe, braucht er dieselbe Kennung (gml:id).",
    ]


def test_counts_come_first() -> None:
    counts = Counts(added=1, changed=3, removed=2, unchanged=40, technical=2)
    found = Comparison(
        "P", None, is_new=False, is_same=False, versions=("5.4", "6.0"), counts=counts, changes=(changed(),)
    )
    assert list(told(found, "de"))[:2] == [
        "P: –: 1 neu, 3 geändert (davon 2 nur technisch), 2 entfallen, 40 unverändert",
        "  XPlanGML: 5.4 → 6.0",
    ]
