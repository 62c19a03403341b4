"""Compression of answers: which one a client wants, and how it is made."""

from collections.abc import Callable
from functools import lru_cache

import cramjam

from server.negotiation import preferences

Coding = str
"""A content coding (RFC 9110, 8.4.1); empty for none."""

SMALL = 512
"""Bytes below which compression saves no packet."""

CODERS: dict[Coding, Callable[[bytes], bytes]] = {
    "zstd": lambda body: bytes(cramjam.zstd.compress(body, level=3)),
    "br": lambda body: bytes(cramjam.brotli.compress(body, level=4)),
    "gzip": lambda body: bytes(cramjam.gzip.compress(body, level=5)),
}
"""By preference among what a client likes equally well; the levels make 71 kB of GeoJSON in 1 to 2 ms."""


@lru_cache(maxsize=256)
def chosen(accepted: str, ready: Coding = "") -> Coding:
    """Choose a coding by the ``Accept-Encoding`` header (RFC 9110, 12.5.3): the one that is ``ready`` if it will do."""
    weights = preferences(accepted)

    def weight(coding: Coding) -> float:
        return weights.get(coding, weights.get("*", 0.0))

    if ready and weight(ready):
        return ready
    best = max(CODERS, key=weight)
    return best if weight(best) and weight(best) >= weights.get("identity", 0.0) else ""
