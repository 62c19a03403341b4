"""Rules for people who did not write them: what is this, and what is to be done?"""

from pipelines.text import Text

Explained = tuple[Text, Text]
"""What a rule is about, and what whoever keeps the data can do."""

CELL = Text("Die Zelle in der Quelle verbessern.", "Mend the cell in the source.")

OTHERWISE: Explained = (
    Text("Eine Regel der Ebene ist verletzt.", "A rule of the layer is broken."),
    Text("Den Datensatz in der Quelle verbessern.", "Mend the record in the source."),
)

EXPLAINED: dict[str, Explained] = {
    "codes": (
        Text(
            "Der Wert steht nicht in der Codeliste der Ebene.",
            "The value is not in the layer's code list.",
        ),
        Text(
            "Einen Code der Liste verwenden, oder die Schreibweise in der Definition unter also ergänzen.",
            "Use a code of the list, or add the spelling to the definition under also.",
        ),
    ),
    "code-validity": (
        Text(
            "Der Code galt zum Datenstand noch nicht oder nicht mehr.",
            "The code was not in force at the data date.",
        ),
        Text("Den gültigen Code verwenden oder den Datenstand prüfen.", "Use a valid code or check the data date."),
    ),
    "condition": (
        Text(
            "Werte eines Datensatzes widersprechen einander.",
            "Values of one record contradict each other.",
        ),
        Text("In der Quelle nachsehen, welcher Wert stimmt.", "Look in the source which value is right."),
    ),
    "coordinates": (
        Text("Aus den Koordinaten wird kein Ort.", "The coordinates give no place."),
        Text("Zahlen, Dezimalzeichen und Koordinatensystem prüfen.", "Check numbers, decimal sign and CRS."),
    ),
    "duplicate": (
        Text(
            "Zwei Datensätze haben denselben Schlüssel; der erste bleibt.",
            "Two records have the same key; the first stays.",
        ),
        Text("Den Schlüssel in der Quelle berichtigen.", "Correct the key in the source."),
    ),
    "geocode-ambiguous": (
        Text("Die Anschrift gibt es mehrmals in der Stadt.", "The address exists several times in the town."),
        Text("Den Ortsteil angeben.", "Add the quarter."),
    ),
    "geocode-missing": (
        Text("Die Anschrift gibt es im Adressbestand nicht.", "The address layer has no such address."),
        Text("Schreibweise von Straße und Hausnummer prüfen.", "Check the spelling of street and number."),
    ),
    "geocode-number": (
        Text("Die Anschrift hat keine Hausnummer.", "The address has no house number."),
        Text("Die Hausnummer ergänzen.", "Add the house number."),
    ),
    "geocode-quarter": (
        Text(
            "Die Anschrift liegt in einem anderen Ortsteil als angegeben.",
            "The address lies in another quarter than it says.",
        ),
        Text("Den Ortsteil prüfen.", "Check the quarter."),
    ),
    "geocode-unknown-quarter": (
        Text("Diesen Ortsteil kennt der Adressbestand nicht.", "The address layer does not know this quarter."),
        Text("Die Schreibweise des Ortsteils prüfen.", "Check the spelling of the quarter."),
    ),
    "geometry-collapsed": (
        Text(
            "Von der Form bleibt nach dem Runden auf Millimeter nichts übrig.",
            "Nothing is left of the shape once rounded to millimetres.",
        ),
        Text("Das Objekt in der Quelle neu zeichnen oder löschen.", "Draw the feature anew or delete it."),
    ),
    "geometry-invalid": (
        Text(
            "Die Umrisslinie kreuzt sich, ist offen oder hat doppelte Punkte; das Portal hat sie berichtigt, "
            "soweit das eindeutig ist.",
            "The outline crosses itself, is open or has points twice; the portal mended it where that is unambiguous.",
        ),
        Text(
            "Größe vorher und nachher vergleichen, das Objekt in der Quelle reparieren.",
            "Compare the size before and after, repair the feature in the source.",
        ),
    ),
    "geometry-missing": (
        Text("Der Datensatz hat keine Geometrie.", "The record has no geometry."),
        Text("Das Objekt verorten.", "Give the feature a place."),
    ),
    "geometry-mixed": (
        Text(
            "Das Objekt mischt Punkte, Linien und Flächen; behalten wird, was zur Ebene passt.",
            "The feature mixes points, lines and areas; what fits the layer is kept.",
        ),
        Text("Das Objekt in der Quelle trennen.", "Split the feature in the source."),
    ),
    "geometry-dimensions": (
        Text("Der Geometrie fehlen Höhen oder Messwerte.", "The geometry lacks heights or measures."),
        Text("Die Höhen in der Quelle ergänzen.", "Add the heights in the source."),
    ),
    "geometry-open": (
        Text("Der Rand einer Fläche war nicht geschlossen.", "The outline of an area was not closed."),
        Text("Die Fläche in der Quelle schließen.", "Close the area in the source."),
    ),
    "geometry-parts": (
        Text("Das Objekt hat mehrere Teile, wo einer erwartet wird.", "The feature has several parts, not one."),
        Text(
            "Das Objekt teilen, oder in der Definition die Multi-Art angeben.",
            "Split the feature, or declare the multi kind in the definition.",
        ),
    ),
    "geometry-place": (
        Text("Die Koordinaten liegen nicht in Deutschland.", "The coordinates do not lie in Germany."),
        Text(
            "Koordinatensystem und Reihenfolge von Rechts- und Hochwert prüfen.",
            "Check the CRS and the order of easting and northing.",
        ),
    ),
    "geometry-rounded": (
        Text(
            "In der Quelle ist die Form gültig; auf Millimeter gerundet, fällt ein Teil zusammen oder kreuzt sich der "
            "Rand.",
            "The shape is valid in the source; rounded to millimetres, a part collapses or the outline crosses itself.",
        ),
        Text(
            "So schmale Teile und Lücken sind meist Reste einer Verschneidung: in der Quelle löschen.",
            "Parts and gaps as narrow as that are mostly remnants of an overlay: delete them in the source.",
        ),
    ),
    "geometry-type": (
        Text("Die Ebene hat eine andere Geometrieart.", "The layer has another kind of geometry."),
        Text("Art in Quelle und Definition vergleichen.", "Compare the kind in source and definition."),
    ),
    "inside": (
        Text("Das Objekt liegt nicht ganz im verlangten Gebiet.", "The feature does not lie within the area."),
        Text("Die Lage prüfen.", "Check the place."),
    ),
    "join-ambiguous": (
        Text("Zum Datensatz passen mehrere Objekte der anderen Ebene.", "Several features of the other layer fit."),
        Text("Einen eindeutigen Wert verwenden.", "Use an unambiguous value."),
    ),
    "join-missing": (
        Text("Zum Datensatz passt kein Objekt der anderen Ebene.", "No feature of the other layer fits."),
        Text("Die Schreibweise vergleichen.", "Compare the spelling."),
    ),
    "key": (
        Text("Ohne Schlüssel hat das Objekt keine bleibende Kennung.", "Without a key a feature has no lasting id."),
        Text("Den Schlüssel ergänzen.", "Add the key."),
    ),
    "near": (
        Text(
            "Im verlangten Umkreis liegt kein passendes Objekt der anderen Ebene.",
            "No fitting feature of the other layer lies within the distance.",
        ),
        Text("Lage und Namen prüfen.", "Check place and name."),
    ),
    "no_overlap": (
        Text("Zwei Flächen der Ebene überlappen sich.", "Two areas of the layer overlap."),
        Text("Die gemeinsame Grenze in der Quelle bereinigen.", "Tidy the common border in the source."),
    ),
    "outside-town": (
        Text("Das Objekt liegt weit außerhalb der Stadt.", "The feature lies far outside the town."),
        Text("Lage und Koordinatensystem prüfen.", "Check place and CRS."),
    ),
    "pattern": (
        Text("Der Wert hat nicht die verlangte Form.", "The value does not have the form required."),
        CELL,
    ),
    "point_in": (
        Text(
            "Das Objekt liegt nicht in der Fläche, die es nennt.",
            "The feature does not lie in the area it names.",
        ),
        Text("Lage und Angabe vergleichen.", "Compare place and value."),
    ),
    "range": (
        Text("Der Wert liegt außerhalb des erlaubten Bereichs.", "The value is beyond the range allowed."),
        Text("Einheit, Komma und Jahr prüfen.", "Check unit, decimal sign and year."),
    ),
    "required": (
        Text("Ein Pflichtwert fehlt.", "A required value is missing."),
        Text("Den Wert in der Quelle ergänzen.", "Add the value in the source."),
    ),
    "suppressed": (
        Text(
            "Kleine Zahlen sind zum Schutz einzelner Menschen nicht veröffentlicht.",
            "Small numbers are withheld to protect individuals.",
        ),
        Text("Nichts; so ist es gewollt.", "Nothing; it is meant so."),
    ),
    "text": (
        Text("In der Zelle steht ein Fehlerwert von Excel.", "The cell holds an Excel error."),
        Text("Die Formel in der Quelle berichtigen.", "Correct the formula in the source."),
    ),
    "unique": (
        Text("Was einmalig sein soll, kommt mehrmals vor.", "What should be unique occurs several times."),
        Text("Doppelte Datensätze zusammenführen.", "Merge the records."),
    ),
    **{
        name: (Text("Der Wert hat nicht den Typ des Feldes.", "The value is not of the field's type."), CELL)
        for name in ("integer", "number", "boolean", "date", "datetime", "url", "email", "phone", "hours")
    },
}


def explained(rule: str) -> Explained:
    """Return what a rule is about and what to do; a general sentence for one without words of its own."""
    return EXPLAINED.get(rule, OTHERWISE)
