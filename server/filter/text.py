"""CQL2 text → CQL2 JSON, by the library ``cql2``, which is given one pair of brackets at a time.

Its parser tries an unfinished group once as a condition and once as an expression, so that its time doubles with each
bracket around a mistake (32 of them would take hours), and its stack overflows on some thousands of signs. So groups
are taken out from the inside: each is parsed alone and stands in the text around it as a property whose name no
client can write.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import cql2

from pipelines.definition.condition import ConditionError, Node
from pipelines.text import Text

DEEPEST = 32
"""Brackets within brackets, operations within operations, and operators in a row without AND or OR."""

EXACT_DIGITS = 15
"""More of them in a whole number are read here, because the library reads doubles."""

_TOKEN = re.compile(
    r"""(?P<space>\s+)|'(?:[^']|'')*'|"(?:[^"]|"")*"|(?P<word>[^\W\d][\w.:]*)|[0-9]+\.?[0-9]*(?:[eE][+-]?[0-9]+)?"""
    r"""|(?P<operator>[<>=!]+|[-+*/%^])|(?P<other>.)""",
    re.DOTALL,
)
_LINKS = frozenset({"and", "or"})
_OPERATORS = frozenset({"not", "like", "ilike", "between", "in", "is", "div"})
_WKT = frozenset(
    {"point", "linestring", "polygon", "multipoint", "multilinestring", "multipolygon", "geometrycollection"}
)
_MODIFIERS = frozenset({"z", "m", "zm"})
_HELD = "\0"


@dataclass(frozen=True)
class _Token:
    text: str
    kind: str
    at: int

    @property
    def word(self) -> str:
        return self.text.lower() if self.kind == "word" else ""


def parse_text(text: str) -> Node:
    """Return a filter as CQL2 JSON. Raises ConditionError that names the place of what is not CQL2."""
    if _HELD in text:
        raise ConditionError(Text("ein Nullzeichen", "a NUL character"))
    return _Reader(text).read()


class _Reader:
    """Reads the tokens of one text from left to right; what is parsed already is held by number."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = list(_tokens(text))
        self._next = 0
        self._held: list[Node] = []

    def read(self) -> Node:
        pieces = self._pieces(0)
        if self._next < len(self._tokens):
            raise self._wrong(self._tokens[self._next].at, "eine Klammer zu viel", "one bracket too many")
        if len(pieces) > 1:
            raise self._wrong(pieces[1].start, "ein Komma zu viel", "one comma too many")
        return self._parsed(pieces[0])

    def _pieces(self, depth: int) -> list["_Piece"]:
        """Read what commas part, up to the closing bracket or the end."""
        if depth > DEEPEST:
            raise ConditionError(Text(f"mehr als {DEEPEST} Klammern tief", f"more than {DEEPEST} brackets deep"))
        pieces = [_Piece(self._at())]
        while self._next < len(self._tokens) and (token := self._tokens[self._next]).text != ")":
            self._next += 1
            if token.text == ",":
                pieces[-1].end = token.at
                pieces.append(_Piece(token.at + 1))
            elif token.text == "(":
                self._bracket(pieces[-1], token.at, depth)
            elif token.word in _WKT and (shape := self._shape(token)):
                pieces[-1].add(_Token(self._hold(self._parse(shape, token.at)), "held", token.at))
            elif token.text.isascii() and token.text.isdigit() and len(token.text) > EXACT_DIGITS:
                pieces[-1].add(_Token(self._hold(int(token.text)), "held", token.at))
            else:
                pieces[-1].add(token)
        pieces[-1].end = self._at()
        return pieces

    def _bracket(self, around: "_Piece", at: int, depth: int) -> None:
        """A list after a name or IN keeps its brackets and simple members; any other group becomes one name."""
        inner = self._pieces(depth + 1)
        if self._next == len(self._tokens):
            raise self._wrong(at, "eine Klammer ohne Ende", "a bracket without its end")
        self._next += 1
        is_list = around.ends_with_name() or len(inner) > 1
        written = f"({','.join(map(self._member, inner))})" if is_list else self._hold(self._parsed(inner[0]))
        around.add(_Token(written, "held", at))

    def _member(self, piece: "_Piece") -> str:
        return piece.written if piece.simple else self._hold(self._parsed(piece))

    def _shape(self, first: _Token) -> str | None:
        """Read the brackets of a geometry as they are, None where none follow."""
        depth, found = 0, first.text
        ahead = self._next
        for number, token in enumerate(self._tokens[self._next :], start=self._next):
            if depth == 0 and not (token.text == "(" or token.kind == "space" or token.word in _MODIFIERS):
                return None
            depth += (token.text == "(") - (token.text == ")")
            found += token.text
            ahead = number + 1
            if token.text == ")" and depth == 0:
                break
        if depth > 0 or re.search(r"(\(\s*){4}", found) or not re.fullmatch(r"[\w\s(),.+-]*", found):
            raise self._wrong(first.at, "keine Geometrie in WKT", "no geometry in WKT")
        if found.count("(") == 0:
            return None
        if max(_depths(found)) > DEEPEST:
            raise self._wrong(first.at, f"mehr als {DEEPEST} Klammern tief", f"more than {DEEPEST} brackets deep")
        self._next = ahead
        return found

    def _parsed(self, piece: "_Piece") -> Node:
        if piece.longest_run > DEEPEST:
            said = f"mehr als {DEEPEST} Operatoren hintereinander", f"more than {DEEPEST} operators in a row"
            raise self._wrong(piece.start, *said)
        return self._parse(piece.written, piece.start, piece.end)

    def _parse(self, written: str, start: int, end: int | None = None) -> Node:
        try:
            node: Any = cql2.parse_text(written).to_json()
        except Exception:  # noqa: BLE001 - the library raises ParseError, and bare exceptions for odd geometries
            stop = len(self._text) if end is None else end
            part = self._text[start : min(stop, start + 60)].strip()
            raise self._wrong(start, f"kein CQL2: „{part}“", f"not CQL2: “{part}”") from None
        filled: Node = self._filled(node)
        return filled

    def _filled(self, node: Any) -> Any:
        if isinstance(node, list):
            return [self._filled(part) for part in node]
        if isinstance(node, dict):
            name = node.get("property")
            if isinstance(name, str) and name.startswith(_HELD):
                return self._held[int(name[1:])]
            return {key: self._filled(part) for key, part in node.items()}
        return node

    def _hold(self, node: Node) -> str:
        self._held.append(node)
        return f'"{_HELD}{len(self._held) - 1}"'

    def _at(self) -> int:
        return self._tokens[self._next].at if self._next < len(self._tokens) else len(self._text)

    def _wrong(self, at: int, de: str, en: str) -> ConditionError:
        return ConditionError(Text(f"ab Zeichen {at + 1}: {de}", f"from character {at + 1}: {en}"))


class _Piece:
    """Tokens between commas or brackets, and where they stand in the whole text."""

    def __init__(self, start: int) -> None:
        self.start = self.end = start
        self.longest_run = self._run = 0
        self._tokens: list[_Token] = []
        self._texts: list[str] = []

    def add(self, token: _Token) -> None:
        """Count what the parser's stack must hold: AND and OR are lists for it, all else lies one in another."""
        is_operator = token.kind == "operator" or token.word in _OPERATORS
        self._run = 0 if token.word in _LINKS else self._run + is_operator
        self.longest_run = max(self.longest_run, self._run)
        self._texts.append(token.text)
        if token.kind != "space":
            self._tokens.append(token)
            self._spell_ilike()

    def ends_with_name(self) -> bool:
        last = self._tokens[-1].word if self._tokens else ""
        return last == "in" or bool(last and last not in _LINKS | _OPERATORS)

    @property
    def simple(self) -> bool:
        """Whether there is one value, or a sign and a number; an empty list has none."""
        return len(self._tokens) <= 1 or (len(self._tokens) == 2 and self._tokens[0].text in "+-")

    @property
    def written(self) -> str:
        return "".join(self._texts)

    def _spell_ilike(self) -> None:
        """GDAL writes the ILIKE of its own SQL, ``field ILIKE 'pattern'``; CQL2 says it with CASEI."""
        if len(self._tokens) < 3 or self._tokens[-2].word != "ilike":
            return
        field, _, pattern = self._tokens[-3:]
        while self._texts.pop() is not field.text:
            pass
        self._texts.append(f"CASEI({field.text}) LIKE CASEI({pattern.text})")


def _tokens(text: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(text):
        if match[0] in {"'", '"'}:
            at = match.start()
            said = Text(
                f"ab Zeichen {at + 1}: {match[0]} ohne Ende", f"from character {at + 1}: {match[0]} without end"
            )
            raise ConditionError(said)
        yield _Token(match[0], match.lastgroup or "value", match.start())


def _depths(text: str) -> Iterator[int]:
    depth = 0
    for sign in text:
        depth += (sign == "(") - (sign == ")")
        yield depth
