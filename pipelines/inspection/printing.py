"""An inspection for people: a few lines, a table of columns, and the proposed definition; and for machines."""

import click

from pipelines.inspection.columns import shortened
from pipelines.inspection.header import Head
from pipelines.inspection.inspection import Inspection
from pipelines.inspection.reference import Reach, Reference
from pipelines.report.printing import print_json, print_table, say
from pipelines.text import Text, user_language

PLACES = {
    "inside": Text("ganz in der Stadt", "all in the town"),
    "overlaps": Text("zum Teil in der Stadt", "partly in the town"),
    "elsewhere": Text("nicht in der Stadt", "not in the town"),
    "nowhere": Text("ohne Lage", "without position"),
}
HOW = {
    "file": Text("aus der Datei", "from the file"),
    "numbers": Text("an den Zahlen erkannt", "seen from the numbers"),
    "guess": Text("geraten", "a guess"),
    "unknown": Text("unbekannt", "unknown"),
    "none": Text("keines", "none"),
}
HEADS = (
    Text("Spalte", "Column"),
    Text("Feld", "Field"),
    Text("Typ", "Type"),
    Text("leer", "empty"),
    Text("verschieden", "distinct"),
    Text("Beispiele", "Examples"),
)


def print_inspection(found: Inspection, definition: str, *, as_json: bool) -> None:
    """Print what was found, with the proposed definition at the end."""
    if as_json:
        print_json(to_json(found, definition))
        return
    for line in _lines(found):
        say(line)
    print_table(HEADS, _rows(found))
    for note in found.notes:
        say(Text(f"! {note.de}", f"! {note.to('en')}"))
    if definition:
        click.echo()
        click.echo(definition, nl=False)


def to_json(found: Inspection, definition: str) -> dict[str, object]:
    """Return the inspection for machines; its keys stay the same in every release."""
    outline = found.outline
    parts = [{"name": part.name, "geometry": part.geometry, "records": part.records} for part in outline.parts]
    return {
        "file": outline.name,
        "format": outline.kind,
        "parts": parts,
        "part": outline.part,
        "encoding": outline.encoding,
        "delimiter": outline.delimiter,
        "decimal": found.source.decimal,
        "header_row": outline.head.row,
        "header_rows": outline.head.rows,
        "title": outline.head.title,
        "records": found.records,
        "columns": found.columns,
        "geometry": {kind or "none": count for kind, count in found.geometry.items()},
        "position": dict(found.position.keys),
        "crs": {"code": found.reference.crs, "how": found.reference.how, "reason": found.reference.reason},
        "extent": found.reach.extent,
        "town": {
            "place": found.reach.place,
            "inside": found.reach.inside,
            "elsewhere": found.reach.elsewhere,
            "nowhere": found.reach.nowhere,
        },
        "fields": [
            {
                "name": field.name,
                "source": field.column.name,
                "type": field.type,
                "visibility": field.visibility,
                "empty": round(field.column.share_empty, 4),
                "distinct": field.column.distinct,
                "examples": field.column.examples,
            }
            for field in found.fields
        ],
        "key": list(found.key.fields),
        "notes": list(found.notes),
        "definition": definition,
    }


def _lines(found: Inspection) -> list[Text]:
    outline, reference, lone = found.outline, found.reference, found.records == 1
    lines = [
        Text(
            f"{outline.name}: {outline.kind}, {found.records} {'Datensatz' if lone else 'Datensätze'}",
            f"{outline.name}: {outline.kind}, {found.records} {'record' if lone else 'records'}",
        )
    ]
    if outline.parts:
        listed = ", ".join(f"{part.name} ({'?' if part.records is None else part.records})" for part in outline.parts)
        lines.append(Text(f"Ebenen: {listed}", f"Layers: {listed}"))
    if outline.encoding:
        lines.append(Text(f"Kodierung: {outline.encoding}", f"Encoding: {outline.encoding}"))
    if outline.delimiter:
        sign = {"\t": "Tab"}.get(outline.delimiter, outline.delimiter)
        lines.append(
            Text(
                f"Trennzeichen: {sign}   Dezimalzeichen: {found.source.decimal}",
                f"Delimiter: {sign}   Decimal sign: {found.source.decimal}",
            )
        )
    if outline.head.row > 1 or outline.head.rows > 1:
        lines.append(_head(outline.head))
    kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(found.geometry.items()) if kind) or "–"
    lines.append(Text(f"Geometrie: {kinds}", f"Geometry: {kinds}"))
    lines.append(reference_line(reference))
    lines.append(place_line(found.reach))
    return lines


def _head(head: Head) -> Text:
    last, title = head.row + head.rows - 1, head.title or "–"
    above = Text(f" (darüber: {title})", f" (above: {title})") if head.row > 1 else Text("", "")
    if head.rows > 1:
        rows = Text(f"Kopfzeilen: {head.row} bis {last}", f"Header rows: {head.row} to {last}")
        return Text(f"{rows.de}{above.de}", f"{rows.to('en')}{above.to('en')}")
    return Text(f"Kopfzeile: {head.row}{above.de}", f"Header row: {head.row}{above.to('en')}")


def reference_line(reference: Reference) -> Text:
    """Say the CRS, how it is known, and why; the reason of a guess says that it is one."""
    code, how, why = _short(reference.crs), HOW[reference.how], reference.reason
    match reference.how:
        case "guess":
            return Text(f"Koordinatensystem: {code} – {why.de}", f"Coordinate system: {code} – {why.to('en')}")
        case "none" | "unknown":
            return Text(f"Koordinatensystem: {how.de}; {why.de}", f"Coordinate system: {how.to('en')}; {why.to('en')}")
    return Text(
        f"Koordinatensystem: {code} – {how.de}; {why.de}", f"Coordinate system: {code} – {how.to('en')}; {why.to('en')}"
    )


def _short(crs: str | None) -> str:
    """The code, or the name out of WKT."""
    return (crs.partition('["')[2].partition('"')[0] or crs) if crs else "–"


def place_line(reach: Reach, *, counted: bool = True) -> Text:
    """Say how a file lies to the town, with its records ``counted``, and its outermost degrees."""
    where = PLACES[reach.place]
    if not reach.extent:
        return Text(f"Lage: {where.de}", f"Place: {where.to('en')}")
    west, south, east, north = (f"{degrees:.4f}" for degrees in reach.extent)
    inside, away, without = reach.inside, reach.elsewhere, reach.nowhere
    counts = Text("", "")
    if counted:
        counts = Text(
            f" ({inside} darin, {away} anderswo, {without} ohne)",
            f" ({inside} in it, {away} elsewhere, {without} without)",
        )
    return Text(
        f"Lage: {where.de}{counts.de}; Länge {west} bis {east}, Breite {south} bis {north}",
        f"Place: {where.to('en')}{counts.to('en')}; longitude {west} to {east}, latitude {south} to {north}",
    )


def _rows(found: Inspection) -> list[list[object]]:
    many = Text("viele", "many").to(user_language())
    return [
        [
            field.column.name,
            field.name,
            field.type if field.visibility == "public" else f"{field.type}, internal",
            f"{field.column.share_empty:.0%}",
            many if field.column.distinct is None else field.column.distinct,
            " | ".join(map(shortened, field.column.examples)),
        ]
        for field in found.fields
    ]
