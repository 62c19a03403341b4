"""What a person should know before using a file: sentences beside the facts."""

from collections.abc import Iterator

import numpy as np
import shapely
from pyproj import CRS

from pipelines.inspection.columns import MOST, shortened
from pipelines.inspection.decimals import Signs
from pipelines.inspection.gathering import Gathered
from pipelines.inspection.outline import Outline
from pipelines.inspection.reference import Extent, Reach, Reference
from pipelines.inspection.words import X_NAME, Y_NAME, names_axis
from pipelines.text import Text

SHOWN = 5
"""Names of columns that a sentence lists."""
NEAR = 0.05
"""Degrees around the town in which swapped positions may lie to be told."""


def notes(outline: Outline, gathered: Gathered, signs: Signs, where: Reach) -> Iterator[Text]:
    """Yield sentences on what is odd, from the most to the least important."""
    reference = gathered.reference
    if reference and reference.how == "unknown":
        yield reference.reason
    if reference and where.place == "elsewhere" and _is_swapped(gathered, reference):
        yield Text(
            "Länge und Breite sind in der Datei vertauscht; bitte in der Definition angeben: source: {axes: yx}.",
            "Longitude and latitude are swapped in the file; please state in the definition: source: {axes: yx}.",
        )
    elif where.place == "elsewhere":
        yield Text(
            "Nichts davon liegt in der Stadt: `check` wird die Daten zurückweisen.",
            "Nothing of it lies in the town: `check` will refuse the data.",
        )
    yield from _gaps(gathered, where)
    yield from _numbers(gathered, signs)
    yield from _table(outline)
    yield from _content(gathered)


def _table(outline: Outline) -> Iterator[Text]:
    """What was looked at, and what a workbook hides."""
    if outline.part and len(outline.parts) > 1:
        others = ", ".join(part.name for part in outline.parts if part.name != outline.part)
        yield Text(
            f"Angesehen wurde „{outline.part}“; es gibt auch: {others} (--layer).",
            f"Looked at was “{outline.part}”; there is also: {others} (--layer).",
        )
    if outline.empty_formula:
        yield Text(
            f"Formeln haben kein gespeichertes Ergebnis (zuerst Zelle {outline.empty_formula}) und werden leer "
            "gelesen: bitte in Excel oder LibreOffice öffnen und speichern.",
            f"Formulas have no stored result (first cell {outline.empty_formula}) and are read as empty: please "
            "open and save the workbook in Excel or LibreOffice.",
        )
    if outline.hidden_rows:
        yield Text(
            f"In Excel ausgeblendete Zeilen werden mitgelesen (im Blatt: {outline.hidden_rows}).",
            f"Rows that are hidden in Excel are read, too (in the sheet: {outline.hidden_rows}).",
        )


def _numbers(gathered: Gathered, signs: Signs) -> Iterator[Text]:
    """What nobody can tell of written numbers, apart from those of the position, which say themselves what they are."""
    asked = [name for name in signs.either if signs.asks(name) and name not in gathered.position.keys.values()]
    if asked:
        listed, dotted = ", ".join(asked), gathered.columns[asked[0]].dotted
        yield Text(
            f"Tausenderpunkt oder Dezimalzahl ({dotted})? Bitte in der Definition entscheiden; solange Text: {listed}.",
            f"Thousands or decimals ({dotted})? Please decide in the definition; text until then: {listed}.",
        )
    if signs.is_mixed:
        commas, points = (", ".join(map(shortened, names[:SHOWN])) for names in (signs.commas, signs.points))
        yield Text(
            f"Die Datei mischt Dezimalzeichen: Komma in {commas}; Punkt in {points}. Gelesen wird „{signs.decimal}“; "
            "die anderen Spalten bleiben Text, bis die Datei einheitlich ist.",
            f"The file mixes decimal signs: comma in {commas}; point in {points}. Read is “{signs.decimal}”; "
            "the other columns stay text until the file has one sign.",
        )


def _content(gathered: Gathered) -> Iterator[Text]:
    """What is in the records, and what is left out of the proposal."""
    if gathered.binary:
        listed = ", ".join(sorted(gathered.binary))
        yield Text(
            f"Nicht vorgeschlagen sind Spalten mit Bildern oder anderen Binärdaten: {listed}.",
            f"Columns of pictures or other binary data are not proposed: {listed}.",
        )
    if gathered.links:
        yield Text(
            f"Die Datei verweist auf andere Dateien (NetworkLink: {gathered.links}); ihnen wird nicht gefolgt.",
            f"The file links to other files (NetworkLink: {gathered.links}); they are not followed.",
        )
    if gathered.apart:
        yield Text(
            f"{gathered.apart} Flächen überschneiden sich selbst; repariert haben sie mehrere Teile.",
            f"{gathered.apart} areas cross themselves; mended, they have several parts.",
        )
    if gathered.width > MOST:
        yield Text(
            f"Von {gathered.width} Spalten sind die ersten {MOST} vorgeschlagen.",
            f"Of {gathered.width} columns, the first {MOST} are proposed.",
        )
    if gathered.records and not any(each.filled for each in gathered.columns.values()):
        yield Text(
            "Die Datei sagt nichts außer der Geometrie: niemand wird lesen, was er auf der Karte sieht. "
            "Besser bekommt jedes Objekt einen Namen oder eine Nummer.",
            "The file says nothing beside its geometry: nobody will read what they see on the map. "
            "Better give each feature a name or a number.",
        )


def _gaps(gathered: Gathered, where: Reach) -> Iterator[Text]:
    if not gathered.records:
        yield Text("Die Datei enthält keine Datensätze.", "The file holds no records.")
    elif where.place == "nowhere" and (gathered.reference is None or gathered.reference.how == "none"):
        yield from _unread(gathered)
        yield Text(
            "Die Datei sagt nicht, wo ihre Datensätze liegen: geocode oder join in der Definition ordnet sie zu.",
            "The file does not say where its records lie: geocode or join in the definition places them.",
        )
    elif where.nowhere and where.place != "nowhere":
        yield _nowhere(where.nowhere)
    if (away := gathered.away.total()) and where.inside:
        yield Text(
            f"Nicht in Deutschland liegen {away} von {gathered.records} Datensätzen; sie werden zurückgewiesen.",
            f"{away} of {gathered.records} records do not lie in Germany; they are refused.",
        )


def _unread(gathered: Gathered) -> Iterator[Text]:
    """Columns that are called like coordinates and hold something else."""
    filled = [name for name, column in gathered.columns.items() if column.filled]
    x, y = (next((name for name in filled if names_axis(name, axis)), None) for axis in (X_NAME, Y_NAME))
    if x and y:
        shown = ", ".join(f"„{shortened(gathered.columns[name].examples[0])}“" for name in (x, y))
        yield Text(
            f"„{x}“ und „{y}“ heißen wie Koordinaten, ihre Werte sind aber weder Grad noch Meter: {shown}.",
            f"“{x}” and “{y}” are called like coordinates, but their values are neither degrees nor metres: {shown}.",
        )


def _nowhere(count: int) -> Text:
    if count == 1:
        return Text("Ein Datensatz hat keine Lage.", "One record has no position.")
    return Text(f"{count} Datensätze haben keine Lage.", f"{count} records have no position.")


def _is_swapped(gathered: Gathered, reference: Reference) -> bool:
    """Whether the first records would lie in the town with x and y the other way round."""
    if gathered.sample is None or reference.crs is None or not CRS.from_user_input(reference.crs).is_geographic:
        return False
    bounds = shapely.bounds(gathered.sample.geometry.to_numpy())
    x, y = np.nanmedian(bounds[:, 0]), np.nanmedian(bounds[:, 1])
    return _contains(gathered.town, float(y), float(x))


def _contains(town: Extent, longitude: float, latitude: float) -> bool:
    west, south, east, north = town
    return west - NEAR < longitude < east + NEAR and south - NEAR < latitude < north + NEAR
