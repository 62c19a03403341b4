"""ZIP archives from outside: counted while they are read, and only the expected kinds of files leave them."""

import errno
import logging
import lzma
import stat
import zlib
from collections.abc import Iterator, Set
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from zipfile import BadZipFile, ZipFile, ZipInfo

from pipelines.errors import SourceError
from pipelines.reading.apart import apart, harmless
from pipelines.reading.document_type import refuse_document_type
from pipelines.reading.formats import ARCHIVES, FOLDERS, SIDECARS, TABLES, WEAK, WORKBOOKS, suffix
from pipelines.text import Text

MAX_MEMBERS = 1_000
MAX_BYTES = 2 * 1024**3
"""Greatest size of everything unpacked."""
MAX_RATIO = 200
"""Greatest ratio of unpacked to packed; real municipal files stay under 60."""
SMALL = 50 * 1024**2
"""Below this size no ratio is suspicious."""
CHUNK = 1024**2
XML = (".xml", ".rels", ".vml")
NESTED = ARCHIVES | {".7z", ".rar", ".tar", ".gz", ".tgz"}
SIGNATURE = b"PK"
DAMAGE = (BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, RuntimeError)
"""What ``zipfile`` raises for an archive that is broken, or packed in a way it does not know."""
UNFIT = {None, errno.EEXIST, errno.ENOTDIR, errno.ENAMETOOLONG}
"""Errors of the system that are the archive's fault: its names, or a stream that bz2 cannot read (no number)."""

log = logging.getLogger(__name__)


@contextmanager
def unpacked(path: Path, kinds: Set[str], name: str | None = None) -> Iterator[Path]:
    """Give the one data file of an archive, or another file, in a folder of its own that goes afterwards.

    ``kinds`` are the suffixes of data files; where an archive holds several, ``name`` is the stem of the one that
    is meant. Raises SourceError for archives that are broken, encrypted, too large or hold no or several files.
    """
    if suffix(path) not in ARCHIVES:
        with apart(path) as alone:
            yield alone
        return
    with _content(path, kinds) as main:
        yield _chosen([file for file in main if suffix(file) not in WEAK] or main, path, name)


@contextmanager
def unpacked_all(path: Path, kinds: Set[str]) -> Iterator[list[Path]]:
    """Give all data files of an archive in the order of their names, such as the tiles of a raster; else the file.

    Raises SourceError as :func:`unpacked` does.
    """
    if suffix(path) not in ARCHIVES:
        with apart(path) as alone:
            yield [alone]
        return
    with _content(path, kinds) as main:
        if not main:
            raise SourceError(Text(f"{path.name} enthält keine Geodaten.", f"{path.name} holds no geodata."))
        yield sorted(main)


@contextmanager
def _content(path: Path, kinds: Set[str]) -> Iterator[list[Path]]:
    with TemporaryDirectory(prefix="geoportal-") as folder:
        try:
            with ZipFile(path) as archive:
                files = list(dict.fromkeys(_extract(archive, path, Path(folder), kinds)))
                nested = next((name for name in archive.namelist() if suffix(Path(name)) in NESTED), None)
        except DAMAGE as error:
            raise damaged(path, error) from None
        except OSError as error:
            if error.errno not in UNFIT:
                raise
            raise damaged(path, error) from None
        main = [file for file in files if suffix(file) in kinds]
        if nested and not main:
            raise _nested(path, nested)
        yield main


def kinds_in(path: Path) -> set[str]:
    """Return the suffixes of what an archive's directory names. Raises SourceError for a damaged one."""
    try:
        with ZipFile(path) as archive:
            inner = [_inner_path(member, path) for member in _members(archive, path)]
    except DAMAGE as error:
        raise damaged(path, error) from None
    return {suffix(Path(each.name)) for each in inner if not _is_hidden(each)}


def check_size(path: Path) -> None:
    """Raise SourceError when a ZIP-based file such as XLSX unpacks to too much, or holds XML with a document type.

    ``zipfile`` never reads more of a member than the archive's directory says, so the directory is the measure.
    """
    try:
        with ZipFile(path) as archive:
            members = _members(archive, path)
            _Budget(path, path.stat().st_size).spend(sum(member.file_size for member in members))
            for member in members:
                if member.filename.lower().endswith(XML):
                    with archive.open(member) as file:
                        refuse_document_type(path, file)
    except DAMAGE as error:
        raise damaged(path, error) from None


class _Budget:
    """What an archive may still unpack."""

    def __init__(self, path: Path, packed: int) -> None:
        self._path, self._packed, self._spent = path, max(packed, 1), 0

    def spend(self, size: int) -> None:
        self._spent += size
        if self._spent > MAX_BYTES or (self._spent > SMALL and self._spent > MAX_RATIO * self._packed):
            raise SourceError(
                Text(
                    f"{self._path.name} entpackt sich auf mehr, als erlaubt ist.",
                    f"{self._path.name} unpacks to more than is allowed.",
                ),
                Text(
                    f"Erlaubt sind {MAX_BYTES // 1024**3} GB und das {MAX_RATIO}-Fache der gepackten Größe.",
                    f"Allowed are {MAX_BYTES // 1024**3} GB and {MAX_RATIO} times the packed size.",
                ),
            )


def _extract(archive: ZipFile, path: Path, folder: Path, kinds: Set[str]) -> Iterator[Path]:
    members = _members(archive, path)
    wanted = kinds | {sidecar for kind in kinds for sidecar in SIDECARS.get(kind, ())}
    budget = _Budget(path, path.stat().st_size)
    for member in members:
        inner = _inner_path(member, path)
        database = _folder_of(inner, kinds)
        if member.is_dir() or _is_hidden(inner) or not (database or suffix(Path(inner.name)) in wanted):
            continue
        target = folder.joinpath(*map(harmless, inner.parts))
        if target.exists():
            raise _broken(path, f"2 × {inner}")
        copy = _copy(archive, member, target, budget)
        yield folder.joinpath(*map(harmless, database.parts)) if database else copy


def _members(archive: ZipFile, path: Path) -> list[ZipInfo]:
    members = archive.infolist()
    if len(members) > MAX_MEMBERS:
        raise _broken(path, f"> {MAX_MEMBERS}")
    return members


def _folder_of(inner: PurePosixPath, kinds: Set[str]) -> PurePosixPath | None:
    """The folder that a member is part of where the folder as a whole is the data, such as x.gdb."""
    return next((part for part in inner.parents if part.suffix.lower() in FOLDERS & kinds), None)


def _inner_path(member: ZipInfo, path: Path) -> PurePosixPath:
    inner = PurePosixPath(member.filename.replace("\\", "/"))
    is_link = stat.S_ISLNK(member.external_attr >> 16)
    unnamed = not inner.parts or ":" in inner.parts[0] or "\0" in member.filename
    if inner.is_absolute() or ".." in inner.parts or is_link or unnamed:
        raise _broken(path, member.filename)
    if member.flag_bits & 0x1:
        raise SourceError(
            Text(f"{path.name} ist mit einem Kennwort verschlüsselt.", f"{path.name} is encrypted with a password."),
            Text("Bitte unverschlüsselt packen.", "Please pack it without encryption."),
        )
    return inner


def _is_hidden(inner: PurePosixPath) -> bool:
    """Whether a member is an extra of macOS or hidden, such as __MACOSX/._schulen.shp, or metadata: schulen.shp.xml."""
    is_metadata = inner.suffix.lower() == ".xml" and suffix(Path(inner.stem)) in TABLES
    return is_metadata or any(part.startswith((".", "__MACOSX")) for part in inner.parts)


def _copy(archive: ZipFile, member: ZipInfo, target: Path, budget: _Budget) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(member) as packed, target.open("wb") as file:
        while chunk := packed.read(CHUNK):
            budget.spend(len(chunk))
            file.write(chunk)
    return target


def _chosen(files: list[Path], path: Path, name: str | None) -> Path:
    named = [file for file in files if file.stem == name]
    if len(files) == 1 or len(named) == 1:
        return named[0] if named else files[0]
    if not files:
        raise SourceError(Text(f"{path.name} enthält keine Geodaten.", f"{path.name} holds no geodata."))
    stems = ", ".join(sorted(file.stem for file in files))
    raise SourceError(
        Text(f"{path.name} enthält mehrere Dateien: {stems}.", f"{path.name} holds several files: {stems}."),
        Text(
            "Bitte eine davon angeben: als layer in der Definition, mit --layer bei inspect.",
            "Please name one of them: as layer in the definition, by --layer to inspect.",
        ),
    )


def damaged(path: Path, error: Exception) -> SourceError:
    """Return the error for a ZIP-based file that cannot be read; the library's own words go to the log."""
    log.info("%s: %s", path.name, error)
    with path.open("rb") as file:
        begins_rightly = file.read(len(SIGNATURE)) == SIGNATURE
    if begins_rightly:
        return SourceError(
            Text(f"{path.name} ist beschädigt oder unvollständig.", f"{path.name} is damaged or incomplete."),
            Text("Bitte noch einmal kopieren oder neu speichern.", "Please copy or save it again."),
        )
    if suffix(path) in WORKBOOKS:
        return SourceError(
            Text(f"{path.name} ist keine Excel-Datei (.xlsx).", f"{path.name} is no Excel file (.xlsx)."),
            Text("Bitte in Excel ohne Kennwort als .xlsx speichern.", "Please save it in Excel as .xlsx, no password."),
        )
    return SourceError(
        Text(f"{path.name} ist keine ZIP-Datei.", f"{path.name} is no ZIP file."),
        Text("Bitte neu packen.", "Please pack it again."),
    )


def _nested(path: Path, inner: str) -> SourceError:
    name = PurePosixPath(inner).name
    return SourceError(
        Text(f"{path.name} enthält ein weiteres Archiv ({name}).", f"{path.name} holds another archive ({name})."),
        Text("Bitte nur einmal packen.", "Please pack it only once."),
    )


def _broken(path: Path, detail: str) -> SourceError:
    return SourceError(
        Text(f"{path.name} ist kein brauchbares Archiv ({detail}).", f"{path.name} is no usable archive ({detail})."),
        Text("Bitte neu packen.", "Please pack it again."),
    )
