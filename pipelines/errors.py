"""Everything that can go wrong as a whole; a bad record is a Finding instead.

GeoportalError             exit 1
├── UsageError             exit 2   the command line or a setting is wrong
├── DefinitionError        exit 3   a file in datasets/, styles/ or the town's settings is wrong
├── SourceError            exit 4   the source file or URL cannot be read
├── RefusedError           exit 5   the data were read and must not go live
├── DatabaseError          exit 6   the database is absent, too old or lacks rights
├── BusyError              exit 7   somebody else is doing this right now
├── SetupError             exit 8   a program or file the portal needs is not installed
└── UnexpectedError        exit 70  a mistake in the portal itself, with its traceback in the log
"""

from typing import Any, Self

from pipelines.text import Language, Text


class GeoportalError(Exception):
    """One sentence that says what is wrong and where, and a hint that says what to do."""

    exit_code = 1

    def __init__(self, message: Text, hint: Text | None = None) -> None:
        super().__init__(message.de)
        self.message = message
        self.hint = hint

    def __reduce__(self) -> tuple[type[Self], tuple[Text, Text | None]]:
        """Let it come back whole from another process, which makes exceptions anew from their text alone."""
        return type(self), (self.message, self.hint)

    def to(self, language: Language) -> str:
        """Return message and hint as one line of text."""
        parts = [self.message, self.hint] if self.hint else [self.message]
        return " ".join(part.to(language) for part in parts)

    def to_json(self) -> dict[str, Any]:
        """Return the error for machines, in both languages."""
        texts = {"message": self.message, "hint": self.hint}
        said = {name: {"de": text.de, "en": text.to("en")} if text else None for name, text in texts.items()}
        return {"error": type(self).__name__, "exit_code": self.exit_code} | said


class UsageError(GeoportalError):
    """The command line or a setting is wrong."""

    exit_code = 2


class DefinitionError(GeoportalError):
    """A dataset definition, a style or the town's settings file is wrong."""

    exit_code = 3


class SourceError(GeoportalError):
    """The source file or URL cannot be read."""

    exit_code = 4


class RefusedError(GeoportalError):
    """The data were read, but must not go live."""

    exit_code = 5


class DatabaseError(GeoportalError):
    """The database is absent, too old or lacks rights."""

    exit_code = 6


class BusyError(GeoportalError):
    """Somebody else is doing this right now."""

    exit_code = 7


class SetupError(GeoportalError):
    """A program or file the portal needs is not installed."""

    exit_code = 8


class UnexpectedError(GeoportalError):
    """A mistake in the portal itself; the log has the traceback."""

    exit_code = 70
