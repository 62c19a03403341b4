"""Which encoding a text has: files of one publisher differ, and say nothing or the wrong thing about it."""

import codecs
import re
from itertools import accumulate
from mmap import ACCESS_READ, mmap
from pathlib import Path

from charset_normalizer import from_bytes

from pipelines.errors import SourceError
from pipelines.reading.formats import family, suffix
from pipelines.text import Text

FALLBACK = "cp1252"
"""Windows' western encoding, a superset of ISO-8859-1's letters: what is not UTF-8 in German offices is this."""
RIVALS = ("cp1252", "cp850")
"""The usual encoding, and that of exports of DOS programs. Others are declared: too many signs of cp1252 make sense in
them, too."""
MAC = re.compile(rb"[a-z][\x9f\xa7][a-z]")
"""ü and ß as Excel on old Macs wrote them, inside a word; in cp1252 they would be Ÿ and §, which no word has there."""
UMLAUT = re.compile(rb"[A-Za-z][\xe4\xf6\xfc\xdf][a-z]")
"""ä, ö, ü and ß of cp1252 inside a word; on Macs they would be ‰, ˆ, ¸ and ﬂ, which no word has there."""
UTF8 = re.compile(
    rb"[\xc2-\xc5\xce-\xd1\xe2][\x80-\xbf]"
    rb"(?:(?<=[\xc2\xc3].)|(?<=[a-z][\xc4\xc5].)|(?<=\xe2[\x80-\x84])[\x80-\xbf]|(?<=[\xce-\xd1].)[\xce-\xd1][\x80-\xbf])"
)
"""Western letters, signs, Greek and Cyrillic in UTF-8; in one byte per letter they would be Ã¤, lÄ™, â€“ or Ð£Ð», which
nobody writes. An Ä, Ö, Ü or ß before a closing sign, as in Maß“, is UTF-8 by chance and not among them."""
MARGIN = 0.05
"""How much less chaos than in cp1252 a rival must make of the text to be believed."""
GUESSED = 256 * 1024
"""Bytes that are enough to tell encodings apart."""
SAMPLE = 4 * 1024**2
BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def text_encoding(path: Path, declared: str | None) -> str:
    """Return a text file's encoding: of its byte order mark, else as declared, else UTF-8 where valid, else guessed.

    UTF-16 without a mark shows by its zero bytes. What is left is cp1252 unless that cannot be, or charset-normalizer
    finds clearly more sense in another one: its guesses need long texts, and a list with three umlauts in it looks
    as good in half a dozen encodings. German offices write cp1252, and a wrong guess would spoil names in silence.
    Raises SourceError for a text that mixes UTF-8 with another encoding.
    """
    with path.open("rb") as file:
        head = file.read(4)
    marked = next((name for bom, name in BOMS if head.startswith(bom)), None)
    return marked or declared or _wide(path) or ("utf-8" if _is_utf8(path) else _guessed(path))


def _wide(path: Path) -> str | None:
    """UTF-16 without byte order mark: of western text, every second byte is zero."""
    with path.open("rb") as file:
        sample = file.read(1024)
    for name, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if len(zeros) > 1 and zeros.count(0) > len(zeros) * 0.8:
            return name
    return None


def _guessed(path: Path) -> str:
    _refuse_mixture(path)
    with path.open("rb") as file:
        sample = file.read(GUESSED)
    if MAC.search(sample) and not UMLAUT.search(sample):
        return "mac_roman"
    found = {match.encoding: match for match in from_bytes(_telling(sample), cp_isolation=list(RIVALS), threshold=1.0)}
    usual = found.get(FALLBACK)
    best = min(found.values(), key=lambda match: match.chaos, default=None)
    if best is None or (usual and usual.chaos - best.chaos < MARGIN):
        return FALLBACK
    return best.encoding


def _refuse_mixture(path: Path) -> None:
    """Raise SourceError for UTF-8 beside lines of something else, however many: read as one, the other would spoil."""
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as content:
        found = UTF8.search(content)
        if not found:
            return
        proper = next(number for number, end in enumerate(accumulate(map(len, file)), start=1) if end > found.start())
        file.seek(0)
        other = next(number for number, line in enumerate(file, start=1) if not _decodes(line))
    raise SourceError(
        Text(
            f"{path.name} ist in UTF-8 geschrieben (Zeile {proper}), Zeile {other} aber in einer anderen Kodierung.",
            f"{path.name} is written in UTF-8 (line {proper}), but line {other} in another encoding.",
        ),
        Text(
            "Bitte einheitlich in UTF-8 speichern, oder in der Definition angeben, was gelten soll: encoding.",
            "Please save all of it in UTF-8, or state in the definition which one to use: encoding.",
        ),
    )


def _decodes(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _telling(sample: bytes) -> bytes:
    """The lines that are not ASCII; others are the same in all encodings."""
    return b"\n".join(line for line in sample.splitlines() if not line.isascii())


def dbf_encoding(shapefile: Path, declared: str | None) -> str:
    """Return the encoding of a Shapefile's attributes: as declared, else as the bytes tell, else as .cpg says.

    The bytes go before the .cpg file, which is often missing or copied from elsewhere: umlauts of cp1252 are
    never valid UTF-8. dBASE cuts values at a number of bytes, so single broken UTF-8 sequences are normal.
    """
    if declared:
        return declared
    files = {suffix(file): file for file in family(shapefile)}
    text = _records(files[".dbf"]).decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if sum(1 for sign in text if sign > "\x7f") > 2 * broken:
        return "utf-8"
    named = _codec(files[".cpg"].read_text("ascii", "ignore")) if ".cpg" in files else _language_driver(files[".dbf"])
    return FALLBACK if named in {None, "utf-8", "iso8859-1"} else str(named)


def _language_driver(dbf: Path) -> str | None:
    """The encoding by the byte at 29 of a dBASE header, where it names one of DOS; Windows' are the fallback."""
    with dbf.open("rb") as file:
        return {0x01: "cp437", 0x02: "cp850"}.get(file.read(32)[29:30].ljust(1, b"\0")[0])


def _records(dbf: Path) -> bytes:
    with dbf.open("rb") as file:
        header = file.read(32)
        file.seek(int.from_bytes(header[8:10], "little"))  # dBASE: length of the header
        return file.read(SAMPLE)


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            while chunk := file.read(SAMPLE):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _codec(name: str) -> str | None:
    """Return Python's name for the content of a .cpg file: "UTF-8", "1252", "ANSI 1252", "ISO 88591", "8859-15"."""
    word = name.strip()
    digits = re.sub(r"\D", "", word)
    candidates = [word, f"cp{digits}"]
    if digits.startswith("8859"):
        candidates.append(f"iso-8859-{digits[4:]}")
    for candidate in candidates:
        try:
            return codecs.lookup(candidate).name
        except LookupError:
            continue
    return None
