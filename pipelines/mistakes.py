"""Mistakes that PyYAML and pydantic find in a YAML file, said in plain words in both languages."""

import re
from collections.abc import Mapping
from typing import Any

from pydantic_core import ErrorDetails

from pipelines.text import Text

SENTENCES: dict[str, Text] = {
    "missing": Text("der Eintrag fehlt", "the entry is missing"),
    "extra_forbidden": Text("diesen Eintrag gibt es nicht", "there is no such entry"),
    "literal_error": Text("erwartet wird {expected}, nicht {input}", "expected {expected}, not {input}"),
    "string_type": Text("erwartet wird Text, nicht {input}", "expected text, not {input}"),
    "string_pattern_mismatch": Text(
        "{input} passt nicht zum Muster {pattern}", "{input} does not match the pattern {pattern}"
    ),
    "dataset_id": Text(
        "erwartet wird eine Kennung aus Kleinbuchstaben ohne Umlaute wie schulen, nicht {input}",
        "expected an id of lower-case ASCII letters such as schulen, not {input}",
    ),
    "column_name": Text(
        "erwartet wird ein Spaltenname in Kleinbuchstaben wie baujahr, nicht {input}",
        "expected a lower-case column name such as baujahr, not {input}",
    ),
    "epsg_code": Text(
        "erwartet wird ein Code wie EPSG:25832, nicht {input}", "expected a code such as EPSG:25832, not {input}"
    ),
    "int_parsing": Text("erwartet wird eine ganze Zahl, nicht {input}", "expected a whole number, not {input}"),
    "int_type": Text("erwartet wird eine ganze Zahl, nicht {input}", "expected a whole number, not {input}"),
    "float_parsing": Text("erwartet wird eine Zahl, nicht {input}", "expected a number, not {input}"),
    "float_type": Text("erwartet wird eine Zahl, nicht {input}", "expected a number, not {input}"),
    "bool_parsing": Text("erwartet wird true oder false, nicht {input}", "expected true or false, not {input}"),
    "bool_type": Text("erwartet wird true oder false, nicht {input}", "expected true or false, not {input}"),
    "date_type": Text("erwartet wird ein Datum wie 2023-10-31", "expected a date such as 2023-10-31"),
    "date_from_datetime_parsing": Text("erwartet wird ein Datum wie 2023-10-31", "expected a date such as 2023-10-31"),
    "tuple_type": Text("erwartet wird eine Liste, nicht {input}", "expected a list, not {input}"),
    "dict_type": Text("erwartet werden Einträge „name: wert“", "expected entries “name: value”"),
    "model_type": Text("erwartet werden Einträge „name: wert“", "expected entries “name: value”"),
    "model_attributes_type": Text("erwartet werden Einträge „name: wert“", "expected entries “name: value”"),
    "dataclass_type": Text("erwartet wird Text oder {{de: …, en: …}}", "expected text or {{de: …, en: …}}"),
    "too_short": Text("mindestens {min_length} Einträge werden erwartet", "expected at least {min_length} entries"),
    "too_long": Text("höchstens {max_length} Einträge werden erwartet", "expected at most {max_length} entries"),
    "greater_than": Text("der Wert muss größer als {gt} sein", "the value must be greater than {gt}"),
    "greater_than_equal": Text("der Wert muss mindestens {ge} sein", "the value must be at least {ge}"),
    "less_than_equal": Text("der Wert darf höchstens {le} sein", "the value must be at most {le}"),
    "union_tag_invalid": Text("erwartet wird {expected_tags}", "expected {expected_tags}"),
    "union_tag_not_found": Text("der Eintrag {discriminator} fehlt", "the entry {discriminator} is missing"),
    "web_address": Text(
        "erwartet wird eine Adresse, die mit http:// oder https:// beginnt, nicht {input}",
        "expected an address that begins with http:// or https://, not {input}",
    ),
    "mail_address": Text(
        "erwartet wird eine E-Mail-Adresse wie amt@stadt.example, nicht {input}",
        "expected an e-mail address such as amt@stadt.example, not {input}",
    ),
    "path_not_directory": Text("den Ordner {input} gibt es nicht", "there is no folder {input}"),
    "range_order": Text(
        "range nennt erst den kleinsten, dann den größten Wert", "range names the lowest value first, then the highest"
    ),
    "scale_order": Text("min darf nicht größer als max sein", "min must not be greater than max"),
    "range": Text(
        "range braucht Zahlen bei type: integer oder number, Tage (2026-10-31) bei date oder datetime",
        "range needs numbers with type: integer or number, days (2026-10-31) with date or datetime",
    ),
    "condition": Text("Bedingung: {reason}", "condition: {reason_en}"),
    "not_areas": Text(
        "no_overlap gibt es nur für Flächen: geometry ist {geometry}",
        "no_overlap is for areas only: geometry is {geometry}",
    ),
    "own_layer": Text(
        "die Regel nennt die eigene Ebene; was innerhalb der Ebene gilt, prüfen unique und no_overlap",
        "the rule names its own layer; what holds within a layer is for unique and no_overlap",
    ),
    "cleared": Text(
        "ein Pflichtfeld kann nicht geleert werden: on_error muss refuse sein",
        "a required field cannot be cleared: on_error must be refuse",
    ),
    "pattern": Text("kein regulärer Ausdruck: {reason}", "not a regular expression: {reason}"),
    "taken_address": Text("die Adresse /{id} ist schon vergeben", "the address /{id} is taken"),
    "style_or_tiles": Text("erwartet wird entweder style oder tiles", "expected either style or tiles"),
    "tile_places": Text(
        "tiles braucht {{z}}, {{x}} und {{y}}, oder {{bbox-epsg-3857}}",
        "tiles needs {{z}}, {{x}} and {{y}}, or {{bbox-epsg-3857}}",
    ),
    "no_foreign": Text("show: foreign braucht den Eintrag foreign", "show: foreign needs the entry foreign"),
    "one_source": Text(
        "erwartet wird genau eines von path, url und database", "expected exactly one of path, url and database"
    ),
    "service_url": Text("service braucht eine url", "service needs a url"),
    "database_table": Text("database und table gehören zusammen", "database and table belong together"),
    "database_name": Text(
        "erwartet wird ein Name aus Großbuchstaben wie ALKIS, nicht {input}",
        "expected a name of capitals such as ALKIS, not {input}",
    ),
    "table_name": Text(
        "erwartet wird eine Tabelle mit Schema wie alkis.gebaeude, nicht {input}",
        "expected a table with its schema such as alkis.gebaeude, not {input}",
    ),
    "x_and_y": Text("x und y gehören zusammen", "x and y belong together"),
    "one_geometry": Text(
        "erwartet wird nur eines von x/y, xy, yx, wkt und wkb", "expected only one of x/y, xy, yx, wkt and wkb"
    ),
    "degrees_columns": Text(
        "degrees sagt, wie x/y, xy oder yx geschrieben sind, und braucht eines davon",
        "degrees tells how x/y, xy or yx are written, and needs one of them",
    ),
    "reserved": Text("diese Spaltennamen sind vergeben: {names}", "these column names are reserved: {names}"),
    "unknown_scenarios": Text("Szenarien ohne Tiefen: {names}", "scenarios without depths: {names}"),
    "unknown_fields": Text(
        "{where} nennt Felder, die es unter fields nicht gibt: {names}",
        "{where} names fields that are not under fields: {names}",
    ),
    "no_key": Text(
        "key fehlt: Objekte brauchen Kennungen, die eine neue Datei überdauern; notfalls tut es die Lage, key: geom",
        "key is missing: features need ids that survive a new file; if need be, the position does, key: geom",
    ),
    "internal_key": Text(
        "aus key entsteht die öffentliche Kennung: kein Feld darin kann intern sein oder unter suppress stehen",
        "the public id is made of key: none of its fields can be internal or under suppress",
    ),
    "internal_info": Text("info zeigt nur öffentliche Felder", "info shows public fields only"),
    "internal_search": Text("search findet nur öffentliche Felder", "search finds public fields only"),
    "period": Text(
        "time nennt nur öffentliche Felder mit type: date oder datetime",
        "time names public fields with type: date or datetime only",
    ),
    "two_places": Text("erwartet wird join oder geocode, nicht beides", "expected join or geocode, not both"),
}
"""Sentence by pydantic's error type, or by the type of a PydanticCustomError of ours."""

QUOTED = Text(
    'Text mit besonderen Zeichen gehört in Anführungszeichen: "…".',
    'Text with special characters belongs into quotation marks: "…".',
)
ENTRIES = Text("Einträge heißen „name: wert“.", "Entries read “name: value”.")

SYNTAX: tuple[tuple[re.Pattern[str], Text, Text], ...] = (
    (
        re.compile(r"found character '\\t'.*"),
        Text("hier steht ein Tabulator", "here is a tab"),
        Text("In YAML wird nur mit Leerzeichen eingerückt.", "YAML is indented with blanks only."),
    ),
    (
        re.compile(r"mapping values are not allowed here"),
        Text("ein Doppelpunkt steht, wo keiner erwartet wird", "a colon stands where none is expected"),
        Text(
            'Text mit Doppelpunkt gehört in Anführungszeichen: title: "Bäume: alle". Sonst fehlt in der Zeile davor '
            "hinter dem Namen Doppelpunkt und Leerzeichen, oder diese ist zu weit eingerückt.",
            'Text with a colon belongs into quotation marks: title: "Trees: all". Otherwise the line before lacks '
            "colon and blank behind its name, or this one is indented too far.",
        ),
    ),
    (
        re.compile(r"key '(?P<name>.*)' twice"),
        Text("den Eintrag „{name}“ gibt es zweimal", "the entry “{name}” is there twice"),
        Text("Einen von beiden streichen.", "Remove one of them."),
    ),
    (
        re.compile(r"expected <block end>, but found '(?:<block (?:mapping|sequence) start>|[?-])'"),
        Text("die Einrückung passt nicht zu den Zeilen davor", "the indentation does not fit the lines before"),
        Text(
            "Einträge einer Ebene gleich weit einrücken, mit Leerzeichen.",
            "Indent the entries of one level equally, with blanks.",
        ),
    ),
    (
        re.compile(r"expected <block end>, but found '<scalar>'"),
        Text(
            "hinter einem schließenden Anführungszeichen steht noch Text",
            "there is text behind a closing quotation mark",
        ),
        Text(
            "Den ganzen Text in Anführungszeichen setzen, und in anderen, wenn er selbst welche enthält: "
            "'Café \"Sonne\"'.",
            "Put the whole text into quotation marks, and into others where it holds some itself: 'Café \"Sonne\"'.",
        ),
    ),
    (
        re.compile(r"could not find expected ':'"),
        Text("ein Doppelpunkt hinter dem Namen eines Eintrags fehlt", "a colon behind an entry's name is missing"),
        ENTRIES,
    ),
    (
        re.compile(r"a key must be a word"),
        Text("der Name eines Eintrags ist kein Wort", "the name of an entry is no word"),
        ENTRIES,
    ),
    (
        re.compile(r"expected ',' or '(?P<bracket>[}\]])', but got .*"),
        Text("ein Komma oder die Klammer „{bracket}“ fehlt", "a comma or the bracket “{bracket}” is missing"),
        QUOTED,
    ),
    (
        re.compile(r"found unexpected end of stream"),
        Text("ein Anführungszeichen wird nicht geschlossen", "a quotation mark is never closed"),
        Text("Das schließende Anführungszeichen ergänzen.", "Add the closing quotation mark."),
    ),
    (
        re.compile(
            r"found character '.' that cannot start any token|found undefined alias .*|"
            r"could not determine a constructor for the tag .*|sequence entries are not allowed here"
        ),
        Text("ein Wert beginnt mit einem Zeichen, das in YAML anderes bedeutet", "a value begins with a special sign"),
        QUOTED,
    ),
    (
        re.compile(r"found unknown escape character .*"),
        Text('in "…" bedeutet der Schrägstrich \\ anderes', 'within "…" a backslash means something else'),
        Text(r"Einfache Anführungszeichen nehmen: 'C:\Daten'.", r"Take single quotation marks: 'C:\Daten'."),
    ),
    (
        re.compile(r"unacceptable character (?P<sign>#x[0-9a-f]+): [^\n]*(?:\n.*)?"),
        Text("die Datei enthält das unsichtbare Zeichen {sign}", "the file holds the invisible character {sign}"),
        Text("Das Zeichen löschen, oder die Zeile neu schreiben.", "Delete the character, or write the line anew."),
    ),
)
"""What PyYAML says of a file that is no YAML, what is wrong with it in words, and what to do."""


def misspelt(problem: str) -> tuple[Text, Text | None]:
    """Say why a file is no YAML, and what to do; PyYAML's own English words where none are prepared."""
    for pattern, said, remedy in SYNTAX:
        if found := pattern.fullmatch(problem):
            return Text(said.de.format(**found.groupdict()), said.to("en").format(**found.groupdict())), remedy
    return Text(f"kein gültiges YAML ({problem})", f"not valid YAML ({problem})"), None


def sentence(error: ErrorDetails) -> Text:
    """Say one validation error; pydantic's own English words where no sentence is prepared."""
    prepared = SENTENCES.get(error["type"])
    if prepared is None:
        return Text(error["msg"], error["msg"])
    values: Mapping[str, Any] = {**error.get("ctx", {}), "input": _short(error["input"])}
    return Text(prepared.de.format(**_in_german(values)), (prepared.en or prepared.de).format(**values))


def _in_german(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Pydantic lists what it expected as 'a', 'b' or 'c'."""
    return {**values, "expected": " oder ".join(str(values.get("expected", "")).rsplit(" or ", 1))}


def _short(value: object) -> str:
    shown = repr(value) if isinstance(value, str) else str(value)
    return shown if len(shown) <= 60 else shown[:57] + "…"
