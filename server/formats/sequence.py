"""GeoJSON text sequences (RFC 8142): one feature after the other, which a client can use while the rest is coming."""

from collections.abc import Iterator

from server.formats.page import Page

SEPARATOR = "\x1e"


def write(page: Page) -> Iterator[bytes]:
    """Yield each block's features, each begun by a record separator and ended by a line feed."""
    for block in page.blocks:
        yield "".join(f"{SEPARATOR}{text}\n" for text in block).encode()
