"""A file of XPlanGML, or an XPlanArchiv → the plan and what comes with it."""

from collections.abc import Iterator, Set
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from zipfile import ZipFile

from pipelines.errors import SourceError
from pipelines.reading.archive import unpacked_all
from pipelines.reading.formats import suffix
from pipelines.text import Text
from pipelines.xplan.attachment import TYPES, Attachment, attachment
from pipelines.xplan.documents import missing, refuse_leaving
from pipelines.xplan.model import Document, Notice
from pipelines.xplan.pack import MAIN
from pipelines.xplan.parse import WHAT_IS_READ, parse, refuse_others

GML = frozenset({".gml", ".xml"})
LARGEST = 512 * 1024**2
"""Bytes of one plan; the largest real ones have some 50 MB."""


@dataclass(frozen=True, slots=True)
class Package:
    """A plan with its attachments; ``main`` is its own file. All files are there as long as it is open."""

    document: Document
    attachments: tuple[Attachment, ...]
    main: Path


@contextmanager
def opened(path: Path) -> Iterator[Package]:
    """Give what a .gml or .zip holds; unpacked files go afterwards.

    Raises SourceError for what :func:`pipelines.xplan.parse.parse` refuses, for archives that are broken, encrypted
    or too large, for attachments that are not what their suffix says, and for references that leave the archive.
    """
    if suffix(path) not in {*GML, ".zip"}:
        raise SourceError(Text(f"{path.name} ist kein XPlanGML.", f"{path.name} is no XPlanGML."), WHAT_IS_READ)
    with unpacked_all(path, GML | TYPES.keys()) as files:
        main = _main(path, files)
        document = _document(main, path.name if len(files) == 1 else f"{path.name}/{main.name}")
        beside = [file for file in files if suffix(file) in TYPES and file.is_relative_to(main.parent)]
        attachments = tuple(attachment(file, file.relative_to(main.parent).as_posix()) for file in beside)
        if suffix(path) == ".zip":
            refuse_leaving(document, path.name)
        others = {file.name for file in files if file not in beside} - {main.name}
        more = (*missing(document, {each.name for each in attachments}), *_left_out(path, others))
        yield Package(replace(document, notices=(*document.notices, *more)), attachments, main)


def _main(path: Path, files: list[Path]) -> Path:
    """The plan among the files: xplan.gml, else the only .gml, else the only .xml."""
    named = [file for file in files if file.name.lower() == MAIN]
    for candidates in (named, *([file for file in files if suffix(file) == kind] for kind in (".gml", ".xml"))):
        if len(candidates) == 1:
            return candidates[0]
        if candidates:
            names = ", ".join(file.name for file in candidates)
            raise SourceError(
                Text(f"{path.name} enthält mehrere Pläne: {names}.", f"{path.name} holds several plans: {names}."),
                Text(f"Bitte den einen {MAIN} nennen.", f"Please name the one {MAIN}."),
            )
    raise SourceError(Text(f"{path.name} enthält kein {MAIN}.", f"{path.name} holds no {MAIN}."), WHAT_IS_READ)


def _document(main: Path, name: str) -> Document:
    size = main.stat().st_size
    if size > LARGEST:
        with main.open("rb") as file:
            refuse_others(file, name)
        raise SourceError(
            Text(f"{name} ist zu groß ({size // 1024**2} MB).", f"{name} is too large ({size // 1024**2} MB)."),
            Text(f"Erlaubt sind {LARGEST // 1024**2} MB.", f"Allowed are {LARGEST // 1024**2} MB."),
        )
    with main.open("rb") as file:
        return parse(file, name)


def _left_out(path: Path, others: Set[str]) -> Iterator[Notice]:
    """What an archive holds beyond the plan and the files beside or below it that are served; ``others`` are not."""
    if suffix(path) != ".zip":
        return
    with ZipFile(path) as archive:
        members = [PurePosixPath(member.filename) for member in archive.infolist() if not member.is_dir()]
    for name in members:
        if name.name in others or name.suffix.lower() not in GML | TYPES.keys():
            message = Text(f"{name} wird nicht übernommen.", f"{name} is not taken over.")
            yield Notice("left-out", message)
