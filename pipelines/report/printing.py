"""What the command line shows: tables and sentences for people, JSON for machines."""

import dataclasses
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text as Cell

from pipelines.legal_time import day
from pipelines.report.origin import origin
from pipelines.report.standing import standing
from pipelines.report.words import (
    ACTIONS,
    CHANGES,
    STATUSES,
    effect_words,
    operation_words,
    quality_words,
    rule_words,
)
from pipelines.text import Text, figure, user_language

if TYPE_CHECKING:  # these modules import geopandas, for which `--help` need not wait
    from pipelines.compare.model import Counts
    from pipelines.definition import Dataset
    from pipelines.publication import Entry, Publication
    from pipelines.report.model import Report, RuleCount
    from pipelines.report.outcome import Outcome
    from pipelines.report.outcome import Progress as Step

EXAMPLES = 3
"""Findings per rule that the terminal shows; ``--json`` shows more."""

WIDE = 240
"""Columns of tables that go into a file or pipe."""


def say(sentence: Text) -> None:
    """Print one sentence in the user's language."""
    click.echo(sentence.to(user_language()))


def print_json(document: object) -> None:
    """Print for machines: dates and times in ISO 8601, words in both languages."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=2, default=plain))


def plain(value: object) -> object:
    """Give dates and words their form in JSON, as json.dumps asks of ``default``."""
    if isinstance(value, date):  # a datetime is one, too
        return value.isoformat()
    if isinstance(value, Text):
        return {"de": value.de, "en": value.en}
    message = f"{type(value).__name__} has no JSON form"
    raise TypeError(message)


def print_layers(defined: Mapping[str, "Dataset"], live: Sequence["Publication"], *, as_json: bool) -> None:
    """Print what is defined and what is live, by id; a live layer may have lost its definition."""
    shown = {publication.dataset.id: publication for publication in live}
    layers = [
        _layer(dataset_id, defined.get(dataset_id), shown.get(dataset_id)) for dataset_id in sorted({*defined, *shown})
    ]
    if as_json:
        print_json(layers)
        return
    heads = (
        Text("Kennung", "Id"),
        Text("Titel", "Title"),
        Text("Fassung", "Version"),
        Text("Objekte", "Features"),
        Text("Datenstand", "Data date"),
        Text("geprüft", "checked"),
    )
    rows = ([each["id"], each["title"], *(each[key] for key in _LIVE_KEYS)] for each in layers)
    print_table(heads, rows)


def print_history(dataset_id: str, entries: Sequence["Entry"], *, as_json: bool) -> None:
    """Print the publications of one layer."""
    if as_json:
        print_json({"dataset": dataset_id, "versions": [dataclasses.asdict(entry) for entry in entries]})
        return
    if not entries:
        say(Text(f"{dataset_id} wurde noch nie veröffentlicht.", f"{dataset_id} has never been published."))
        return
    heads = (
        Text("Fassung", "Version"),
        Text("Stand", "State"),
        Text("veröffentlicht", "published"),
        Text("von", "by"),
        Text("Quelle", "Source"),
        Text("Datenstand", "Data date"),
        Text("gelesen", "read"),
        Text("geladen", "loaded"),
        Text("abgewiesen", "refused"),
        Text("Änderungen", "Changes"),
    )
    print_table(heads, map(_entry, entries))


def print_outcome(outcome: "Outcome", *, as_json: bool) -> None:
    """Print what became of one layer, with its report."""
    if as_json:
        print_json(outcome.to_json())
        return
    if outcome.report:
        print_report(outcome.report)
    status = STATUSES[outcome.status]
    version = f" ({outcome.version})" if outcome.version else ""
    say(Text(f"{outcome.dataset}: {status.de}{version}", f"{outcome.dataset}: {status.to('en')}{version}"))
    if outcome.changes:
        say(_counted(outcome.changes))


def print_outcomes(outcomes: Sequence["Outcome"], *, as_json: bool) -> None:
    """Print what became of all layers."""
    if as_json:
        print_json([outcome.to_json() for outcome in outcomes])
        return
    heads = (
        Text("Kennung", "Id"),
        Text("Ergebnis", "Result"),
        Text("Fassung", "Version"),
        Text("geladen", "loaded"),
        Text("abgewiesen", "refused"),
        Text("Genauigkeit", "accuracy"),
    )
    rows = ([o.dataset, STATUSES[o.status], o.version, *_counts(o.report)] for o in outcomes)
    print_table(heads, rows)


def print_table(heads: Iterable[Text], rows: Iterable[Iterable[object]]) -> None:
    """Print rows under their heads, in the user's language; None is a dash."""
    table = Table()
    for place, head in enumerate(heads):
        table.add_column(head.to(user_language()), no_wrap=place == 0)
    for row in rows:
        table.add_row(*map(_cell, row))
    _console().print(table)


@contextmanager
def progress_bar() -> Iterator[Callable[["Step"], None]]:
    """Show how far a run over all layers is, on a terminal; elsewhere nothing."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[layer]}"))
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        title = Text("Ebenen veröffentlichen", "Publishing layers").to(user_language())
        task = progress.add_task(title, total=None, layer="")

        def show(step: "Step") -> None:
            layer = f"{step.dataset} {step.records}" if step.records else step.dataset
            progress.update(task, completed=step.done, total=step.total, layer=layer)

        yield show


def print_report(report: "Report") -> None:
    """Print the counts of a report, and the rules broken with the first examples."""
    counts = Table(title=_cell(f"{report.dataset} · {report.source}"), title_justify="left", show_header=False)
    for name, value in _lines(report):
        counts.add_row(_cell(name), _cell(value))
    _console().print(counts)
    if report.rules:
        heads = (Text("Regel", "Rule"), Text("Folge", "Result"), Text("Anzahl", "Count"), Text("Beispiele", "Examples"))
        print_table(heads, ([rule_words(r.rule), ACTIONS[r.action], r.count, _examples(r)] for r in report.rules))


def _lines(report: "Report") -> Iterator[tuple[Text, object]]:
    yield Text("gelesen", "read"), report.read
    yield Text("geladen", "loaded"), report.loaded
    yield Text("abgewiesen", "refused"), report.refused
    yield Text("gehört nicht zur Ebene", "left out"), report.left_out
    if report.operation.name:
        yield Text("Koordinaten", "coordinates"), operation_words(report.operation)
    if report.reduced_accuracy:
        missing = ", ".join(report.operation.missing)
        yield Text("verminderte Genauigkeit, es fehlt", "reduced accuracy, missing"), missing
    for name, count in report.effects:
        yield effect_words(name, report), count
    for name, count in report.quality:
        yield quality_words(name), count
    yield Text("Dauer", "time"), _number(f"{report.seconds:.1f}") + " s"


def _counted(changes: "Counts") -> Text:
    counts = [(words, getattr(changes, kind)) for kind, words in CHANGES.items()]
    german = ", ".join(f"{words.de} {count}" for words, count in counts)
    english = ", ".join(f"{words.to('en')} {count}" for words, count in counts)
    return Text(f"Objekte: {german}", f"Features: {english}")


def _number(written: str) -> str:
    """Write the decimal sign of the person's language."""
    return figure(written).to(user_language())


def _examples(rule: "RuleCount") -> str:
    shown = [f"{origin(f).to(user_language())}: {f.message.to(user_language())}" for f in rule.findings[:EXAMPLES]]
    if more := rule.count - len(shown):
        words = Text(f"… und {more} weitere", f"… and {more} more")
        also = Text(" (--json zeigt bis zu 100)", " (--json shows up to 100)") if rule.count > EXAMPLES else Text("")
        shown.append(words.to(user_language()) + also.to(user_language()))
    return "\n".join(shown)


def _counts(report: "Report | None") -> list[object]:
    if report is None:
        return [None, None, None]
    reduced = Text("vermindert", "reduced") if report.reduced_accuracy else None
    return [report.loaded, report.refused, reduced]


_LIVE_KEYS = ("version", "count", "data_date", "checked_at")


def _layer(dataset_id: str, dataset: "Dataset | None", publication: "Publication | None") -> dict[str, Any]:
    described = dataset or (publication.dataset if publication else None)
    live = {key: getattr(publication, key, None) for key in _LIVE_KEYS}
    title, visibility = (described.title, described.visibility) if described else (None, None)
    return {"id": dataset_id, "title": title, "visibility": visibility, "defined": dataset is not None} | live


def _entry(entry: "Entry") -> list[object]:
    who = [entry.version, _state(entry), entry.published_at, entry.actor, entry.source, entry.data_date]
    return [*who, entry.read, entry.loaded, entry.refused, _changes(entry)]


def _changes(entry: "Entry") -> object:
    """What a version brought, as ``+`` added, ``~`` changed and ``-`` removed features."""
    if entry.kind == "metadata":
        return Text(f"nur beschrieben, Objekte von {entry.features}", f"words only, features of {entry.features}")
    changes = entry.changes
    return f"+{changes['added']} ~{changes['changed']} -{changes['removed']}" if changes else None


def _state(entry: "Entry") -> Text:
    if not entry.live and not entry.kept:
        return Text("gelöscht", "dropped")
    return standing(entry) or Text("aufbewahrt", "kept")


def _console() -> Console:
    """A pipe or file has no width, so nothing is cut there."""
    console = Console()
    return console if console.is_terminal else Console(width=WIDE)


def _cell(value: object) -> Cell:
    """Show a value as it is: files may hold markup, and control characters that a terminal would obey."""
    if isinstance(value, Text):
        value = value.to(user_language())
    if isinstance(value, date):  # a moment is one, too
        value = day(value, user_language())
    shown = "–" if value is None else str(value)
    return Cell("".join(sign if sign.isprintable() or sign == "\n" else "\N{REPLACEMENT CHARACTER}" for sign in shown))
