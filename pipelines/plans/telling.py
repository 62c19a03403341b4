"""What the terminal tells of comparisons: counts, then what comes, changes and goes, last what differs technically."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from unicodedata import category

import click

from pipelines.plans.change import Drawn, FeatureChange, FileChange, Kind, ShapeChange, Told, ValueChange
from pipelines.plans.comparing import Comparison
from pipelines.report.printing import print_json
from pipelines.text import Language, Text, figure, user_language
from pipelines.xplan.catalogue import PLANS
from pipelines.xplan.diff import NEAR
from pipelines.xplan.titles import class_title

FEATURES, VALUES, LINES, IDS = 20, 10, 10, 3
"""What the terminal shows of each kind of change, of each list of values, of each feature's technical lines, and of
features that change alike.
"""

WIDE = 100
"""Characters of a value that the terminal shows."""

CONTEXT = 30
"""Characters that long texts have in common and that the terminal shows before they part."""

KINDS: dict[Kind, Text] = {
    "added": Text("Neu", "Added"),
    "changed": Text("Geändert", "Changed"),
    "removed": Text("Entfällt", "Removed"),
}
FILES, TECHNICAL = Text("Dateien", "Files"), Text("Nur technisch anders", "Different only technically")
SIZES = (Text(""), Text("Länge", "length"), Text("Fläche", "area"))
UNITS = ("", "m", "m²")
NONE = "–"

OBEYED = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Categories of signs that a terminal obeys instead of showing them."""

WRITING = frozenset(
    {"XP_FPO", "XP_LPO", "XP_LTO", "XP_PPO", "XP_PTO", "XP_Nutzungsschablone", "XP_Praesentationsobjekt"}
)
"""Classes of what only draws and labels other objects."""


def print_comparisons(found: Sequence[Comparison], *, as_json: bool) -> None:
    """Print what a file would change, plan by plan; ``as_json`` has all of it."""
    if as_json:
        print_json({"plans": [each.to_json() for each in found]})
        return
    for each in found:
        for line in told(each, user_language()):
            click.echo(_harmless(line))


def told(found: Comparison, language: Language) -> Iterator[str]:
    """Yield what a plan's comparison says, line by line."""
    yield f"{found.plan}: {found.name or NONE}: {_summary(found).to(language)}"
    if found.namesakes:
        yield f"  ! {_namesakes(found.namesakes).to(language)}"
    before, after = found.versions
    if before and before != after:
        yield f"  XPlanGML: {before} → {after}"
    for kind, title in KINDS.items():
        of_kind = [each for each in found.changes if each.kind == kind and not each.is_technical]
        yield from _group(title, of_kind, _details, language)
    if found.files:
        files = [_file(each, language) for each in found.files]
        yield f"  {FILES.to(language)} ({len(files)})"
        yield from (f"    {line}" for line in _first(files, FEATURES, language))
    technical = [each for each in found.changes if each.technical or each.is_technical]
    yield from _group(TECHNICAL, technical, _technical, language)


def _summary(found: Comparison) -> Text:
    counts = found.counts
    if found.is_new:
        one = counts.added == 1
        return Text(
            f"neu ({counts.added} {'Objekt' if one else 'Objekte'})",
            f"new ({counts.added} {'feature' if one else 'features'})",
        )
    if found.is_same:
        return Text("unverändert", "unchanged")
    if not (found.changes or found.files):
        return Text(
            "sagt dasselbe wie bisher; ein Import legt trotzdem eine neue Fassung an",
            "says the same as before; an import makes a new version all the same",
        )
    only = counts.technical
    aside = Text(f" (davon {only} nur technisch)", f" ({only} of them only technically)") if only else Text("")
    return Text(
        f"{counts.added} neu, {counts.changed} geändert{aside.de}, {counts.removed} entfallen, "
        f"{counts.unchanged} unverändert",
        f"{counts.added} added, {counts.changed} changed{aside.to('en')}, {counts.removed} removed, "
        f"{counts.unchanged} unchanged",
    )


def _namesakes(plans: Sequence[str]) -> Text:
    ids = ", ".join(plans)
    return Text(
        f"So heißt schon ein veröffentlichter Plan, {ids}. Ist es derselbe, braucht er dieselbe Kennung (gml:id).",
        f"A live plan is called so already, {ids}. If it is the same one, it needs the same id (gml:id).",
    )


Details = Callable[[FeatureChange, Language], Iterator[str]]


def _group(title: Text, changes: Sequence[FeatureChange], details: Details, language: Language) -> Iterator[str]:
    if not changes:
        return
    yield f"  {title.to(language)} ({len(changes)})"
    alike: dict[tuple[str | None, ...], list[FeatureChange]] = {}
    for each in sorted(changes, key=_rank):
        alike.setdefault((each.class_name, each.text, *details(each, language)), []).append(each)
    for some in islice(alike.values(), FEATURES):
        yield f"    {_called(some, language)}"
        yield from (f"      {line}" for line in details(some[0], language))
    yield from (f"    {line}" for line in _more(sum(map(len, islice(alike.values(), FEATURES, None))), language))


def _rank(change: FeatureChange) -> int:
    """The plan first, then what is laid down in another way, before what moved, and before writing on the map."""
    if change.class_name in PLANS:
        return 0
    if change.class_name in WRITING:
        return 3
    return 1 if any(each.class_name is None for value in change.values for each in (*value.before, *value.after)) else 2


def _technical(change: FeatureChange, language: Language) -> Iterator[str]:
    if change.is_technical:
        yield from _details(change, language)
    place = f"{change.class_before or change.class_name} {change.id}"
    lines = (line.removeprefix(place).lstrip(".:/ ") for line in change.technical)
    yield from _first([_cut(line) for line in lines], LINES, language)


def _called(alike: Sequence[FeatureChange], language: Language) -> str:
    """How many features are alike, what they are, what they lay down in short, their ids."""
    first = alike[0]
    count = f"{len(alike)} × " if len(alike) > 1 else ""
    ids = ", ".join([*(each.id for each in alike[:IDS]), *("…" for _ in alike[IDS : IDS + 1])])
    return count + _named(first.class_name, first.text, ids, language)


def _details(change: FeatureChange, language: Language) -> Iterator[str]:
    if change.class_before:
        names = (change.class_before, change.class_name)
        before, after = (class_title(each).to(language) for each in names)
        both = (before, after) if before != after else names
        yield f"{Text('Art', 'Kind').to(language)}: {' → '.join(both)}"
    for value in change.values:
        yield from _value(value, language)
    yield from (_shape(each, language) for each in change.shapes)
    if change.is_elsewhere:
        yield Text("Lage oder Höhe: anders (in Zahlen weiter unten)", "Place or height: another (figures below)").to(
            language
        )


def _value(change: ValueChange, language: Language) -> Iterator[str]:
    """One value in the place of another in one line, lists with what went and what came."""
    before, after = ([_said(each, language) for each in side] for side in (change.before, change.after))
    if not change.kept and len(before) < 2 and len(after) < 2:
        one, other = _parting((before or [NONE])[0], (after or [NONE])[0])
        yield f"{change.title}: {one} → {other}"
        return
    kept = Text(f" ({change.kept} wie bisher)", f" ({change.kept} as before)") if change.kept else Text("")
    yield f"{change.title}{kept.to(language)}:"
    for sign, side in (("−", before), ("+", after)):
        yield from (f"  {line}" for line in _first([f"{sign} {_cut(each)}" for each in side], VALUES, language))


def _said(told: Told, language: Language) -> str:
    if told.class_name is None:
        return told.words or told.value or ""
    return _named(told.class_name, told.words, (told.value or "").removeprefix("#"), language)


def _named(class_name: str, text: str | None, gml_id: str, language: Language) -> str:
    quoted = Text(f" „{_cut(text)}“", f" “{_cut(text)}”").to(language) if text else ""
    return f"{class_title(class_name).to(language)}{quoted} · {gml_id}"


def _shape(change: ShapeChange, language: Language) -> str:
    before, after = change.before, change.after
    if before is None or after is None:
        return f"{change.title}: {_drawn(before, language)} → {_drawn(after, language)}"
    said = [_moved(change, after.dimension).to(language)]
    if before.crs != after.crs:
        said.append(f"EPSG:{before.crs} → EPSG:{after.crs}")
    if before.dimension != after.dimension:
        said.append(f"{_size(before, language)} → {_size(after, language)}")
    elif before.size is not None and before.size != after.size:
        word, unit = SIZES[after.dimension].to(language), UNITS[after.dimension]
        said.append(f"{word} {_number(before.size, language)} → {_number(after.size, language)} {unit}")
    if before.points != after.points:
        points = Text("Stützpunkte", "points").to(language)
        said.append(f"{before.points} → {after.points} {points}")
    return f"{change.title}: {'; '.join(said)}"


def _moved(change: ShapeChange, dimension: int) -> Text:
    """How far a point moved, or at most the outline of anything larger."""
    if change.moved is None:
        return Text("anderes Koordinatensystem", "another coordinate system")
    if change.moved <= NEAR:
        return Text("verläuft wie bisher", "runs as before")
    metres = figure(f"{change.moved:.2f}" if change.moved >= 0.1 else f"{change.moved:.4f}")
    if dimension == 0:
        return Text(f"um {metres.de} m verschoben", f"moved by {metres.to('en')} m")
    return Text(f"Umriss um höchstens {metres.de} m verschoben", f"outline moved by {metres.to('en')} m at most")


def _drawn(drawn: Drawn | None, language: Language) -> str:
    if drawn is None:
        return NONE
    if drawn.dimension:
        points = Text(f"{drawn.points} Stützpunkte", f"{drawn.points} points").to(language)
        return f"{_size(drawn, language)}, {points}"
    if drawn.points == 1:
        return _size(drawn, language)
    return Text(f"{drawn.points} Punkte", f"{drawn.points} points").to(language)


def _size(drawn: Drawn, language: Language) -> str:
    if drawn.size is None:
        return Text("Punkt", "point").to(language)
    return f"{SIZES[drawn.dimension].to(language)} {_number(drawn.size, language)} {UNITS[drawn.dimension]}"


def _number(size: float | None, language: Language) -> str:
    return NONE if size is None else figure(f"{size:.2f}").to(language)


def _file(change: FileChange, language: Language) -> str:
    before, after = (NONE if size is None else _bytes(size, language) for size in (change.before, change.after))
    word = KINDS[change.kind].to(language).lower()
    if change.kind == "changed":
        return f"{word}: {change.name}, {before} → {after}"
    return f"{word}: {change.name}, {before if change.kind == 'removed' else after}"


def _bytes(size: int, language: Language) -> str:
    if size < 1_000:
        return f"{size} Byte" if language == "de" else f"{size} bytes"
    number = f"{size / 1e6:.1f} MB" if size >= 1_000_000 else f"{size / 1e3:.1f} kB"
    return figure(number).to(language)


def _parting(before: str, after: str) -> tuple[str, str]:
    """Two values as far as they are short; of long ones the part where they part."""
    before, after = (" ".join(each.split()) for each in (before, after))
    if max(len(before), len(after)) <= WIDE:
        return before, after
    signs = enumerate(zip(before, after, strict=False))
    common = next((place for place, (one, other) in signs if one != other), min(len(before), len(after)))
    start = max(0, common - CONTEXT)
    lead = "…" if start else ""
    return lead + _cut(before[start:]), lead + _cut(after[start:])


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= WIDE else f"{line[:WIDE].rstrip()}…"


def _first(lines: Sequence[str], count: int, language: Language) -> Iterator[str]:
    yield from islice(lines, count)
    yield from _more(len(lines) - count, language)


def _more(count: int, language: Language) -> Iterator[str]:
    if count > 0:
        yield Text(f"… und {count} weitere (--json nennt alle)", f"… and {count} more (--json has all)").to(language)


def _harmless(line: str) -> str:
    """Values of files may hold control characters, which a terminal would obey."""
    return "".join("\N{REPLACEMENT CHARACTER}" if category(sign) in OBEYED else sign for sign in line)
