"""Whether a file is as long as it says of itself.

dBASE III and MapInfo .DAT: number of records, length of header and record, little-endian (Shapefile specification
1998, "dBASE file"). .shp and .shx: length in 16-bit words, big-endian, at byte 24. MapInfo .ID: the place of each
record's object in the .MAP, four bytes little-endian; .MAP: blocks of 512 bytes. OSM PBF: blobs, each behind its
header (OSM wiki, "PBF Format", "File format").
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import numpy as np

BLOCK = 512
WORD = 2
MIF_OBJECT = re.compile(
    rb"^[^\S\n]*(?:none|point|line|pline|region|arc|text|rect|roundrect|ellipse|multipoint|collection)\b",
    re.IGNORECASE | re.MULTILINE,
)
MIF_DATA = re.compile(rb"^[^\S\n]*data[^\S\n]*$", re.IGNORECASE | re.MULTILINE)
MIF_PARTS = re.compile(rb"^[^\S\n]*collection\b", re.IGNORECASE | re.MULTILINE)


def table_is_whole(path: Path) -> bool:
    """Tell whether a dBASE or MapInfo .DAT table has all its records; the final end mark may be missing."""
    records, header, width = _table_sizes(path)
    return path.stat().st_size >= header + records * width


def table_records(path: Path) -> int:
    """Return how many records a dBASE or MapInfo .DAT table says it has."""
    return _table_sizes(path)[0]


def shape_is_whole(path: Path) -> bool:
    """Tell whether a .shp or .shx is as long as its header says."""
    with path.open("rb") as file:
        header = file.read(28)
    return len(header) == 28 and path.stat().st_size >= WORD * int.from_bytes(header[24:28], "big")


def objects_are_there(ids: Path, objects: Path, records: int) -> bool:
    """Tell whether a .id has a place for each record, and the .map reaches as far as they point."""
    places = np.fromfile(ids, dtype="<u4")
    size = objects.stat().st_size
    return len(places) >= records and size % BLOCK == 0 and bool((places < max(size, 1)).all())


def objects_are_whole(mif: Path, mid: Path) -> bool:
    """Tell whether a .mif has one object per line of its .mid; collections hold objects and cannot be counted so."""
    written = mif.read_bytes()
    _, *data = MIF_DATA.split(written, maxsplit=1)
    objects = b"".join(data)
    if objects.strip() and not written.endswith((b"\n", b"\r")):
        return False
    if MIF_PARTS.search(objects):
        return True
    return len(MIF_OBJECT.findall(objects)) == sum(1 for line in mid.read_bytes().splitlines() if line.strip())


def blobs_are_whole(path: Path) -> bool:
    """Tell whether an OSM PBF ends with the end of a blob."""
    with path.open("rb") as file:
        ends = list(_blob_ends(file))
    return bool(ends) and ends[-1] == path.stat().st_size


def _table_sizes(path: Path) -> tuple[int, int, int]:
    """Number of records, and lengths of header and record in bytes."""
    with path.open("rb") as file:
        header = file.read(12).ljust(12, b"\xff")
    records, length, width = header[4:8], header[8:10], header[10:12]
    return int.from_bytes(records, "little"), int.from_bytes(length, "little"), int.from_bytes(width, "little")


def _blob_ends(file: BinaryIO) -> Iterator[int]:
    """Yield where each blob ends: four bytes of length, a BlobHeader, and as much data as its field 3 says."""
    while prefix := file.read(4):
        header = file.read(int.from_bytes(prefix, "big"))
        file.seek(_datasize(header), 1)
        yield file.tell()


def _datasize(header: bytes) -> int:
    """Field 3 of a BlobHeader (protocol buffers): type (1, text), indexdata (2, bytes), datasize (3, varint)."""
    place = 0
    while place < len(header):
        key, place = _varint(header, place)
        value, place = _varint(header, place)
        if key >> 3 == 3:
            return value
        if key & 7 == 2:  # length-delimited: the value is the length of what follows
            place += value
    return 0


def _varint(data: bytes, place: int) -> tuple[int, int]:
    value, shift = 0, 0
    while place < len(data):
        byte = data[place]
        value |= (byte & 0x7F) << shift
        place, shift = place + 1, shift + 7
        if byte < 0x80:
            break
    return value, place
