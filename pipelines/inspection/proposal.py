"""An inspection → the text of a definition file, with the reasons as comments."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from pipelines.definition import GeometryType
from pipelines.inspection.fields import Proposed
from pipelines.inspection.inspection import Inspection, file_name
from pipelines.inspection.words import NUMBER, QUARTER, STREET, layer_id, title
from pipelines.text import Language, Text
from pipelines.town import Group

PLAIN = re.compile(r"[A-Za-zÄÖÜäöüß][\wÄÖÜäöüß./-]*(?: [\wÄÖÜäöüß./()-]+)*")
WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "none"})
"""What YAML takes for something else than text."""
UNPRINTABLE = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")

THEMES = {
    "verkehr": "park stell rad bus haltestelle weg lade ampel car bike",
    "umwelt": "baum bäume baeume tree grün gruen wasser wald biotop luft lärm laerm",
    "schul": "kita kinder bezirk",
    "bau": "bplan bebauung plan flur grundst",
    "digital": "breitband glasfaser wlan funk sensor",
    "kultur": "spiel sport museum verein orte",
    "stadt": "stadtteil grenze wahl einwohner bevölkerung bevoelkerung adress",
}
"""Words in the names of files, by a word in the name of the group they belong to."""

BASES = ("Point", "LineString", "Polygon")
CHOOSE = Text("bitte wählen: keine Gruppe passt zum Namen", "please choose: no group fits the name")
REFUSABLE = 0.1
"""Share of refused records that a definition allows without saying so."""
MOST_REFUSED = 0.5
"""Where more would be refused, most of the file is something else: no proposal lets that pass."""


def definition(found: Inspection, groups: tuple[Group, ...], dataset_id: str | None, language: Language) -> str:
    """Return a definition that fits the file, to be saved as ``<id>.yml``; "" where a layer cannot be made of it."""
    if not found.key.fields:
        return ""
    return "\n".join(_lines(found, groups, dataset_id or proposed_id(found), language)) + "\n"


def proposed_id(found: Inspection) -> str:
    """Return an id out of the file's name, and the layer's where there are several."""
    return layer_id(_name(found))


def _name(found: Inspection) -> str:
    stem = re.sub(r"\.(?:osm|datex2|geojson)$", "", Path(file_name(found.source)).stem, flags=re.IGNORECASE)
    return found.outline.part if found.outline.part and len(found.outline.parts) > 1 else stem


def _lines(found: Inspection, groups: tuple[Group, ...], dataset_id: str, language: Language) -> Iterator[str]:
    file = file_name(found.source)
    yield heading(file, language)
    yield f"id: {scalar(dataset_id)}"
    yield f"title: {scalar(found.outline.head.title or title(_name(found)))}"
    yield f"description: {scalar(f'{title(_name(found))} ({file})')}"
    group = _group(found, groups)
    yield f"group: {group or groups[0].id}{comment(None if group else CHOOSE, language)}"
    yield "source:"
    yield from (f"  {line}" for line in _source(found, language))
    yield f"geometry: {geometry(found)}{comment(_mixture(found), language)}"
    names = [scalar(name) for name in found.key.fields]
    key = names[0] if len(names) == 1 else f"[{', '.join(names)}]"
    yield f"key: {key}{comment(found.key.remark, language)}"
    yield "fields:" if found.fields else "fields: {}"
    yield from (f"  {line}" for line in [_field(field, language) for field in found.fields])
    yield from _geocode(found, language)
    if found.outline.head.data_date:
        yield f"data_date: {found.outline.head.data_date}"
    if found.reach.inside and REFUSABLE * found.records < (refused := _refused(found)) <= MOST_REFUSED * found.records:
        remark = Text("so viele haben keine Lage oder keinen eigenen Schlüssel", "as many lack a position or own key")
        yield f"max_refused: {_share(refused, found.records)}{comment(remark, language)}"


def heading(file: str, language: Language) -> str:
    """Write the first line of a proposal."""
    return Text(
        f"# Vorschlag zu {file}; bitte Titel, Beschreibung, Gruppe und Felder prüfen.",
        f"# A proposal for {file}; please check title, description, group and fields.",
    ).to(language)


def _source(found: Inspection, language: Language) -> Iterator[str]:
    source = found.source
    yield f"url: {scalar(source.url)}" if source.url else f"path: {scalar(f'sources/{file_name(source)}')}"
    for name in ("layer", "sheet", "encoding", "delimiter"):
        if value := getattr(source, name):
            yield f"{name}: {scalar(value)}"
    for name in ("header_row", "header_rows"):
        if (number := getattr(source, name)) != 1:
            yield f"{name}: {number}"
    if source.decimal != ".":
        yield f"decimal: {scalar(source.decimal)}"
    if source.crs:
        yield f"crs: {source.crs}{comment(found.reference.reason, language)}"
    else:
        yield f"# crs: {found.reference.crs or '?'} – {found.reference.reason.to(language)}"
    for name, column in found.position.keys.items():
        yield f"{name}: {scalar(column)}{comment(found.position.reason if name != 'y' else None, language)}"
    if found.position.degrees:
        yield f"degrees: {found.position.degrees}"


def geometry(found: Inspection) -> GeometryType:
    """Return the type that most records have, of several parts where any has them."""
    bases = {base: found.geometry[base] + found.geometry[f"Multi{base}"] for base in BASES}
    base = max(BASES, key=lambda each: bases[each])
    several = found.geometry[f"Multi{base}"] or (base == "Polygon" and found.apart)
    chosen: GeometryType = f"Multi{base}" if several else base  # type: ignore[assignment]
    return chosen


def _mixture(found: Inspection) -> Text | None:
    chosen = geometry(found)
    others = sorted(kind for kind in found.geometry if kind and kind.removeprefix("Multi") not in chosen)
    if not others:
        return None
    listed = ", ".join(f"{found.geometry[kind]} {kind}" for kind in others)
    return Text(f"die Datei enthält auch: {listed}", f"the file also holds: {listed}")


def _refused(found: Inspection) -> int:
    """How many records lack a geometry of the type, lie where none may, or lack a key of their own."""
    chosen = geometry(found).removeprefix("Multi")
    unlike = sum(count for kind, count in found.geometry.items() if kind.removeprefix("Multi") != chosen)
    away = sum(count for kind, count in found.away.items() if kind.removeprefix("Multi") == chosen)
    return min(found.records, unlike + away + found.repeated)


def _share(part: int, whole: int) -> float:
    """The least share in hundredths that allows so many; compared as publishing does."""
    return next(percent / 100 for percent in range(101) if part <= percent / 100 * whole)


def _group(found: Inspection, groups: tuple[Group, ...]) -> str | None:
    """The town's first group that fits the file's name or title, None where none does."""
    said = f"{_name(found)} {found.outline.head.title or ''}".lower()
    for group in groups:
        named = f"{group.id} {group.title.de.lower()}"
        words = [word[:5] for word in re.findall(r"[a-zäöüß]{4,}", named)]
        words += [word for theme, more in THEMES.items() if theme in named for word in more.split()]
        if any(word in said for word in words):
            return group.id
    return None


def _field(field: Proposed, language: Language) -> str:
    source = scalar(field.column.name) if field.column.name != field.name else None
    written = [f"source: {source}"] if source else []
    if field.type != "text":
        written.append(f"type: {field.type}")
    if field.unit and field.type != "text":
        written.append(f"unit: {scalar(field.unit)}")
    if field.null:
        written.append(f"null: [{', '.join(scalar(word) for word in field.null)}]")
    if field.visibility == "internal":
        written.append("visibility: internal")
    value = f"{{{', '.join(written)}}}" if written[source is not None :] else source or ""
    return f"{scalar(field.name)}: {value}".rstrip() + comment(field.remark, language)


def _geocode(found: Inspection, language: Language) -> Iterator[str]:
    """Lists without coordinates: by address, where there is one."""
    if found.reference.how != "none" or not found.records:
        return
    street = _called(found, STREET)
    if street:
        patterns = {"number": NUMBER, "quarter": QUARTER}
        others = {key: _called(found, pattern) for key, pattern in patterns.items()}
        parts = "".join(f", {key}: {name}" for key, name in others.items() if name)
        yield f"geocode: {{dataset: adressen, street: {street}{parts}}}"
    else:
        yield Text(
            "# Ohne Lage: join: {dataset: stadtteile, on: {unser_feld: ihr_feld}} ordnet die Datensätze zu.",
            "# No positions: join: {dataset: stadtteile, on: {our_field: their_field}} places the records.",
        ).to(language)


def _called(found: Inspection, pattern: re.Pattern[str]) -> str | None:
    filled = (field.name for field in found.fields if field.column.filled)
    return next((name for name in filled if pattern.search(name)), None)


def comment(text: Text | None, language: Language) -> str:
    """Write a remark behind a line, "" where there is none."""
    return f" # {' '.join(text.to(language).split())}" if text else ""


def scalar(value: object) -> str:
    """Write a text as YAML, in quotes unless it is plain words."""
    text = str(value)
    if PLAIN.fullmatch(text) and text.lower() not in WORDS:
        return text
    return UNPRINTABLE.sub(lambda sign: f"\\u{ord(sign[0]):04x}", json.dumps(text, ensure_ascii=False))
