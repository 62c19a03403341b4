"""XML from outside: no document types, whose entities grow without end or fetch other files."""

from pathlib import Path
from typing import IO, NoReturn
from xml.parsers import expat

from pipelines.errors import SourceError
from pipelines.text import Text


class _RootReached(Exception):  # noqa: N818 - it stops the parser and is no error
    """The parser has reached the first element, behind which no document type can follow."""


def refuse_document_type(path: Path, content: IO[bytes]) -> None:
    """Raise SourceError where the XML ``content``, a part of the file ``path``, has a document type.

    Whether it is well-formed is left to who reads it.
    """
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = lambda *_: _refuse(path)
    parser.StartElementHandler = _reached
    try:
        parser.ParseFile(content)
    except (_RootReached, expat.ExpatError):
        return


def _reached(*_: object) -> NoReturn:
    raise _RootReached


def _refuse(path: Path) -> NoReturn:
    raise SourceError(
        Text(f"{path.name} enthält eine DOCTYPE-Angabe.", f"{path.name} holds a DOCTYPE."),
        Text("Aus Sicherheitsgründen wird sie nicht gelesen.", "It is not read, for safety."),
    )
