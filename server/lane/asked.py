"""What a request asks for, as far as its bytes tell."""

from dataclasses import dataclass, field


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
