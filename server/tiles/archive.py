"""Tiles out of a PMTiles archive: its directories are read once, a tile is one read at a known place of the file."""

import os
from collections import OrderedDict
from dataclasses import dataclass, field
from pathlib import Path

from pmtiles.tile import (
    Compression,
    Entry,
    HeaderDict,
    deserialize_directory,
    deserialize_header,
    find_tile,
    zxy_to_tileid,
)

HEADER = 127
"""Bytes; PMTiles specification, version 3, chapter 3."""

DEPTH = 4
"""Directories above a tile at most, the root included."""

LEAVES = 64
"""Leaf directories of one archive that are kept; one knows up to some thousand tiles."""

OPEN = 256
"""Archives that are open at a time."""


@dataclass
class Archive:
    """One open archive. Tiles are stored compressed with gzip; level, column, row as in Web Mercator."""

    handle: int
    stamp: tuple[int, int]
    header: HeaderDict
    root: list[Entry]
    leaves: OrderedDict[int, list[Entry]] = field(default_factory=OrderedDict)

    @property
    def zooms(self) -> tuple[int, int]:
        """Lowest and highest level."""
        return self.header["min_zoom"], self.header["max_zoom"]

    @property
    def gzipped(self) -> bool:
        """Whether tiles are compressed."""
        return self.header["tile_compression"] == Compression.GZIP

    def read(self, z: int, x: int, y: int) -> bytes | None:
        """Return a tile as it is stored, None when there is nothing in it."""
        number = zxy_to_tileid(z, x, y)
        entries = self.root
        for _ in range(DEPTH):
            entry = find_tile(entries, number)
            if entry is None:
                return None
            if entry.run_length:
                return os.pread(self.handle, entry.length, self.header["tile_data_offset"] + entry.offset)
            entries = self._leaf(entry)
        return None

    def _leaf(self, entry: Entry) -> list[Entry]:
        if entry.offset in self.leaves:
            self.leaves.move_to_end(entry.offset)
            return self.leaves[entry.offset]
        data = os.pread(self.handle, entry.length, self.header["leaf_directory_offset"] + entry.offset)
        self.leaves[entry.offset] = found = deserialize_directory(data)
        if len(self.leaves) > LEAVES:
            self.leaves.popitem(last=False)
        return found


class Archives:
    """Open archives by the path of their file, the least used closed first. For one thread: the event loop's.

    A version's file never changes, but a database that begins anew counts its versions anew, too: a file that is
    another one under the same path is opened afresh, one that is gone is closed.
    """

    def __init__(self) -> None:
        self._open: OrderedDict[Path, Archive] = OrderedDict()

    def find(self, path: Path) -> Archive | None:
        """Return the archive at ``path``, None when there is none."""
        known = self._open.pop(path, None)
        try:
            found = os.stat(path)  # noqa: PTH116 - a third of Path.stat's time, on every tile
        except FileNotFoundError:
            _close(known)
            return None
        if known and known.stamp != (found.st_ino, found.st_mtime_ns):
            _close(known)
            known = None
        self._open[path] = archive = known or _open(path)
        if len(self._open) > OPEN:
            _close(self._open.popitem(last=False)[1])
        return archive

    def close(self) -> None:
        """Close all files."""
        while self._open:
            _close(self._open.popitem()[1])


def _open(path: Path) -> Archive:
    handle = os.open(path, os.O_RDONLY)
    found = os.fstat(handle)
    header = deserialize_header(os.pread(handle, HEADER, 0))
    root = deserialize_directory(os.pread(handle, header["root_length"], header["root_offset"]))
    return Archive(handle, (found.st_ino, found.st_mtime_ns), header, root)


def _close(archive: Archive | None) -> None:
    if archive:
        os.close(archive.handle)
