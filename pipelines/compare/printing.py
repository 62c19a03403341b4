"""Changes for the terminal: the numbers, then the first features of each kind."""

import shlex
from collections.abc import Iterator

from pipelines.compare.model import Changes, FeatureChange, FieldChange
from pipelines.report.outcome import Outcome
from pipelines.report.printing import print_table, say
from pipelines.text import Text, figure, user_language

EXAMPLES = 10
"""Features per kind of change that the terminal shows; JSON and page hold 100, the GeoJSON all."""

KINDS = {
    "added": Text("neu", "added"),
    "changed": Text("geändert", "changed"),
    "removed": Text("entfällt", "removed"),
    "unchanged": Text("unverändert", "unchanged"),
}


def print_changes(changes: Changes) -> None:
    """Print what is different from the live version."""
    if changes.version is None:
        say(Text("Veröffentlicht ist noch nichts: alles ist neu.", "Nothing is live yet: everything is new."))
    for words, names in (
        (Text("Neue Felder", "New fields"), changes.fields_added if changes.version else ()),
        (Text("Entfallene Felder", "Fields gone"), changes.fields_removed),
    ):
        if names:
            listed = ", ".join(names)
            say(Text(f"{words.de}: {listed}; verglichen sind die gemeinsamen.", f"{words.en}: {listed}; not compared."))
    counts = vars(changes.counts)
    print_table([Text("Objekte", "Features"), Text("Anzahl", "Count")], ([KINDS[kind], counts[kind]] for kind in KINDS))
    if changes.first:
        heads = (Text("Objekt", "Feature"), Text("Änderung", "Change"), Text("Einzelheiten", "Details"))
        print_table(heads, ([each.feature, KINDS[each.change], _details(each)] for each in _shown(changes)))


def print_refused(outcome: Outcome, source: str | None) -> None:
    """Say how many records of ``source`` (None: the definition's) are in no count, because they would be refused."""
    if not outcome.report or not outcome.report.refused:
        return
    count, command = outcome.report.refused, ["geoportal", "check", outcome.dataset, *([source] if source else [])]
    check = shlex.join(command)
    say(Text(f"Abgewiesen: {count}. Warum, zeigt {check}.", f"Refused: {count}. Why, says {check}."))


def _shown(changes: Changes) -> Iterator[FeatureChange]:
    for kind in ("added", "changed", "removed"):
        yield from [each for each in changes.first if each.change == kind][:EXAMPLES]


def _details(change: FeatureChange) -> str:
    if change.change != "changed":
        return ""
    said = [_values(field) for field in change.fields]
    if change.moved is not None:
        said.append(_measured(Text("Lage", "shape moved"), f"{change.moved:.2f} m"))
    if change.size_before and change.size_after and change.size_before != change.size_after:
        said.append(_measured(Text("Größe", "size"), f"{change.size_after - change.size_before:+.1f}"))
    return "\n".join(said)


def _measured(words: Text, number: str) -> str:
    language = user_language()
    return f"{words.to(language)}: {figure(number).to(language)}"


def _values(field: FieldChange) -> str:
    """Both values; those of an internal field are known to nobody, only that they differ."""
    if field.before is None and field.after is None:
        return f"{field.field}: {Text('geändert (nicht öffentlich)', 'changed (not public)').to(user_language())}"
    return f"{field.field}: {_value(field.before)} → {_value(field.after)}"


def _value(value: object) -> str:
    return "–" if value is None else str(value)
