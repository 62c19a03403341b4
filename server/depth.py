"""How deep JSON goes, told before it is read: Python's reader ends at some thousand brackets."""

import re

_TEXTS = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?', re.DOTALL)
"""Texts, also one that does not end: looking for its end from each quote in it would take for ever."""


def depth(text: str) -> int:
    """Return the most brackets that stand within each other, those in texts aside."""
    level = deepest = 0
    for sign in _TEXTS.sub("", text):
        level += (sign in "[{") - (sign in "]}")
        deepest = max(deepest, level)
    return deepest
