"""What a request asks for, as far as its bytes tell."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from server.lane.encoding import Coding, chosen


@dataclass(frozen=True, slots=True)
class Asked:
    """Equal ones have equal answers while a version is live, whatever the coding and what the client has."""

    path: str
    query: bytes
    accept: bytes
    language: bytes
    base: str
    encoding: bytes = field(compare=False)
    condition: bytes = field(compare=False)

    @classmethod
    def of(cls, path: str, query: bytes, headers: Iterable[tuple[bytes, bytes]], base: str) -> "Asked":
        """Read a request; headers have names in small letters, ``base`` is the portal's address for the client."""
        accept = language = encoding = condition = b""
        for name, value in headers:
            if name == b"accept":
                accept = value
            elif name == b"accept-language":
                language = value
            elif name == b"accept-encoding":
                encoding = value
            elif name == b"if-none-match":
                condition = value
        return cls(path, query, accept, language, base, encoding, condition)

    @property
    def coding(self) -> Coding:
        """The coding that the client likes best."""
        return chosen(self.encoding.decode("latin-1"))
