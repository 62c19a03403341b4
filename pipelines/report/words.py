"""Actions, rules and outcomes in words for people; machines get their ids."""

from typing import TYPE_CHECKING

from pipelines.storage import STORAGE_SRID
from pipelines.text import Text, figure

if TYPE_CHECKING:
    from pipelines.report.finding import Action
    from pipelines.report.model import Report
    from pipelines.report.outcome import Status
    from pipelines.stages.operation import Operation

ACTIONS: dict["Action", Text] = {
    "refused": Text("abgewiesen", "refused"),
    "repaired": Text("repariert", "repaired"),
    "cleared": Text("Wert geleert", "value cleared"),
    "warned": Text("Hinweis", "warning"),
}

RULES = {
    "code-validity": Text("Code nicht in Kraft", "code not in force"),
    "codes": Text("unbekannter Code", "unknown code"),
    "condition": Text("Bedingung nicht erfüllt", "condition not met"),
    "coordinates": Text("Koordinaten unbrauchbar", "unusable coordinates"),
    "duplicate": Text("Schlüssel doppelt", "key occurs twice"),
    "geocode-ambiguous": Text("Anschrift mehrdeutig", "ambiguous address"),
    "geocode-missing": Text("Anschrift unbekannt", "unknown address"),
    "geocode-number": Text("Hausnummer fehlt", "no house number"),
    "geocode-quarter": Text("anderer Ortsteil", "other quarter"),
    "geocode-unknown-quarter": Text("Ortsteil unbekannt", "unknown quarter"),
    "geometry-collapsed": Text("Geometrie ohne Ausdehnung", "geometry without extent"),
    "geometry-dimensions": Text("Höhen fehlen", "heights missing"),
    "geometry-invalid": Text("Geometrie ungültig", "invalid geometry"),
    "geometry-missing": Text("Geometrie fehlt", "no geometry"),
    "geometry-mixed": Text("Geometrie gemischt", "mixed geometry"),
    "geometry-open": Text("Ring nicht geschlossen", "ring not closed"),
    "geometry-parts": Text("mehrere Teile", "several parts"),
    "geometry-place": Text("nicht in Deutschland", "not in Germany"),
    "geometry-rounded": Text("zu fein für Millimeter", "too fine for millimetres"),
    "geometry-type": Text("andere Geometrieart", "other kind of geometry"),
    "inside": Text("außerhalb des Gebiets", "outside the area"),
    "join-ambiguous": Text("Zuordnung mehrdeutig", "ambiguous match"),
    "join-missing": Text("keine Zuordnung", "no match"),
    "key": Text("Schlüssel fehlt", "key missing"),
    "near": Text("nicht in der Nähe", "not near"),
    "no_overlap": Text("Flächen überlappen sich", "areas overlap"),
    "outside-town": Text("außerhalb der Stadt", "outside the town"),
    "pattern": Text("andere Form", "other form"),
    "point_in": Text("nicht in der genannten Fläche", "not in the area named"),
    "range": Text("außerhalb des Bereichs", "out of range"),
    "required": Text("Pflichtwert fehlt", "required value missing"),
    "suppressed": Text("zu kleine Zahl", "number too small"),
    "unique": Text("Wert doppelt", "value occurs twice"),
    "integer": Text("keine ganze Zahl", "no whole number"),
    "number": Text("keine Zahl", "no number"),
    "boolean": Text("weder ja noch nein", "neither yes nor no"),
    "date": Text("kein Datum", "no date"),
    "datetime": Text("kein Zeitpunkt", "no date and time"),
    "text": Text("Excel-Fehlerwert", "Excel error"),
    "url": Text("keine Internetadresse", "no web address"),
    "email": Text("keine E-Mail-Adresse", "no e-mail address"),
    "phone": Text("keine Telefonnummer", "no phone number"),
    "hours": Text("keine Öffnungszeiten", "no opening hours"),
}
"""What a record that broke the rule is, or lacks."""

EFFECTS = {
    "flattened": Text("Höhe oder Messwert weggelassen", "height or measure dropped"),
    "rounded": Text("auf Millimeter gerundet", "rounded to millimetres"),
    "reprojected": Text("in EPSG:25832 umgerechnet", "brought to EPSG:25832"),
    "linearised": Text("Bögen in Sehnen zerlegt", "arcs cut into chords"),
    "linked": Text("Verweise auf andere Dateien, denen nicht gefolgt wurde", "links to other files, not followed"),
    "hidden": Text("in Excel ausgeblendete Zeilen, mitgelesen", "rows hidden in Excel, read like the others"),
    "uncalculated": Text(
        "Formeln ohne gespeichertes Ergebnis, leer gelesen (in Excel öffnen und speichern)",
        "formulas without a stored result, read as empty (open and save it in Excel)",
    ),
    "targets": Text(
        "Linkziele hinter Zellen, nicht gelesen (bitte in eine eigene Spalte schreiben)",
        "link targets behind cells, not read (please write them into a column of their own)",
    ),
    "merged": Text("Werte aus verbundenen Zellen übernommen", "values taken from merged cells"),
    "deduplicated": Text("doppelte Stützpunkte entfernt", "repeated vertices removed"),
    "resampled": Text(
        "Kacheln auf das feinste Raster gebracht (größte Werte)", "tiles on the finest grid (greatest values)"
    ),
    "reoriented": Text("Ringe gewendet", "rings turned"),
}

QUALITY = {
    "exact": Text("Treffer genau", "matched exactly"),
    "normalised": Text("Treffer bei anderer Schreibweise", "matched with another spelling"),
    "quarter": Text("Treffer mithilfe des Ortsteils", "matched by the quarter"),
}
"""How a record found its place in another layer."""

CHANGES = {
    "added": Text("neu", "added"),
    "changed": Text("geändert", "changed"),
    "removed": Text("entfallen", "removed"),
    "unchanged": Text("unverändert", "unchanged"),
}

STATUSES: dict["Status", Text] = {
    "published": Text("veröffentlicht", "published"),
    "revised": Text("neu beschrieben, dieselben Objekte", "described anew, the same features"),
    "unchanged": Text("unverändert", "unchanged"),
    "kept": Text("belassen (von Hand gewählt)", "kept (chosen by hand)"),
    "checked": Text("geprüft, nichts geschrieben", "checked, nothing written"),
    "refused": Text("abgewiesen", "refused"),
    "failed": Text("fehlgeschlagen", "failed"),
    "undefined": Text("nicht mehr definiert (withdraw nimmt sie weg)", "no longer defined (withdraw removes it)"),
}


def rule_words(rule: str) -> Text:
    """Return a rule in words, or its id where it has none."""
    return RULES.get(rule, Text(rule, rule))


def effect_words(name: str, report: "Report") -> Text:
    """Return what was done to many geometries at once, in words; of arcs, how far their chords may leave them."""
    words = EFFECTS.get(name, Text(name, name))
    if name != "linearised" or report.arc_tolerance is None:
        return words
    metres = f"{report.arc_tolerance:g}"
    german, english = metres.replace(".", ","), words.to("en")
    return Text(f"{words.de} (höchstens {german} m daneben)", f"{english} (within {metres} m)")


def operation_words(operation: "Operation") -> Text:
    """Return how coordinates came to EPSG:25832, without PROJ's own name of the operation, which experts look up."""
    if operation.is_null:
        return Text("keine Umrechnung nötig", "no transformation needed")
    way = Text(f"von {operation.source} nach EPSG:{STORAGE_SRID}", f"from {operation.source} to EPSG:{STORAGE_SRID}")
    if operation.accuracy is None:
        return Text(f"{way.de}, Genauigkeit nicht angegeben", f"{way.en}, accuracy not stated")
    if not operation.accuracy:
        return Text(f"{way.de}, ohne Verlust an Genauigkeit", f"{way.en}, without loss of accuracy")
    metres = figure(f"{operation.accuracy:g}")
    return Text(f"{way.de}, auf {metres.de} m genau", f"{way.en}, to within {metres.en} m")


def share_words(share: float) -> Text:
    """Return 0.125 as 12,5 % in German and as 12.5% in English."""
    percent = figure(f"{share * 100:g}")
    return Text(f"{percent.de} %", f"{percent.en}%")


def quality_words(name: str) -> Text:
    """Return how well records found their place, in words."""
    return QUALITY.get(name, Text(f"Zuordnung {name}", f"match {name}"))
