"""Rules that do not fit their layer are mistakes with a line, found before any data are read."""

from pathlib import Path

import pytest

from pipelines.datasets import load_dataset
from pipelines.errors import DefinitionError

LAYER = """\
id: baustellen
title: Baustellen
description: Baustellen
group: stadt
source: {path: baustellen.csv}
geometry: Point
key: nummer
fields:
  nummer:
  von: {type: date}
  bis: {type: date}
rules:
  - RULE
"""


def load(folder: Path, rule: str) -> list[str]:
    path = folder / "baustellen.yml"
    path.write_text(LAYER.replace("RULE", rule), encoding="utf-8")
    return [rule.rule for rule in load_dataset(path).rules]


@pytest.mark.parametrize(
    "rule",
    [
        "{rule: condition, where: bis >= von, message: {de: Ende vor Anfang, en: End before start}, action: warn}",
        "{rule: condition, where: bis IS NOT NULL, when: von > DATE('2020-01-01')}",
        "{rule: point_in, dataset: stadtteile, equals: {nummer: name}}",
        "{rule: near, dataset: strassen, within: 30, equals: {nummer: name}}",
    ],
)
def test_rules_that_fit(tmp_path: Path, rule: str) -> None:
    assert load(tmp_path, rule)


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("{rule: condition, where: bis >= wann}", "condition nennt Felder, die es unter fields nicht gibt: wann"),
        ("{rule: condition, where: bis >= von, when: ort = 'x'}", "nicht gibt: ort"),
        ("{rule: condition, where: bis > 3}", "rules.0.where: Bedingung: erwartet wird ein Datum"),
        ("{rule: condition, where: bis >}", "rules.0.where: Bedingung: kein CQL2"),
        ("{rule: condition, where: bis > von, when: bis}", "rules.0.when: Bedingung: erwartet wird wahr oder falsch"),
        ("{rule: no_overlap}", "no_overlap gibt es nur für Flächen"),
        ("{rule: near, dataset: baustellen, within: 5}", "nennt die eigene Ebene"),
        ("{rule: near, dataset: strassen, within: 0}", "größer als 0"),
        ("{rule: point_in, dataset: stadtteile, equals: {ort: name}}", "rules.0.equals: point_in nennt Felder"),
        ("{rule: unique, fields: [ort]}", "rules.0.fields: unique nennt Felder"),
    ],
)
def test_rules_that_do_not_fit_are_named_by_line(tmp_path: Path, rule: str, said: str) -> None:
    with pytest.raises(DefinitionError) as caught:
        load(tmp_path, rule)

    assert "Zeile 13" in caught.value.to("de")
    assert said in caught.value.to("de")
    assert "line 13" in caught.value.to("en")


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("{type: date, range: [2020-01-01, null]}", None),
        ("{type: datetime, range: [null, 2020-01-01]}", None),
        ("{type: number, range: [2020-01-01, null]}", "range braucht Zahlen"),
        ("{type: date, range: [1, 2]}", "range braucht Zahlen"),
        ("{type: date, range: [2021-01-01, 2020-01-01]}", "range nennt erst den kleinsten"),
        ("{range: [1, 2]}", "range braucht Zahlen"),
    ],
)
def test_ranges_bound_numbers_or_days(tmp_path: Path, field: str, said: str | None) -> None:
    path = tmp_path / "baustellen.yml"
    layer = LAYER.partition("rules:")[0].replace("bis: {type: date}", f"bis: {field}")
    path.write_text(layer, encoding="utf-8")
    if said is None:
        assert load_dataset(path).fields["bis"].range
    else:
        with pytest.raises(DefinitionError, match=said):
            load_dataset(path)
