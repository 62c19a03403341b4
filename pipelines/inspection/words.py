"""What the names of columns say: keys, coordinates, people, codes, addresses; and names for fields and layers."""

import re
import unicodedata
from collections.abc import Container
from itertools import chain, count

from pipelines.definition.dataset import RESERVED

_AXIS = r"(?:utm|geo|koord(?:inate)?|coord|point|pos)"
X_NAME = re.compile(
    rf"{_AXIS}?x{_AXIS}?|x(?:utm|koord(?:inate)?|coord|wert)|{_AXIS}?(?:lon|lng|long|longitude)|l(?:ä|ae)nge(?:ngrad)?"
    r"|rechts(?:wert)?|rw(?:ert)?|ost(?:wert)?|east(?:ing)?"
)
Y_NAME = re.compile(
    rf"{_AXIS}?y{_AXIS}?|y(?:utm|koord(?:inate)?|coord|wert)|{_AXIS}?(?:lat|latitude)|breite(?:ngrad)?"
    r"|hoch(?:wert)?|hw(?:ert)?|nord(?:wert)?|north(?:ing)?"
)
"""Names of columns with eastings or longitudes, and with northings or latitudes; see ``compact``."""
FRAME = re.compile(r"(?:wgs(?:19)?84|etrs(?:19)?89|dhdn|gk\d?|utm\d{0,2}n?|epsg\d+|(?:dezimal)?grad)+$")
"""What people add to such a name: Länge (WGS84), X ETRS89/UTM32, Rechtswert GK3."""

KEY_NAME = re.compile(
    r"id|.*(?:_id|nr|nummer|kennung|kennz|kennzeichen|schl(?:ü|ue)ssel|key|uuid|guid|code|k(?:ü|ue)rzel)"
)
"""Names of fields that tell records apart."""
MADE_BY_PROGRAMS = frozenset({"fid", "ogcfid", "objectid", "oid", "gid", "gmlid", "rowid", "index", "unnamed0"})
"""Numbers that a program gave the rows of its table; the next export may number them anew."""
COUNTED = re.compile(
    r"(?:lfd|laufende|fortlaufende)(?:nr|nummer)|(?:zeilen?|pos|positions?|row)(?:nr|nummer|number|num)?"
)
"""Numbers that count the rows of a list: one row more, and all below it have another; see ``compact``."""

PERSONAL = re.compile(
    r"nachname|vorname|familienname|eigent(?:ü|ue)mer|besitzer|ansprech|bearbeiter|kontakt|person|antragsteller|geburt"
    r"|telefon|(?:^|_)tel(?:$|_)|handy|mobilnr|mobiltel|(?:^|_)fax|e_?mail|(?:^|_)mail|(?:^|_)iban|(?:^|_)user"
    r"|editor|creator|erfasser|ersteller|melder|inhaber|leiter(?:in)?(?:$|_)|hausmeister|(?:^|_)p(?:ä|ae)chter|(?:^|_)mieter"
)
"""Names of fields that say something of single people."""
PERSON = re.compile(r"(?:Herrn?|Frau|Hr\.|Fr\.|Dr\.|Prof\.)\s.+|[A-ZÄÖÜ][\w-]+, [A-ZÄÖÜ][\w-]+")
"""A value that names a person: Frau Muster; Muster, Max."""
CODE = re.compile(r"(?:^|_)(?:plz|postleitzahl|ags|ars|gkz|schl(?:ü|ue)ssel|kennung|code|gemarkung|flur)")
PHONE = re.compile(r"telefon|(?:^|_)tel(?:$|_)|handy|mobil|(?:^|_)fax|phone")
STREET = re.compile(r"stra(?:ß|ss)e(?:n_?name)?(?:$|_)|(?:^|_)str(?:$|_)|anschrift|adresse")
NUMBER = re.compile(r"haus_?n(?:umme)?r|(?:^|_)hnr")
QUARTER = re.compile(r"(?:^|_)(?:ortsteil|stadtteil|stadtbezirk|teilort|ot)(?:e?s?_?name)?(?:$|_)")


def compact(name: str) -> str:
    """Return a name without anything but letters and digits, in lower case: X-Koordinate → xkoordinate."""
    return re.sub(r"[^0-9a-zäöüß]", "", name.lower())


def names_axis(name: str, axis: re.Pattern[str]) -> bool:
    """Tell whether a column is called like ``axis``, or the last part of a name such as coords.lat or Lage lat."""
    parts = [compact(name.rpartition(mark)[2]) for mark in (".", " ")]
    return any(axis.fullmatch(each) for part in parts for each in (part, FRAME.sub("", part)))


def column_name(name: str, taken: Container[str]) -> str:
    """Return a name that a field may have and that is not ``taken``: lower case, umlauts kept, no other signs."""
    words = re.sub(r"(?<=[a-zäöüß0-9])(?=[A-ZÄÖÜ])", "_", name)  # hoeheM → hoehe_m
    lower = "".join(_plain(sign) for sign in words.lower())
    word = re.sub(r"_+", "_", re.sub(r"[^a-zäöüß0-9]", "_", lower)).strip("_")[:38] or "feld"
    word = word if re.match(r"[a-zäöüß]", word) else f"f_{word}"[:38]
    base = f"{word}_quelle"[:38] if word in RESERVED else word
    return next(each for each in chain([base], (f"{base}_{number}" for number in count(2))) if each not in taken)


def layer_id(name: str) -> str:
    """Return an id for a layer of this name: lower-case ASCII."""
    spelt = name.lower()
    for umlaut, letters in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        spelt = spelt.replace(umlaut, letters)
    plain = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode()
    word = re.sub(r"_v\d+$", "", re.sub(r"[^a-z0-9]+", "_", plain).strip("_"))[:40].strip("_")
    return word if re.match(r"[a-z][a-z0-9_]", word) else f"ebene_{word}".strip("_")[:40]


def title(name: str) -> str:
    """Return a title for people out of a file's name."""
    words = re.sub(r"[_\s]+", " ", name).strip()
    return words[:1].upper() + words[1:] or name


def _plain(sign: str) -> str:
    """Take accents off letters, but not the dots off umlauts."""
    return sign if sign in "äöüß" else unicodedata.normalize("NFKD", sign)[0]
